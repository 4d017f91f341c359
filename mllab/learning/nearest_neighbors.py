"""k-nearest neighbors for every k at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from mllab.learning._base import Fit, apart
from mllab.params import knob


@dataclass(frozen=True)
class NearestNeighbors(Fit):
    """The mean answer of the k nearest points: the more neighbors, the smoother and the more biased.

    Fails at the ends, where all neighbors lie on one side. O(r m n log n) for all k of r training sets, by one sort of the distances.
    """

    name: ClassVar[str] = "k-nearest neighbors"
    source: ClassVar[str] = "Fix & Hodges 1951"
    turned: ClassVar[str] = "neighbors"
    richer: ClassVar[bool] = False

    most: int = knob(25, 2, 100, help="The most neighbors that are tried.")

    def grid(self, n: int, columns: int = 1) -> tuple[float, ...]:
        return tuple(range(1, min(self.most, n) + 1))

    def predict(self, x: np.ndarray, y: np.ndarray, at: np.ndarray, values: Sequence[float], seed: int = 0) -> np.ndarray:
        k = np.asarray(values, int)
        order = nearest(x, at, int(k.max()))
        answers = np.take_along_axis(np.broadcast_to(y[:, None, :], (len(y), len(at), y.shape[1])), _each(order, len(y)), axis=2)
        return np.moveaxis((np.cumsum(answers, axis=2) / np.arange(1, k.max() + 1))[..., k - 1], 2, 0)


def nearest(x: np.ndarray, at: np.ndarray, k: int) -> np.ndarray:
    """(r or 1, m, k) the nearest training points of every place, by distance; on a line, the first of equally far ones first."""
    far = apart(x, at)
    if x.ndim == 2:
        return np.argsort(far, axis=2, kind="stable")[..., :k]
    near = np.argpartition(far, k - 1, axis=2)[..., :k]  # a plane has many more places: only those that count are sorted
    return np.take_along_axis(near, np.argsort(np.take_along_axis(far, near, axis=2), axis=2, kind="stable"), axis=2)


def closed_form(x: np.ndarray, truth: np.ndarray, at: np.ndarray, f: np.ndarray, k: int, noise: float) -> tuple[np.ndarray, np.ndarray]:
    """(m,) bias squared and variance of k-NN where all training sets share their places x, (n,) or (n, 2), whose true values are `truth` (n,); f (m,) at `at`.

    Bias is f(x) less the mean of f at the k neighbors, the variance noise² / k (Hastie, Tibshirani & Friedman 2009, equation 7.10).
    """
    order = nearest(x[None], at, k)[0]
    return (f - truth[order].mean(axis=1)) ** 2, np.full(len(at), noise**2 / k)


def _each(order: np.ndarray, r: int) -> np.ndarray:
    return np.broadcast_to(order, (r, *order.shape[1:]))
