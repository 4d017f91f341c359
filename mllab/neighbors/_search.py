"""The public calls: nearest rows within a matrix, or of other rows among it."""

from collections.abc import Callable, Generator
from typing import TypeVar

import numpy as np

from mllab.device import device
from mllab.errors import DataError
from mllab.learner import finite
from mllab.neighbors import _kept
from mllab.neighbors._graph import Metric, Neighbors

T = TypeVar("T")
Told = Callable[[float], object]
EXACT_ROWS = 50_000  # up to here the exact search takes seconds; above, cells are looked at and used where they are faster


def nearest(X: np.ndarray, k: int, metric: Metric = "euclidean", told: Told = lambda share: None) -> Neighbors:
    """The k nearest other rows of every row of X (n, d), exact up to 50,000 rows, above that with a measured recall of at least 0.99.

    Kept in the process by the content of X: a smaller or equal k never searches again. `told` hears the share done several times a
    second and may raise to stop. Rows that are alike are neighbors at distance 0, and ties go to the lower row number among those found.
    A row of zeros has cosine distance 1 to every other and 0 to its likes. Wrong in high dimensions where all distances are alike: no
    search can help that. O(n^2 d), less above 50,000 rows. Raises DataError when k is not in 1..n-1.
    """
    return _drained(searching(X, k, metric), told)


def searching(X: np.ndarray, k: int, metric: Metric = "euclidean") -> Generator[float, None, Neighbors]:
    """`nearest` as a generator: yields the share done several times a second, so that whoever asks can show it or stop; returns the neighbors.

    >>> found = yield from searching(X, 15)
    """
    X = finite(X, "The search for neighbors")
    if not 1 <= k < len(X):
        raise DataError(f"{len(X)} rows have 1 to {len(X) - 1} neighbors each, got k={k}. Change k or bring more rows.")
    name = _kept.digest(X)
    if (found := _kept.recall(name, metric, k)) is None:
        found = yield from _found(X, k, metric)
        _kept.keep(name, found)
    return found


def among(Q: np.ndarray, X: np.ndarray, k: int, metric: Metric = "euclidean", told: Told = lambda share: None) -> Neighbors:
    """The k nearest rows of X (n, d) to every row of Q (m, d), exact; a row of Q that is in X finds it at distance 0. O(m n d).

    Raises DataError when k is not in 1..n or the columns differ.
    """
    Q, X = finite(Q, "The search for neighbors"), finite(X, "The search for neighbors")
    if Q.shape[1] != X.shape[1]:
        raise DataError(f"The rows to search for have {Q.shape[1]} columns, those to search among {X.shape[1]}. Encode both alike.")
    if not 1 <= k <= len(X):
        raise DataError(f"Among {len(X)} rows 1 to {len(X)} can be nearest, got k={k}. Change k.")
    from mllab.neighbors._exact import exact

    kind = np.result_type(Q, X)
    Q, X = np.asarray(Q, kind), np.asarray(X, kind)
    return _graph(*_drained(exact(_ready(Q, metric), _ready(X, metric), k, False), told), metric, 1.0)


def warm() -> None:
    """Compile what a search needs, or load it from the disk, so that no click waits for it."""
    for kind in (np.float32, np.float64):
        X = np.random.default_rng(0).normal(size=(64, 3)).astype(kind)
        X[0] *= 1e6
        _drained(_found(X, 2, "euclidean"), lambda share: None)


def _drained(search: Generator[float, None, T], told: Told) -> T:
    """What a search returns, each share told on the way."""
    while True:
        try:
            told(next(search))
        except StopIteration as ended:
            told(1.0)
            return ended.value


def _found(X: np.ndarray, k: int, metric: Metric) -> Generator[float, None, Neighbors]:
    from mllab.neighbors._cells import Cells, by_cells
    from mllab.neighbors._exact import exact

    X = _ready(X, metric)
    if (where := device(len(X))) != "cpu":
        from mllab.neighbors import _torch

        return _graph(*(yield from _torch.exact(X, X, k, True, where)), metric, 1.0)
    cells = (yield from Cells.worthwhile(X, k)) if len(X) > EXACT_ROWS else None
    if cells is None:
        return _graph(*(yield from exact(X, X, k, True)), metric, 1.0)
    return _graph(*(yield from by_cells(X, k, cells)), metric, cells.recall)


def _ready(X: np.ndarray, metric: Metric) -> np.ndarray:
    """X whose squared Euclidean distances are the squares, or twice the cosine distances, that are asked for."""
    if metric == "euclidean":
        return X if X.flags.writeable else X.copy()  # a compiled kernel takes a read-only array for another type
    if metric != "cosine":
        raise DataError(f"Neighbors are euclidean or cosine, got {metric!r}.")
    biggest = np.abs(X).max(axis=1, keepdims=True)
    X = X / np.where(biggest > 0, biggest, 1)
    lengths = np.sqrt((X * X).sum(axis=1, keepdims=True))
    return np.ascontiguousarray(np.hstack([X / np.where(lengths > 0, lengths, 1), lengths == 0]), dtype=X.dtype)


def _graph(indices: np.ndarray, squares: np.ndarray, metric: Metric, share: float) -> Neighbors:
    distances = np.asarray(np.sqrt(squares) if metric == "euclidean" else squares / 2, dtype=np.float32)
    for made in (indices, distances):
        made.setflags(write=False)
    return Neighbors(indices, distances, metric, share)
