"""A neighborhood laid flat around its middle, every distance from the middle kept."""

from dataclasses import dataclass

import numpy as np

from mllab.embed.plane import best


@dataclass(frozen=True, eq=False)
class Around:
    """`positions` (n, 2) around the origin; `cosines` (n,) with the middle; `links`, pairs of words nearer to each other than either to the middle."""

    positions: np.ndarray
    cosines: np.ndarray
    links: tuple[tuple[int, int], ...]


def around(middle: np.ndarray, vectors: np.ndarray) -> Around:
    """Unit vectors (n, d) around the direction `middle` (d,): the distance from the origin is that of the unit vectors, the side that of their plane.

    The side is where the part of a vector that `middle` does not explain points to, in the plane that fits those parts best: an azimuthal map
    (equidistant from its middle). Cost: O(n d min(n, d)).
    """
    direction = middle / (float(np.linalg.norm(middle)) or 1.0)
    cosines = np.clip(vectors @ direction, -1, 1)
    rest = vectors - cosines[:, None] * direction
    flat = best(rest).place(rest) if len(rest) > 1 and rest.any() else np.tile([1.0, 0.0], (len(vectors), 1))
    length = np.linalg.norm(flat, axis=1, keepdims=True)
    sides = np.divide(flat, length, out=np.tile([1.0, 0.0], (len(flat), 1)), where=length > 1e-9)
    return Around(sides * np.sqrt(2 - 2 * cosines)[:, None], cosines, _links(vectors, cosines))


def _links(vectors: np.ndarray, cosines: np.ndarray) -> tuple[tuple[int, int], ...]:
    """Every word with the one most like it, where the two are more alike than either is to the middle."""
    between = vectors @ vectors.T
    np.fill_diagonal(between, -np.inf)
    pairs = {(min(i, j), max(i, j)) for i, j in enumerate(between.argmax(axis=1).tolist()) if between[i, j] > max(cosines[i], cosines[j])}
    return tuple(sorted(pairs)) if len(vectors) > 1 else ()
