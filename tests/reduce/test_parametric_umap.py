"""Parametric UMAP against its paper, UMAP's own picture of the same rows and scikit-learn's measures."""

import numpy as np
import pytest
import torch
from scipy.sparse import csr_matrix
from sklearn.datasets import load_digits
from sklearn.manifold import trustworthiness
from sklearn.neighbors import KNeighborsClassifier

from mllab.errors import DataError, ParamError
from mllab.reduce._parametric.edges import Edges, cross_entropy
from mllab.reduce.parametric_umap import ParametricUMAP
from mllab.reduce.umap import UMAP

QUICK = ParametricUMAP(iterations=700, width=64)


@pytest.fixture(scope="module")
def digits():
    X, y = load_digits(return_X_y=True)
    return X[:700].astype(np.float32), y[:700]


@pytest.fixture(scope="module")
def states(digits):
    return list(QUICK.steps(digits[0][:600], seed=0))


def test_the_loss_is_the_cross_entropy_of_the_pairs_that_are_drawn():
    """-log q for an edge, -log(1 - q) for a head and another edge's tail, q = 1 / (1 + a d^2b): McInnes, Healy & Melville 2018, section 4."""
    rng = np.random.default_rng(0)
    ends, a, b = rng.normal(0, 2, (8, 2)), 1.577, 0.895
    heads, tails = ends[:4], ends[4:]

    def q(one, other):
        return 1 / (1 + a * np.sum((one - other) ** 2) ** b)

    true = sum(-np.log(q(heads[i], tails[i])) for i in range(4))
    true += 0.5 * sum(-np.log(1 - q(heads[i], tails[(i - turn) % 4])) for i in range(4) for turn in (1, 3))
    assert float(cross_entropy(torch.from_numpy(ends), [1, 3], a, b, 0.5)) == pytest.approx(true / 4, rel=1e-3)


def test_edges_come_as_often_as_they_weigh():
    weights = np.array([[0, 0.1, 0.4], [0.1, 0, 1.0], [0.4, 1.0, 0]])
    rows = Edges(csr_matrix(weights), seed=0).draw(30_000, 1).rows.numpy().reshape(2, -1)
    counts = np.zeros((3, 3))
    np.add.at(counts, (rows[0], rows[1]), 1)
    assert counts / 30_000 == pytest.approx(weights / weights.sum(), abs=0.01)


def test_neighbors_stay_neighbors_nearly_as_in_umap(digits, states):
    """The paper's figure 3: a network reaches UMAP's own quality, a little below it."""
    X = digits[0][:600]
    ours, free = (trustworthiness(X, each, n_neighbors=10) for each in (states[-1].positions, UMAP().fit(X, seed=0).positions))
    assert ours > 0.95
    assert ours > free - 0.03


def test_new_rows_land_among_their_likes(digits, states):
    X, y = digits
    placed = QUICK.place(X[600:], X[:600], states[-1])
    in_picture = KNeighborsClassifier(10).fit(states[-1].positions, y[:600]).score(placed, y[600:])
    in_table = KNeighborsClassifier(10).fit(X[:600], y[:600]).score(X[600:], y[600:])
    assert in_picture > in_table - 0.15


def test_rows_of_the_picture_are_placed_on_their_own_points(digits, states):
    placed = QUICK.place(digits[0][:50], digits[0][:600], states[-1])
    assert placed == pytest.approx(states[-1].positions[:50], abs=1e-4)


def test_its_states_go_to_the_last_step_and_the_cross_entropy_falls(states):
    assert (states[0].step, states[-1].step, states[-1].of) == (0, 700, 700)
    assert len(states) > 20
    assert states[-1].objective < states[len(states) // 2].objective < states[0].objective


def test_the_picture_does_not_depend_on_the_number_of_threads(digits):
    before = torch.get_num_threads()
    try:
        torch.set_num_threads(1)
        alone = ParametricUMAP(iterations=40).fit(digits[0][:300], seed=4).positions
        torch.set_num_threads(2)
        assert np.array_equal(alone, ParametricUMAP(iterations=40).fit(digits[0][:300], seed=4).positions)
        assert torch.get_num_threads() == 2
    finally:
        torch.set_num_threads(before)


def test_cosine_sees_directions_not_lengths(digits):
    X = digits[0][:100]
    longer = X * np.random.default_rng(0).uniform(1, 50, (100, 1)).astype(np.float32)
    quick = ParametricUMAP(iterations=20, metric="cosine")
    fitted = quick.fit(X)
    assert quick.place(longer, X, fitted) == pytest.approx(fitted.positions, abs=1e-3)


@pytest.mark.parametrize(
    "X", [np.ones((30, 4)), np.repeat(np.eye(3), 10, axis=0), np.random.default_rng(0).normal(size=(3, 1)), np.eye(40) * 1e12]
)
@pytest.mark.parametrize("dimensions", [2, 3])
def test_odd_tables_give_finite_pictures(X, dimensions):
    positions = ParametricUMAP(dimensions=dimensions, iterations=30).fit(X).positions
    assert len(positions) == len(X)
    assert np.isfinite(positions).all()


def test_what_cannot_be_drawn_is_refused_in_words(digits, states):
    X = digits[0]
    with pytest.raises(DataError, match="at least 3 points, got 2"):
        ParametricUMAP().fit(X[:2])
    with pytest.raises(DataError, match="64 columns, the new rows have 5"):
        QUICK.place(X[:4, :5], X[:600], states[-1])
    with pytest.raises(DataError, match="without its network"):
        QUICK.place(X[:4], X, ParametricUMAP().fit(np.ones((5, 64))))
    with pytest.raises(ParamError, match="min_dist must not be above spread"):
        ParametricUMAP(min_dist=0.9, spread=0.5)
