"""A decision tree that grows split by split, the most telling split first, and what each split was chosen from."""

from dataclasses import dataclass, field
from typing import Final

import numpy as np

from mllab.errors import DataError, ParamError

CRITERIA: Final = ("gini", "entropy")
LEAVES = 25
FOLDS = 5
CLOSER: Final = 1e-7  # values that differ by no more are not cut between, as in scikit-learn


@dataclass(frozen=True, eq=False)
class Growth:
    """A tree and the order in which it grew: the root is node 0, and split s = 1, 2 ... makes the nodes 2 s - 1 (yes) and 2 s (no).

    cut        (s,) the node that each split has cut
    feature    (m,) what is asked, `threshold` (m,): yes is x[feature] <= threshold; -1 where nothing is
    left       (m,) the child for yes, `right` (m,) for no; -1 for none
    counts     (m, k) points of every class, `impurity` (m,) of each node
    decrease   (s,) how much of the impurity of all points each split took away
    box        (m, 2, 2) the ends of each node's part of the plane, infinite where nothing bounds it
    """

    cut: np.ndarray
    feature: np.ndarray = field(repr=False)
    threshold: np.ndarray = field(repr=False)
    left: np.ndarray = field(repr=False)
    right: np.ndarray = field(repr=False)
    counts: np.ndarray = field(repr=False)
    impurity: np.ndarray = field(repr=False)
    decrease: np.ndarray = field(repr=False)
    box: np.ndarray = field(repr=False)

    @property
    def splits(self) -> int:
        """How many splits there are."""
        return len(self.cut)

    def leaves(self, splits: int) -> np.ndarray:
        """The nodes that are not cut after so many splits."""
        return np.setdiff1d(np.arange(2 * splits + 1), self.cut[:splits])

    def left_over(self, splits: int) -> float:
        """The impurity that is left after so many splits: the mean over all points of that of their leaves."""
        leaves = self.leaves(splits)
        return float(self.counts[leaves].sum(axis=1) @ self.impurity[leaves] / self.counts[0].sum())

    def fallen(self, X: np.ndarray) -> np.ndarray:
        """(s + 1, n) the leaf of every row of X (n, 2) after 0, 1, ... splits. O(s n)."""
        found = np.zeros((self.splits + 1, len(X)), np.int64)
        for step, node in enumerate(self.cut, 1):
            here = found[step - 1] == node
            yes = X[:, self.feature[node]] <= self.threshold[node]
            found[step] = np.where(here, np.where(yes, self.left[node], self.right[node]), found[step - 1])
        return found

    def inside(self, node: int, X: np.ndarray) -> np.ndarray:
        """(n,) whether rows of X (n, 2) lie in the part of the plane of a node. O(n)."""
        low, high = self.box[node].T
        return np.asarray(((low < X) & (high >= X)).all(axis=1))

    def path(self, x: np.ndarray, splits: int) -> list[int]:
        """The nodes that a row x (2,) passes after so many splits, from the root to its leaf. O(depth)."""
        nodes = [0]
        while 0 < self.left[nodes[-1]] <= 2 * splits:
            node = nodes[-1]
            nodes.append(int(self.left[node] if x[self.feature[node]] <= self.threshold[node] else self.right[node]))
        return nodes


def grow(X: np.ndarray, y: np.ndarray, criterion: str = "gini", leaves: int = LEAVES) -> Growth:
    """Grow scikit-learn's tree best first, up to so many leaves: of all leaves, the one is cut next whose best split takes most impurity away.

    One fit holds every smaller tree, since best-first growth only goes on. Ends early where every leaf is pure. O(n log n) a level.
    Source: Breiman, Friedman, Olshen & Stone 1984; best first: Shi 2007. X (n, 2), classes y (n,) from 0. Raises ParamError for another criterion.
    """
    from sklearn.tree import DecisionTreeClassifier

    _known(criterion)
    found = DecisionTreeClassifier(criterion=criterion, max_leaf_nodes=leaves, random_state=0).fit(X, y)
    tree = found.tree_
    left, right = tree.children_left.astype(np.int64), tree.children_right.astype(np.int64)
    inner = np.flatnonzero(left > 0)
    cut = inner[np.argsort(left[inner])]
    n = tree.n_node_samples
    counts = np.zeros((len(n), int(y.max()) + 1), np.int64)
    counts[:, found.classes_] = np.rint(tree.value[:, 0, :] * n[:, None])  # a class without points has a column, too
    feature, impurity = np.where(left > 0, tree.feature, -1), tree.impurity.copy()
    taken = n[cut] * impurity[cut] - n[left[cut]] * impurity[left[cut]] - n[right[cut]] * impurity[right[cut]]
    threshold = np.where(left > 0, tree.threshold, np.nan)
    box = _boxes(cut, left, right, feature, threshold)
    return Growth(cut, feature, threshold, left, right, counts, impurity, taken / n[0], box)


def impurity(counts: np.ndarray, criterion: str = "gini") -> np.ndarray:
    """(...) the impurity of class counts (..., k): Gini 1 - sum p², or entropy - sum p log2 p in bits; 0 where there is no point."""
    _known(criterion)
    p = counts / np.maximum(counts.sum(axis=-1, keepdims=True), 1)
    if criterion == "gini":
        return np.asarray(np.where(counts.sum(axis=-1) > 0, 1 - (p**2).sum(axis=-1), 0.0))
    return np.asarray(-(p * np.log2(np.where(p > 0, p, 1))).sum(axis=-1) + 0.0)


def candidates(x: np.ndarray, y: np.ndarray, k: int, criterion: str = "gini") -> tuple[np.ndarray, np.ndarray]:
    """All thresholds (t,) between neighboring values of one column x (n,), and how much impurity (t,) each takes from these points. O(n log n)."""
    order = np.argsort(x, kind="stable")
    x = x[order]
    below = np.cumsum(np.eye(k)[y[order]], axis=0)
    at = np.flatnonzero(np.diff(x) > CLOSER)
    low, high = below[at], below[-1] - below[at]
    n = len(x)
    left = (low.sum(axis=1) * impurity(low, criterion) + high.sum(axis=1) * impurity(high, criterion)) / n
    return x[at] / 2 + x[at + 1] / 2, impurity(below[-1], criterion) - left


def wrong(X: np.ndarray, y: np.ndarray, criterion: str = "gini", leaves: int = LEAVES, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """(s + 1,) the share of wrong answers after 0, 1, ... splits: on the points themselves, and on points left out (five folds). O(s n)."""
    if len(X) < FOLDS:
        raise DataError(f"{len(X)} points cannot be left out in {FOLDS} folds. Take more.")
    whole = grow(X, y, criterion, leaves)
    here = _wrong(whole, X, y, whole.splits).mean(axis=1)
    out = np.zeros((whole.splits + 1, len(X)))
    fold = np.random.default_rng(seed).permutation(len(X)) % FOLDS
    for one in range(FOLDS):
        kept, left = fold != one, fold == one
        out[:, left] = _wrong(grow(X[kept], y[kept], criterion, leaves), X[left], y[left], whole.splits)
    return here, out.mean(axis=1)


def _wrong(grown: Growth, X: np.ndarray, y: np.ndarray, splits: int) -> np.ndarray:
    """(splits + 1, n) which rows are told wrong; a tree that ended before stays as it is. A class that it never saw it never says."""
    said = grown.counts.argmax(axis=1)[grown.fallen(X)] != y
    return np.asarray(said[np.minimum(np.arange(splits + 1), grown.splits)])


def _boxes(cut: np.ndarray, left: np.ndarray, right: np.ndarray, feature: np.ndarray, threshold: np.ndarray) -> np.ndarray:
    box = np.tile(np.array([-np.inf, np.inf]), (len(left), 2, 1))
    for node in cut:
        for child, end in ((left[node], 1), (right[node], 0)):
            box[child] = box[node]
            box[child, feature[node], end] = threshold[node]
    return box


def _known(criterion: str) -> None:
    if criterion not in CRITERIA:
        raise ParamError(f"There is no impurity called {criterion!r}. There are: {', '.join(CRITERIA)}.")
