"""Forests of two classes by scikit-learn whose trees grow from counts over columns that are ordered once: the same forest, sooner."""

from typing import Any

import numpy as np
from sklearn.ensemble import ExtraTreesClassifier, RandomForestClassifier
from sklearn.tree import DecisionTreeClassifier
from sklearn.tree._tree import Tree

from mllab.models.estimators.planted import SEEDS, finished, planted
from mllab.models.kernels.counted import ALIKE, MASK, PLACE, grow


class Ordered:
    """The columns of X (n, d), for a forest at random places with little more; else with the place of each value among those of its column.

    O(n d log n), once.
    """

    def __init__(self, X: np.ndarray, by_chance: bool) -> None:
        self.values = np.ascontiguousarray(X.T, dtype=np.float32)
        self.by_chance = by_chance
        self.pairs = np.stack([self.values.min(axis=1), self.values.max(axis=1)], axis=1)
        low, high = self.pairs[:, :1], self.pairs[:, 1:]
        self.two = ((self.values == low) | (self.values == high)).all(axis=1) & (high > low + ALIKE)[:, 0]
        ranked = [
            (self.pairs[j, :1], np.zeros(0, np.int32)) if by_chance or self.two[j] else _ranked(self.values[j]) for j in range(len(X.T))
        ]
        self.steps, self.starts = np.concatenate([one for one, _ in ranked]), np.cumsum([0, *(len(one) for one, _ in ranked)])
        self.ranks = np.zeros((len(ranked), 0 if by_chance else len(X)), np.int32)
        for j, (_, place) in enumerate(ranked):
            if len(place):
                self.ranks[j] = place

    def tree(self, y: np.ndarray, w: np.ndarray, asked: Any, tried: int, seed: int) -> Tree:
        """The tree that `asked` grows on y (n,), 0 or 1, and whole weights w (n,)."""
        rows, leaf = np.flatnonzero(w).astype(np.int32), asked.min_samples_leaf
        counts = (1 << 2 * PLACE) + (w << PLACE) + w * y
        links, told, sums = np.empty((2 * len(rows), 4), np.int64), np.empty((2 * len(rows), 2)), np.empty(2 * len(rows), np.int64)
        nodes, deepest = grow(
            self.values, self.pairs, self.two, self.ranks, self.steps, self.starts, rows, counts, asked.max_depth or len(rows),
            max(asked.min_samples_split, 2 * leaf), leaf, tried, seed, self.by_chance, links, told, sums,
        )  # fmt: skip
        weight, second = ((sums[:nodes] >> PLACE) & MASK).astype(np.float64), sums[:nodes] & MASK
        shares = np.stack([weight - second, second], axis=1) / weight[:, None]
        return planted(links[:nodes], told[:nodes, 0], told[:nodes, 1], weight, shares, deepest, len(self.values))


def _ranked(column: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    steps, place = np.unique(column, return_inverse=True)
    return steps, place.astype(np.int32)


class _Forest:
    """A forest that hands its trees the ordered columns."""

    ordered: Ordered

    def _make_estimator(self: Any, append: bool = True, random_state: Any = None) -> Any:
        made = super()._make_estimator(append, random_state)  # type: ignore[misc]
        made.plain, made.ordered = type(made), self.ordered
        made.__class__ = _ForestTree
        return made


class SoonerRandomForest(_Forest, RandomForestClassifier):
    """A random forest of two classes."""


class SoonerExtraTrees(_Forest, ExtraTreesClassifier):
    """Extremely randomized trees of two classes."""


class _ForestTree(DecisionTreeClassifier):
    """A tree of a forest; once fitted it is one of scikit-learn's."""

    def _fit(self, X: np.ndarray, y: np.ndarray, sample_weight: Any = None, **more: Any) -> Any:
        held, plain = self.__dict__.pop("ordered"), self.__dict__.pop("plain")
        self.__class__ = plain
        w = np.ones(len(y)) if sample_weight is None else np.asarray(sample_weight, np.float64)
        classes, codes = np.unique(y[:, 0], return_inverse=True)
        if (np.floor(w) != w).any() or len(classes) != 2:  # rare classes weighed up: sums would be rounded, and their order tell
            return plain._fit(self, X, y, sample_weight=sample_weight, **more)
        d = X.shape[1]
        tried = _tried(self.max_features, d)
        seed = np.random.RandomState(self.random_state).randint(0, SEEDS)
        finished(self, held.tree(codes, w.astype(np.int64), self, tried, seed), d, tried)
        self.classes_, self.n_classes_ = classes, np.intp(len(classes))
        return self


def _tried(asked: Any, d: int) -> int:
    """Columns at each split: the root of their number, or a share of them."""
    return max(1, int(np.sqrt(d) if asked == "sqrt" else asked * d))
