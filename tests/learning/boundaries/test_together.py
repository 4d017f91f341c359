"""Naive Bayes by Bayes' rule, forests and boosting beside scikit-learn and by hand, and the points they are given."""

import numpy as np
import pandas as pd
import pytest
from sklearn.datasets import load_iris
from sklearn.ensemble import AdaBoostClassifier, GradientBoostingClassifier, RandomForestClassifier
from sklearn.naive_bayes import GaussianNB
from sklearn.tree import DecisionTreeClassifier

from mllab.data import read
from mllab.data.samples import load
from mllab.errors import DataError
from mllab.learning import POINTS
from mllab.learning.boundaries import adaboost, apart, bells, by_hand, forest, gradient, made, of_table, reweighted, telling, together

IRIS = load_iris()
PETALS = IRIS.data[:, 2:]
MADE = made(POINTS["circle"](noise=30), 160, seed=2)
KEPT, NEW = apart(MADE.y, 0)
GIVEN = (MADE.X[KEPT], MADE.y[KEPT], (MADE.X[NEW], MADE.y[NEW]), MADE.X)


def test_bells_of_irises_are_fishers_means_and_spreads():
    """Fisher 1936, table 2: mean petal length 1.462, 4.260, 5.552 cm, petal width 0.246, 1.326, 2.026 cm."""
    found = bells(PETALS, IRIS.target)
    assert found.mean == pytest.approx(np.array([[1.462, 0.246], [4.260, 1.326], [5.552, 2.026]]))
    assert found.share == pytest.approx([1 / 3] * 3)
    peer = GaussianNB().fit(PETALS, IRIS.target)
    assert found.posterior(PETALS) == pytest.approx(peer.predict_proba(PETALS))


def test_the_posterior_is_share_times_densities_over_their_sum():
    """By hand: class 0 at -1 and 1, class 1 at 2 and 4 (three times), so spreads 1 and shares 1/3 and 2/3... at x = 1.5 both bells are equally high."""
    x = np.array([-1.0, 1, 2, 4, 2, 4])
    X, y = np.column_stack([x, x]), np.array([0, 0, 1, 1, 1, 1])
    found = bells(X, y)
    assert found.spread == pytest.approx(1)
    assert found.mean.tolist() == [[0, 0], [3, 3]]
    assert found.posterior(np.array([[1.5, 1.5]]))[0] == pytest.approx([1 / 3, 2 / 3])
    at = np.array([[1.0, 1.0]])
    by_hand_ = np.array([1 / 3 * np.exp(-1), 2 / 3 * np.exp(-4)])
    assert found.posterior(at)[0] == pytest.approx(by_hand_ / by_hand_.sum())
    assert found.densities(at)[0] == pytest.approx(np.exp(-np.array([[1, 1], [4, 4]]) / 2) / np.sqrt(2 * np.pi))
    assert found.posterior(np.array([[900.0, 900.0]]))[0] == pytest.approx([0, 1]), "far away nothing is lost"
    edge = found.densities(found.ellipse(1, 2.0)).prod(axis=2)[:, 1]
    assert edge == pytest.approx(np.exp(-2) / (2 * np.pi)), "the product is the same all along an ellipse"
    assert together(X, y, 2) == pytest.approx([1, 1]), "and these columns are not independent at all"
    assert np.isnan(together(np.column_stack([x, 0 * x]), y, 2)).all()


def test_places_all_alike_have_no_bell():
    with pytest.raises(DataError, match="no spread"):
        bells(np.ones((4, 2)), np.array([0, 0, 1, 1]))


def test_a_forest_is_the_mean_of_its_trees_and_its_bags_test_it():
    X, y, new, at = GIVEN
    found = forest(X, y, new, at, trees=60, depth=4, seed=3)
    peer = RandomForestClassifier(60, max_depth=4, max_features=1, random_state=3, oob_score=True).fit(X, y)
    assert found.said[-1] == pytest.approx(peer.predict_proba(at), abs=2e-3)
    assert found.wrong["training"][-1] == pytest.approx(1 - peer.score(X, y))
    assert found.wrong["new"][-1] == pytest.approx(1 - peer.score(*new))
    assert found.wrong["out of bag"][-1] == pytest.approx(1 - peer.oob_score_)
    assert found.said[0] == pytest.approx(peer.estimators_[0].predict_proba(at), abs=2e-3)
    assert (found.weights.sum(axis=1) == len(X)).all()
    assert (found.weights == 0).mean() == pytest.approx((1 - 1 / len(X)) ** len(X), abs=0.02), "a point is in no bag with probability 1 / e"


def test_adaboost_is_scikit_learns_and_each_tree_meets_its_own_weights():
    X, y, new, at = GIVEN
    found = adaboost(X, y, new, at, trees=30, depth=1)
    peer = AdaBoostClassifier(DecisionTreeClassifier(max_depth=1), n_estimators=30, random_state=0).fit(X, y)
    assert found.voice == pytest.approx(peer.estimator_weights_)
    assert found.voice == pytest.approx(np.log(1 / peer.estimator_errors_ - 1)), "Freund & Schapire 1997, twice the one half of their log"
    misses = np.array([tree.predict(X) != y for tree in peer.estimators_])
    error = (found.weights * misses).sum(axis=1) / found.weights.sum(axis=1)
    assert error == pytest.approx(peer.estimator_errors_)
    after = (found.weights[1:] * misses[:-1]).sum(axis=1) / found.weights[1:].sum(axis=1)
    assert after == pytest.approx(0.5), "for the next weights, a tree is no better than chance"
    assert found.wrong["training"] == pytest.approx([1 - one for one in peer.staged_score(X, y)], abs=2 / len(X))
    assert found.wrong["training"][-1] < 0.7 * found.wrong["training"][0]
    assert all(len(cut) == 1 for cut in found.cuts)


def test_weights_by_hand():
    """Five points, the first wrong: its error 1/5 gives a voice of log 4, so it counts 4 of 8 from then on. Zhu et al. 2009, step 2."""
    voice = np.array([np.log(4), 1.0])
    found = reweighted(np.array([[1, 0, 0, 0, 0], [0, 1, 0, 0, 0]], bool), voice)
    assert found[0].tolist() == [1, 1, 1, 1, 1]
    assert found[1] / 5 == pytest.approx([1 / 2, 1 / 8, 1 / 8, 1 / 8, 1 / 8])


def test_adaboost_of_three_classes_and_one_that_ends_early():
    rows, new = apart(IRIS.target)
    given = (PETALS[rows], IRIS.target[rows], (PETALS[new], IRIS.target[new]), PETALS)
    found = adaboost(*given, trees=20, depth=2)
    peer = AdaBoostClassifier(DecisionTreeClassifier(max_depth=2), n_estimators=20, random_state=0).fit(*given[:2])
    assert found.wrong["new"][-1] == pytest.approx(1 - peer.score(*given[2]))
    assert found.voice == pytest.approx(np.log(1 / peer.estimator_errors_[: found.trees] - 1) + np.log(2))
    assert found.said.sum(axis=2) == pytest.approx(1, abs=2e-3)
    assert adaboost(*given, trees=20, depth=10).trees < 20, "a tree that makes no mistake ends it"
    same = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]] * 2)
    with pytest.raises(DataError, match="no better than chance"):
        adaboost(same, np.array([0, 1, 1, 0] * 2), (same, np.array([0, 1, 1, 0] * 2)), same, trees=3)


def test_gradient_boosting_is_scikit_learns_at_every_stage():
    X, y, new, at = GIVEN
    found = gradient(X, y, new, at, trees=25, depth=2, rate=0.2)
    peer = GradientBoostingClassifier(n_estimators=25, max_depth=2, learning_rate=0.2, random_state=0).fit(X, y)
    for stage, said in enumerate(peer.staged_predict_proba(at)):
        assert found.said[stage] == pytest.approx(said, abs=2e-3)
    assert found.wrong["new"][-1] == pytest.approx(1 - peer.score(*new))
    inner = peer.estimators_[3, 0].tree_
    assert found.cuts[3][:, 1].tolist() == inner.threshold[inner.children_left > 0].tolist()
    column, at_ = found.cuts[3][0]
    assert found.box[3][1, int(column), 1] == at_, "the second cut lies on the yes side of the first"


def test_every_class_is_learned_from_and_tested_on():
    y = np.array([0] * 50 + [1] * 10 + [2] * 3)
    kept, new = apart(y, 1)
    assert np.bincount(y[kept]).tolist() == [35, 7, 2]
    assert sorted([*kept, *new]) == list(range(63))
    with pytest.raises(DataError, match="one point only"):
        apart(np.arange(5))


def test_columns_of_a_table_are_points_in_their_own_units():
    points = of_table(load("iris"), ("petal length (cm)", "petal width (cm)"), "species")
    assert np.allclose(points.X, PETALS, atol=1e-6)
    assert points.k == 3
    assert (points.frame[:, 0] < points.X.min(axis=0)).all()
    assert points.evened().X.std(axis=0) == pytest.approx([1, 1])
    other = points.against(2)
    assert other.classes == ("the others", points.classes[2])
    assert (other.y == (points.y == 2)).all()
    both = made(POINTS["xor"](), 30)
    assert (both.against(0).y == 1 - both.y).all()


def test_numbers_are_cut_at_their_median_and_missing_values_left_out(tmp_path):
    frame = pd.DataFrame(
        {
            "a": [*range(30)],
            "b": [*range(0, 60, 2)],
            "price": [i * 1.5 for i in range(30)],
            "few": [i % 3 for i in range(30)],
            "many": [f"w{i % 12}" for i in range(30)],
            "one": ["x"] * 30,
        }
    )
    frame.loc[3, "a"] = None
    frame["b"] = frame["b"].astype(float)
    frame.loc[5, "b"] = 1e300  # no place in a picture
    frame.to_csv(tmp_path / "t.csv", index=False)
    table = read(str(tmp_path / "t.csv"))
    cut = of_table(table, ("a", "b"), "price")
    assert cut.classes == ("up to 21.75", "above 21.75")
    assert len(cut.X) == 28
    assert of_table(table, ("a", "b"), "few").classes == ("0", "1", "2")
    assert len(of_table(table, ("a", "b"), "few", most=10).X) == 10
    with pytest.raises(DataError, match="12 classes"):
        of_table(table, ("a", "b"), "many")
    with pytest.raises(DataError, match="one class"):
        of_table(table, ("a", "b"), "one")


def test_the_two_columns_that_tell_most_are_not_two_that_say_the_same(tmp_path):
    iris, wine = load("iris"), load("wine")
    assert set(telling(iris, iris.of_kind("number"), "species")) == {"petal length (cm)", "petal width (cm)"}
    stump = DecisionTreeClassifier(max_depth=1, random_state=0).fit(wine.frame(wine.of_kind("number")), wine.frame()["cultivar"])
    assert telling(wine, wine.of_kind("number"), "cultivar")[0] == wine.of_kind("number")[stump.tree_.feature[0]] == "proline"
    rng = np.random.default_rng(0)
    a, b = rng.normal(size=(2, 200))
    frame = pd.DataFrame(
        {"noise": rng.normal(size=200), "a": a, "copy": a * 2 + 1e-3, "b": b, "class": np.where(a > 0, "x", np.where(b > 0, "y", "z"))}
    )
    frame.loc[:5, "a"] = None
    frame.to_csv(tmp_path / "t.csv", index=False)
    table = read(str(tmp_path / "t.csv"))
    assert telling(table, ["noise", "a", "copy", "b"], "class") == ("copy", "b")


def test_points_drawn_or_made_are_of_two_classes():
    found = by_hand([(0, 0, 0), (1, 1, 2), (2, 2, 2), (3, 1, 0)], ("a", "b", "c"))
    assert (found.y.tolist(), found.classes) == ([0, 1, 1, 0], ("a", "c"))
    with pytest.raises(DataError, match="at least 4"):
        by_hand([(0, 0, 1)])
    with pytest.raises(DataError, match="numbers for answers"):
        made(POINTS["hills"]())
