"""What may be watched: states improve, and large tables are fitted on a sample."""

from itertools import pairwise

import numpy as np
import pytest
from sklearn.datasets import load_digits, load_wine, make_blobs
from sklearn.preprocessing import StandardScaler

from mllab.cluster import CLUSTERERS, assign, fit_whole
from mllab.cluster.agglomerative import members
from mllab.errors import DataError, ParamError


@pytest.fixture(scope="module")
def wine() -> np.ndarray:
    return StandardScaler().fit_transform(load_wine().data)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("start", ["k-means++", "random rows"])
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_inertia_never_rises(seed, start, dtype):
    X = load_digits().data.astype(dtype)
    states = list(CLUSTERERS["k-means"](k=10, start=start, starts=1).steps(X, seed))
    inertia = np.array([state.objective for state in states])
    assert len(states) > 5
    assert (np.diff(inertia) <= 1e-6 * inertia[0]).all()
    assert inertia[-1] < inertia[0]


def test_every_state_of_k_means_holds_together(wine):
    """Labels are the nearest centers, and the inertia is theirs."""
    for state in CLUSTERERS["k-means"](k=4, starts=1).steps(wine):
        apart = ((wine[:, None] - state.centers) ** 2).sum(axis=2)
        assert np.array_equal(apart.argmin(axis=1), state.labels)
        assert state.objective == pytest.approx(apart.min(axis=1).sum())


@pytest.fixture(scope="module")
def overlapping() -> np.ndarray:
    """Three stretched clouds that run into each other, so that EM has a long way from any start by k-means.

    (On iris it has not: two k-means optima, inertia 78.851 and 78.856, are reached by chance, and the nearer one takes a single step.)
    """
    X, _ = make_blobs(400, centers=[[0, 0], [3, 0], [1, 4]], cluster_std=1.2, random_state=4)
    return X @ np.array([[1.0, 0.7], [0.0, 1.0]])


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("shape", ["full", "diag", "spherical"])
def test_the_likelihood_never_falls(shape, seed, overlapping):
    """Dempster, Laird & Rubin (1977), theorem 1. The ridge is not part of that theorem, so it is as small as can be."""
    mixture = CLUSTERERS["Gaussian mixture"](k=3, shape=shape, starts=1, ridge=1e-9)
    likelihood = np.array([state.objective for state in mixture.steps(overlapping, seed)])
    assert len(likelihood) >= 4
    assert (np.diff(likelihood) >= -1e-8).all()
    assert likelihood[-1] > likelihood[0] + 1e-3


@pytest.mark.parametrize("shape", ["full", "diag", "spherical"])
def test_the_likelihood_is_that_of_scipys_densities(shape, overlapping):
    """What a state calls the log-likelihood is the sum of its components' densities, computed by SciPy."""
    from scipy.special import logsumexp
    from scipy.stats import multivariate_normal

    for state in CLUSTERERS["Gaussian mixture"](k=3, shape=shape, starts=1).steps(overlapping):
        full = [c if c.ndim == 2 else np.diag(np.broadcast_to(c, 2)) for c in state.covariances]
        logs = [multivariate_normal(mean, spread).logpdf(overlapping) for mean, spread in zip(state.centers, full, strict=True)]
        assert state.objective == pytest.approx(logsumexp(np.array(logs).T + np.log(state.weights), axis=1).mean(), rel=1e-9)


def test_agglomerative_states_merge_one_pair_at_a_time(wine):
    states = list(CLUSTERERS["agglomerative"](k=3).steps(wine))
    assert [state.k for state in states] == list(range(12, 2, -1))
    for before, after in pairwise(states):
        moved = before.labels != after.labels
        assert len(np.unique(before.labels[moved])) == 1, "only the smaller part changes its label"


def test_the_rows_below_the_root_are_all_rows(wine):
    tree = CLUSTERERS["agglomerative"]().fit(wine).linkage
    assert sorted(members(tree, 2 * len(tree))) == list(range(len(wine)))


def test_too_few_rows_are_told_with_what_to_do():
    with pytest.raises(DataError, match=r"k-means needs at least k=3 points, got 2\. Lower k\."):
        CLUSTERERS["k-means"](k=3).fit(np.zeros((2, 2)))


def test_text_is_refused():
    with pytest.raises(DataError, match="needs numbers"):
        CLUSTERERS["k-means"]().fit(np.array([["a", "b"]]))


def test_ward_goes_with_euclidean_only():
    with pytest.raises(ParamError, match="ward"):
        CLUSTERERS["agglomerative"](linkage="ward", metric="manhattan")


@pytest.mark.parametrize("name", ["k-means", "Gaussian mixture", "agglomerative", "HDBSCAN"])
def test_a_large_table_is_fitted_on_a_sample_and_that_is_said(name):
    X, truth = make_blobs(3_000, 3, centers=3, cluster_std=0.4, random_state=2)
    whole = fit_whole(CLUSTERERS[name](), X, seed=1, limit=500)
    assert len(whole.rows) == len(whole.fitted.labels) == 500
    assert np.array_equal(whole.labels[whole.rows], whole.fitted.labels)
    assert "random 500 of 3,000 rows (seed 1)" in whole.said
    grouped = whole.labels >= 0
    assert grouped.mean() > 0.95
    assert all(len(np.unique(truth[whole.labels == group])) == 1 for group in range(3))
    assert np.array_equal(whole.labels, fit_whole(CLUSTERERS[name](), X, seed=1, limit=500).labels)


def test_a_small_table_is_fitted_whole(wine):
    assert fit_whole(CLUSTERERS["k-means"](), wine).said == "All 178 rows were fitted."


def test_a_mixture_assigns_by_probability_as_scikit_learn_predicts(wine):
    from sklearn.mixture import GaussianMixture

    for shape in ("full", "diag", "spherical"):
        theirs = GaussianMixture(3, covariance_type=shape, random_state=0).fit(wine[:120])
        ours = CLUSTERERS["Gaussian mixture"](k=3, shape=shape, starts=1)
        given = assign(wine[120:], wine[:120], ours.fit(wine[:120]))
        expected = GaussianMixture(3, covariance_type=shape, random_state=0, max_iter=200).fit(wine[:120]).predict(wine[120:])
        assert theirs.converged_
        assert np.array_equal(given.labels, expected)
        assert given.how == "the most probable component"


def test_new_rows_with_other_columns_are_refused(wine):
    with pytest.raises(DataError, match="2 columns, the fitted ones 13"):
        assign(wine[:, :2], wine, CLUSTERERS["k-means"]().fit(wine))


def test_a_vote_prefers_the_majority_and_counts_noise():
    from mllab.cluster._assign import _majority

    assert _majority(np.array([[0, 1, 1], [2, 1, 0], [-1, -1, 3]])).tolist() == [1, 2, -1]
