"""Trees that grow: scikit-learn's best-first trees at every size, and gains by their formulas."""

from types import SimpleNamespace

import numpy as np
import pytest
from sklearn.datasets import load_iris, load_wine
from sklearn.tree import DecisionTreeClassifier

from mllab.errors import DataError, ParamError
from mllab.learning import POINTS
from mllab.learning.boundaries import asked, candidates, grow, impurity, laid, made, wrong

IRIS = load_iris()
PETALS = IRIS.data[:, 2:].astype(np.float32).astype(float)
WINE = load_wine().data[:, [6, 12]].astype(np.float32).astype(float)
SETS = {
    "iris": (PETALS, IRIS.target),
    "wine": (WINE, load_wine().target),
    "spiral": (lambda p: (p.X, p.y))(made(POINTS["spiral"](noise=20), 120)),
}


@pytest.mark.parametrize("criterion", ["gini", "entropy"])
@pytest.mark.parametrize("name", SETS)
def test_after_every_split_it_is_the_tree_that_scikit_learn_grows_to_that_size(name, criterion):
    X, y = SETS[name]
    grown = grow(X, y, criterion, leaves=16)
    fallen = grown.fallen(X)
    for splits in range(1, grown.splits + 1):
        peer = DecisionTreeClassifier(criterion=criterion, max_leaf_nodes=splits + 1, random_state=0).fit(X, y)
        assert fallen[splits].tolist() == peer.apply(X).tolist()
        assert grown.left_over(splits) == pytest.approx(np.average(peer.tree_.impurity[peer.apply(X)]))
        assert (grown.counts[fallen[splits]].argmax(axis=1) == peer.predict(X)).all()
        assert grown.path(X[7], splits) == peer.decision_path(X[7:8]).indices.tolist()


@pytest.mark.parametrize("criterion", ["gini", "entropy"])
@pytest.mark.parametrize("name", SETS)
def test_every_split_is_the_best_of_all_candidates_of_its_node_and_of_all_leaves(name, criterion):
    X, y = SETS[name]
    grown = grow(X, y, criterion, leaves=12)
    k = int(y.max()) + 1
    best = {}
    for node in range(2 * grown.splits + 1):
        inside = grown.inside(node, X)
        assert (np.bincount(y[inside], minlength=k) == grown.counts[node]).all()
        assert impurity(grown.counts[node], criterion) == pytest.approx(grown.impurity[node], abs=1e-12)
        found = [candidates(X[inside, i], y[inside], k, criterion) for i in (0, 1)]
        best[node] = max(float(gain.max(initial=0)) for _, gain in found) * inside.mean()
        if grown.feature[node] >= 0:
            at, gain = found[grown.feature[node]]
            here = np.flatnonzero(np.isclose(at, grown.threshold[node], rtol=1e-12))
            assert gain[here] * inside.mean() == pytest.approx([best[node]])
    for step, node in enumerate(grown.cut):
        assert grown.decrease[step] == pytest.approx(best[node])
        assert best[node] >= max(best[leaf] for leaf in grown.leaves(step)) - 1e-12
        assert grown.left_over(step) - grown.left_over(step + 1) == pytest.approx(grown.decrease[step])


def test_impurity_and_gain_by_hand():
    """Breiman et al. 1984: 1 - sum p². The weather table of Quinlan 1986: humidity takes 0.151 bits of 0.940."""
    assert impurity(np.array([9, 5]), "entropy") == pytest.approx(0.940, abs=5e-4)
    assert impurity(np.array([[1, 1], [2, 0], [0, 0]])).tolist() == [0.5, 0, 0]
    assert impurity(np.array([1, 1, 1])) == pytest.approx(2 / 3)
    humid = np.array([1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 1], float)  # days 1 to 14, high or normal
    play = np.array([0, 0, 1, 1, 1, 0, 1, 0, 1, 1, 1, 1, 1, 0])
    at, gain = candidates(humid, play, 2, "entropy")
    assert at.tolist() == [0.5]
    assert gain == pytest.approx([0.151], abs=1e-3)


def test_irises_fall_as_in_every_textbook():
    """Setosa has petals no longer than 2.45 cm (or no wider than 0.8): the first question leaves the other two kinds half and half."""
    grown = grow(PETALS, IRIS.target)
    assert grown.impurity[:3] == pytest.approx([2 / 3, 0, 0.5])
    assert asked(grown, 0, ("petal length", "petal width")) in {"petal length ≤ 2.45", "petal width ≤ 0.8"}
    assert asked(grown, 2, ("petal length", "petal width")) == "petal width ≤ 1.75"
    shown = laid(grown, 2, ("petal length", "petal width"))
    assert shown.rows.tolist() == [150, 50, 100, 54, 46]
    assert shown.left.tolist() == [1, -1, 3, -1, -1]
    assert shown.depth.tolist() == [0, 1, 1, 2, 2]
    assert shown.place.tolist() == [0.75, 0, 1.5, 1, 2]
    assert shown.question[1] == ""


def test_errors_of_points_left_out_rise_where_noise_is_learned_by_heart():
    points = made(POINTS["gauss"](), 300, seed=1)
    y = np.where(
        np.random.default_rng(0).random(300) < 0.25, 1 - points.y, points.y
    )  # a quarter told wrong: one split knows all there is to know
    here, out = wrong(points.X, y)
    assert here[-1] < here[1]
    assert (np.diff(here) < 1e-12).all()
    assert out[1] == pytest.approx((y != points.y).mean(), abs=0.02)
    assert out[-1] > out[1] + 0.03
    assert here[0] == pytest.approx(np.bincount(y).min() / 300)


def test_a_class_that_is_rare_keeps_its_number_when_it_is_left_out():
    X = np.column_stack([np.arange(20.0), np.zeros(20)])
    y = np.array([0] * 9 + [1] + [2] * 10)
    _, out = wrong(X, y)
    assert out[-1] <= 3 / 20, "all but the one of its kind and those beside it"


def test_what_cannot_be_grown_is_refused():
    with pytest.raises(ParamError, match="no impurity called 'chaos'"):
        grow(PETALS, IRIS.target, "chaos")
    with pytest.raises(DataError, match="cannot be left out"):
        wrong(PETALS[:3], IRIS.target[:3])
    alike = SimpleNamespace(X=np.ones((6, 2)), y=np.array([0, 1] * 3))
    assert grow(alike.X, alike.y).splits == 0
    assert candidates(alike.X[:, 0], alike.y, 2)[0].size == 0
