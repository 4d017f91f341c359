"""UMAP against umap-learn 0.5.12, the authors' own implementation; slow, because that compiles itself when it is imported."""

import warnings

import numpy as np
import pytest
from sklearn.datasets import load_digits
from sklearn.manifold import trustworthiness

from mllab.neighbors import nearest
from mllab.reduce._umap.curve import curve
from mllab.reduce._umap.graph import fuzzy, labelled
from mllab.reduce.umap import UMAP

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def peer():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return pytest.importorskip("umap")


@pytest.fixture(scope="module")
def digits():
    X, y = load_digits(return_X_y=True)
    return X[:600].astype(np.float32), y[:600]


def with_self(found):
    """Neighbors as umap-learn wants them: every row first among its own."""
    n = len(found.indices)
    return np.hstack([np.arange(n)[:, None], found.indices]), np.hstack([np.zeros((n, 1), np.float32), found.distances])


@pytest.mark.parametrize(("connectivity", "mix"), [(1.0, 1.0), (1.0, 0.5), (2.5, 1.0)])
@pytest.mark.parametrize("alike", [0, 20], ids=["distinct rows", "rows that are alike"])
def test_the_fuzzy_graph_is_the_same(peer, digits, connectivity, mix, alike):
    X = np.vstack([digits[0], np.repeat(digits[0][:1], alike, axis=0)])
    found = nearest(X, 14)
    indices, distances = with_self(found)
    theirs, _, _ = peer.umap_.fuzzy_simplicial_set(
        X,
        15,
        None,
        "euclidean",
        knn_indices=indices,
        knn_dists=distances,
        local_connectivity=connectivity,
        set_op_mix_ratio=mix,
    )
    ours = fuzzy(found.indices, found.distances, connectivity, mix)
    assert abs(ours - theirs.tocsr()).max() < 1e-4


def test_the_graph_with_labels_is_the_same(peer, digits):
    X, y = digits
    y = np.where(np.arange(600) % 3 == 0, -1, y)
    found = nearest(X, 14)
    graph = fuzzy(found.indices, found.distances)
    theirs = peer.umap_.discrete_metric_simplicial_set_intersection(graph.copy(), y, far_dist=2.5 / (1 - 0.7))
    assert abs(labelled(graph, y, 0.7) - theirs.tocsr()).max() < 1e-4


@pytest.mark.parametrize(("min_dist", "spread"), [(0.0, 1.0), (0.1, 1.0), (0.5, 1.0), (0.99, 1.0), (0.1, 0.5), (1.5, 2.0)])
def test_the_curve_is_the_same(peer, min_dist, spread):
    assert curve(min_dist, spread) == pytest.approx(peer.umap_.find_ab_params(spread, min_dist), rel=1e-4)


def test_its_picture_is_as_trustworthy(peer, digits):
    """Both from the same exact neighbors, three seeds each; mean trustworthiness of the 10 nearest, by scikit-learn."""
    X, _ = digits
    indices, distances = with_self(nearest(X, 14))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = [peer.UMAP(precomputed_knn=(indices, distances, None), random_state=seed).fit_transform(X) for seed in range(3)]
    ours = [UMAP().fit(X, seed=seed).positions for seed in range(3)]
    mean_theirs, mean_ours = (np.mean([trustworthiness(X, each, n_neighbors=10) for each in pictures]) for pictures in (theirs, ours))
    assert mean_ours > mean_theirs - 0.005
