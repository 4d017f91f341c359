"""Neighbors against scikit-learn's brute force and k-d tree, far from the origin, with ties, in parts, and stopped."""

import numpy as np
import pytest

from mllab import neighbors
from mllab.errors import DataError
from mllab.neighbors import _cells, _exact, _search
from mllab.neighbors._cells import Cells, by_cells


@pytest.fixture(autouse=True)
def _no_graphs():
    neighbors.forget()


def digits():
    from sklearn.datasets import load_digits

    return load_digits().data.astype(np.float32)


def drained(search):
    return _search._drained(search, lambda share: None)


def overlap(found, true):
    return np.mean([len(np.intersect1d(a, b)) / len(b) for a, b in zip(found, true, strict=True)])


@pytest.mark.parametrize("metric", ["euclidean", "cosine"])
def test_they_are_those_of_a_brute_force_search(metric):
    from sklearn.neighbors import NearestNeighbors

    X = digits() + np.random.default_rng(0).normal(0, 0.1, (1797, 64)).astype(np.float32)
    found = neighbors.nearest(X, 30, metric)
    far, near = NearestNeighbors(n_neighbors=30, metric=metric, algorithm="brute").fit(X.astype(float)).kneighbors()
    assert found.indices.dtype == np.int32
    assert found.distances.dtype == np.float32
    assert np.allclose(found.distances, far, rtol=2e-6)
    assert (found.indices == near).mean() > 0.9999
    assert (found.recall, found.metric, found.k) == (1.0, metric, 30)


@pytest.mark.parametrize("kind", [np.float32, np.float64])
@pytest.mark.parametrize(("offset", "scale"), [(1e6, 1.0), (1e3, 1e-2), (-3e7, 100.0)])
def test_distances_are_right_far_from_the_origin(kind, offset, scale):
    from sklearn.neighbors import NearestNeighbors

    X = (np.random.default_rng(1).normal(size=(700, 5)) * scale + offset).astype(kind)
    found = neighbors.nearest(X, 12)
    far, _ = NearestNeighbors(n_neighbors=12, algorithm="kd_tree").fit(X.astype(float)).kneighbors()
    assert np.allclose(found.distances, far, rtol=1e-6)


def test_distances_are_right_in_tight_clusters_far_apart():
    from sklearn.neighbors import NearestNeighbors

    rng = np.random.default_rng(2)
    X = (rng.normal(size=(6, 8)) * 1e4)[rng.integers(0, 6, 900)] + rng.normal(size=(900, 8))
    found = neighbors.nearest(X, 10)
    far, near = NearestNeighbors(n_neighbors=10, algorithm="kd_tree").fit(X).kneighbors()
    assert np.allclose(found.distances, far, rtol=1e-6)
    assert np.array_equal(found.indices, near)


def test_a_row_is_never_its_own_neighbor_even_among_copies():
    X = np.repeat(np.random.default_rng(3).normal(size=(4, 3)).astype(np.float32), 60, axis=0)
    found = neighbors.nearest(X, 20)
    assert not (found.indices == np.arange(240)[:, None]).any()
    assert (found.distances == 0).all()
    assert all(len(set(row)) == 20 for row in found.indices.tolist())


def test_all_other_rows_can_be_asked_for_and_no_more():
    X = np.random.default_rng(4).normal(size=(9, 2))
    found = neighbors.nearest(X, 8)
    assert all(sorted([*row, i]) == list(range(9)) for i, row in enumerate(found.indices.tolist()))
    assert (np.diff(found.distances) >= 0).all()
    for k in (9, 0):
        with pytest.raises(DataError, match=f"k={k}"):
            neighbors.nearest(X, k)


def test_a_row_of_zeros_has_no_direction():
    X = np.array([[0, 0], [1, 1], [2, 2], [0, 0], [-1, -1]], dtype=np.float32)
    found = neighbors.nearest(X, 2, "cosine")
    assert found.indices[0, 0] == 3
    assert np.allclose(found.distances[0], [0, 1])
    assert np.allclose(found.distances[1], [0, 1], atol=1e-6)


def test_a_smaller_k_never_searches_again(monkeypatch):
    X = digits()[:300]
    full = neighbors.nearest(X, 20)
    monkeypatch.setattr(_search, "_found", lambda *_: pytest.fail("searched again"))
    fewer = neighbors.nearest(X.copy(), 5)
    assert np.array_equal(fewer.indices, full.indices[:, :5])
    assert neighbors.nearest(X, 20) is full
    with pytest.raises(pytest.fail.Exception):
        neighbors.nearest(X + 1, 5)


def test_what_is_kept_cannot_be_changed_and_is_bounded():
    from mllab.neighbors import _kept

    found = neighbors.nearest(digits()[:100], 3)
    with pytest.raises(ValueError, match="read-only"):
        found.indices[0, 0] = 1
    for first in range(1, 8):
        neighbors.nearest(digits()[first : first + 50], 3)
    assert len(_kept._kept) == _kept.MOST_GRAPHS


def test_other_rows_find_themselves_and_their_like():
    from sklearn.neighbors import NearestNeighbors

    X, Q = digits()[:500], digits()[480:600]
    found = neighbors.among(Q, X, 7)
    far, _ = NearestNeighbors(n_neighbors=7).fit(X).kneighbors(Q)
    assert np.allclose(found.distances, far, rtol=1e-6)
    assert np.array_equal(found.indices[:20, 0], np.arange(480, 500))
    with pytest.raises(DataError, match="columns"):
        neighbors.among(Q[:, :3], X, 2)
    with pytest.raises(DataError, match="k=501"):
        neighbors.among(Q, X, 501)


@pytest.mark.parametrize("rows", [30, 512, 513, 1100])
@pytest.mark.parametrize("columns", [1, 3, 64, 70, 130])
def test_any_number_of_rows_and_columns_fits_the_tiles(rows, columns):
    from sklearn.neighbors import NearestNeighbors

    X = np.random.default_rng(rows + columns).normal(size=(rows, columns)).astype(np.float32)
    found = neighbors.nearest(X, 12)
    far, _ = NearestNeighbors(n_neighbors=12, algorithm="brute").fit(X.astype(float)).kneighbors()
    assert np.allclose(found.distances, far, rtol=1e-5, atol=1e-6)


def test_small_blocks_find_the_same(monkeypatch):
    X = digits()
    whole = neighbors.nearest(X, 15).distances
    neighbors.forget()
    monkeypatch.setattr(_exact, "BLOCK_BYTES", 200_000)
    assert np.array_equal(neighbors.nearest(X, 15).distances, whole)


def test_it_says_how_far_it_is_and_can_be_stopped(monkeypatch):
    monkeypatch.setattr(_exact, "BLOCK_BYTES", 400_000)
    heard = []
    neighbors.nearest(digits(), 5, told=heard.append)
    assert heard == sorted(heard)
    assert len(heard) > 10
    assert heard[-1] == 1.0
    neighbors.forget()

    def stop(share):
        if share > 0.3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        neighbors.nearest(digits(), 5, told=stop)


def test_one_and_two_threads_find_the_same():
    import numba

    X = digits()
    found = neighbors.nearest(X, 15)
    neighbors.forget()
    before = numba.get_num_threads()
    numba.set_num_threads(1)
    try:
        assert np.array_equal(neighbors.nearest(X, 15).distances, found.distances)
    finally:
        numba.set_num_threads(before)


def test_cells_reach_the_recall_that_they_state(monkeypatch):
    monkeypatch.setattr(_cells, "CELL_ROWS", 60)
    rng = np.random.default_rng(5)
    X = (digits()[rng.integers(0, 1797, 12_000)][:, 18:24] + rng.normal(0, 1, (12_000, 6))).astype(np.float32)
    cells = drained(Cells.worthwhile(X, 10))
    assert cells is not None
    assert cells.probes < len(cells.order)
    assert cells.recall >= 0.99
    indices, squares = drained(by_cells(X, 10, cells))
    true = neighbors.nearest(X, 10)
    assert overlap(indices, true.indices) == pytest.approx(cells.recall, abs=0.005)
    assert overlap(indices, true.indices) >= 0.985
    here = indices == true.indices
    assert np.allclose(np.sqrt(squares)[here], true.distances[here])
    again = drained(Cells.worthwhile(X, 10))
    assert again is not None
    assert np.array_equal(again.home, cells.home)


def test_cells_are_left_where_they_are_no_faster():
    noise = np.random.default_rng(6).normal(size=(6000, 60)).astype(np.float32)  # in 60 dimensions of noise every cell is near
    assert drained(Cells.worthwhile(noise, 30)) is None


def test_above_fifty_thousand_rows_the_recall_is_measured(monkeypatch):
    monkeypatch.setattr(_search, "EXACT_ROWS", 8000)
    monkeypatch.setattr(_cells, "CELL_ROWS", 60)
    rng = np.random.default_rng(7)
    X = rng.normal(size=(9000, 3)).astype(np.float32)
    found = neighbors.nearest(X, 8)
    assert 0.99 <= found.recall < 1
    assert not (found.indices == np.arange(9000)[:, None]).any()


def test_a_read_only_matrix_is_searched_and_left_alone():
    X = digits()[:200]
    before = X.copy()
    X.setflags(write=False)
    neighbors.nearest(X, 4)
    assert np.array_equal(X, before)
