"""Boosting by scikit-learn whose trees grow from columns that are sorted once for all of them: the same model, several times sooner.

scikit-learn sorts every column anew in every node of every tree. Where a tree's choices are clear, it is grown here from the sorted columns;
where one hangs on rounding, scikit-learn grows that tree. What comes out is scikit-learn's own estimator, and answers like one that it fitted.
"""

from typing import Any

import numpy as np
from sklearn.ensemble import AdaBoostClassifier, GradientBoostingClassifier, GradientBoostingRegressor
from sklearn.ensemble._gb import _update_terminal_regions
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor
from sklearn.tree._tree import Tree

from mllab.models.estimators.planted import SEEDS, finished, planted
from mllab.models.kernels.presorted import HIGH, LOW, grow

PATIENCE = 8  # trees that may all hang on rounding before it is given up


class Sorted:
    """The columns of X (n, d) in order. O(n d log n), once."""

    def __init__(self, X: np.ndarray) -> None:
        self.values = np.ascontiguousarray(X.T, dtype=np.float32)
        d, self.n = self.values.shape
        self.sides, self.blocks = np.zeros(d, np.int8), np.zeros(d, np.float32)
        lists = [self._column(j) for j in range(d)]
        self.starts = np.cumsum([0, *map(len, lists)])
        self.lists = np.concatenate(lists)
        self.asked = self.missed = 0

    def _column(self, j: int) -> np.ndarray:
        """The rows by column j. Those of its lowest or highest value, whichever are more, are left out: what is not listed has that value."""
        column = self.values[j]
        order = np.argsort(column, kind="stable").astype(np.int32)
        low, high = (int((column == column[place]).sum()) for place in order[[0, -1]])
        if max(low, high) < self.n // 8:
            return order
        self.sides[j], self.blocks[j] = (LOW, column[order[0]]) if low >= high else (HIGH, column[order[-1]])
        return order[low:] if low >= high else order[: self.n - high]

    def tree(self, y: np.ndarray, w: np.ndarray, asked: Any, classes: bool = False) -> Tree | None:
        """The tree that `asked` would grow on answers y (n,), for classes -1 and 1, and weights w (n,); None where it must do so itself."""
        if self.missed >= max(PATIENCE, self.asked // 2):
            return None
        self.asked += 1
        (lists, starts), rows = self._weighed(w), np.flatnonzero(w).astype(np.int32)
        most = 2 * min(len(rows), 2**asked.max_depth) - 1
        links, told = np.zeros((most, 4), np.int64), np.zeros((most, 4))
        leaf = asked.min_samples_leaf
        nodes, deepest = grow(
            self.values, lists, starts, self.sides, self.blocks, rows, y, w, asked.max_depth,
            max(asked.min_samples_split, 2 * leaf), leaf, links, told,
        )  # fmt: skip
        if nodes == 0:
            self.missed += 1
            return None
        return self._tree(links[:nodes], told[:nodes], deepest, classes)

    def _tree(self, links: np.ndarray, told: np.ndarray, deepest: int, classes: bool) -> Tree:
        """scikit-learn's tree of these nodes."""
        threshold, impurity, weight, means = told.T
        if not classes:
            return planted(links, threshold, impurity, weight, means[:, None], deepest, len(self.values))
        shares = np.stack([(1 - means) / 2, (1 + means) / 2], axis=1)  # of -1 and 1, whose variance is twice the Gini impurity
        return planted(links, threshold, impurity / 2, weight, shares, deepest, len(self.values))

    def _weighed(self, w: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The lists without rows of no weight, to be reordered, and where those of each column begin."""
        there = w != 0
        if there.all():
            return self.lists.copy(), self.starts
        kept = there[self.lists]
        return self.lists[kept], np.concatenate([[0], np.cumsum(kept)])[self.starts]


class _Boosting:
    """A stage of gradient boosting as in scikit-learn, but for how its trees are grown."""

    presorted: Sorted

    def _fit_stage(
        self: Any, i: int, X: np.ndarray, y: np.ndarray, raw_predictions: np.ndarray, sample_weight: np.ndarray,
        sample_mask: np.ndarray, random_state: np.random.RandomState, X_csc: Any = None, X_csr: Any = None,
    ) -> np.ndarray:  # fmt: skip
        slopes = -self._loss.gradient(y_true=y, raw_prediction=raw_predictions, sample_weight=None)
        slopes = slopes.reshape(len(y), -1)
        weights = sample_weight * sample_mask if self.subsample < 1 else sample_weight
        for k in range(self.n_trees_per_iteration_):
            answers = np.array(y == k, np.float64) if self._loss.is_multiclass else y
            tree = self._grown(X, np.ascontiguousarray(slopes[:, k]), weights, random_state)
            _update_terminal_regions(
                self._loss,
                tree.tree_,
                X,
                answers,
                slopes[:, k],
                raw_predictions,
                weights,
                sample_mask,
                learning_rate=self.learning_rate,
                k=k,
            )
            self.estimators_[i, k] = tree
        return raw_predictions

    def _grown(self: Any, X: np.ndarray, y: np.ndarray, weights: np.ndarray, random_state: np.random.RandomState) -> Any:
        asked = {name: getattr(self, name) for name in ("max_depth", "min_samples_split", "min_samples_leaf")}
        tree = DecisionTreeRegressor(random_state=random_state, **asked)
        found = self.presorted.tree(y, weights, tree)
        if found is None:
            return tree.fit(X, y, sample_weight=weights, check_input=False)
        random_state.randint(0, SEEDS)  # as scikit-learn does, also where it decides nothing
        finished(tree, found, X.shape[1])
        return tree


class SoonerBoostingClassifier(_Boosting, GradientBoostingClassifier):
    """Gradient boosting of classes."""


class SoonerBoostingRegressor(_Boosting, GradientBoostingRegressor):
    """Gradient boosting of numbers."""


class SoonerAdaBoost(AdaBoostClassifier):
    """AdaBoost that hands its trees the sorted columns."""

    presorted: Sorted

    def _make_estimator(self, append: bool = True, random_state: Any = None) -> Any:
        made = super()._make_estimator(append, random_state)
        made.__class__, made.presorted = _AdaTree, self.presorted
        return made


class _AdaTree(DecisionTreeClassifier):
    """A tree of AdaBoost; once fitted it is one of scikit-learn's."""

    def fit(self, X: np.ndarray, y: np.ndarray, sample_weight: Any = None, check_input: bool = True) -> Any:
        held: Sorted = self.__dict__.pop("presorted")
        self.__class__ = DecisionTreeClassifier
        classes, codes = np.unique(y, return_inverse=True)
        found = held.tree(2.0 * codes - 1, sample_weight, self, classes=True) if len(classes) == 2 else None
        if found is None:
            return DecisionTreeClassifier.fit(self, X, y, sample_weight, check_input)
        finished(self, found, X.shape[1])
        self.classes_, self.n_classes_ = classes, np.intp(len(classes))
        return self
