"""PCA: against NumPy's singular values, published figures and closed forms."""

import numpy as np
import pytest
from sklearn.datasets import load_iris

from mllab.errors import DataError, ParamError
from mllab.reduce import REDUCERS
from mllab.reduce.pca import PCA, place


@pytest.fixture(scope="module")
def X() -> np.ndarray:
    return load_iris().data


def by_svd(X: np.ndarray, m: int) -> tuple[np.ndarray, np.ndarray]:
    """Positions and axes from NumPy's SVD, the largest weight of every axis made positive."""
    U, S, Vt = np.linalg.svd(X - X.mean(axis=0), full_matrices=False)
    signs = np.sign(Vt[np.arange(len(Vt)), np.abs(Vt).argmax(axis=1)])
    return (U * S * signs)[:, :m], (Vt.T * signs)[:, :m]


@pytest.mark.parametrize("solver", ["auto", "exact", "randomized"])
def test_it_is_the_singular_value_decomposition_with_the_sign_fixed(X, solver):
    fit = PCA(dimensions=3, solver=solver).fit(X)
    positions, axes = by_svd(X, 3)
    assert fit.positions == pytest.approx(positions, abs=1e-5)
    assert fit.loadings == pytest.approx(axes, abs=1e-5)


def test_iris_has_the_published_shares(X):
    """scikit-learn's "PCA example with Iris Data-set" and R's prcomp(iris[, -5]): 92.46 % and 5.31 % of the variance."""
    assert REDUCERS["PCA"]().fit(X).shares == pytest.approx([0.92461872, 0.05306648], abs=1e-7)


def test_the_randomized_solver_finds_the_first_axes_of_a_wide_table():
    rng = np.random.default_rng(0)
    X = rng.normal(size=(300, 2)) @ rng.normal(size=(2, 400)) * 5 + rng.normal(size=(300, 400))
    assert PCA(solver="randomized").fit(X, 1).positions == pytest.approx(by_svd(X, 2)[0], rel=1e-3, abs=1e-2)


def test_a_line_is_one_dimensional():
    t = np.linspace(0, 1, 50)
    fit = PCA().fit(np.column_stack([t, 2 * t]))
    assert fit.shares == pytest.approx([1, 0], abs=1e-12)
    assert np.abs(fit.loadings[:, 0]) == pytest.approx(np.array([1, 2]) / np.sqrt(5))


def test_axes_are_orthonormal_and_place_gives_the_positions_back(X):
    fit = PCA(dimensions=3).fit(X)
    assert fit.loadings.T @ fit.loadings == pytest.approx(np.eye(3), abs=1e-9)
    assert PCA(dimensions=3).place(X, X, fit) == pytest.approx(fit.positions, abs=1e-6)
    assert place(X, fit) == pytest.approx(fit.positions, abs=1e-6)


def test_all_axes_lead_back_to_the_table(X):
    reducer = PCA(dimensions=4)
    assert reducer.inverse(reducer.fit(X).positions, reducer.fit(X)) == pytest.approx(X, abs=1e-5)


def test_whitened_axes_have_the_same_spread_and_lead_back(X):
    reducer = PCA(dimensions=4, whiten=True)
    fit = reducer.fit(X)
    assert np.cov(fit.positions.T) == pytest.approx(np.eye(4), abs=1e-4)
    assert reducer.place(X[:7], X, fit) == pytest.approx(fit.positions[:7], abs=1e-5)
    assert reducer.inverse(fit.positions, fit) == pytest.approx(X, abs=1e-5)


def test_same_result_and_untouched_input(X):
    before = X.copy()
    assert np.array_equal(PCA().fit(X, 1).positions, PCA().fit(X, 1).positions)
    assert np.array_equal(X, before)


def test_few_columns_and_alike_rows():
    assert PCA().fit(np.arange(5.0)[:, None]).positions.shape == (5, 1)
    alike = PCA().fit(np.ones((5, 3)))
    assert np.array_equal(alike.shares, [0, 0])
    assert np.array_equal(alike.positions, np.zeros((5, 2)))


@pytest.mark.parametrize("bad", [np.empty((0, 2)), np.array([[1.0, np.nan]] * 3), np.ones((1, 2)), np.array([["a"]])])
def test_what_cannot_be_used_is_refused(bad):
    with pytest.raises(DataError):
        PCA().fit(bad)


def test_new_rows_need_the_same_columns(X):
    with pytest.raises(DataError, match="4 columns, the new rows have 3"):
        PCA().place(X[:, :3], X, PCA().fit(X))


def test_knobs():
    assert eval(repr(PCA(dimensions=3)), {"PCA": PCA}) == PCA(dimensions=3)
    with pytest.raises(ParamError, match="dimensions"):
        PCA(dimensions=0)
