"""The forces as PyTorch writes them against the compiled kernels: the same functions on the processor here, and on a CUDA GPU where there is one."""

import numpy as np
import pytest
import torch
from scipy.sparse import random_array

from mllab.reduce._torch.mesh import Mesh as DeviceMesh
from mllab.reduce._torch.tsne import DeviceForces
from mllab.reduce._torch.umap import Advance, drawn
from mllab.reduce._tsne.affinity import symmetric
from mllab.reduce._tsne.forces import MESH_ROWS, Forces
from mllab.reduce._tsne.mesh import Mesh
from mllab.reduce._umap import layout
from mllab.reduce._umap.layout import Forces as Pulls
from mllab.reduce._umap.layout import laid_out
from mllab.reduce.tsne import TSNE, affinities, kl_divergence
from mllab.reduce.umap import UMAP

NO_GPU = pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a CUDA GPU that PyTorch can use; there is none on this machine")
DEVICES = ["cpu", pytest.param("cuda", marks=NO_GPU)]


def digits(n):
    from sklearn.datasets import load_digits

    return load_digits().data[:n].astype(np.float32)


def rings(n, seed=0):
    """Affinities of n rows that each hold to 20 random others."""
    from mllab.neighbors import Neighbors

    rng = np.random.default_rng(seed)
    indices = (np.arange(n)[:, None] + rng.integers(1, n, (n, 20))) % n
    values = rng.random((n, 20)).astype(np.float32)
    return symmetric(values / values.sum(axis=1, keepdims=True), Neighbors(indices.astype(np.int32), values))


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize(("rows", "axes"), [(400, 2), (400, 3), (MESH_ROWS + 500, 2)])
@pytest.mark.parametrize("scale", [1e-4, 1.0, 20.0])
def test_the_gradient_of_t_sne_is_that_of_the_kernels(device, rows, axes, scale):
    P = rings(rows)
    y = (np.random.default_rng(1).normal(size=(axes, rows)) * scale).astype(np.float32)
    one, other = Forces(P, axes), DeviceForces(P, axes, device)
    one.at(y)
    other.at(y)
    gradients = [4 * (each.pull - each.push / each.total) for each in (one, other)]
    assert np.linalg.norm(gradients[0] - gradients[1]) < 1e-4 * np.linalg.norm(gradients[0])
    assert other.total == pytest.approx(one.total, rel=1e-5)
    assert other.divergence(y) == pytest.approx(one.divergence(y), rel=1e-5)


@pytest.mark.parametrize("device", DEVICES)
def test_the_grid_follows_a_picture_that_grows_and_shrinks(device):
    """Forces and mass as the compiled grid's, to 1e-4 of their size."""
    one, other = Mesh(), DeviceMesh(device)
    shape = np.random.default_rng(4).normal(size=(2, 500)).astype(np.float32)
    for scale in (1e-4, 1.0, 20.0, 60.0, 2.0):
        y = shape * np.float32(scale)
        forces, mass = np.empty_like(y), np.empty(500, np.float32)
        one.push(y, forces, mass)
        pushed, total = other.pushed(torch.from_numpy(y).to(device))
        assert np.linalg.norm(pushed.cpu().numpy() - forces) < 1e-4 * np.linalg.norm(forces)
        assert np.abs(total.cpu().numpy() - mass).max() < 1e-4 * mass.max()


@pytest.mark.parametrize("device", DEVICES)
def test_the_same_rows_are_drawn(device):
    from mllab.reduce.kernels.umap_layout import drawn as compiled

    for key, epoch, n in ((0, 0, 7), (3, 299, 10_000), (2**31, 5, 1_000_003)):
        assert drawn(key, epoch, 50, n, device).tolist() == [compiled(key, epoch, row, n) for row in range(50)]


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize(("rows", "axes"), [(20, 2), (300, 2), (300, 3)])
def test_epochs_of_umap_are_those_of_the_kernel(monkeypatch, device, rows, axes):
    """Three epochs in two calls, from the same place; rounding is all that may differ."""
    rng = np.random.default_rng(0)
    graph = random_array((rows, rows), density=0.2, rng=rng, dtype=np.float32).tocsr()
    graph = (graph + graph.T).tocsr()
    first = rng.normal(0, 3, (rows, axes)).astype(np.float32)
    rates = np.array([1.0, 0.5, 0.2])
    kernel = [each for _, each, _ in laid_out(graph, first, Pulls(1.577, 0.895, 5.0), rates, 1, 2)]
    monkeypatch.setattr(layout, "stepper", lambda n: Advance(device))
    there = [each for _, each, _ in laid_out(graph, first, Pulls(1.577, 0.895, 5.0), rates, 1, 2)]
    assert not np.array_equal(kernel[-1], first)
    for one, other in zip(kernel, there, strict=True):
        assert np.abs(one - other).max() < 1e-4 * np.ptp(one)


@pytest.mark.parametrize("device", DEVICES)
def test_a_whole_picture_by_t_sne_is_as_good(monkeypatch, device):
    from mllab.reduce._tsne import descent

    X, quick = digits(400), TSNE(iterations=250, early_iterations=100)
    P, here = affinities(X), quick.fit(X)
    monkeypatch.setattr(descent, "forces_on", lambda P, axes: DeviceForces(P, axes, device))
    there = quick.fit(X)
    assert kl_divergence(P, there.positions) == pytest.approx(kl_divergence(P, here.positions), rel=0.03)
    assert np.array_equal(there.positions, quick.fit(X).positions)


@pytest.mark.parametrize("device", DEVICES)
def test_a_whole_picture_by_umap_is_as_good(monkeypatch, device):
    from sklearn.manifold import trustworthiness

    X, quick = digits(400), UMAP(epochs=100)
    here = quick.fit(X)
    monkeypatch.setattr(layout, "stepper", lambda n: Advance(device))
    there = quick.fit(X)
    assert trustworthiness(X, there.positions) == pytest.approx(trustworthiness(X, here.positions), abs=0.005)
    assert np.array_equal(there.positions, quick.fit(X).positions)
