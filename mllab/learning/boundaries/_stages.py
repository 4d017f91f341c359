"""Trees that answer together, one tree more at a time: a forest's mean, AdaBoost's weighted vote, gradient boosting's sum."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from mllab.errors import DataError

TREES = 100
APART = 0.3  # the share of the points that is kept to test on


@dataclass(frozen=True, eq=False)
class Stages:
    """What t = 1 ... T trees say together.

    said      (T, m, k) shares of the classes at the places asked, in half precision
    wrong     by name (T,) the shares of wrong answers: on the points learned from, on new ones, and of a forest on those out of each tree's bag
    cuts      for every tree (s, 2): which column was cut, and where; of the first tree of a stage where there is one for each class
    box       for every tree (s, 2, 2) the part of the plane that each cut goes through
    weights   (T, n) how much every point counts for tree t, 1 on average; all 1 but for AdaBoost, and a forest's counts of each point in its bag
    voice     (T,) how much each tree's answer counts
    """

    said: np.ndarray = field(repr=False)
    wrong: dict[str, np.ndarray] = field(repr=False)
    cuts: tuple[np.ndarray, ...] = field(repr=False)
    box: tuple[np.ndarray, ...] = field(repr=False)
    weights: np.ndarray = field(repr=False)
    voice: np.ndarray = field(repr=False)

    @property
    def trees(self) -> int:
        """How many trees there are; AdaBoost ends early where a tree makes no mistake, or does no better than chance."""
        return len(self.said)


HERE, NEW, BAG = "training", "new", "out of bag"


def apart(y: np.ndarray, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """The rows to learn from, and a random three tenths of every class to test on, at least one of its points where it has two; both in their order. O(n).

    DataError where no class has two points.
    """
    rng = np.random.default_rng(seed)
    rows = [rng.permutation(np.flatnonzero(y == one)) for one in np.unique(y)]
    kept = np.ones(len(y), bool)
    for of in rows:
        kept[of[: max(int(APART * len(of)), int(len(of) > 1))]] = False
    if kept.all():
        raise DataError("Every class has one point only, so none can be kept to test on. Take more points.")
    return np.flatnonzero(kept), np.flatnonzero(~kept)


def forest(
    X: np.ndarray, y: np.ndarray, new: tuple[np.ndarray, np.ndarray], at: np.ndarray, trees: int = TREES, depth: int | None = None, columns: int = 1, seed: int = 0
) -> Stages:  # fmt: skip
    """A random forest: every tree grows from a bag of points drawn with replacement, and looks at `columns` columns for each cut; the mean of their shares answers.

    O(T n log n). Source: Breiman 2001; out of the bag: Breiman 1996. X (n, 2), y (n,) from 0 with every class, `new` places and classes to test on, `at` (m, 2).
    """
    from sklearn.ensemble import RandomForestClassifier

    grown = RandomForestClassifier(trees, max_depth=depth, max_features=columns, random_state=seed, n_jobs=1).fit(X, y)
    said, here, there = (_means(grown.estimators_, places) for places in (at, X, new[0]))
    bags = [np.bincount(bag, minlength=len(X)) for bag in grown.estimators_samples_]
    wrong = {HERE: _share(here, y), NEW: _share(there, new[1]), BAG: _out_of_bag(grown.estimators_, bags, X, y)}
    return _stages(said, wrong, [one.tree_ for one in grown.estimators_], np.array(bags, float), np.full(trees, 1 / trees))


def adaboost(
    X: np.ndarray, y: np.ndarray, new: tuple[np.ndarray, np.ndarray], at: np.ndarray, trees: int = TREES, depth: int = 1, rate: float = 1.0, seed: int = 0
) -> Stages:  # fmt: skip
    """AdaBoost: each tree learns most from what those before it got wrong, and speaks the louder the less it errs itself.

    After a tree of weighted error e, its voice is rate (log((1 - e) / e) + log(k - 1)), and the points it got wrong count exp(voice) times as much.
    O(T n log n). Source: Freund & Schapire 1997; several classes: Zhu, Zou, Rosset & Hastie 2009 (SAMME). Arguments as for `forest`.
    Raises DataError where the first tree does no better than chance.
    """
    from sklearn.ensemble import AdaBoostClassifier
    from sklearn.tree import DecisionTreeClassifier

    stump = DecisionTreeClassifier(max_depth=depth)
    grown = AdaBoostClassifier(stump, n_estimators=trees, learning_rate=rate, random_state=seed)
    try:
        grown.fit(X, y)
    except ValueError as error:
        raise DataError(
            f"A tree of depth {depth} does no better than chance here, so there is nothing to boost. Let trees be deeper."
        ) from error
    k, voice = int(y.max()) + 1, grown.estimator_weights_[: len(grown.estimators_)]
    votes = [[_voted(tree, places, k) for tree in grown.estimators_] for places in (at, X, new[0])]
    said, here, there = (np.cumsum(voice[:, None, None] * np.array(one), axis=0) / np.cumsum(voice)[:, None, None] for one in votes)
    wrong = {HERE: _share(here, y), NEW: _share(there, new[1])}
    misses = np.array(votes[1])[:, np.arange(len(y)), y] == 0
    return _stages(said, wrong, [one.tree_ for one in grown.estimators_], reweighted(misses, voice), voice)


def reweighted(misses: np.ndarray, voice: np.ndarray) -> np.ndarray:
    """(T, n) how much each point counts for tree t = 1 ... T, 1 on average, given what the trees (T, n) got wrong and their voices (T,). O(T n)."""
    logs = np.concatenate([np.zeros((1, misses.shape[1])), np.cumsum(voice[:-1, None] * misses[:-1], axis=0)])
    found = np.exp(logs - logs.max(axis=1, keepdims=True))
    return np.asarray(found / found.mean(axis=1, keepdims=True))


def gradient(
    X: np.ndarray, y: np.ndarray, new: tuple[np.ndarray, np.ndarray], at: np.ndarray, trees: int = TREES, depth: int = 3, rate: float = 0.1, seed: int = 0
) -> Stages:  # fmt: skip
    """Gradient boosting: each tree is fitted to what is still missing between the probabilities so far and the truth, and a share `rate` of it is added to F.

    O(T k n log n). Source: Friedman 2001. Arguments as for `forest`.
    """
    from sklearn.ensemble import GradientBoostingClassifier

    grown = GradientBoostingClassifier(n_estimators=trees, max_depth=depth, learning_rate=rate, random_state=seed).fit(X, y)
    said, here, there = (np.array(list(grown.staged_predict_proba(places))) for places in (at, X, new[0]))
    wrong = {HERE: _share(here, y), NEW: _share(there, new[1])}
    return _stages(said, wrong, [several[0].tree_ for several in grown.estimators_], np.ones((trees, len(X))), np.full(trees, rate))


def _stages(said: np.ndarray, wrong: dict[str, np.ndarray], trees: list[Any], weights: np.ndarray, voice: np.ndarray) -> Stages:
    cuts, boxes = zip(*[_cuts(tree) for tree in trees], strict=True)
    return Stages(said.astype(np.float16), wrong, cuts, boxes, weights, np.asarray(voice))


def _means(trees: list[Any], places: np.ndarray) -> np.ndarray:
    sums = np.cumsum([tree.predict_proba(places) for tree in trees], axis=0)
    return np.asarray(sums / np.arange(1, len(trees) + 1)[:, None, None])


def _voted(tree: Any, places: np.ndarray, k: int) -> np.ndarray:
    return np.eye(k)[tree.predict(places).astype(np.int64)]


def _share(said: np.ndarray, y: np.ndarray) -> np.ndarray:
    return np.asarray((said.argmax(axis=2) != y).mean(axis=1))


def _out_of_bag(trees: list[Any], bags: list[np.ndarray], X: np.ndarray, y: np.ndarray) -> np.ndarray:
    """(T,) the share of wrong answers of the trees that have not seen the point, among the points that there is such a tree for; not a number before there is any."""
    sums, found = np.zeros((len(X), int(y.max()) + 1)), []
    for tree, bag in zip(trees, bags, strict=True):
        out = bag == 0
        if out.any():
            sums[out] += tree.predict_proba(X[out])
        asked = sums.sum(axis=1) > 0
        found.append(float((sums[asked].argmax(axis=1) != y[asked]).mean()) if asked.any() else np.nan)
    return np.array(found)


def _cuts(tree: Any) -> tuple[np.ndarray, np.ndarray]:
    """(s, 2) the column and the threshold of every cut of a tree, and the part of the plane (s, 2, 2) that it goes through."""
    left, right = tree.children_left, tree.children_right
    box = np.tile(np.array([-np.inf, np.inf]), (len(left), 2, 1))
    inner = np.flatnonzero(left > 0)
    for node in inner:  # parents come before their children
        for child, end in ((left[node], 1), (right[node], 0)):
            box[child] = box[node]
            box[child, tree.feature[node], end] = tree.threshold[node]
    return np.stack([tree.feature[inner], tree.threshold[inner]], axis=1), box[inner]
