"""Every kind of fit gives, for each value, what the method itself gives when it is fitted alone."""

import numpy as np
import pytest
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.linear_model import Ridge as SklearnRidge
from sklearn.neighbors import KNeighborsRegressor
from sklearn.tree import DecisionTreeRegressor

from mllab.learning import FITS, PLANES, TRUTHS, simulate
from mllab.learning._networks import starts
from mllab.learning.bagged_trees import bootstrapped
from mllab.learning.neurons import Network
from mllab.learning.polynomial import basis, terms

AT = np.linspace(0, 1, 23)
NETWORKS = {"network width", "network training"}


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
    if name == "boosted trees":
        return GradientBoostingRegressor(n_estimators=int(value), learning_rate=0.3, max_depth=1).fit(x[:, None], y).predict(AT[:, None])
    if name == "ridge":
        return SklearnRidge(alpha=value, solver="svd").fit(basis(x, 12)[:, 1:], y).predict(basis(AT, 12)[:, 1:])
    weights = np.exp(-0.5 * ((AT[:, None] - x) / value) ** 2)  # Nadaraya 1964, by its formula
    return weights @ y / weights.sum(axis=1)


@pytest.mark.parametrize("name", [name for name in FITS if name not in NETWORKS | {"bagged trees"}])
def test_every_value_is_the_fit_of_that_value_alone(name):
    fit = FITS[name]()
    x, y = training()
    values = [value for value in fit.grid(25) if name != "kernel smoother" or value > 0.05][::3]
    found = fit.predict(x, y, AT, values)
    assert found.shape == (len(values), 3, len(AT))
    for value, predictions in zip(values, found, strict=True):
        for row, (a, b) in enumerate(zip(x, y, strict=True)):
            assert predictions[row] == pytest.approx(alone(name, a, b, value), abs=1e-6), value


def test_bagged_trees_are_the_mean_of_scikit_learns_trees_on_the_same_bootstraps():
    x, y = training()
    found = FITS["bagged trees"](depth=4).predict(x, y, AT, (1, 7), seed=5)
    often = bootstrapped(3, 7, 25, seed=5)
    assert often.sum(axis=2).tolist() == [[25] * 7] * 3
    for row, (a, b) in enumerate(zip(x, y, strict=True)):
        trees = [DecisionTreeRegressor(max_depth=4).fit(a[:, None], b, sample_weight=one).predict(AT[:, None]) for one in often[row]]
        assert found[0, row] == pytest.approx(trees[0], abs=1e-9)
        assert found[1, row] == pytest.approx(np.mean(trees, axis=0), abs=1e-9)


@pytest.mark.parametrize("columns", [1, 2])
def test_networks_are_trained_as_torch_trains_them(columns):
    """torch's Adam on half the mean squared error of all points, from the same weights; inputs go from -2 to 2."""
    torch = pytest.importorskip("torch")
    rng = np.random.default_rng(0)
    x, y = rng.random((2, 20, 2) if columns == 2 else (2, 20)), rng.standard_normal((2, 20))
    at = rng.random((9, 2) if columns == 2 else 9)
    found = FITS["network training"](hidden=3).predict(x, y, at, (1, 20), seed=4)
    theta = starts(Network((columns, 3, 1), ("tanh", "linear")), 2, seed=4)
    for row in range(2):
        net = torch.nn.Sequential(torch.nn.Linear(columns, 3), torch.nn.Tanh(), torch.nn.Linear(3, 1))
        torch.nn.utils.vector_to_parameters(torch.tensor(theta[row]), net.parameters())
        steps = torch.optim.Adam(net.parameters(), lr=0.03)
        X, Y, A = (torch.tensor(part, dtype=torch.float32) for part in (4 * x[row] - 2, y[row], 4 * at - 2))
        X, A = (part.reshape(-1, columns) for part in (X, A))
        for epoch in range(1, 21):
            steps.zero_grad()
            (0.5 * ((net(X)[:, 0] - Y) ** 2).mean()).backward()
            steps.step()
            if epoch in (1, 20):
                assert found[[1, 20].index(epoch), row] == pytest.approx(net(A)[:, 0].detach().numpy(), abs=2e-4), epoch
    wider = FITS["network width"](epochs=20).predict(x, y, at, (3,), seed=4)
    assert np.array_equal(wider[0], found[1]), "the same network, looked at over its width"


@pytest.mark.parametrize("name", FITS)
def test_training_sets_that_share_their_places_may_tell_them_once(name):
    fit = FITS[name]()
    x, y = training()
    values = fit.grid(25)[:3]
    once = fit.predict(x[:1], y, AT, values)
    assert once == pytest.approx(fit.predict(np.repeat(x[:1], 3, axis=0), y, AT, values), abs=1e-9)


@pytest.mark.parametrize("name", FITS)
def test_a_grid_never_asks_for_more_than_there_is(name):
    fit = FITS[name]()
    x, y = training(n=5)
    assert np.isfinite(fit.predict(x, y, AT, [value for value in fit.grid(5) if value <= 100])).all()


PLACE = np.random.default_rng(1).random((11, 2))


def in_the_plane(name, x, y, value):
    """The same fit of two columns by another library, at PLACE."""
    if name == "polynomial":
        design = [
            np.stack([a**i * b**j for i in range(int(value) + 1) for j in range(int(value) + 1 - i)], axis=1) for a, b in (x.T, PLACE.T)
        ]
        assert design[0].shape[1] == terms(int(value), 2)
        return design[1] @ np.linalg.lstsq(design[0], y)[0]
    if name == "k-nearest neighbors":
        return KNeighborsRegressor(int(value)).fit(x, y).predict(PLACE)
    if name == "regression tree":
        return DecisionTreeRegressor(max_depth=int(value)).fit(x, y).predict(PLACE) if value else np.full(len(PLACE), y.mean())
    if name == "boosted trees":
        return GradientBoostingRegressor(n_estimators=int(value), learning_rate=0.3, max_depth=1).fit(x, y).predict(PLACE)
    if name == "ridge":
        return SklearnRidge(alpha=value, solver="svd").fit(basis(x, 12, 2)[:, 1:], y).predict(basis(PLACE, 12, 2)[:, 1:])
    weights = np.exp(-0.5 * ((PLACE[:, None] - x) ** 2).sum(axis=2) / value**2)
    return weights @ y / weights.sum(axis=1)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("polynomial", (0, 2, 4)),
        ("k-nearest neighbors", (1, 4, 25)),
        ("regression tree", (0, 1, 2)),
        ("boosted trees", (1, 5)),
        ("ridge", (0.01, 10.0)),
        ("kernel smoother", (0.2, 1.0)),
    ],
)
def test_in_the_plane_too(name, values):
    rng = np.random.default_rng(3)
    x, y = rng.random((2, 30, 2)), rng.standard_normal((2, 30))
    found = FITS[name]().predict(x, y, PLACE, values)
    for value, predictions in zip(values, found, strict=True):
        for row in range(2):
            assert predictions[row] == pytest.approx(in_the_plane(name, x[row], y[row], value), abs=1e-5), value


@pytest.mark.parametrize("name", [name for name in FITS if name not in NETWORKS])
def test_the_parts_add_up_in_the_plane(name):
    """And no more is asked for than so few points allow."""
    fit = FITS[name](**({"most": 5} if name in {"bagged trees", "boosted trees"} else {}))
    found = simulate(PLANES["hills"](), fit, n=12, noise=0.5, rounds=60, seed=1, same_places=True)
    assert found.predictions.shape == (len(found.values), 60, 625)
    assert found.x.shape == (1, 12, 2)
    calm = found.error < 3  # a polynomial through as many points as it has terms goes anywhere
    assert calm.any()
    assert found.parts.sum(axis=0)[calm] == pytest.approx(found.error[calm], rel=0.03)


def test_more_trees_bagged_lower_the_variance_and_more_boosted_the_bias():
    """Breiman 1996; Hastie, Tibshirani & Friedman 2009, section 10.9."""
    bagged, boosted = (simulate(TRUTHS["sine"](), FITS[name](), n=60, rounds=60) for name in ("bagged trees", "boosted trees"))
    (bias, variance, _), (bias_added, variance_added, _) = bagged.parts[:, [0, -1]], boosted.parts[:, [0, -1]]
    assert variance[1] < 0.6 * variance[0]
    assert bias[0] < 0.02
    assert bias_added[1] < 0.05 * bias_added[0]
    assert variance_added[1] > 2 * variance_added[0]
