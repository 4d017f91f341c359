"""Margins in closed form, the conditions of Karush, Kuhn and Tucker, and scikit-learn's machines."""

import numpy as np
import pytest
from sklearn.datasets import load_iris
from sklearn.svm import SVC

from mllab.errors import DataError, ParamError
from mllab.learning import POINTS
from mllab.learning.boundaries import KERNELS, box_edges, contour, lift, made, margin, mesh, patch, seen, similar, straight, unit

RNG = np.random.default_rng(0)
POINTS_ = made(POINTS["gauss"](noise=40), 120).evened()


def test_the_widest_street_between_two_points_is_known():
    """w = 2 (x₁ - x₂) / |x₁ - x₂|², as wide as they are apart, and multipliers 2 / |x₁ - x₂|²."""
    a, b = np.array([1.0, 2.0]), np.array([4.0, -2.0])
    found = margin(np.array([a, b]), np.array([1, 0]), "linear", C=1e6)
    assert found.weights == pytest.approx(2 * (a - b) / 25)
    assert found.width == pytest.approx(5)
    assert found.multiplier == pytest.approx([2 / 25, 2 / 25])
    assert found.value == pytest.approx([1, -1])
    assert found.offset == pytest.approx(-float(found.weights @ (a + b)) / 2)


@pytest.mark.parametrize("kernel", KERNELS)
@pytest.mark.parametrize("C", [0.1, 10.0])
def test_it_meets_the_conditions_of_the_best_street(kernel, C):
    """Karush 1939, Kuhn & Tucker 1951: who has no multiplier is beyond its edge, who is free lies on it, who is at C lies within."""
    found = margin(POINTS_.X, POINTS_.y, kernel, C, gamma=0.5)
    assert found.ended
    assert found.multiplier @ found.side == pytest.approx(0, abs=1e-9 * C * 120)
    far = found.side * found.value
    assert (far[found.multiplier == 0] >= 1 - 1e-3).all()
    assert far[found.free] == pytest.approx(1, abs=1e-3)
    assert (far[found.multiplier > 0.999 * C] <= 1 + 1e-3).all()
    primal = found.length**2 / 2 + C * found.slack.sum()
    dual = found.multiplier.sum() - found.length**2 / 2
    assert primal == pytest.approx(dual, rel=1e-3), "no gap between the two problems"


@pytest.mark.parametrize(
    ("kernel", "more"), [("linear", {}), ("quadratic", {"degree": 2, "gamma": 1, "coef0": 0}), ("RBF", {"gamma": 0.5})]
)
def test_it_says_what_scikit_learn_says(kernel, more):
    named = {"linear": "linear", "quadratic": "poly", "RBF": "rbf"}[kernel]
    peer = SVC(C=3.0, kernel=named, tol=1e-5, **more).fit(POINTS_.X, POINTS_.y)
    found = margin(POINTS_.X, POINTS_.y, kernel, 3.0, 0.5)
    asked = RNG.normal(size=(50, 2))
    assert found.at(asked) == pytest.approx(peer.decision_function(asked), abs=2e-3)
    assert found.support.tolist() == sorted(peer.support_)
    assert found.at(POINTS_.X) == pytest.approx(found.value)


def test_the_quadratic_kernel_is_a_product_in_three_dimensions():
    """Boser, Guyon & Vapnik 1992: K(x, z) = (x z)²."""
    A, B = RNG.normal(size=(5, 2)), RNG.normal(size=(4, 2))
    assert lift(A) @ lift(B).T == pytest.approx(similar(A, B, "quadratic"))
    circle = made(POINTS["circle"](), 80).evened()
    found = margin(circle.X, circle.y, "quadratic", C=1e4)
    assert (found.side * found.value > 0).all(), "a disc within a ring: no line parts them, a plane in the lifted space does"
    assert lift(circle.X) @ found.weights + found.offset == pytest.approx(found.value)
    assert np.linalg.norm(found.weights) == pytest.approx(found.length)
    assert not (margin(circle.X, circle.y, "linear", C=1e4).slack < 1).all()


def test_two_kinds_of_iris_touch_and_one_stands_apart():
    """Fisher 1936: setosa can be parted by a line, versicolor from virginica cannot."""
    iris = load_iris()
    X = iris.data[:, 2:]
    assert margin(X, (iris.target == 0).astype(int), "linear", C=1e4).slack.max() < 1e-3
    assert margin(X, (iris.target == 1).astype(int), "linear", C=10).slack.max() > 1


def test_lines_of_a_level_lie_where_they_should():
    x, y = np.linspace(-2, 2, 81), np.linspace(-2, 2, 61)
    circle = contour(x[None] ** 2 + y[:, None] ** 2, x, y, 1.21)
    ends = circle.reshape(-1, 2)
    assert np.hypot(*ends.T) == pytest.approx(1.1, abs=2e-3)
    assert np.hypot(*(circle[:, 2:] - circle[:, :2]).T).sum() == pytest.approx(2.2 * np.pi, rel=2e-3)
    _, met = np.unique(ends.round(9), axis=0, return_counts=True)
    assert (met == 2).all(), "closed"
    corners, ends_ = np.array([[1.0, 0], [0, 1]]), np.array([0.0, 1])
    assert np.allclose(contour(corners, ends_, ends_, 0.4), [[0.6, 0, 1, 0.4], [0.4, 1, 0, 0.6]]), (
        "a saddle above the level holds its high corners together"
    )
    assert np.allclose(contour(corners, ends_, ends_, 0.6), [[0, 0.4, 0.4, 0], [1, 0.6, 0.6, 1]]), "and one below parts them"
    assert contour(np.ones((3, 3)), np.arange(3.0), np.arange(3.0)).shape == (0, 4)


@pytest.mark.parametrize(
    ("weights", "offset", "length"), [((1, 0), 0, 2), ((0, 2), 1, 4), ((1, 1), 0, 2 * np.sqrt(2)), ((1, 0), -9, None), ((0, 0), 1, None)]
)
def test_a_line_through_a_frame(weights, offset, length):
    frame = np.array([[-2.0, 2], [-1, 1]])
    found = straight(np.array(weights), offset, frame)
    if length is None:
        assert found.shape == (0, 4)
        return
    (a, b, c, d) = found[0]
    assert np.hypot(c - a, d - b) == pytest.approx(length)
    assert [np.dot(weights, (a, b)) + offset, np.dot(weights, (c, d)) + offset] == pytest.approx([0, 0])


def test_three_dimensions_on_paper():
    corners = unit(np.array([[0.0, 0, 0], [2, 4, 6]]), np.zeros(3), np.array([2.0, 4, 6]))
    assert corners.tolist() == [[-1, -1, -1], [1, 1, 1]]
    places = RNG.normal(size=(9, 3))
    assert np.linalg.norm(seen(places, 40), axis=1) == pytest.approx(np.linalg.norm(places, axis=1)), "turning keeps lengths"
    assert seen(np.array([[1.0, 0, 0]]), 90, 0)[0] == pytest.approx([0, 0, -1], abs=1e-12)
    assert seen(np.array([[0.0, 0, 1]]), 77)[0, 0] == pytest.approx(0)
    assert box_edges().shape == (12, 6)
    assert len(mesh(np.zeros((3, 4)), np.arange(4), np.arange(3))) == 3 * 3 + 2 * 4
    six = patch(np.array([1.0, 1, 1]), 0.0)
    assert len(six) == 6
    assert six.sum(axis=1) == pytest.approx(0)
    assert np.linalg.norm(np.roll(six, -1, axis=0) - six, axis=1) == pytest.approx(np.sqrt(2)), "a regular hexagon, its corners in order"
    assert patch(np.array([1.0, 0, 0]), 5.0).shape == (0, 3)


def test_what_is_no_machine_is_refused():
    with pytest.raises(ParamError, match="above 0"):
        margin(POINTS_.X, POINTS_.y, C=0)
    with pytest.raises(ParamError, match="no kernel called"):
        margin(POINTS_.X, POINTS_.y, "cubic")
    with pytest.raises(DataError, match="two classes"):
        margin(POINTS_.X, np.zeros(120, int))
    with pytest.raises(ParamError, match="infinitely many dimensions"):
        _ = margin(POINTS_.X, POINTS_.y, "RBF").weights
