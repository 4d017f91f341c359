"""PaCMAP against its paper (Wang, Huang, Rudin & Shaposhnik 2021, JMLR 22) and scikit-learn's t-SNE."""

import numba
import numpy as np
import pytest
from scipy.spatial import procrustes
from scipy.stats import spearmanr
from sklearn.datasets import load_digits, make_s_curve
from sklearn.manifold import TSNE, trustworthiness
from sklearn.model_selection import cross_val_score
from sklearn.neighbors import KNeighborsClassifier
from threadpoolctl import threadpool_limits

from mllab.errors import DataError
from mllab.neighbors import nearest
from mllab.reduce._pacmap.layout import phases
from mllab.reduce._pacmap.pairs import paired
from mllab.reduce.pacmap import PaCMAP, warm


@pytest.fixture(scope="module")
def digits():
    X, y = load_digits(return_X_y=True)
    return X[:600].astype(np.float32), y[:600]


@pytest.fixture(scope="module")
def fitted(digits):
    return PaCMAP().fit(digits[0], seed=0)


def ends(pairs, n):
    """Pairs (here, there), one for each end."""
    starts, there = pairs
    return np.repeat(np.arange(n), np.diff(starts)), there


def test_the_three_phases_have_the_weights_of_the_paper():
    """Section 5: mid-near from 1000 to 3 over the first 100 iterations, 3, then 0; near 2, 3, 1; further always 1."""
    table = phases(450, 1.0)
    assert table[0, :3] == pytest.approx([2, 1000, 1])
    assert table[50, :3] == pytest.approx([2, 501.5, 1])
    assert table[100, :3] == pytest.approx([3, 3, 1])
    assert table[199, :3] == pytest.approx([3, 3, 1])
    assert table[200, :3] == pytest.approx([1, 0, 1])
    assert table[449, :3] == pytest.approx([1, 0, 1])


def test_near_rows_are_nearest_for_both_ends(digits):
    """The scaled distance of section 5, computed over the whole table, on rows few enough that all neighbors are looked at."""
    X = digits[0][:50].astype(float)
    square = ((X[:, None] - X) ** 2).sum(axis=2)
    scale = np.sort(np.sqrt(square), axis=1)[:, 4:7].mean(axis=1)
    scaled = square / scale[:, None] / scale
    np.fill_diagonal(scaled, np.inf)
    wanted = {tuple(sorted((i, j))) for i in range(50) for j in np.argsort(scaled[i])[:5]}
    here, there = ends(paired(X, 5, 1, 1, "euclidean", 0).near, 50)
    assert {tuple(sorted(pair)) for pair in zip(here.tolist(), there.tolist(), strict=True)} == wanted
    assert len(here) == 2 * 50 * 5


def test_mid_near_rows_are_nearer_than_random_and_farther_than_near(digits):
    X = digits[0]
    pairs = paired(X, 10, 5, 20, "euclidean", 0)
    mean = {name: np.linalg.norm(np.subtract(*(X[end] for end in ends(getattr(pairs, name), 600))), axis=1).mean() for name in vars(pairs)}
    assert mean["near"] < mean["middle"] < mean["apart"]
    # the second smallest of six: in the middle of the lower ranks of all distances, 2 / 7 of the way
    square = ((X[:, None] - X) ** 2).sum(axis=2)
    here, there = ends(pairs.middle, 600)
    first = np.arange(len(here)) < len(here)
    share = (square[here[first]] < square[here, there][first, None]).mean(axis=1)
    assert share.mean() == pytest.approx(2 / 7, abs=0.08)


def test_further_rows_are_no_neighbors(digits):
    n = 200
    pairs = paired(digits[0][:n], 10, 1, 20, "euclidean", 3)
    near, apart = ({(i, j) for i, j in zip(*ends(kind, n), strict=True)} for kind in (pairs.near, pairs.apart))
    one_way = {(i, j) for i, j in apart if (i, j) not in near}
    assert len(one_way) > 0.9 * len(apart)
    assert not any(i == j for i, j in apart)


def test_the_forces_are_the_slope_of_the_loss():
    """Adam's first moment after one iteration is a tenth of the gradient: against finite differences of the loss of the paper."""
    from mllab.reduce.kernels.pacmap import advance

    rng = np.random.default_rng(0)
    n = 30
    pairs = paired(rng.normal(size=(n, 4)), 5, 3, 6, "euclidean", 0)
    positions = rng.normal(0, 2, (n, 3))
    weights = {"near": 2.0, "middle": 500.0, "apart": 1.0}

    def loss(at):
        total = 0.0
        for name, weight in weights.items():
            here, there = ends(getattr(pairs, name), n)
            d = 1 + ((at[here] - at[there]) ** 2).sum(axis=1)
            term = {"near": d / (10 + d), "middle": d / (10_000 + d), "apart": 1 / (1 + d)}[name]
            total += weight * term.sum() / 2
        return total

    both, moments = np.zeros((2, 3, n), np.float32), np.zeros((2, 3, n), np.float32)
    both[0] = positions.T
    advance(both, moments, pairs.near, pairs.middle, pairs.apart, np.array([[2, 500, 1, 1.0]], np.float32), 0)
    for i, axis in [(0, 0), (3, 1), (17, 2), (29, 0)]:
        h = np.zeros((n, 3))
        h[i, axis] = 1e-4
        assert 10 * moments[0, axis, i] == pytest.approx((loss(positions + h) - loss(positions - h)) / 2e-4, abs=1e-3)


def test_it_keeps_classes_together_about_as_well_as_t_sne(digits, fitted):
    """Section 7 of the paper: nearest-neighbor accuracy close to t-SNE's."""
    X, y = digits
    with threadpool_limits(1):
        peer = TSNE(random_state=0).fit_transform(X)
    theirs, ours = (cross_val_score(KNeighborsClassifier(10), each, y, cv=3).mean() for each in (peer, fitted.positions))
    assert ours > theirs - 0.05


def test_it_keeps_the_large_shape():
    """A bent sheet stays a sheet with its ends apart (figure 1 of the paper, the S-curve): the way along it is the long axis."""
    X, along = make_s_curve(800, random_state=0)
    positions = PaCMAP().fit(X).positions
    long_axis = positions @ np.linalg.svd(positions - positions.mean(axis=0), full_matrices=False)[2][0]
    assert abs(spearmanr(long_axis, along).statistic) > 0.95


def test_the_picture_does_not_depend_on_the_number_of_threads(digits):
    before = numba.get_num_threads()
    try:
        numba.set_num_threads(1)
        alone = PaCMAP(iterations=100).fit(digits[0], seed=5).positions
        numba.set_num_threads(min(2, numba.config.NUMBA_NUM_THREADS))
        assert np.array_equal(alone, PaCMAP(iterations=100).fit(digits[0], seed=5).positions)
    finally:
        numba.set_num_threads(before)


def test_its_loss_falls(digits):
    states = list(PaCMAP().steps(digits[0]))
    assert (states[0].step, states[-1].step, states[-1].of) == (0, 450, 450)
    assert states[-1].objective < states[len(states) // 2].objective < states[0].objective


def test_going_on_from_a_picture_keeps_its_places(digits, fitted):
    moved = PaCMAP(neighbors=12).fit(digits[0], seed=0, start=fitted.positions)
    assert procrustes(fitted.positions, moved.positions)[2] < 0.05
    assert moved.objective < 1.05 * PaCMAP(neighbors=12).fit(digits[0], seed=0).objective


@pytest.mark.parametrize("stopped", [10, 90, 200])
def test_a_picture_stopped_early_goes_on_to_one_as_trustworthy_as_a_fresh_one(digits, fitted, stopped):
    X = digits[0]
    state = next(state for state in PaCMAP().steps(X, seed=0) if state.step >= stopped)
    again = PaCMAP().fit(X, seed=0, start=state.positions)
    assert trustworthiness(X, again.positions, n_neighbors=10) > trustworthiness(X, fitted.positions, n_neighbors=10) - 0.01


def test_in_three_dimensions_and_by_cosine(digits):
    positions = PaCMAP(dimensions=3, metric="cosine", iterations=200).fit(digits[0]).positions
    assert positions.shape == (600, 3)
    near = nearest(digits[0], 10, "cosine").indices
    kept = [len(set(a) & set(b)) for a, b in zip(near, nearest(positions, 10).indices, strict=True)]
    assert np.mean(kept) > 3


@pytest.mark.parametrize(
    "X", [np.ones((30, 4)), np.repeat(np.eye(3), 10, axis=0), np.random.default_rng(0).normal(size=(3, 1)), np.eye(40) * 1e15]
)
def test_odd_tables_give_finite_pictures(X):
    assert np.isfinite(PaCMAP(iterations=50).fit(X).positions).all()


def test_what_cannot_be_drawn_is_refused_in_words(digits):
    with pytest.raises(DataError, match="at least 3 points, got 1"):
        PaCMAP().fit(digits[0][:1])
    with pytest.raises(DataError, match=r"\(600, 2\), got \(600, 3\)"):
        PaCMAP().fit(digits[0], start=np.zeros((600, 3)))
    with pytest.raises(DataError, match="cannot place"):
        PaCMAP().place(digits[0], digits[0], PaCMAP(iterations=10).fit(digits[0]))


def test_it_can_be_warmed():
    warm()
