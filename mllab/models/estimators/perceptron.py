"""Rosenblatt's perceptron for any number of classes, with scikit-learn's interface."""

import copy
from collections.abc import Iterator
from typing import Literal, Self

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils.validation import check_is_fitted, validate_data

from mllab.models.estimators.units import units

BLOCK = 32


class PerceptronClassifier(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """Weights that change only at mistakes: towards the right class, away from the one that was said.

    coef_       (k, d) weights of each class for the columns as they are given, and intercept_ (k,)
    mistakes_   (t,) share of the rows that were mistaken in each pass; n_iter_ passes
    """

    def __init__(self, epochs: int = 50, keep: Literal["average", "best", "last"] = "average", random_state: int = 0) -> None:
        self.epochs = epochs
        self.keep = keep
        self.random_state = random_state

    def fit(self, X: np.ndarray, y: np.ndarray) -> Self:
        """Learn from X (n, d) and y (n,)."""
        for _ in self.progress(X, y):
            pass
        return self

    def progress(self, X: np.ndarray, y: np.ndarray) -> Iterator[Self]:
        """Learn, and be seen after each pass over the rows; ends at a pass without a mistake."""
        X, y = validate_data(self, X, y, dtype=np.float64)
        self.classes_, codes = np.unique(y, return_inverse=True)
        middle, scale = units(X)
        rows = np.hstack([(X - middle) / scale, np.ones((len(X), 1))])
        chance = np.random.default_rng(self.random_state)
        learner = Learner(np.zeros((len(self.classes_), rows.shape[1])))
        mistakes: list[float] = []
        least = np.inf
        for _ in range(self.epochs):
            order = chance.permutation(len(rows))
            mistakes.append(learner.over(rows[order], codes[order]) / len(rows))
            weights = learner.mean() if self.keep == "average" else learner.weights.copy()
            wrong = float(np.mean((rows @ weights.T).argmax(axis=1) != codes))
            if self.keep != "best" or wrong < least:
                least = wrong
                self.coef_ = weights[:, :-1] / scale
                self.intercept_ = weights[:, -1] - self.coef_ @ middle
            self.mistakes_, self.n_iter_ = np.array(mistakes), len(mistakes)
            yield self
            if not mistakes[-1]:
                return

    def snapshot(self) -> Self:
        """A copy that learning further leaves alone. O(1): arrays are replaced, never written."""
        return copy.copy(self)

    def decision_function(self, X: np.ndarray) -> np.ndarray:
        """(n, k) sums of each class; for two classes (n,) how far the second is ahead."""
        check_is_fitted(self)
        X = validate_data(self, X, dtype=np.float64, reset=False)
        sums = X @ self.coef_.T + self.intercept_
        found: np.ndarray = sums[:, 1] - sums[:, 0] if len(self.classes_) == 2 else sums
        return found

    def predict(self, X: np.ndarray) -> np.ndarray:
        """(n,) the class with the largest sum."""
        ahead = self.decision_function(X)
        found: np.ndarray = self.classes_[(ahead > 0).astype(int) if ahead.ndim == 1 else ahead.argmax(axis=1)]
        return found


class Learner:
    """Weights (k, d) on their way, and what their mean over all rows seen needs."""

    def __init__(self, weights: np.ndarray) -> None:
        self.weights = weights
        self.late = np.zeros_like(weights)  # changes, each times the rows that were seen before it
        self.seen = 0

    def over(self, rows: np.ndarray, codes: np.ndarray) -> int:
        """One pass in the order given; the number of mistakes. O(n k d), and one look more at a block of rows for each mistake."""
        at, block, mistakes = 0, BLOCK, 0
        while at < len(rows):  # a block is told at once: until a mistake the weights stay as they are
            said = (rows[at : at + block] @ self.weights.T).argmax(axis=1)
            wrong = said != codes[at : at + block]
            first = int(wrong.argmax())
            if not wrong[first]:
                at, block = at + block, 2 * block
                continue
            row, right = rows[at + first], codes[at + first]
            for code, sign in ((right, 1.0), (said[first], -1.0)):
                self.weights[code] += sign * row
                self.late[code] += sign * row * (self.seen + at + first)
            mistakes, at, block = mistakes + 1, at + first + 1, max(BLOCK, 2 * first)
        self.seen += len(rows)
        return mistakes

    def mean(self) -> np.ndarray:
        """The mean of the weights that each row met or left (Freund & Schapire 1999): those that lasted long count much."""
        found: np.ndarray = self.weights - self.late / self.seen
        return found
