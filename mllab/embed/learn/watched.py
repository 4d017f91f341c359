"""What is seen of words while they are learned: their neighbors, how near those come, and where all stand in one plane."""

import numpy as np

from mllab.embed.plane import best


def units(vectors: np.ndarray) -> np.ndarray:
    """Rows (..., d) scaled to length 1, float64; rows of zeros stay."""
    vectors = np.asarray(vectors, np.float64)
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.divide(vectors, length, out=np.zeros_like(vectors), where=length > 0)


def nearest(moment: np.ndarray, row: int, n: int) -> list[tuple[int, float]]:
    """The n rows of a moment (w, d) nearest to one of them by cosine, with it; that row itself is left out. O(w d)."""
    unit = units(moment)
    cosines = unit @ unit[row]
    order = np.argsort(-cosines, kind="stable")
    return [(int(i), float(cosines[i])) for i in order[order != row][:n]]


def growth(moments: np.ndarray, row: int, others: list[int]) -> np.ndarray:
    """(m, k) the cosine of a row with k others at each of m moments (m, w, d)."""
    unit = units(moments[:, [row, *others]])
    return np.asarray(np.einsum("md,mkd->mk", unit[:, 0], unit[:, 1:]))


def forming(moments: np.ndarray, rows: list[int]) -> np.ndarray:
    """(m, k, 2) where k rows stand at each moment in the plane that fits them best at the last; lengths are left out, directions count.

    Raises DataError for fewer than two rows.
    """
    unit = units(moments[:, rows])
    plane = best(unit[-1])
    return np.stack([plane.place(moment) for moment in unit])


def company(moment: np.ndarray, rows: list[int], each: int) -> list[int]:
    """The rows, and behind them the nearest ones of each, none twice."""
    found = dict.fromkeys(rows)
    for row in rows:
        found |= dict.fromkeys(near for near, _ in nearest(moment, row, each))
    return list(found)
