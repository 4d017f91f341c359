"""Bias, variance and noise on a known truth: they add up, and are what closed forms say."""

import numpy as np
import pytest

from mllab.errors import ParamError
from mllab.learning import FITS, PLANES, TRUTHS, simulate
from mllab.learning.nearest_neighbors import closed_form

SINE = TRUTHS["sine"]()


@pytest.mark.parametrize("truth", TRUTHS)
@pytest.mark.parametrize("name", ["k-nearest neighbors", "ridge"])
def test_bias_squared_variance_and_noise_add_up_to_the_error_that_is_measured(truth, name):
    found = simulate(TRUTHS[truth](), FITS[name](), n=40, noise=0.3, rounds=400, seed=1)
    error = found.parts.sum(axis=0)
    spread = found.noise * np.sqrt(
        (2 * found.noise**2 + 4 * error) / (400 * len(found.at))
    )  # of a mean of squares, answers being independent
    assert np.abs(error - found.error).max() < 5 * spread.max()


def test_nearest_neighbors_bias_and_variance_are_those_of_the_closed_form():
    """Hastie, Tibshirani & Friedman 2009, equation 7.10."""
    found = simulate(SINE, FITS["k-nearest neighbors"](most=15), n=30, noise=0.5, rounds=6_000, seed=2, same_places=True)
    for k in (1, 4, 15):
        bias, variance = closed_form(found.x[0], SINE(found.x[0]), found.at, found.truth, k, 0.5)
        assert found.variance[k - 1] == pytest.approx(variance, rel=0.1)
        assert found.bias_squared[k - 1].mean() == pytest.approx(bias.mean() + 0.25 / k / 6_000, rel=0.05, abs=1e-4)


def test_nearest_neighbors_in_the_plane_are_those_of_the_closed_form():
    """The same equation, at places that all training sets share."""
    hills = PLANES["hills"]()
    found = simulate(hills, FITS["k-nearest neighbors"](most=6), n=40, noise=0.5, rounds=1_000, seed=2, same_places=True)
    for k in (1, 6):
        bias, variance = closed_form(found.x[0], hills(found.x[0]), found.at, found.truth, k, 0.5)
        assert found.variance[k - 1].mean() == pytest.approx(variance.mean(), rel=0.02)
        assert found.bias_squared[k - 1].mean() == pytest.approx(bias.mean() + 0.25 / k / 1_000, rel=0.03)


def test_a_polynomials_variance_is_its_number_of_weights_over_the_points():
    """With fixed places, the variance at the training points is noise² p / n (Hastie, Tibshirani & Friedman 2009, equation 7.12)."""
    x = (np.arange(25)[None, :] + 0.5) / 25
    y = SINE(x) + 0.4 * np.random.default_rng(0).standard_normal((4_000, 25))
    found = FITS["polynomial"]().predict(x, y, x[0], [0, 3, 9])
    assert found.var(axis=1).mean(axis=1) == pytest.approx(np.array([1, 4, 10]) * 0.16 / 25, rel=0.05)


def test_more_bend_means_less_bias_and_more_variance():
    found = simulate(SINE, FITS["polynomial"](most=9), n=60, rounds=300, same_places=True)
    bias, variance, _ = found.parts
    assert bias[0] > bias[3] > 10 * bias[5]
    assert (np.diff(variance) > 0).all()
    assert 2 < found.error.argmin() < 7, "the bottom of the U"


@pytest.mark.parametrize("fit", [FITS["ridge"](), FITS["bagged trees"](most=3), FITS["network width"](most=2, epochs=10)], ids=repr)
def test_the_same_seed_draws_the_same(fit):
    first, second = (simulate(SINE, fit, rounds=30, seed=5) for _ in range(2))
    assert np.array_equal(first.predictions, second.predictions)
    assert np.array_equal(first.error, second.error)


@pytest.mark.parametrize("wrong", [{"n": 2}, {"rounds": 1}, {"noise": -1.0}])
def test_what_cannot_be_simulated_is_refused(wrong):
    with pytest.raises(ParamError, match="at least 3 points"):
        simulate(SINE, FITS["ridge"](), **wrong)


def test_a_part_of_the_plane_is_refused():
    with pytest.raises(ParamError, match="all of it for a truth in the plane"):
        simulate(PLANES["hills"](), FITS["ridge"](), within=(0.2, 0.8))
