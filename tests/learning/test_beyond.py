"""Beyond the U: closed forms, published figures and scikit-learn beside what is simulated here."""

import numpy as np
import pytest
from sklearn.datasets import load_diabetes
from sklearn.linear_model import Lasso, Ridge

from mllab.errors import DataError, ParamError
from mllab.learning import FITS, TRUTHS, simulate
from mllab.learning.beyond import (
    ball_in_cube,
    digits_descent,
    distances,
    edge,
    expected_error,
    lasso_path,
    linear_descent,
    more_data,
    nearest_to_center,
    network_descent,
    ridge_path,
    shell,
    wide_network,
)


def test_double_descent_follows_its_closed_form() -> None:
    """Belkin, Hsu & Xu 2020, theorem 1; away from the peak, where the mean of a few draws means something."""
    found = linear_descent(n=40, columns=160, noise=0.3, rounds=100, seed=0)
    expected = expected_error(found.counts, 40, 160, 0.3)
    far = np.abs(found.counts - 40) > 8
    assert found.test.mean(axis=0)[far] == pytest.approx(expected[far], rel=0.08)
    assert np.isinf(expected[found.counts == 40]).all()


def test_the_peak_is_where_rows_and_columns_are_as_many_and_the_training_error_ends_there() -> None:
    found = linear_descent(seed=1)
    mean = found.test.mean(axis=0)
    assert abs(found.counts[mean.argmax()] - 40) <= 2
    assert mean[-1] < mean.max() / 4
    assert found.train[:, found.counts > 40].max() < 1e-6
    assert found.length.mean(axis=0).argmax() == pytest.approx(mean.argmax(), abs=1)


def test_a_penalty_takes_the_peak_away() -> None:
    """Nakkiran, Venkat, Kakade & Ma 2021, "Optimal regularization can mitigate double descent"."""
    held = linear_descent(penalty=10.0, seed=1).test.mean(axis=0)
    assert held.max() < linear_descent(seed=1).test.mean(axis=0).max() / 4


def test_random_features_on_digits_descend_twice() -> None:
    found = digits_descent(n=60, rounds=2, seed=0)
    test, peak = found.test.mean(axis=0), found.counts.tolist().index(60)
    assert test[peak] > test[:peak].min() + 0.1
    assert test[-1] < test[peak] - 0.2
    assert found.train[:, found.counts >= 66].max() == 0, "every label by heart, wrong ones too"
    with pytest.raises(ParamError, match="20 to 1,000 rows, got 3"):
        digits_descent(n=3)


def test_wide_networks_descend_twice() -> None:
    """Belkin, Hsu, Ma & Mandal 2019, figure 4: the peak is where weights are as many as rows; from there on every row is known by heart."""
    found = network_descent(n=60, flipped=0.2, rounds=6, seed=0)
    test = found.test.mean(axis=0)
    peak = test[(found.counts > 35) & (found.counts < 100)].max()
    assert peak > test[found.counts < 30].min() + 0.05
    assert peak > test[-1] + 0.05
    assert found.train[:, found.counts > 90].max() == 0
    assert (found.train[:, 0] > 0).any()
    with pytest.raises(ParamError, match="20 to 150 rows, got 5"):
        network_descent(n=5)


def test_a_penalty_takes_the_peak_of_networks_away() -> None:
    found = network_descent(n=40, flipped=0.2, penalty=3.0, rounds=4, seed=0)
    test = found.test.mean(axis=0)
    assert test.max() < test[-1] + 0.1


@pytest.mark.parametrize(("width", "penalty"), [(2, 0.5), (12, 0.5)], ids=["few weights", "many weights"])
def test_networks_are_trained_until_the_slope_is_zero(width: int, penalty: float) -> None:
    """torch's autograd of the same loss; with and without more weights than rows."""
    torch = pytest.importorskip("torch")
    rng = np.random.default_rng(0)
    X, y = rng.standard_normal((2, 25, 10)), rng.standard_normal((2, 25))
    begin = 0.3 * rng.standard_normal((2, width * 12 + 1))
    theta = torch.tensor(wide_network.learned(X, y, begin, width, penalty, steps=400), requires_grad=True)
    W, b = theta[:, : 10 * width].reshape(2, width, 10), theta[:, 10 * width : 11 * width]
    hidden = torch.tanh(torch.tensor(X) @ W.transpose(1, 2) + b[:, None])
    answers = (hidden * theta[:, None, 11 * width : 12 * width]).sum(2) + theta[:, 12 * width :]
    assert np.allclose(answers.detach(), wide_network.said(X, theta.detach().numpy(), width))
    loss = ((torch.tensor(y) - answers) ** 2).sum() + penalty * (theta**2).sum()
    loss.backward()
    assert float(theta.grad.abs().max()) < 1e-3


def test_published_figures_of_many_dimensions() -> None:
    """Hastie, Tibshirani & Friedman 2009, section 2.5: 0.52; 0.63 and 0.80. A ball in its cube: pi / 4 and pi / 6."""
    assert nearest_to_center(np.array([10]), 500) == pytest.approx([0.52], abs=0.005)
    assert [edge(np.array([10]), share)[0] for share in (0.01, 0.1)] == pytest.approx([0.63, 0.80], abs=0.01)
    assert ball_in_cube(np.array([1, 2, 3])) == pytest.approx([1, np.pi / 4, np.pi / 6])
    assert shell(np.array([1, 2]), 0.1) == pytest.approx([0.1, 0.19])


@pytest.mark.parametrize("gaussian", [False, True])
def test_distances_become_alike(gaussian: bool) -> None:
    """Beyer et al. 1999. The mean squared distance of two places in a cube is d / 6."""
    dimensions = np.array([1, 10, 100, 1000])
    nearest, mean, farthest = distances(dimensions, n=400, seed=0, gaussian=gaussian)
    ratios = farthest / nearest
    assert (np.diff(ratios) < 0).all()
    assert ratios[-1] < 1.35
    assert mean[-1] == pytest.approx(np.sqrt(1000 / 6), rel=0.01)


def test_the_ridge_path_is_scikit_learns() -> None:
    X, y = load_diabetes(return_X_y=True)
    found = ridge_path(X, y)
    Z = (X - X.mean(0)) / X.std(0)
    for at in (0, 30, 59):
        assert found.weights[at] == pytest.approx(Ridge(alpha=found.penalties[at]).fit(Z, y).coef_, abs=1e-8)
    assert found.degrees[[0, -1]] == pytest.approx([0, 10], abs=1.0)


def test_the_lasso_lets_columns_in_as_published() -> None:
    """Efron, Hastie, Johnstone & Tibshirani 2004, figure 1: BMI, then the serum measure ltg, then blood pressure and hdl."""
    data = load_diabetes()
    found = lasso_path(data.data, data.target)
    entered = [data.feature_names[j] for j in np.argsort([int((found.weights[:, j] != 0).argmax()) for j in range(10)], kind="stable")]
    assert entered[:4] == ["bmi", "s5", "bp", "s3"]
    Z = (data.data - data.data.mean(0)) / data.data.std(0)
    assert found.weights[30] == pytest.approx(Lasso(alpha=found.penalties[30]).fit(Z, data.target).coef_, abs=0.05)
    assert 0 < found.best < len(found.penalties) - 1
    with pytest.raises(DataError, match="at least 10 rows"):
        lasso_path(data.data[:4], data.target[:4])


def test_with_more_data_both_errors_go_to_the_noise_from_both_sides() -> None:
    """Least squares with fixed places: the mean error on the points themselves is noise² (1 - p / n) where the truth can be followed."""
    found = more_data(TRUTHS["line"](), FITS["polynomial"](), 3, (20, 100, 300), noise=0.5, rounds=300, seed=0)
    assert found.train.mean(axis=1) == pytest.approx(0.25 * (1 - 4 / np.array([20, 100, 300])), rel=0.03)
    gap = found.test.mean(axis=1) - found.train.mean(axis=1)
    assert (gap > 0).all()
    assert (np.diff(gap) < 0).all()


def test_outside_the_training_points_the_error_explodes_for_a_polynomial_and_not_for_neighbors() -> None:
    at = np.linspace(0, 1, 101)
    outside = at > 0.9
    wild = simulate(TRUTHS["sine"](), FITS["polynomial"](), within=(0.0, 0.7), seed=0)
    tame = simulate(TRUTHS["sine"](), FITS["k-nearest neighbors"](), within=(0.0, 0.7), seed=0)
    assert wild.x.max() <= 0.7
    degree = list(wild.values).index(8)
    assert wild.variance[degree, outside].mean() > 100 * wild.variance[degree, at < 0.7].mean()
    assert tame.variance[:, outside].max() < 1
    with pytest.raises(ParamError, match="a part of"):
        simulate(TRUTHS["sine"](), FITS["polynomial"](), within=(0.7, 0.2))
