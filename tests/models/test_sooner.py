"""Ensembles whose columns are ordered once for all trees: the models that scikit-learn fits, tree by tree."""

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.ensemble import AdaBoostClassifier, GradientBoostingClassifier, GradientBoostingRegressor
from sklearn.tree import DecisionTreeClassifier

from mllab.models import MODELS
from mllab.models.estimators.counted import Ordered
from mllab.models.estimators.presorted import PATIENCE, Sorted
from mllab.models.estimators.sooner import LEAST, sooner

N = 700


def columns(seed: int = 0) -> np.ndarray:
    """(n, 9) float32: numbers, numbers with many ties, flags that are mostly one value, a constant, an outlier."""
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(N, 9)).astype(np.float32)
    X[:, 2] = X[:, 2].round(1)
    X[:, 3] = X[:, 3] > 1.2
    X[:, 4] = X[:, 4] < 1.2
    X[:, 5] = 3
    X[0, 6] = 1e6
    X[:, 7] = np.maximum(X[:, 7], 0)
    return X


def answers(X: np.ndarray, classes: int = 0) -> np.ndarray:
    """(n,) numbers, or class codes, that hang on the columns and on chance."""
    rng = np.random.default_rng(1)
    y = X[:, 0] + 2 * X[:, 3] - X[:, 2] * X[:, 8] + X[:, 7] + rng.normal(0, 0.7, N)
    return np.searchsorted(np.quantile(y, np.arange(1, classes) / classes), y) if classes else y.astype(np.float64)


CASES = {
    "two classes": ("gradient boosting", {}, 2),
    "three classes": ("gradient boosting", {"depth": 4}, 3),
    "numbers": ("gradient boosting", {"leaf": 4, "depth": 5}, 0),
    "half of the rows": ("gradient boosting", {"rows": 0.5}, 2),
    "three classes, half of the rows": ("gradient boosting", {"rows": 0.5}, 3),
    "AdaBoost": ("AdaBoost", {}, 2),
    "AdaBoost of stumps": ("AdaBoost", {"depth": 1, "rate": 0.5}, 2),
}


def trees(ensemble):
    return [tree.tree_ for tree in np.ravel(ensemble.estimators_)]


def alike(ours, theirs, rounding):
    """Nothing tells them apart but rounding: not their trees, their classes, or what else they keep."""
    assert type(ours) is type(theirs)
    assert vars(ours).keys() == vars(theirs).keys()
    first, second = (np.ravel(one.estimators_)[0] for one in (ours, theirs))
    assert type(first) is type(second)
    assert vars(first).keys() == vars(second).keys()
    for one, other in zip(trees(ours), trees(theirs), strict=True):
        assert one.max_depth == other.max_depth
        for part in ("children_left", "children_right", "feature", "threshold", "n_node_samples", "missing_go_to_left"):
            np.testing.assert_array_equal(getattr(one, part), getattr(other, part))
        for part in ("value", "impurity", "weighted_n_node_samples"):
            np.testing.assert_allclose(getattr(one, part), getattr(other, part), rtol=rounding, atol=rounding / 100)


@pytest.mark.parametrize("case", CASES)
def test_every_tree_is_that_of_scikit_learn(case, monkeypatch):
    name, knobs, classes = CASES[case]
    held = []
    sort = Sorted.__init__
    monkeypatch.setattr(Sorted, "__init__", lambda self, X: (sort(self, X), held.append(self))[0])
    X = columns()
    y, new = answers(X, classes), columns(seed=5)
    kind = "classification" if classes else "regression"
    model = MODELS[name](members=12, **knobs)
    ours = model.fit(X, 7, y, kind).estimator
    theirs = model.suited(kind, 7, X, y).fit(X, y)
    assert held[0].asked > held[0].missed, "some trees were grown from the sorted columns"
    alike(ours, theirs, 1e-9)
    told = "predict_proba" if classes else "predict"
    np.testing.assert_allclose(getattr(ours, told)(new), getattr(theirs, told)(new), rtol=1e-12, atol=1e-12)


FORESTS = {
    "two classes": ({}, 2),
    "three classes": ({}, 3),
    "leaves of five": ({"leaf": 5, "columns": "third"}, 2),
    "shallow, all columns": ({"depth": 4, "columns": "all"}, 2),
    "rare classes weighed up": ({"balanced": True}, 2),
}


@pytest.mark.parametrize("case", FORESTS)
@pytest.mark.parametrize("name", ["random forest", "extra trees"])
def test_every_tree_of_a_forest_is_that_of_scikit_learn_to_the_last_bit(name, case, monkeypatch):
    knobs, classes = FORESTS[case]
    X, new = columns(), columns(seed=5)
    X[:, 1] = X[:, 0]  # of equally good questions the same is chosen, too
    model = MODELS[name](members=10, **knobs)
    y = answers(X, 3) // 2 if model.balanced else answers(X, classes)
    grown, tree = [], Ordered.tree
    monkeypatch.setattr(Ordered, "tree", lambda self, *given: grown.append(tree(self, *given)) or grown[-1])
    ours = model.fit(X, 7, y, "classification").estimator
    here = classes == 2 and not (name == "extra trees" and model.balanced)
    assert len(grown) == (10 if here else 0), "the trees were grown here, or are scikit-learn's"
    theirs = model.estimator("classification", 7).fit(X, y)
    alike(ours, theirs, 0)
    np.testing.assert_array_equal(ours.predict_proba(new), theirs.predict_proba(new))
    grown_on = model.answering(X, 7, y, "classification").estimator
    np.testing.assert_array_equal(grown_on.predict_proba(new), theirs.predict_proba(new))


@pytest.mark.parametrize(
    "plain",
    [
        GradientBoostingClassifier(n_estimators=30, random_state=3),
        AdaBoostClassifier(DecisionTreeClassifier(max_depth=2), n_estimators=30, random_state=3),
    ],
    ids=["gradient boosting", "AdaBoost"],
)
def test_where_two_columns_say_the_same_scikit_learn_chooses(plain):
    X = columns()
    X[:, 1] = X[:, 0]  # every question about one can be asked about the other
    y = answers(X, 2)
    theirs, ours = clone(plain).fit(X, y), clone(plain)
    with sooner(ours, X, y):
        held = ours.presorted
        ours.fit(X, y)
    assert PATIENCE <= held.missed <= held.asked < 30, "after a few such trees nothing is tried any more"
    assert [list(one.feature) for one in trees(ours)] == [list(one.feature) for one in trees(theirs)]
    assert vars(ours).keys() == vars(theirs).keys()


def test_few_rows_and_losses_of_few_slopes_are_left_to_scikit_learn():
    X, y = np.zeros((LEAST, 2), np.float32), np.arange(LEAST) % 2
    few = GradientBoostingClassifier()
    with sooner(few, X[1:], y[1:]):
        assert type(few) is GradientBoostingClassifier
    with sooner(few, X, y):
        assert type(few) is not GradientBoostingClassifier
    absolute = GradientBoostingRegressor(loss="absolute_error")
    with sooner(absolute, X, y):
        assert type(absolute) is GradientBoostingRegressor
    assert type(few) is GradientBoostingClassifier
    assert vars(few).keys() == vars(GradientBoostingClassifier()).keys()


def test_of_another_release_of_scikit_learn_nothing_is_presumed(monkeypatch):
    import sklearn

    X, y = columns(), answers(columns(), 2)
    forest = MODELS["random forest"](members=2).suited("classification", 0, X, y)
    with sooner(forest, X, y):
        assert type(forest).__module__.startswith("mllab.")
    monkeypatch.setattr(sklearn, "__version__", "1.10.0")
    with sooner(forest, X, y):
        assert type(forest).__module__.startswith("sklearn.")
