"""UMAP against its paper and scikit-learn; test_umap_peer.py holds it against umap-learn."""

import numba
import numpy as np
import pytest
from scipy.sparse import csr_matrix
from scipy.spatial import procrustes
from sklearn.datasets import load_digits
from sklearn.manifold import trustworthiness
from sklearn.neighbors import KNeighborsClassifier

from mllab.errors import DataError, ParamError
from mllab.neighbors import nearest
from mllab.reduce._umap.curve import curve
from mllab.reduce._umap.graph import fuzzy, held, labelled
from mllab.reduce._umap.layout import DRAWS, Forces, laid_out
from mllab.reduce.umap import UMAP, warm


@pytest.fixture(scope="module")
def digits():
    X, y = load_digits(return_X_y=True)
    return X[:600].astype(np.float32), y[:600]


@pytest.fixture(scope="module")
def fitted(digits):
    return UMAP().fit(digits[0], seed=0)


def test_the_curve_has_the_published_parameters():
    """a and b for min_dist 0.1 as umap-learn prints them, and for 0.001 as in McInnes, Healy & Melville 2018, section 4."""
    assert curve(0.1, 1.0) == pytest.approx((1.577, 0.8951), abs=1e-3)
    assert curve(0.001, 1.0) == pytest.approx((1.929, 0.7915), abs=1e-3)


def test_a_wider_spread_is_the_same_curve_seen_from_farther():
    a, b = curve(0.1, 1.0)
    wide_a, wide_b = curve(1.0, 10.0)
    x = np.linspace(0, 3, 20)
    assert 1 / (1 + wide_a * (10 * x) ** (2 * wide_b)) == pytest.approx(1 / (1 + a * x ** (2 * b)), abs=1e-6)


def test_memberships_are_worth_log2_of_the_neighbors_and_the_nearest_counts_fully(digits):
    """The definition of the scale in McInnes, Healy & Melville 2018, algorithm 3."""
    found = nearest(digits[0], 14)
    values = held(found.distances, 1.0, 15)
    assert values.sum(axis=1) == pytest.approx(np.log2(15), abs=1e-4)
    assert np.all(values[:, 0] == 1)
    assert np.all(np.diff(values, axis=1) <= 0)


def test_either_end_may_hold_an_edge_or_both_must(digits):
    """Probabilistic union p + q - p q and intersection p q, on a graph small enough for a dense table."""
    found = nearest(digits[0][:50], 5)
    p = np.zeros((50, 50))
    p[np.arange(50)[:, None], found.indices] = held(found.distances, 1.0, 6)
    assert fuzzy(found.indices, found.distances).toarray() == pytest.approx(p + p.T - p * p.T, abs=1e-6)
    assert fuzzy(found.indices, found.distances, mix=0.0).toarray() == pytest.approx(p * p.T, abs=1e-6)


def test_labels_cut_edges_between_classes_and_only_those(digits):
    found = nearest(digits[0], 14)
    graph = fuzzy(found.indices, found.distances)
    parted = labelled(graph, digits[1], 1.0).tocoo()
    assert np.all(digits[1][parted.row] == digits[1][parted.col])
    unknown = labelled(graph, np.full(600, -1), 1.0)
    assert (unknown != 0).nnz == graph.nnz


@pytest.mark.parametrize("dimensions", [2, 3])
def test_an_epoch_moves_points_down_the_slope_of_the_cross_entropy(dimensions):
    """The step against finite differences of -w log q - push log(1 - q); with fewer rows than draws every row pushes, nothing is random."""
    rng = np.random.default_rng(0)
    n, a, b, push = 20, 1.577, 0.895, 5.0
    corners = [(i, j, (i + j) % 2) for i in range(5) for j in range(4)]
    positions = (rng.permutation(corners)[:, :dimensions] * 2.0 + rng.normal(0, 0.2, (n, dimensions))).astype(np.float32)
    W = np.triu(rng.random((n, n)) * (rng.random((n, n)) < 0.3), 1) + np.eye(n, k=1)
    W = (W + W.T) / W.max()
    assert n <= DRAWS

    def loss(i, at):
        square = ((at - np.delete(positions, i, 0).astype(float)) ** 2).sum(axis=1)
        u = a * square**b
        w = np.delete(W[i], i)
        return 2 * w @ np.log1p(u) + W[i].sum() * push / n * np.log1p(1 / u).sum()

    rate, h = 1e-3, 1e-4
    states = list(laid_out(csr_matrix(W), positions, Forces(a, b, push), np.array([rate]), seed=1, every=1))
    step = (states[1][1].astype(float) - positions) / rate
    for i in range(n):
        slope = [(loss(i, positions[i] + h * e) - loss(i, positions[i] - h * e)) / (2 * h) for e in np.eye(dimensions)]
        assert step[i] == pytest.approx(-np.array(slope) / (4 * a * b * W[i].sum()), abs=5e-3), i


def test_neighbors_stay_neighbors_as_well_as_published(digits, fitted):
    """umap-learn 0.5.12 reaches 0.985 to 0.99 on these rows."""
    assert trustworthiness(digits[0], fitted.positions, n_neighbors=10) > 0.98


def test_the_picture_does_not_depend_on_the_number_of_threads(digits):
    before = numba.get_num_threads()
    try:
        numba.set_num_threads(1)
        alone = UMAP(epochs=100).fit(digits[0], seed=5).positions
        numba.set_num_threads(min(2, numba.config.NUMBA_NUM_THREADS))
        assert np.array_equal(alone, UMAP(epochs=100).fit(digits[0], seed=5).positions)
    finally:
        numba.set_num_threads(before)


def test_another_seed_gives_another_picture(digits):
    one, other = (UMAP(epochs=50).fit(digits[0], seed=seed).positions for seed in (0, 1))
    assert not np.allclose(one, other)


def test_its_states_start_before_the_first_epoch_and_the_cross_entropy_falls(digits):
    states = [state for state in UMAP().steps(digits[0]) if state.objective is not None]
    assert (states[0].step, states[-1].step, states[-1].of) == (0, 300, 300)
    assert len(states) > 20
    assert states[-1].objective < states[len(states) // 2].objective < states[0].objective


def test_a_picture_is_there_before_its_neighbors_are_searched(digits, fitted, monkeypatch):
    import mllab.neighbors

    monkeypatch.setattr(mllab.neighbors, "searching", lambda *_: pytest.fail("searched first"))
    first, again = next(UMAP().steps(digits[0])), next(UMAP().steps(digits[0], start=fitted.positions))
    assert (first.positions.shape, first.step, first.of) == ((600, 2), 0, 300)
    assert np.array_equal(again.positions, fitted.positions)


def test_going_on_from_a_picture_keeps_its_places(digits, fitted):
    """After a small change of min_dist the points of the old picture stay, where a new start moves them."""
    moved = UMAP(min_dist=0.2).fit(digits[0], seed=0, start=fitted.positions)
    anew = UMAP(min_dist=0.2, start="random").fit(digits[0], seed=0)
    assert procrustes(fitted.positions, moved.positions)[2] < 0.02 < procrustes(fitted.positions, anew.positions)[2]
    assert moved.objective < 1.05 * anew.objective
    assert trustworthiness(digits[0], moved.positions, n_neighbors=10) > 0.98


def test_what_it_goes_on_from_is_not_changed(digits, fitted):
    before = fitted.positions.copy()
    UMAP(epochs=10).fit(digits[0], start=fitted.positions)
    assert np.array_equal(before, fitted.positions)


def test_new_rows_land_among_their_class(digits):
    X, y = digits
    seen = UMAP().fit(X[:500], seed=0)
    placed = UMAP().place(X[500:], X[:500], seen)
    in_picture = KNeighborsClassifier(10).fit(seen.positions, y[:500]).score(placed, y[500:])
    in_table = KNeighborsClassifier(10).fit(X[:500], y[:500]).score(X[500:], y[500:])
    assert in_picture > in_table - 0.12


def test_rows_that_are_in_the_picture_land_on_their_own_points(digits, fitted):
    placed = UMAP().place(digits[0][:7], digits[0], fitted)
    assert np.array_equal(placed, fitted.positions[:7])


def test_labels_draw_classes_together():
    """Two clouds that overlap wholly are apart when their labels are told, and only then."""
    rng = np.random.default_rng(0)
    X, y = rng.normal(size=(300, 5)), np.arange(300) % 2
    told = UMAP(target_weight=0.9).fit(X, y=y).positions
    untold = UMAP().fit(X).positions

    def alike(positions):
        return (y[nearest(positions, 10).indices] == y[:, None]).mean()

    assert alike(told) > 0.95
    assert alike(untold) < 0.6


def test_three_dimensions_keep_more(digits, fitted):
    deep = UMAP(dimensions=3).fit(digits[0], seed=0).positions
    assert deep.shape == (600, 3)
    assert trustworthiness(digits[0], deep, n_neighbors=10) > trustworthiness(digits[0], fitted.positions, n_neighbors=10) - 0.005


def test_cosine_sees_directions_not_lengths():
    rng = np.random.default_rng(0)
    X = rng.normal(size=(80, 6))
    longer = X * rng.uniform(1, 50, (80, 1))
    kept = nearest(longer, 5, "cosine").indices == nearest(X, 5, "cosine").indices
    assert kept.mean() > 0.99
    assert trustworthiness(longer, UMAP(metric="cosine").fit(longer).positions, n_neighbors=5, metric="cosine") > 0.9


@pytest.mark.parametrize("first", ["spectral", "PCA", "random"])
def test_the_note_says_where_it_started(digits, first):
    note = UMAP(start=first, epochs=10).fit(digits[0]).note
    assert {"spectral": "spectrum", "PCA": "PCA", "random": "random"}[first] in note


def test_a_graph_in_pieces_starts_from_pca_and_says_so():
    rng = np.random.default_rng(0)
    X = np.vstack([rng.normal(0, 1, (40, 3)), rng.normal(100, 1, (40, 3))])
    assert "2 pieces" in UMAP(epochs=10).fit(X).note


@pytest.mark.parametrize(
    "X", [np.ones((30, 4)), np.repeat(np.eye(3), 10, axis=0), np.random.default_rng(0).normal(size=(3, 1)), np.eye(40) * 1e15]
)
@pytest.mark.parametrize("dimensions", [2, 3])
def test_odd_tables_give_finite_pictures(X, dimensions):
    positions = UMAP(dimensions=dimensions, epochs=50).fit(X).positions
    assert positions.shape == (len(X), dimensions)
    assert np.isfinite(positions).all()


def test_what_cannot_be_drawn_is_refused_in_words(digits):
    X, y = digits
    with pytest.raises(DataError, match="at least 3 points, got 2"):
        UMAP().fit(X[:2])
    with pytest.raises(DataError, match=r"\(600, 2\), got \(5, 2\)"):
        UMAP().fit(X, start=np.zeros((5, 2)))
    with pytest.raises(DataError, match="one label for each of the 600"):
        UMAP().fit(X, y=y[:5])
    with pytest.raises(ParamError, match="min_dist must not be above spread"):
        UMAP(min_dist=0.9, spread=0.5)


def test_it_can_be_warmed():
    warm()
