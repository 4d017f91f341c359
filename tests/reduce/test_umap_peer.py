"""UMAP against umap-learn 0.5.12, the authors' own implementation; slow, because that compiles itself when it is imported."""

import inspect
import warnings

import numpy as np
import pytest
from sklearn.datasets import load_digits
from sklearn.manifold import trustworthiness

from mllab.neighbors import nearest
from mllab.params import knobs
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


KNOBS = {
    "n_neighbors": "neighbors", "n_components": "dimensions", "metric": "metric", "n_epochs": "epochs", "learning_rate": "learning_rate",
    "init": "start", "min_dist": "min_dist", "spread": "spread", "set_op_mix_ratio": "mix", "local_connectivity": "local_connectivity",
    "repulsion_strength": "repulsion", "negative_sample_rate": "negatives", "target_weight": "target_weight",
}  # fmt: skip
ELSEWHERE = {
    "random_state": "the seed", "transform_seed": "the seed", "densmap": "a method of its own", "dens_lambda": "densMAP", "dens_frac": "densMAP",
    "dens_var_shift": "densMAP", "output_dens": "densMAP", "a": "follows from min_dist and spread", "b": "follows from min_dist and spread",
    "precomputed_knn": "neighbors are kept between runs", "target_metric": "labels are classes", "target_metric_kwds": "labels are classes",
    "target_n_neighbors": "labels are classes", "metric_kwds": "its metrics have none", "output_metric": "the picture is a plane",
    "output_metric_kwds": "the picture is a plane", "transform_mode": "rows are placed", "transform_queue_size": "new rows are searched exactly",
    "angular_rp_forest": "the search is exact or measured", "force_approximation_algorithm": "the search is exact or measured",
    "disconnection_distance": "its metrics have no farthest distance", "unique": "rows that are alike are neighbors at distance 0",
    "low_memory": "how it runs", "n_jobs": "how it runs", "verbose": "how it runs", "tqdm_kwds": "how it runs",
}  # fmt: skip


def test_every_setting_of_theirs_is_a_knob_or_has_no_place_here(peer):
    """Asked of TensorFlow's projector since 2019: nothing that shapes the picture is hidden."""
    theirs = set(inspect.signature(peer.UMAP.__init__).parameters) - {"self"}
    assert theirs == set(KNOBS) | set(ELSEWHERE)
    assert set(KNOBS.values()) == set(knobs(UMAP))
