"""Search in parts, for many rows: k-means cells, and for every cell only the cells near to it, as many as the measured recall needs."""

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np

from mllab.neighbors._exact import Found, Pool, search, shifted, spans

CELL_ROWS = 400  # rows per cell on average
ROUNDS = 8  # of k-means; cells need not be perfect
SAMPLE = 1000  # rows whose true neighbors say how many cells must be looked through
WANTED = 0.993  # recall to choose by, so that the one measured on other rows is 0.99 or more
WORTH = 0.3  # largest share of all pairs at which looking through cells beats one product of everything


@dataclass(frozen=True, eq=False)
class Cells:
    """Rows in cells and the plan of the search.

    home    (n,) cell of each row
    order   (c, c) cells by the distance of their middles, each cell itself first
    probes  how many of them are looked through
    recall  share of the true neighbors in these, measured on a seeded sample that did not choose `probes`
    """

    home: np.ndarray
    order: np.ndarray
    probes: int
    recall: float

    @classmethod
    def worthwhile(cls, X: np.ndarray, k: int) -> Generator[float, None, "Cells | None"]:
        """Yields the share done; returns cells with a recall of 0.99 for k neighbors in X; None when that is no faster than the exact search. O(n^1.5 d)."""
        rng = np.random.default_rng(0)
        pool = Pool(X)
        C = shifted(X, pool.middle, np.float32)
        home, middles = yield from _k_means(C, max(16, len(X) // CELL_ROWS), rng)
        order = np.argsort(_gaps(middles, middles), axis=1, kind="stable")
        order = np.take_along_axis(order, np.argsort(order != np.arange(len(order))[:, None], axis=1, kind="stable"), axis=1)
        ranks = np.argsort(order, axis=1)
        rows = np.sort(rng.choice(len(X), 2 * SAMPLE, replace=False))
        needed = yield from _needed(X, rows, pool, k, home, ranks)  # (2 SAMPLE, k) rank of the cell that holds each true neighbor
        choose, judge = needed[::2], needed[1::2]
        probes = int(np.quantile(choose, WANTED, method="higher")) + 1
        sizes = np.bincount(home, minlength=len(order))
        held = np.cumsum(sizes[order], axis=1)
        probes = max(probes, int((held <= k).sum(axis=1).max()) + 1)
        while probes < len(order) and (judge < probes).mean() < 0.99:
            probes += 1
        if probes >= len(order) or (sizes * held[:, probes - 1]).sum() > WORTH * len(X) ** 2:
            return None
        return cls(home, order, probes, float((judge < probes).mean()))


def by_cells(X: np.ndarray, k: int, cells: Cells) -> Generator[float, None, Found]:
    """Yields the share done; returns (neighbors (n, k), squared distances (n, k)), exact within the cells that are looked through. O(n^2 d share)."""
    indices, squares = np.empty((len(X), k), np.int32), np.empty((len(X), k), X.dtype)
    middle = X.mean(axis=0, dtype=np.float64)
    by_home = np.argsort(cells.home, kind="stable")
    ends = np.cumsum(np.bincount(cells.home, minlength=len(cells.order)))
    members = np.split(by_home, ends[:-1])
    done = 0
    for cell, near in enumerate(cells.order[:, : cells.probes]):
        if not len(members[cell]):
            continue
        columns = np.sort(np.concatenate([members[c] for c in near]))
        pool = Pool(X[columns], middle)
        for part in spans(len(members[cell]), len(columns), k):
            yield 0.1 + 0.9 * done / len(X)
            rows = members[cell][part]
            found, squares[rows] = search(X, rows, np.searchsorted(columns, rows), pool, k)
            indices[rows] = columns[found]
            done += len(rows)
    return indices, squares


def _gaps(Q: np.ndarray, middles: np.ndarray) -> np.ndarray:
    """Squared distances up to a constant of each row of Q."""
    return np.einsum("ij,ij->i", middles, middles) - 2 * (Q @ middles.T)


def _home(C: np.ndarray, middles: np.ndarray) -> Generator[float, None, np.ndarray]:
    home = np.empty(len(C), np.int32)
    for rows in spans(len(C), len(middles), 1):
        if rows[0] % (1 << 14) == 0:
            yield 0.03
        home[rows] = _gaps(C[rows], middles).argmin(axis=1)
    return home


def _k_means(C: np.ndarray, count: int, rng: np.random.Generator) -> Generator[float, None, tuple[np.ndarray, np.ndarray]]:
    """(cell of each row, middles (count, d)) by Lloyd's rounds on a sample; a cell that empties starts again at a random row."""
    sample = C[np.sort(rng.choice(len(C), min(len(C), 60 * count), replace=False))]
    middles = sample[rng.choice(len(sample), count, replace=False)]
    for _ in range(ROUNDS):
        home = yield from _home(sample, middles)
        sizes = np.bincount(home, minlength=count)
        order = np.argsort(home, kind="stable")
        starts = np.minimum(np.cumsum(sizes) - sizes, len(sample) - 1)
        sums = np.add.reduceat(sample[order], starts, axis=0)
        middles = np.where(sizes[:, None] > 0, sums / np.maximum(sizes, 1)[:, None], sample[rng.choice(len(sample), count)])
        middles = middles.astype(np.float32)
    return (yield from _home(C, middles)), middles


def _needed(X: np.ndarray, rows: np.ndarray, pool: Pool, k: int, home: np.ndarray, ranks: np.ndarray) -> Generator[float, None, np.ndarray]:
    found = np.empty((len(rows), k), np.int64)
    for part in spans(len(rows), len(X), k):
        yield 0.07
        found[part], _ = search(X, rows[part], rows[part], pool, k)
    return ranks[home[rows][:, None], home[found]]
