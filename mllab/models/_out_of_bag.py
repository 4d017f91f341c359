"""The loss on rows that a tree was not grown from: a test on the training rows that costs no rows."""

from typing import Any

import numpy as np

from mllab.models._base import Kind


class OutOfBag:
    """Follows a growing ensemble of trees: the loss on the rows out of each tree's bag, after each tree. O(n depth) per tree.

    Breiman 1996, Out-of-bag estimation. A row is counted once a tree has left it out.
    """

    def __init__(self, X: np.ndarray, y: np.ndarray, kind: Kind) -> None:
        self.X = np.ascontiguousarray(X, dtype=np.float32)
        self.kind = kind
        self.y = np.unique(y, return_inverse=True)[1] if kind == "classification" else y
        self.sums = np.zeros((len(y), int(self.y.max()) + 1 if kind == "classification" else 1))
        self.votes = np.zeros(len(y), np.int64)
        self.losses: list[float] = []

    def __call__(self, forest: Any) -> tuple[np.ndarray, np.ndarray]:
        """(no training losses, out-of-bag losses (t,)) of the ensemble so far; only the trees that are new are asked."""
        new = len(forest.estimators_) - len(self.losses)
        bags = forest.estimators_samples_[-new:]  # a bagging ensemble that grew on knows those of its last trees alone
        columns = getattr(forest, "estimators_features_", [slice(None)] * new)[-new:]
        for tree, bag, used in zip(forest.estimators_[-new:], bags, columns, strict=True):
            out = np.ones(len(self.y), dtype=bool)
            out[bag] = False
            if out.any():
                self._add(tree, out, np.ascontiguousarray(self.X[out][:, used]))
            self.losses.append(self._loss())
        return np.empty(0), np.array(self.losses)

    def _add(self, tree: Any, out: np.ndarray, X: np.ndarray) -> None:
        self.votes[out] += 1
        if self.kind == "regression":
            self.sums[out, 0] += tree.predict(X, check_input=False)
        else:
            self.sums[np.ix_(out, tree.classes_.astype(np.int64))] += tree.predict_proba(X, check_input=False)

    def _loss(self) -> float:
        """Log loss, or mean squared error, of the mean of the votes over the rows that have any; not a number before."""
        seen = self.votes > 0
        if not seen.any():
            return float("nan")
        y, votes = self.y[seen], self.votes[seen]
        if self.kind == "regression":
            return float(np.mean((self.sums[seen, 0] / votes - y) ** 2))
        chosen = self.sums[seen, y] / votes
        return float(-np.mean(np.log(np.clip(chosen, 1e-15, 1))))
