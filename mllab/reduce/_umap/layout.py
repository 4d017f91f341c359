"""The layout: points move under the pull of their neighbors and the push of random rows until the picture settles."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from mllab.device import device

DRAWS = 32  # random rows that push a point in an epoch; more are smoother, not stronger
KEPT = 0.8  # part of the last step that goes into the next
FAINT = 1 / 500  # edges this much weaker than the strongest are left out


@dataclass(frozen=True)
class Forces:
    """What pulls and pushes: the curve's a and b, and the push of random rows for every pull of a neighbor."""

    a: float
    b: float
    push: float


def laid_out(
    graph: Any, positions: np.ndarray, forces: Forces, rates: np.ndarray, seed: int, every: int
) -> Iterator[tuple[int, np.ndarray, float]]:
    """Epochs done, positions (n, dimensions) and cross-entropy per edge (nats, estimated), every `every` epochs from 0 to the last.

    `rates` (epochs,) is the length of each epoch's step, where 1 reaches the middle of a point's neighbors. Depends on the seed, never
    on the number of threads. O(edges + 32 n) an epoch. Whole-step form of the stochastic descent of McInnes, Healy & Melville 2018.
    """
    from mllab.reduce.kernels.umap_layout import losses

    n, dimensions = positions.shape
    order, advance = np.random.default_rng(seed).permutation(n), stepper(n)
    edges = _edges(graph[order][:, order].tocsr())
    chunks, deep = _chunked(*edges), (True if dimensions == 3 else None)
    points = np.stack([_wrapped(positions[order], DRAWS)] * 2)
    speed = np.zeros((3, n), np.float32)
    push = np.array([min(DRAWS, n), forces.push], np.float32)
    a, b, kept, rates = np.float32(forces.a), np.float32(forces.b), np.float32(KEPT), rates.astype(np.float32)
    for done in [*range(0, len(rates), every), len(rates)]:
        now = points[done % 2]
        lost = losses(now, *edges, a, b, push, seed).sum(dtype=np.float64) / edges[3].sum(dtype=np.float64)
        yield done, _unordered(now, order, dimensions), float(lost)
        if done < len(rates):
            advance(points, points, speed, *chunks, a, b, push, kept, rates[done : done + every], done, seed, deep, None)


def stepper(n: int) -> Any:
    """What runs the epochs of n points: the compiled kernel, or on a machine with a GPU its like there."""
    if (where := device(n)) != "cpu":
        from mllab.reduce._torch.umap import Advance

        return Advance(where)
    from mllab.reduce.kernels.umap_layout import advance

    return advance


def settled(graph: Any, positions: np.ndarray, fixed: np.ndarray, forces: Forces, rates: np.ndarray, seed: int) -> np.ndarray:
    """Positions (m, dimensions) of new points among `fixed` (n, dimensions) ones, which pull them by graph (m, n) and do not move."""
    from mllab.reduce.kernels.umap_layout import advance

    n = len(fixed)
    order = np.random.default_rng(seed).permutation(n)
    chunks, deep = _chunked(*_edges(graph[:, order].tocsr())), (True if positions.shape[1] == 3 else None)
    heads, tails = (np.stack([each] * 2) for each in (_wrapped(positions, 0), _wrapped(fixed[order], DRAWS)))
    push = np.array([min(DRAWS, n), forces.push], np.float32)
    a, b, speed = np.float32(forces.a), np.float32(forces.b), np.zeros((3, len(positions)), np.float32)
    advance(heads, tails, speed, *chunks, a, b, push, np.float32(KEPT), rates.astype(np.float32), 0, seed, deep, None)
    return heads[len(rates) % 2, : positions.shape[1]].T.copy()


def _edges(graph: Any) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Row starts, other ends and weights (the strongest is 1) of the edges, and the sum of every row's weights."""
    graph.data[graph.data < graph.data.max() * FAINT] = 0
    graph.eliminate_zeros()
    graph.sort_indices()
    weights = (graph.data / graph.data.max()).astype(np.float32)
    degree = np.asarray(graph.sum(axis=1), np.float32).ravel() / np.float32(graph.data.max())
    least = np.float32(FAINT)  # a point without edges is only pushed, hardly
    return graph.indptr.astype(np.int32), graph.indices.astype(np.int32), weights, np.maximum(degree, least)


def _wrapped(positions: np.ndarray, more: int) -> np.ndarray:
    """Positions (n, 2 or 3) as three separate rows of coordinates (3, n + more), the first points again at the end."""
    n, dimensions = positions.shape
    rows = np.zeros((3, n + more), np.float32)
    rows[:dimensions] = positions.T[:, np.arange(n + more) % n]
    return rows


def _chunked(
    indptr: np.ndarray, indices: np.ndarray, weights: np.ndarray, degree: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """The same edges with every row in whole chunks, as the compiled loop wants them: filled up with edges of weight 0 to row 0."""
    from mllab.reduce.kernels.umap_layout import CHUNK

    sizes = np.diff(indptr)
    starts = np.zeros(len(indptr), np.int32)
    np.cumsum(-(-sizes // CHUNK) * CHUNK, out=starts[1:])
    places = np.arange(len(indices)) + np.repeat(starts[:-1] - indptr[:-1], sizes)
    ends, held = np.zeros(starts[-1], np.uint32), np.zeros(starts[-1], np.float32)
    ends[places], held[places] = indices, weights
    return starts, ends, held, degree


def _unordered(now: np.ndarray, order: np.ndarray, dimensions: int) -> np.ndarray:
    found = np.empty((len(order), dimensions), np.float32)
    found[order] = now[:dimensions, : len(order)].T
    return found
