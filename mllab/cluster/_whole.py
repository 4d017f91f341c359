"""Tables larger than a method can fit: a seeded sample is fitted, the rest is assigned in pieces, and that is said."""

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np

from mllab.cluster._assign import assign
from mllab.cluster._base import Clusterer, Clustering
from mllab.errors import DataError
from mllab.learner import finite


@dataclass(frozen=True, eq=False)
class Whole:
    """Groups of a whole table: `labels` (n,) of every row; `rows` are the fitted ones, in order; `said` tells how, in a sentence."""

    labels: np.ndarray
    fitted: Clustering
    rows: np.ndarray
    said: str


def fit_whole(clusterer: Clusterer, X: np.ndarray, seed: int = 0, limit: int | None = None) -> Whole:
    """Groups of all rows of X (n, d): fitted up to `limit` rows (the method's own by default), above it on a seeded sample.

    The rest is assigned in blocks, so X may be a memory map. Raises DataError as the clusterer does.
    """
    fitting = fitting_whole(clusterer, X, seed, limit)
    while True:
        try:
            next(fitting)
        except StopIteration as ended:
            return ended.value  # type: ignore[no-any-return]


def fitting_whole(clusterer: Clusterer, X: np.ndarray, seed: int = 0, limit: int | None = None) -> Generator[float | None, None, Whole]:
    """`fit_whole` as a generator: yields the share done (None where nobody knows) after every state of the fit, so that it can be stopped there."""
    if X.ndim != 2:
        raise DataError(f"{clusterer.name} needs a table of rows and columns, got an array with {X.ndim} dimensions.")
    limit = limit or clusterer.limit
    if len(X) <= limit:
        fitted = yield from _fitted(clusterer, X, seed)
        return Whole(fitted.labels, fitted, np.arange(len(X)), f"All {len(X):,} rows were fitted.")
    rows = sample_rows(len(X), limit, seed)
    part = finite(X[rows], clusterer.name)
    fitted = yield from _fitted(clusterer, part, seed)
    labels, how = _assigned(X, rows, part, fitted)
    said = f"{clusterer.name} was fitted to a random {limit:,} of {len(X):,} rows (seed {seed}); the others were assigned by {how}."
    return Whole(labels, fitted, rows, said)


def _fitted(clusterer: Clusterer, X: np.ndarray, seed: int) -> Generator[float | None, None, Clustering]:
    state: Clustering | None = None
    for state in clusterer.steps(X, seed):
        yield state.share
    if state is None:
        raise DataError(f"{clusterer.name} gave no groups. Choose another method.")
    return state


def sample_rows(n: int, most: int, seed: int = 0) -> np.ndarray:
    """The row numbers of a seeded sample of at most `most` of n rows, in order; all of them when they fit."""
    return np.arange(n) if n <= most else np.sort(np.random.default_rng(seed).choice(n, most, replace=False))


def _assigned(X: np.ndarray, rows: np.ndarray, part: np.ndarray, fitted: Clustering) -> tuple[np.ndarray, str]:
    rest = np.setdiff1d(np.arange(len(X)), rows, assume_unique=True)
    labels = np.empty(len(X), dtype=np.int64)
    labels[rows] = fitted.labels
    how = ""
    for piece in np.array_split(rest, max(1, len(rest) // 50_000)):
        given = assign(X[piece], part, fitted)
        labels[piece], how = given.labels, given.how
    return labels, how
