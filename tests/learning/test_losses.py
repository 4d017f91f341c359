"""Losses and their slopes are those of PyTorch, scikit-learn and scipy; the best fits are those of scikit-learn, statsmodels' peer and scipy."""

import numpy as np
import pytest
import torch
from scipy.special import kl_div
from scipy.stats import laplace, norm, t
from sklearn.linear_model import HuberRegressor, LinearRegression, LogisticRegression, QuantileRegressor
from sklearn.metrics import hinge_loss, mean_pinball_loss, zero_one_loss
from torch.nn import functional as F

from mllab.errors import DataError, ParamError
from mllab.learning.costs import DENSITIES, KINDS, best_density, best_line, best_logistic, best_quantiles, drawn
from mllab.learning.losses import LOSSES

RNG = np.random.default_rng(0)
SAID, TRUE = RNG.normal(0, 2, 40), RNG.normal(0, 2, 40)
SIGN = np.where(RNG.random(40) < 0.5, -1.0, 1.0)
SHARE, OTHER = RNG.uniform(0.02, 0.98, (2, 40))

TORCH = {
    "squared": (LOSSES["squared"](), TRUE, lambda s, y: F.mse_loss(s, y, reduction="none"), SAID),
    "absolute": (LOSSES["absolute"](), TRUE, lambda s, y: F.l1_loss(s, y, reduction="none"), SAID),
    "Huber": (LOSSES["Huber"](delta=0.7), TRUE, lambda s, y: F.huber_loss(s, y, reduction="none", delta=0.7), SAID),
    "logistic": (LOSSES["logistic"](), SIGN, lambda s, y: F.soft_margin_loss(s, y, reduction="none"), SAID * 10),
    "hinge": (LOSSES["hinge"](), SIGN, lambda s, y: F.relu(1 - y * s), SAID),
    "cross-entropy": (LOSSES["cross-entropy"](), OTHER, lambda s, y: F.binary_cross_entropy(s, y, reduction="none"), SHARE),
    "KL divergence": (
        LOSSES["KL divergence"](),
        OTHER,
        lambda s, y: F.kl_div(torch.stack([s, 1 - s]).log(), torch.stack([y, 1 - y]), reduction="none").sum(0),
        SHARE,
    ),
    "pinball": (LOSSES["pinball"](quantile=0.3), TRUE, lambda s, y: torch.maximum(0.3 * (y - s), -0.7 * (y - s)), SAID),
}


@pytest.mark.parametrize("name", TORCH)
def test_a_loss_and_its_slope_are_those_of_torch(name):
    loss, true, of, said = TORCH[name]
    s = torch.tensor(said, requires_grad=True)
    expected = of(s, torch.tensor(true))
    expected.sum().backward()
    assert loss.value(said, true) == pytest.approx(expected.detach().numpy(), rel=1e-9, abs=1e-12)
    assert loss.gradient(said, true) == pytest.approx(s.grad.numpy(), rel=1e-7, abs=1e-12)


def test_others_are_those_of_scikit_learn_and_scipy():
    assert LOSSES["pinball"](quantile=0.3).value(SAID, TRUE).mean() == pytest.approx(mean_pinball_loss(TRUE, SAID, alpha=0.3))
    assert LOSSES["hinge"]().value(SAID, SIGN).mean() == pytest.approx(hinge_loss(SIGN, SAID))
    assert LOSSES["0-1"]().value(SAID, SIGN).mean() == pytest.approx(zero_one_loss(SIGN, np.sign(SAID)))
    assert not LOSSES["0-1"]().gradient(SAID, SIGN).any()
    assert LOSSES["KL divergence"]().value(SHARE, OTHER) == pytest.approx(kl_div(OTHER, SHARE) + kl_div(1 - OTHER, 1 - SHARE))
    assert LOSSES["KL divergence"]().value(np.array([0.2, 0.7]), np.array([0.0, 1.0])) == pytest.approx(-np.log([0.8, 0.7]))
    assert {*TORCH, "0-1"} == set(LOSSES), "every loss is compared"


def test_the_answer_that_costs_least_is_the_mean_the_median_or_the_quantile():
    at = np.linspace(-6, 6, 4801)

    def best(loss):
        return at[loss.value(at[:, None], TRUE[None, :]).mean(axis=1).argmin()]

    assert best(LOSSES["squared"]()) == pytest.approx(TRUE.mean(), abs=0.003)
    low, high = np.sort(TRUE)[[19, 20]]
    assert low - 0.003 <= best(LOSSES["absolute"]()) <= high + 0.003
    assert best(LOSSES["pinball"](quantile=0.81)) == pytest.approx(np.quantile(TRUE, 0.81, method="inverted_cdf"), abs=0.003)


@pytest.mark.parametrize("kind", ["a line", "a line with outliers", "a fan"])
def test_the_best_line_is_that_of_scikit_learn(kind):
    x, y = drawn(kind, 50, 3)
    peers = {
        LOSSES["squared"](): LinearRegression(),
        LOSSES["absolute"](): QuantileRegressor(quantile=0.5, alpha=0),
        LOSSES["pinball"](quantile=0.8): QuantileRegressor(quantile=0.8, alpha=0),
    }
    for loss, peer in peers.items():
        fitted = peer.fit(x[:, None], y)
        a, b = best_line(x, y, loss)
        assert loss.value(a * x + b, y).mean() == pytest.approx(loss.value(fitted.predict(x[:, None]), y).mean(), rel=1e-7)
    # scikit-learn's Huber also finds a scale; at that scale's delta both lines are the same
    fitted = HuberRegressor(alpha=0, tol=1e-10, max_iter=10_000).fit(x[:, None], y)
    a, b = best_line(x, y, LOSSES["Huber"](delta=min(5.0, 1.35 * fitted.scale_)))
    assert (a, b) == pytest.approx((fitted.coef_[0], fitted.intercept_), abs=2e-4)
    assert best_quantiles(x, y, (0.8,))[0] == pytest.approx(best_line(x, y, LOSSES["pinball"](quantile=0.8)))


def test_the_best_logistic_curve_is_that_of_scikit_learn_and_none_where_classes_are_apart():
    x, y = drawn("two classes", 80, 1)
    fitted = LogisticRegression(C=np.inf, tol=1e-10).fit(x[:, None], y)
    assert best_logistic(x, y) == pytest.approx((fitted.coef_[0, 0], fitted.intercept_[0]), abs=1e-4)
    assert best_logistic(*drawn("two classes apart")) is None


@pytest.mark.parametrize(("name", "peer"), [("normal", norm), ("Laplace", laplace), ("Student t, 3 degrees of freedom", t(3))])
def test_likelihoods_and_their_best_are_those_of_scipy(name, peer):
    x, density = RNG.standard_t(3, 60) * 2 + 1, DENSITIES[name]
    made = lambda place, width: peer.dist.logpdf(x, 3, place, width).sum() if name.startswith("S") else peer.logpdf(x, place, width).sum()  # noqa: E731
    assert density.log_likelihood(x, 0.3, 1.7) == pytest.approx(made(0.3, 1.7))
    place, width = best_density(density, x)
    expected = t.fit(x, fix_df=3)[1:] if name.startswith("S") else peer.fit(x)
    assert (place, width) == pytest.approx(expected, abs=2e-3)
    assert density.log_likelihood(x, place, width) >= made(*expected) - 1e-9
    at = np.linspace(-400, 400, 400_001)
    assert density.curve(at, 1.0, 2.0).sum() * 0.002 == pytest.approx(1, abs=1e-4)


def test_what_cannot_be_fitted_is_refused():
    with pytest.raises(DataError, match="two different x"):
        best_line(np.ones(4), np.ones(4), LOSSES["squared"]())
    with pytest.raises(DataError, match="loss of numbers"):
        best_line(*drawn(KINDS[0]), LOSSES["hinge"]())
    with pytest.raises(DataError, match="two different values"):
        best_density(DENSITIES["normal"], np.ones(3))
    with pytest.raises(ParamError, match="one of"):
        drawn("a circle")
