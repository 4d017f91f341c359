"""Naive Bayes: a bell curve for every class in every column, multiplied as if the columns had nothing to do with each other."""

from dataclasses import dataclass, field

import numpy as np

from mllab.errors import DataError


@dataclass(frozen=True, eq=False)
class Bells:
    """The share (k,) of every class among the points, and its mean (k, d) and standard deviation (k, d) in every column."""

    share: np.ndarray
    mean: np.ndarray = field(repr=False)
    spread: np.ndarray = field(repr=False)

    def densities(self, x: np.ndarray) -> np.ndarray:
        """(m, k, d) the density of every class in every column at places x (m, d). O(m k d)."""
        z = (x[:, None] - self.mean) / self.spread
        return np.asarray(np.exp(-(z**2) / 2) / (np.sqrt(2 * np.pi) * self.spread))

    def posterior(self, x: np.ndarray) -> np.ndarray:
        """(m, k) the probability of every class at places x (m, d): share times densities, over their sum. Computed in logarithms, so that nothing is lost far away."""
        z = (x[:, None] - self.mean) / self.spread
        logs = np.log(self.share) - np.log(self.spread).sum(axis=1) - (z**2).sum(axis=2) / 2
        logs -= logs.max(axis=1, keepdims=True)
        found = np.exp(logs)
        return np.asarray(found / found.sum(axis=1, keepdims=True))

    def ellipse(self, which: int, times: float, corners: int = 72) -> np.ndarray:
        """(corners + 1, 2) the line on which the product of a class's two densities is exp(-times² / 2) of its greatest: upright, since columns are taken as independent."""
        angle = np.linspace(0, 2 * np.pi, corners + 1)
        return np.asarray(self.mean[which] + times * self.spread[which] * np.stack([np.cos(angle), np.sin(angle)], axis=1))


def bells(X: np.ndarray, y: np.ndarray) -> Bells:
    """Fit scikit-learn's Gaussian naive Bayes: shares, means and standard deviations of the classes 0 ... k - 1. O(n d).

    A billionth of the largest variance is added to each, so that a class whose values are all alike has a bell, too.
    Source: Duda & Hart 1973; Hand & Yu 2001 on why it does well though it is wrong. Raises DataError where all points lie at one place.
    """
    from sklearn.naive_bayes import GaussianNB

    if not X.std(axis=0).any():
        raise DataError("All points lie at one place, so they have no spread. Take other columns.")
    found = GaussianNB().fit(X, y)
    return Bells(found.class_prior_, found.theta_, np.sqrt(found.var_))


def together(X: np.ndarray, y: np.ndarray, k: int) -> np.ndarray:
    """(k,) the correlation of both columns within every class, which naive Bayes takes to be 0; not a number where a column does not vary."""
    found = np.full(k, np.nan)
    for one in range(k):
        Z = X[y == one] - X[y == one].mean(axis=0)
        size = np.sqrt((Z**2).sum(axis=0)).prod()
        if size > 0:
            found[one] = (Z[:, 0] * Z[:, 1]).sum() / size
    return found
