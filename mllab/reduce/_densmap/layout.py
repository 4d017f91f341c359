"""The epochs of densMAP: UMAP's forces, and the pull towards the local radii of the table."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from mllab.reduce._umap.layout import DRAWS, KEPT, Forces, _chunked, _edges, _unordered, _wrapped


@dataclass(frozen=True, eq=False)
class Density:
    """What the picture's radii are to follow: `wanted` (n,) with mean 0 and deviation 1, how strongly, and the shift of their variance."""

    wanted: np.ndarray
    strength: float
    shift: float


def laid_out(
    graph: Any, positions: np.ndarray, forces: Forces, density: Density, rates: np.ndarray, seed: int, every: int
) -> Iterator[tuple[int, np.ndarray, float, float]]:
    """Epochs done, positions (n, dimensions), cross-entropy per edge (nats) and correlation of radii, every `every` epochs. O(edges + 32 n) an epoch.

    The loss is the cross-entropy less `strength` times the correlation for every edge: Narayan, Berger & Cho 2021, equation 9. Depends on
    the seed, never on the number of threads.
    """
    from mllab.reduce.kernels.densmap_layout import agreement, radii, weigh
    from mllab.reduce.kernels.umap_layout import advance, losses

    n, dimensions = positions.shape
    order = np.random.default_rng(seed).permutation(n)
    edges = _edges(graph[order][:, order].tocsr())
    indptr, indices, _, degree = edges
    chunks, deep = _chunked(*edges), (True if dimensions == 3 else None)
    points = np.stack([_wrapped(positions[order], DRAWS)] * 2)
    speed, wanted = np.zeros((3, n), np.float32), density.wanted[order]
    radius, held, pulls = np.empty((3, n), np.float32)
    push = np.array([min(DRAWS, n), forces.push], np.float32)
    rates = rates.astype(np.float32)
    a, b, kept = np.float32(forces.a), np.float32(forces.b), np.float32(KEPT)
    strength = density.strength * float(degree.mean(dtype=np.float64)) / 2
    for done in range(len(rates) + 1):
        now = points[done % 2]
        radii(now, indptr, indices, a, b, radius, held)
        mean, spread, slope = agreement(radius, wanted, density.shift)
        if done % every == 0 or done == len(rates):
            lost = losses(now, *edges, a, b, push, seed).sum(dtype=np.float64) / degree.sum(dtype=np.float64)
            yield done, _unordered(now, order, dimensions), float(lost), slope / max(np.sqrt(spread**2 - density.shift), 1e-9)
        if done < len(rates):
            weigh(radius, held, wanted, mean, spread, slope, strength, pulls)
            advance(points, points, speed, *chunks, a, b, push, kept, rates[done : done + 1], done, seed, deep, (radius, pulls))
