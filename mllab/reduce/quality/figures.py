"""How far a picture can be trusted, in figures."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from mllab.errors import DataError
from mllab.learner import finite
from mllab.reduce.quality.ranks import compared
from mllab.reduce.quality.shepard import Shepard, shepard
from mllab.reduce.quality.variance import explained

HIGHEST = 200  # the largest neighborhood on the curves
PAIRS = 100_000_000  # pairs of rows that are ranked at most: all of them up to 10,000 rows
FEWEST = 250  # rows that are judged at least, however many there are


@dataclass(frozen=True, eq=False)
class Quality:
    """What a picture kept of the data. Curves (c,) run over the neighborhood sizes `ks` (c,).

    trustworthiness  1 when all neighbors in the picture are neighbors in the data; false ones count by how far they really are (Venna & Kaski 2001)
    continuity       1 when all neighbors in the data are neighbors in the picture; lost ones count by how far they went (Venna & Kaski 2001)
    recall           share of the k nearest in the data that are among the k nearest in the picture (Q_NX, Lee & Verleysen 2009)
    k                the neighborhood size of the figures per row, which are NaN for rows that were not judged:
    lost             (n,) share of the row's k nearest neighbors that the picture lost: their mean is 1 - recall
    intruders        (n,) false neighbors, weighted as in the trustworthiness: their mean is 1 - trustworthiness; 0 none, about 1 all from the far end
    torn             (n,) lost neighbors, weighted as in the continuity: their mean is 1 - continuity
    shepard          distances in the picture against those in the data
    variance         share of the data's variance that a linear function of the picture's axes gives back
    error            standard error of the trustworthiness at `k` by judging a sample of the rows; 0 when all were judged
    said             which rows and pairs were judged, in words
    """

    n: int
    ks: np.ndarray = field(repr=False)
    trustworthiness: np.ndarray = field(repr=False)
    continuity: np.ndarray = field(repr=False)
    recall: np.ndarray = field(repr=False)
    k: int
    lost: np.ndarray = field(repr=False)
    intruders: np.ndarray = field(repr=False)
    torn: np.ndarray = field(repr=False)
    shepard: Shepard
    variance: float
    error: float = 0.0
    said: str = ""

    @property
    def chance(self) -> np.ndarray:
        """(c,) the recall of a picture with its points thrown at random, k / (n - 1)."""
        return self.ks / (self.n - 1)

    def at(self, k: int) -> dict[str, float]:
        """Trustworthiness, continuity and recall for neighborhoods of k. Raises DataError when the curves do not reach k."""
        if not 1 <= k <= self.ks[-1]:
            raise DataError(f"The curves go from k = 1 to {self.ks[-1]}, got {k}.")
        return {name: float(getattr(self, name)[k - 1]) for name in ("trustworthiness", "continuity", "recall")}


def judge(X: np.ndarray, positions: np.ndarray, seed: int = 0, k: int = 10, pairs: int = PAIRS) -> Quality:
    """Judge the picture `positions` (n, m) of X (n, d): what `judging` comes to, which says how, at what cost, and what it raises."""
    *_, found = judging(X, positions, seed, k, pairs)
    assert isinstance(found, Quality)  # its last, by its own word
    return found


def judging(X: np.ndarray, positions: np.ndarray, seed: int = 0, k: int = 10, pairs: int = PAIRS) -> Iterator[float | Quality]:
    """Judge the picture `positions` (n, m) of X (n, d), exactly up to 10,000 rows.

    Above that a seeded sample of the rows is judged, each still ranked among all n, so that about `pairs` pairs are looked at. Distances are
    Euclidean: for another metric give X in a form in which it is (rows of length 1 for the cosine). `k` is lowered to below n / 2.
    On the way it yields the share that is done, so that it can be given up; the quality is the last. O(n^2 (d + m)) up to 10,000 rows, O(n d) above. Raises DataError for fewer than 3 rows, or arrays that do not belong together.
    """
    X, positions = _usable(X, positions)
    n = len(X)
    highest = min(HIGHEST, (n - 1) // 2)
    k = min(k, highest)
    rows = _judged(n, pairs, seed)
    steps, each = yield from compared(X, positions, rows, highest, k)
    ks = np.arange(1, highest + 1)
    worst = ks * (2 * n - 3 * ks - 1) / 2  # the highest sum of ranks by which neighbors of one row can be too near
    count, ranks = np.cumsum(steps[:2], axis=2)[:, :, 1:-1].transpose(1, 0, 2)
    false, gone = 1 - (ranks - ks * count) / (len(rows) * worst)
    kept = np.cumsum(steps[2, 0])[1:-1] / (len(rows) * ks)
    lost, intruders, torn = _per_row(n, rows, each / np.array([k, worst[k - 1], worst[k - 1]]))
    error = 0.0 if len(rows) == n else float(np.std(intruders[rows], ddof=1) / len(rows) ** 0.5)
    distances = shepard(X, positions, seed)
    variance = explained(X, positions)
    said = _said(n, len(rows), distances.pairs)
    yield Quality(n, ks, false, gone, kept, k, lost, intruders, torn, distances, variance, error, said)


def warm() -> None:
    """Compile what `judge` needs, or read it from the cache."""
    points = np.random.default_rng(0).normal(size=(12, 3))
    judge(points, points[:, :2])


def _usable(X: np.ndarray, positions: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    X, positions = finite(X, "Judging a picture"), finite(positions, "Judging a picture")
    if len(X) != len(positions):
        raise DataError(f"A picture has a place for every row: got {len(X):,} rows and {len(positions):,} places.")
    if len(X) < 3:
        raise DataError(f"Judging a picture needs at least 3 rows, got {len(X)}.")
    return X, positions


def _judged(n: int, pairs: int, seed: int) -> np.ndarray:
    most = max(FEWEST, pairs // n)
    return np.arange(n) if n <= most else np.sort(np.random.default_rng(seed).choice(n, most, replace=False))


def _per_row(n: int, rows: np.ndarray, shares: np.ndarray) -> np.ndarray:
    """(3, n) float32 from (r, 3) of the judged rows; NaN for the others."""
    every = np.full((3, n), np.nan, np.float32)
    every[:, rows] = shares.T
    return every


def _said(n: int, rows: int, pairs: int) -> str:
    neighbors = f"Neighbors: all {n:,} rows" if rows == n else f"Neighbors: a random {rows:,} of {n:,} rows, each ranked among all"
    total = n * (n - 1) // 2
    return f"{neighbors}. Distances: {f'all {total:,}' if pairs == total else f'a random {pairs:,} of {total:,}'} pairs."
