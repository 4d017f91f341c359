"""Hebb's rule and Oja's, beside the first principal component."""

import itertools

import numpy as np
import pytest

from mllab.errors import DataError, ParamError
from mllab.learning.neurons import plastic, principal


def cloud(seed=0, n=300):
    return (
        np.random.default_rng(seed).normal(size=(n, 3))
        @ np.diag([2.0, 0.7, 0.3])
        @ np.linalg.qr(np.arange(9.0).reshape(3, 3) + np.eye(3))[0]
        + 5
    )


@pytest.mark.parametrize("seed", range(3))
def test_ojas_weights_tend_to_the_first_principal_component_at_length_one(seed):
    """Oja 1982; the component from numpy's singular value decomposition."""
    X = cloud(seed)
    component = np.linalg.svd(X - X.mean(axis=0))[2][0]
    found = plastic(X, "Oja", rate=0.001, passes=30, seed=seed)
    w = found.weights[-1]
    assert abs(w @ component) / np.linalg.norm(w) > 0.999
    assert np.linalg.norm(w) == pytest.approx(1, abs=0.03)
    assert not found.diverged
    direction, variances = principal(X)
    assert abs(direction @ component) == pytest.approx(1)
    assert variances == pytest.approx(np.linalg.svd(X - X.mean(axis=0))[1] ** 2 / len(X))


def test_hebbs_weights_leave_for_infinity_in_the_same_direction():
    X = cloud()
    found = plastic(X, "Hebb", rate=0.02, passes=50)
    lengths = np.linalg.norm(found.weights, axis=1)
    assert found.diverged
    assert (np.diff(lengths) >= -1e-12).all(), "w grows by rate y x, and w (rate y x) = rate y² is never below 0"
    assert abs(found.weights[-1] @ principal(X)[0]) / lengths[-1] > 0.99


def test_one_step_by_hand():
    X = np.array([[1.0, 0.0], [-1.0, 0.0]])
    found = plastic(X, "Oja", rate=0.1, passes=1, seed=4).weights
    for before, after in itertools.pairwise(found):
        y = before[0]  # or -before[0] with x = -1: the same step
        assert after == pytest.approx(before + 0.1 * y * (np.array([1.0, 0.0]) - y * before))


def test_what_cannot_be_learned_from_is_refused():
    with pytest.raises(ParamError, match="Hebb, Oja"):
        plastic(cloud(), "Kohonen")
    with pytest.raises(ParamError, match="above 0"):
        plastic(cloud(), rate=0)
    with pytest.raises(DataError, match="at least 2"):
        plastic(np.zeros((1, 2)))
