"""Every kind of fit gives, for each value, what the method itself gives when it is fitted alone."""

import numpy as np
import pytest
from sklearn.linear_model import Ridge as SklearnRidge
from sklearn.neighbors import KNeighborsRegressor
from sklearn.tree import DecisionTreeRegressor

from mllab.learning import FITS
from mllab.learning.polynomial import basis

AT = np.linspace(0, 1, 23)


def training(r=3, n=25, seed=4):
    rng = np.random.default_rng(seed)
    x = rng.random((r, n))
    return x, np.sin(6 * x) + 0.3 * rng.standard_normal((r, n))


def alone(name, x, y, value):
    """The same fit by another library, at AT."""
    if name == "polynomial":
        return np.polynomial.Legendre.fit(x, y, int(value), domain=[0, 1])(AT)
    if name == "k-nearest neighbors":
        return KNeighborsRegressor(int(value)).fit(x[:, None], y).predict(AT[:, None])
    if name == "regression tree":
        if value == 0:
            return np.full(len(AT), y.mean())
        return DecisionTreeRegressor(max_depth=int(value), random_state=0).fit(x[:, None], y).predict(AT[:, None])
    if name == "ridge":
        return SklearnRidge(alpha=value, solver="svd").fit(basis(x, 12)[:, 1:], y).predict(basis(AT, 12)[:, 1:])
    weights = np.exp(-0.5 * ((AT[:, None] - x) / value) ** 2)  # Nadaraya 1964, by its formula
    return weights @ y / weights.sum(axis=1)


@pytest.mark.parametrize("name", FITS)
def test_every_value_is_the_fit_of_that_value_alone(name):
    fit = FITS[name]()
    x, y = training()
    values = [value for value in fit.grid(25) if name != "kernel smoother" or value > 0.05][::3]
    found = fit.predict(x, y, AT, values)
    assert found.shape == (len(values), 3, len(AT))
    for value, predictions in zip(values, found, strict=True):
        for row, (a, b) in enumerate(zip(x, y, strict=True)):
            assert predictions[row] == pytest.approx(alone(name, a, b, value), abs=1e-6), value


@pytest.mark.parametrize("name", FITS)
def test_training_sets_that_share_their_places_may_tell_them_once(name):
    fit = FITS[name]()
    x, y = training()
    values = fit.grid(25)[:6]
    once = fit.predict(x[:1], y, AT, values)
    assert once == pytest.approx(fit.predict(np.repeat(x[:1], 3, axis=0), y, AT, values), abs=1e-9)


@pytest.mark.parametrize("name", FITS)
def test_a_grid_never_asks_for_more_than_there_is(name):
    fit = FITS[name]()
    x, y = training(n=5)
    assert np.isfinite(fit.predict(x, y, AT, fit.grid(5))).all()
