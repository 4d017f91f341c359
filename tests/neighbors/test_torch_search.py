"""The exact search as PyTorch writes it against the compiled one: the same function on the processor here, and on a CUDA GPU where there is one."""

import numpy as np
import pytest
import torch

from mllab import neighbors
from mllab.neighbors import _search, _torch
from mllab.neighbors._exact import exact

NO_GPU = pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a CUDA GPU that PyTorch can use; there is none on this machine")
DEVICES = ["cpu", pytest.param("cuda", marks=NO_GPU)]


def drained(search):
    shares = []
    while True:
        try:
            shares.append(next(search))
        except StopIteration as ended:
            return *ended.value, shares


TABLES = {
    "normal": np.random.default_rng(0).normal(size=(700, 12)),
    "far from 0": np.random.default_rng(1).normal(size=(400, 5)) + 1e4,
    "close pairs": np.repeat(np.random.default_rng(2).normal(size=(200, 8)), 2, axis=0) + np.tile([[0.0], [1e-5]], (200, 8)),
    "alike": np.ones((50, 3)),
    "few": np.random.default_rng(3).normal(size=(6, 2)),
}


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize("kind", [np.float32, np.float64])
@pytest.mark.parametrize("name", TABLES)
def test_neighbors_are_those_of_the_compiled_search(device, kind, name):
    """Row for row; in single precision the last digit of a distance may differ, and with it the order of two that are that close."""
    X = TABLES[name].astype(kind)
    k = min(15, len(X) - 1)
    indices, squares, _ = drained(_torch.exact(X, X, k, True, device))
    true, far, _ = drained(exact(X, X, k, True))
    assert (indices.dtype, squares.dtype) == (np.int32, kind)
    assert squares == pytest.approx(far, rel=1e-5 if kind is np.float32 else 1e-12)
    swapped = indices != true
    assert np.allclose(squares[swapped], far[swapped], rtol=1e-6)
    if name != "alike":  # there every row is as near as any other
        assert swapped.mean() < (0.01 if kind is np.float32 else 1e-9)
    assert (indices != np.arange(len(X))[:, None]).all()


@pytest.mark.parametrize("device", DEVICES)
def test_rows_are_found_among_others(device):
    rng = np.random.default_rng(4)
    X, Q = rng.normal(size=(500, 6)), rng.normal(size=(30, 6))
    Q[0] = X[123]
    indices, squares, _ = drained(_torch.exact(Q, X, 7, False, device))
    gaps = ((Q[:, None] - X[None]) ** 2).sum(axis=2)
    assert np.array_equal(indices, np.argsort(gaps, axis=1)[:, :7])
    assert (indices[0, 0], squares[0, 0]) == (123, 0)


@pytest.mark.parametrize("device", DEVICES)
def test_it_works_in_blocks_and_tells_how_far_it_is(device, monkeypatch):
    X = TABLES["normal"]
    whole, _, _ = drained(_torch.exact(X, X, 9, True, device))
    monkeypatch.setattr(_torch, "BLOCK_NUMBERS", 70_000)
    parts, _, shares = drained(_torch.exact(X, X, 9, True, device))
    assert np.array_equal(whole, parts)
    assert len(shares) > 5
    assert shares == sorted(shares)


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize("metric", ["euclidean", "cosine"])
def test_the_public_call_takes_it_where_the_device_says_so(device, metric, monkeypatch):
    X = np.random.default_rng(5).normal(size=(300, 10))
    neighbors.forget()
    here = neighbors.nearest(X, 8, metric)
    used = []
    monkeypatch.setattr(_search, "device", lambda rows: device if device != "cpu" else "processor")
    monkeypatch.setattr(_torch, "exact", _told(used, _torch.exact, device))
    neighbors.forget()
    there = neighbors.nearest(X, 8, metric)
    neighbors.forget()
    assert used
    assert np.array_equal(here.indices, there.indices)
    assert here.distances == pytest.approx(there.distances, abs=1e-6)


def _told(used, search, device):
    def told(Q, X, k, same, where):
        used.append(where)
        return search(Q, X, k, same, device)

    return told
