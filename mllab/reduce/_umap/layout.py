"""The layout: points move under the pull of their neighbors and the push of random rows until the picture settles."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

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
    from mllab.reduce.kernels.umap_layout import advance, losses

    n, dimensions = positions.shape
    order = np.random.default_rng(seed).permutation(n)
    edges = _edges(graph[order][:, order].tocsr())
    points = np.stack([_wrapped(positions[order], min(DRAWS, n))] * 2)
    speed = np.zeros((3, n), np.float32)
    push = np.array([min(DRAWS, n), forces.push], np.float32)
    a, b, kept, rates = np.float32(forces.a), np.float32(forces.b), np.float32(KEPT), rates.astype(np.float32)
    for done in [*range(0, len(rates), every), len(rates)]:
        now = points[done % 2]
        lost = losses(now, *edges, a, b, push, seed).sum(dtype=np.float64) / edges[3].sum(dtype=np.float64)
        yield done, _unordered(now, order, dimensions), float(lost)
        if done < len(rates):
            advance(points, points, speed, *edges, a, b, push, kept, rates[done : done + every], done, seed)


def settled(graph: Any, positions: np.ndarray, fixed: np.ndarray, forces: Forces, rates: np.ndarray, seed: int) -> np.ndarray:
    """Positions (m, dimensions) of new points among `fixed` (n, dimensions) ones, which pull them by graph (m, n) and do not move."""
    from mllab.reduce.kernels.umap_layout import advance

    n = len(fixed)
    order = np.random.default_rng(seed).permutation(n)
    edges = _edges(graph[:, order].tocsr())
    heads, tails = (np.stack([each] * 2) for each in (_wrapped(positions, 0), _wrapped(fixed[order], min(DRAWS, n))))
    push = np.array([min(DRAWS, n), forces.push], np.float32)
    a, b, speed = np.float32(forces.a), np.float32(forces.b), np.zeros((3, len(positions)), np.float32)
    advance(heads, tails, speed, *edges, a, b, push, np.float32(KEPT), rates.astype(np.float32), 0, seed)
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
    """Positions (n, 2 or 3) as three separate rows of coordinates (3, n + more), the first `more` points again at the end."""
    n, dimensions = positions.shape
    rows = np.zeros((3, n + more), np.float32)
    rows[:dimensions, :n] = positions.T
    rows[:, n:] = rows[:, :more]
    return rows


def _unordered(now: np.ndarray, order: np.ndarray, dimensions: int) -> np.ndarray:
    found = np.empty((len(order), dimensions), np.float32)
    found[order] = now[:dimensions, : len(order)].T
    return found
