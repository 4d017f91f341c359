"""t-SNE's parts against their definitions: perplexity, symmetry, gradient, forces by the grid, divergence."""

import numpy as np
import pytest
from scipy.sparse import csr_array

from mllab.errors import DataError
from mllab.neighbors import nearest
from mllab.reduce._tsne import affinity, tree
from mllab.reduce._tsne.forces import Forces
from mllab.reduce._tsne.mesh import Mesh
from mllab.reduce._tsne.tree import Tree
from mllab.reduce.tsne import affinities, kl_divergence


def digits(n=300):
    from sklearn.datasets import load_digits

    return load_digits().data[:n].astype(np.float32)


def dense(P):
    return csr_array((P.values, P.columns.astype(int), P.starts.astype(int)), shape=(P.n, P.n)).toarray().astype(float)


def divergence(P, y):
    """The definition in full, in double precision, all pairs."""
    q = 1 / (1 + ((y[:, None] - y[None]) ** 2).sum(axis=2))
    np.fill_diagonal(q, 0)
    q /= q.sum()
    there = P > 0
    return float((P[there] * np.log(P[there] / q[there])).sum())


@pytest.mark.parametrize("perplexity", [2.0, 5.0, 30.0])
def test_the_entropy_of_every_row_is_that_of_the_perplexity(perplexity):
    made = affinity.conditional(nearest(digits(), 90), perplexity).astype(float)
    entropy = -(made * np.log2(np.where(made > 0, made, 1))).sum(axis=1)  # van der Maaten & Hinton 2008: Perp = 2^H
    assert np.allclose(made.sum(axis=1), 1, atol=1e-5)
    assert np.allclose(entropy, np.log2(perplexity), atol=1e-4)


def test_the_probabilities_are_normal_densities_of_one_width_per_row():
    found = nearest(digits(), 60)
    made = affinity.conditional(found, 20.0).astype(float)
    squares = found.distances.astype(float) ** 2
    for i in (0, 17, 250):
        width = np.log(made[i, 0] / made[i, 1:]) / (squares[i, 1:] - squares[i, 0])
        assert np.allclose(width, width[-1], rtol=1e-2)


def test_they_are_those_of_scikit_learn():
    from sklearn.manifold._t_sne import _joint_probabilities_nn

    X = digits()
    found = nearest(X, 90)
    n, k = found.indices.shape
    graph = csr_array((found.distances.ravel().astype(float) ** 2, found.indices.ravel(), np.arange(0, n * k + 1, k)), shape=(n, n))
    theirs = _joint_probabilities_nn(graph, 30.0, 0).toarray()
    assert np.allclose(dense(affinities(X, 30.0)), theirs, rtol=1e-3, atol=1e-9)


def test_equal_distances_are_equally_likely():
    X = np.eye(12, dtype=np.float32)
    assert np.allclose(affinity.conditional(nearest(X, 11), 5.0), 1 / 11)


def test_the_gradient_is_that_of_finite_differences():
    rng = np.random.default_rng(0)
    P = affinities(digits(40), 8.0)
    y = rng.normal(0, 2, (40, 2)).astype(np.float32)
    forces = Forces(P, 2)
    forces.at(np.ascontiguousarray(y.T))
    gradient = 4 * (forces.pull - forces.push / forces.total).T  # van der Maaten & Hinton 2008, equation 5
    full, numeric = dense(P), np.empty((40, 2))
    for i in range(40):
        for axis in range(2):
            ends = []
            for shift in (-1e-4, 1e-4):
                moved = y.astype(float)
                moved[i, axis] += shift
                ends.append(divergence(full, moved))
            numeric[i, axis] = (ends[1] - ends[0]) / 2e-4
    assert np.allclose(gradient, numeric, atol=2e-6, rtol=1e-3)


@pytest.mark.parametrize("axes", [2, 3])
def test_the_divergence_is_the_definition(axes):
    P = affinities(digits(150), 20.0)
    y = np.random.default_rng(1).normal(0, 3, (150, axes)).astype(np.float32)
    forces = Forces(P, axes)
    forces.at(np.ascontiguousarray(y.T))
    true = divergence(dense(P), y.astype(float))
    assert kl_divergence(P, y) == pytest.approx(true, rel=1e-6)
    assert forces.divergence(np.ascontiguousarray(y.T)) == pytest.approx(true, rel=1e-4)


def test_the_divergence_is_that_of_scikit_learn():
    from scipy.spatial.distance import squareform
    from sklearn.manifold._t_sne import _kl_divergence

    P = affinities(digits(200), 15.0)
    y = np.random.default_rng(2).normal(0, 5, (200, 2))
    theirs, _ = _kl_divergence(y.ravel(), squareform(dense(P), checks=False), 1.0, 200, 2)
    assert kl_divergence(P, y) == pytest.approx(theirs, rel=1e-5)


def test_the_vector_logarithm_is_the_logarithm():
    from mllab.reduce.kernels.tsne_forces import logarithms

    x = np.concatenate([np.ones(3), np.exp(np.random.default_rng(5).uniform(0, 20, 1000)), [1e-6, 2.0, 1.9999999]]).astype(np.float32)
    true = np.log(x.astype(float))
    logarithms(x)
    assert np.allclose(x, true, rtol=2e-7, atol=1e-7)


def test_the_divergence_of_another_number_of_rows_is_refused():
    with pytest.raises(DataError, match="30 rows, the picture has 29"):
        kl_divergence(affinities(digits(30), 5.0), np.zeros((29, 2)))


@pytest.mark.parametrize(("scale", "close"), [(1e-4, 1e-3), (0.1, 1e-3), (3.0, 1e-2), (15.0, 2e-2), (40.0, 4e-2)])
def test_the_grid_pushes_as_all_pairs_do(scale, close):
    from mllab.reduce.kernels.tsne_forces import push_2d

    y = (np.random.default_rng(3).normal(size=(2, 4000)) * scale).astype(np.float32)
    exact, by_grid = np.empty_like(y), np.empty_like(y)
    mass, by_grid_mass = np.empty(4000, np.float32), np.empty(4000, np.float32)
    push_2d(y, exact, mass)
    Mesh().push(y, by_grid, by_grid_mass)
    assert np.linalg.norm(exact - by_grid) < close * np.linalg.norm(exact)
    assert by_grid_mass.sum(dtype=float) == pytest.approx(mass.sum(dtype=float), rel=2e-3)


def test_the_grid_follows_a_picture_that_grows_and_shrinks():
    from mllab.reduce.kernels.tsne_forces import push_2d

    mesh = Mesh()
    shape = np.random.default_rng(4).normal(size=(2, 500)).astype(np.float32)
    for scale in (1e-4, 1.0, 20.0, 60.0, 2.0):
        y = shape * np.float32(scale)
        exact, by_grid, mass, by_grid_mass = np.empty_like(y), np.empty_like(y), np.empty(500, np.float32), np.empty(500, np.float32)
        push_2d(y, exact, mass)
        mesh.push(y, by_grid, by_grid_mass)
        assert np.linalg.norm(exact - by_grid) < 5e-2 * np.linalg.norm(exact)


def in_space(name, n=4000):
    rng = np.random.default_rng(6)
    if name == "groups of all sizes":
        return (rng.normal(size=(12, 3)) * 15)[rng.integers(0, 12, n)] + rng.normal(size=(n, 3)) * rng.gamma(1, 2, (n, 1))
    if name == "many in one place":
        return np.repeat(rng.normal(size=(n // 100, 3)) * 5, 100, axis=0)
    return rng.normal(size=(n, 3)) * {"tiny": 1e-4, "round": 8.0}[name]


@pytest.mark.parametrize("name", ["tiny", "round", "groups of all sizes", "many in one place"])
def test_the_tree_pushes_as_all_pairs_do_on_any_number_of_threads(name):
    import numba

    from mllab.reduce.kernels.tsne_forces import push_3d

    y = np.ascontiguousarray(in_space(name).T, dtype=np.float32)
    n = y.shape[1]
    exact, mass = np.empty_like(y), np.empty(n, np.float32)
    push_3d(y, exact, mass)
    found = []
    for threads in (1, min(2, numba.config.NUMBA_NUM_THREADS)):
        numba.set_num_threads(threads)
        forces, masses = np.empty_like(y), np.empty(n, np.float32)
        Tree(n).push(y, forces, masses)
        found.append((forces, masses))
    numba.set_num_threads(numba.config.NUMBA_NUM_THREADS)
    assert np.linalg.norm(forces - exact) < 1e-2 * np.linalg.norm(exact)
    assert masses.sum(dtype=float) == pytest.approx(mass.sum(dtype=float), rel=1e-2)
    for one, two in zip(*found, strict=True):
        np.testing.assert_array_equal(one, two)


def test_a_tree_with_every_cell_opened_is_all_pairs(monkeypatch):
    from mllab.reduce.kernels.tsne_forces import push_3d

    monkeypatch.setattr(tree, "OPEN", 0.0)
    y = np.ascontiguousarray(in_space("groups of all sizes", 700).T, dtype=np.float32)
    exact, forces, mass, masses = np.empty_like(y), np.empty_like(y), np.empty(700, np.float32), np.empty(700, np.float32)
    push_3d(y, exact, mass)
    Tree(700).push(y, forces, masses)
    assert np.allclose(forces, exact, rtol=1e-4, atol=1e-4)
    assert np.allclose(masses, mass, rtol=1e-4)


def test_a_solid_picture_by_the_tree_is_as_good_as_one_by_all_pairs(monkeypatch):
    from mllab.reduce._tsne import forces
    from mllab.reduce.tsne import TSNE

    X, found = digits(700), []
    for rows in (0, 10_000):
        monkeypatch.setattr(forces, "TREE_ROWS", rows)
        found.append(kl_divergence(affinities(X), TSNE(dimensions=3).fit(X).positions))
    assert found[0] <= 1.02 * found[1]


def test_neighbors_of_another_class_are_weakened():
    X = digits(100)
    found = nearest(X, 30)
    made = affinity.conditional(found, 10.0)
    y = np.arange(100) % 2
    other = y[:, None] != y[found.indices]
    assert np.allclose(affinity.supervised(made, found, y, 1.0)[other], 0)
    half = affinity.supervised(made, found, y, 0.5)
    assert np.allclose(half.sum(axis=1), 1, atol=1e-5)
    assert half[other].sum() < made[other].sum()
    assert np.allclose(affinity.supervised(made, found, np.full(100, -1), 1.0), made)
