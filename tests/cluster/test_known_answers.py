"""Answers that were there before us: published tables, and scikit-learn or SciPy called directly."""

import numpy as np
import pytest
from sklearn.datasets import load_digits, load_iris, load_wine
from sklearn.metrics import adjusted_rand_score, completeness_score, homogeneity_score
from sklearn.preprocessing import StandardScaler, scale

from mllab.cluster import CLUSTERERS
from mllab.cluster.judge.agreement import agreement
from mllab.cluster.k_means import lloyd

TABLES = {"iris": load_iris, "wine": load_wine, "digits": load_digits}


@pytest.mark.parametrize("name", TABLES)
def test_k_means_equals_scikit_learn_from_the_same_start(name):
    from sklearn.cluster import KMeans

    X, y = TABLES[name](return_X_y=True)
    X = StandardScaler().fit_transform(X)
    k = len(np.unique(y))
    first = X[np.random.default_rng(0).choice(len(X), k, replace=False)]
    ours, theirs = list(lloyd(X, first))[-1], KMeans(k, init=first, n_init=1).fit(X)
    assert np.array_equal(ours.labels, theirs.labels_)
    assert ours.objective == pytest.approx(theirs.inertia_, rel=1e-9)
    assert ours.centers == pytest.approx(theirs.cluster_centers_)


def test_k_means_on_iris_gives_the_table_of_r():
    """kmeans(iris[, -5], 3) in R: 50 setosa; 48 versicolor and 14 virginica; 2 and 36 (many published runs); inertia 78.85144."""
    iris = load_iris()
    fit = CLUSTERERS["k-means"](k=3).fit(iris.data)
    found = agreement(iris.target, fit.labels)
    assert found.counts.tolist() == [[50, 0, 0], [0, 48, 2], [0, 14, 36]]
    assert found.adjusted_rand == pytest.approx(0.7302, abs=5e-5)
    assert fit.objective == pytest.approx(78.85144, abs=1e-4)


def test_k_means_on_digits_from_the_principal_axes_gives_scikit_learns_published_table():
    """scikit-learn 0.22, "A demo of K-Means clustering on the handwritten digits data": PCA-based 70768 / 0.668 / 0.695 / ARI 0.558.

    The start has no chance in it but for the signs of the axes, which were those of the largest score then (of the largest loading
    since 1.5), and for the randomised solver used there; hence the tolerance of the last digits.
    """
    digits = load_digits()
    X = scale(digits.data)
    scores, _, axes = np.linalg.svd(X, full_matrices=False)
    signs = np.sign(scores[np.abs(scores).argmax(axis=0), range(len(axes))])
    *_, last = lloyd(X, (axes * signs[:, None])[:10])
    assert last.objective == pytest.approx(70768, abs=50)
    assert homogeneity_score(digits.target, last.labels) == pytest.approx(0.668, abs=0.002)
    assert completeness_score(digits.target, last.labels) == pytest.approx(0.695, abs=0.002)
    assert adjusted_rand_score(digits.target, last.labels) == pytest.approx(0.558, abs=0.005)


@pytest.mark.parametrize(("k", "bic"), [(1, 829.9782), (2, 574.0178), (3, 580.8396)])
def test_gaussian_mixture_on_iris_has_the_likelihood_of_mclust(k, bic):
    """BIC of mclust's VVV models on iris[, 1:4], as R prints them (with the other sign). 44 parameters for three full components."""
    X = load_iris().data
    fit = CLUSTERERS["Gaussian mixture"](k=k, shape="full", starts=5, ridge=1e-9).fit(X)
    parameters = k * (4 + 10) + k - 1
    assert -2 * fit.objective * len(X) + parameters * np.log(len(X)) == pytest.approx(bic, abs=0.6)


def test_gaussian_mixture_on_iris_gives_mclusts_table():
    """mclust with three components: 50 setosa, 45 versicolor, 5 versicolor among the 50 virginica; adjusted Rand 0.9039."""
    iris = load_iris()
    found = agreement(iris.target, CLUSTERERS["Gaussian mixture"](k=3).fit(iris.data).labels)
    assert found.counts.tolist() == [[50, 0, 0], [0, 45, 5], [0, 0, 50]]
    assert found.adjusted_rand == pytest.approx(0.9038742, abs=1e-6)


@pytest.mark.parametrize("name", ["k-means", "Gaussian mixture", "agglomerative", "spectral"])
def test_ruspinis_four_groups_are_found(name, ruspini):
    """20, 23, 17 and 15 points: the partition every text since Ruspini (1970) gives."""
    X = StandardScaler().fit_transform(ruspini)
    labels = CLUSTERERS[name](k=4).fit(X).labels
    truth = np.repeat([0, 1, 2, 3], [20, 23, 17, 15])
    assert adjusted_rand_score(truth, labels) == 1


@pytest.mark.parametrize("linkage", ["ward", "complete", "average", "single"])
def test_the_tree_is_scipys(linkage):
    from scipy.cluster.hierarchy import fcluster, is_valid_linkage
    from scipy.cluster.hierarchy import linkage as scipys

    X = load_wine().data
    X = StandardScaler().fit_transform(X)
    fit = CLUSTERERS["agglomerative"](k=3, linkage=linkage).fit(X)
    theirs = scipys(X, linkage)
    assert is_valid_linkage(fit.linkage)
    assert np.sort(fit.linkage[:, 2]) == pytest.approx(np.sort(theirs[:, 2]), rel=1e-6)
    assert adjusted_rand_score(fcluster(theirs, 3, "maxclust"), fit.labels) == 1


@pytest.mark.parametrize(("name", "knobs", "made"), [
    ("DBSCAN", {"eps": 0.8}, "DBSCAN(eps=0.8, min_samples=5)"),
    ("HDBSCAN", {"smallest": 10}, "HDBSCAN(min_cluster_size=10, min_samples=5, copy=True)"),
    ("OPTICS", {"min_points": 12}, "OPTICS(min_samples=12, min_cluster_size=8, xi=0.05)"),
    ("spectral", {"k": 3}, "SpectralClustering(3, affinity='nearest_neighbors', n_neighbors=10, random_state=0)"),
    ("BIRCH", {"k": 3}, "Birch(n_clusters=3)"),
    ("mini-batch k-means", {"k": 3}, "MiniBatchKMeans(3, n_init=3, random_state=0)"),
    ("mean shift", {"bandwidth": 2.0}, "MeanShift(bandwidth=2.0, bin_seeding=True)"),
])  # fmt: skip
@pytest.mark.parametrize("table", ["iris", "wine"])
def test_the_others_equal_scikit_learn_called_directly(table, name, knobs, made):
    import sklearn.cluster

    X = StandardScaler().fit_transform(TABLES[table]().data)
    if name == "OPTICS" and table == "iris":
        made = made.replace("min_cluster_size=8", "min_cluster_size=7")  # 5 % of 150 rows
    theirs = eval(made, vars(sklearn.cluster)).fit(X).labels_
    assert np.array_equal(CLUSTERERS[name](**knobs).fit(X).labels, theirs)
