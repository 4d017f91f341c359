"""Silhouette: is each row nearer to its own group than to the next one?"""

from dataclasses import dataclass

import numpy as np

from mllab.cluster._base import NOISE
from mllab.cluster._whole import sample_rows

BLOCK = 1_000
MOST = 5_000


@dataclass(frozen=True, eq=False)
class Silhouette:
    """Per row: `values` (m,) from -1 to 1 of the rows `rows` (m,), with their `labels`. NaN for noise; `said` tells about sampling."""

    values: np.ndarray
    rows: np.ndarray
    labels: np.ndarray
    said: str = ""

    @property
    def mean(self) -> float:
        """The mean over all rows in groups; NaN when there are not two groups."""
        return mean(self.values)

    @property
    def by_group(self) -> dict[int, float]:
        """The mean per group."""
        return {int(label): mean(self.values[self.labels == label]) for label in np.unique(self.labels) if label != NOISE}


def silhouette(X: np.ndarray, labels: np.ndarray, seed: int = 0, most: int = MOST) -> Silhouette:
    """The silhouette of every row (Rousseeuw 1987): (b - a) / max(a, b), a the mean distance to the own group, b to the nearest other.

    Above `most` rows a seeded sample is judged, and that is said. O(m^2 d).
    """
    rows = sample_rows(len(X), most, seed)
    said = "" if len(rows) == len(X) else f"Judged on a random {len(rows):,} of {len(X):,} rows."
    return Silhouette(silhouettes(X[rows], [labels[rows]])[0], rows, labels[rows], said)


def silhouettes(X: np.ndarray, labelings: list[np.ndarray]) -> list[np.ndarray]:
    """The silhouettes (n,) of the same rows under several labelings; every distance is computed once, a block of rows at a time.

    float32 throughout: good to about 1e-3. NaN for noise, 0 in a group of one, all NaN when there are not two groups.
    """
    X = (X - X.mean(axis=0)).astype(np.float32)
    squares = np.einsum("ij,ij->i", X, X)
    members = [_membership(labels) for labels in labelings]
    stacked = np.concatenate(members, axis=1)
    sums = np.empty((len(X), stacked.shape[1]), dtype=np.float32)
    for start in range(0, len(X), BLOCK):
        piece = slice(start, start + BLOCK)
        apart = squares[piece, None] + squares - 2 * (X[piece] @ X.T)
        here = np.arange(start, min(start + BLOCK, len(X)))
        apart[here - start, here] = 0
        sums[piece] = np.sqrt(np.maximum(apart, 0, out=apart), out=apart) @ stacked
    edges = np.cumsum([0, *(member.shape[1] for member in members)])
    return [_widths(sums[:, left:right], member) for left, right, member in zip(edges[:-1], edges[1:], members, strict=True)]


def mean(values: np.ndarray) -> float:
    """The mean of the values that are there; NaN when none is."""
    there = values[~np.isnan(values)]
    return float(there.mean()) if len(there) else float("nan")


def _membership(labels: np.ndarray) -> np.ndarray:
    groups = np.unique(labels[labels != NOISE])
    return (labels[:, None] == groups).astype(np.float32)


def _widths(sums: np.ndarray, member: np.ndarray) -> np.ndarray:
    """From the summed distances (n, k) to every group: the silhouettes (n,)."""
    n, k = member.shape
    grouped = member.any(axis=1)
    if k < 2:
        return np.full(n, np.nan)
    sizes, own = member.sum(axis=0), member.argmax(axis=1)
    rows = np.arange(n)
    alone = sizes[own] == 1
    within = sums[rows, own] / np.maximum(sizes[own] - 1, 1)
    others = sums / sizes
    others[rows, own] = np.inf
    nearest = others.min(axis=1)
    widest = np.maximum(np.maximum(within, nearest), np.finfo(np.float32).tiny)
    return np.where(grouped, np.where(alone, 0.0, (nearest - within) / widest), np.nan)
