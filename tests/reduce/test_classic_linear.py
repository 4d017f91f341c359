"""Reducers by sums of columns: truncated SVD, NMF, ICA, factor analysis, random projection, LDA, NCA, against what is known of them."""

import numpy as np
import pytest
import scipy.linalg
import scipy.stats
from scipy.sparse.linalg import svds
from sklearn.datasets import load_iris

from mllab.reduce.factor_analysis import FactorAnalysis
from mllab.reduce.ica import ICA
from mllab.reduce.lda import LDA
from mllab.reduce.nca import NCA, right_share
from mllab.reduce.nmf import NMF
from mllab.reduce.random_projection import RandomProjection
from mllab.reduce.truncated_svd import TruncatedSVD


@pytest.fixture(scope="module")
def rng() -> np.random.Generator:
    return np.random.default_rng(0)


def alike_up_to_sign(A: np.ndarray, B: np.ndarray) -> np.ndarray:
    """|cosine| between the columns of A and those of B."""
    return np.abs((A / np.linalg.norm(A, axis=0)).T @ (B / np.linalg.norm(B, axis=0)))


@pytest.mark.parametrize("solver", ["randomized", "arpack"])
def test_truncated_svd_is_scipys(solver, rng):
    X = rng.normal(size=(80, 12)) * np.linspace(5, 0.2, 12)
    U, S, _ = svds(X, k=2)
    expected = (U * S)[:, ::-1]
    fit = TruncatedSVD(solver=solver, iterations=20).fit(X)
    assert fit.positions * np.sign((fit.positions * expected).sum(axis=0)) == pytest.approx(expected, abs=1e-4)


def test_nmf_makes_a_planted_product_again(rng):
    """A product of non-negative tables of rank 2 can be split exactly (Lee & Seung 1999)."""
    parts = np.array([[1, 2, 0, 0, 3, 1], [0, 0, 2, 1, 1, 0.5]])
    amounts = rng.exponential(size=(60, 2)) * (rng.uniform(size=(60, 2)) > 0.2)
    X = amounts @ parts
    reducer = NMF(iterations=3000)
    fit = reducer.fit(X)
    assert reducer.inverse(fit.positions, fit) == pytest.approx(X, abs=0.02)
    assert (fit.positions >= 0).all()
    assert (fit.loadings >= 0).all()
    assert fit.note == ""


def test_nmf_shifts_what_is_negative_and_says_so(rng):
    X = rng.normal(size=(50, 3))
    X[:, 2] = np.abs(X[:, 2])
    fit = NMF().fit(X)
    assert "2 of 3 columns hold negative numbers" in fit.note
    assert fit.middle == pytest.approx([X[:, 0].min(), X[:, 1].min(), 0])


def test_ica_unmixes_two_planted_sources():
    """A sine and a saw, mixed: the demonstration of Hyvärinen & Oja 2000."""
    t = np.linspace(0, 8, 2000)
    sources = np.column_stack([np.sin(2 * t), (3 * t) % 2 - 1])
    X = sources @ np.array([[1.0, 0.6, 0.3], [0.4, 1.0, 0.8]])
    found = ICA().fit(X).positions
    match = np.abs(np.corrcoef(found.T, sources.T)[:2, 2:])
    assert np.sort(match.max(axis=1)) == pytest.approx([1, 1], abs=0.02)
    assert sorted(match.argmax(axis=1)) == [0, 1]


def test_ica_says_when_it_stopped_too_early(rng):
    fit = ICA(iterations=10, contrast="cube", dimensions=3).fit(rng.normal(size=(200, 5)))
    assert "more iterations" in fit.note


def test_factor_analysis_finds_planted_loadings(rng):
    """Loadings are known up to a turn: their product, the common part of the covariance, is what can be compared."""
    planted = np.array([[0.9, 0], [0.8, 0.1], [0.7, 0.0], [0, 0.8], [0.1, 0.7], [0, 0.9]])
    noise = np.array([0.3, 0.5, 0.6, 0.5, 0.6, 0.3])
    X = rng.normal(size=(20_000, 2)) @ planted.T + rng.normal(size=(20_000, 6)) * noise
    fit = FactorAnalysis(rotation="varimax").fit(X)
    assert fit.loadings @ fit.loadings.T == pytest.approx(planted @ planted.T, abs=0.03)
    assert alike_up_to_sign(fit.loadings, planted).max(axis=1) == pytest.approx([1, 1], abs=0.02)
    assert fit.parameters == pytest.approx(noise**2, abs=0.03)


def test_squared_distances_of_a_random_projection_are_chi_squared(rng):
    """Gaussian weights: axes * |Rx|^2 / |x|^2 follows the chi-square law with as many degrees of freedom as axes (Dasgupta & Gupta 2003)."""
    X = np.array([[0.0] * 20, rng.normal(size=20)])
    size = (X[1] ** 2).sum()
    for axes in (2, 3):
        reducer = RandomProjection(dimensions=axes)
        ratios = [axes * (np.diff(reducer.fit(X, seed).positions, axis=0) ** 2).sum() / size for seed in range(500)]
        assert scipy.stats.kstest(ratios, scipy.stats.chi2(axes).cdf).pvalue > 0.01


def test_sparse_random_projection_keeps_squared_distances_on_average(rng):
    X = np.array([[0.0] * 20, rng.normal(size=20)])
    ratios = [(np.diff(RandomProjection(weights="sparse").fit(X, seed).positions, axis=0) ** 2).sum() for seed in range(600)]
    assert np.mean(ratios) == pytest.approx((X[1] ** 2).sum(), rel=0.15)


@pytest.mark.parametrize("shrinkage", [False, True])
def test_lda_solves_fishers_eigenproblem(shrinkage):
    """S_between v = lambda S_within v (Fisher 1936), solved here by SciPy; with shrinkage about the same, since iris has 150 rows."""
    X, y = load_iris(return_X_y=True)
    middles = np.array([X[y == one].mean(axis=0) for one in range(3)])
    within = sum(np.cov(X[y == one].T) * 49 for one in range(3))
    between = 50 * (middles - X.mean(axis=0)).T @ (middles - X.mean(axis=0))
    values, vectors = scipy.linalg.eigh(between, within)
    fit = LDA(shrinkage=shrinkage).fit(X, y=y)
    match = np.diag(alike_up_to_sign(fit.loadings, vectors[:, ::-1][:, :2]))
    assert match == pytest.approx([1, 1], abs=0.15 if shrinkage else 1e-6)
    if not shrinkage:
        assert fit.shares == pytest.approx(values[::-1][:2] / values[::-1][:2].sum(), abs=1e-6)
        assert fit.shares == pytest.approx([0.9912, 0.0088], abs=1e-4), "R's MASS::lda(Species ~ ., iris): proportion of trace"


def test_two_classes_give_one_axis():
    X, y = load_iris(return_X_y=True)
    fit = LDA().fit(X[:100], y=y[:100])
    assert fit.positions.shape == (100, 1)
    assert "only 1 of 2 axes" in fit.note


def test_nca_turns_away_from_a_column_of_noise():
    """Two classes apart in one column, a second column of noise 5 times as wide: neighbors become right."""
    rng = np.random.default_rng(1)
    y = np.arange(120) % 2
    X = np.column_stack([y + rng.normal(0, 0.1, 120), rng.normal(0, 5, 120), rng.normal(0, 5, 120)])
    fit = NCA(iterations=100).fit(X, y=y)
    assert fit.objective > 0.95 > right_share(X, y)
    weight = np.linalg.norm(fit.loadings, axis=1)
    assert weight[0] > 2 * weight[1:].max()


def test_the_share_of_right_neighbors_is_goldbergers():
    """Three points by hand: p_ij = exp(-d_ij^2) / sum_k exp(-d_ik^2)."""
    near, far, farther = np.exp(-1), np.exp(-4), np.exp(-9)
    first, second = near / (near + farther), near / (near + far)
    assert right_share(np.array([[0.0], [1.0], [3.0]]), np.array([0, 0, 1])) == pytest.approx((first + second) / 3)
