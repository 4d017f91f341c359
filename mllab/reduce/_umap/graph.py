"""The fuzzy graph: how strongly rows hold together, from the distances to their neighbors."""

from typing import Any

import numpy as np


def held(distances: np.ndarray, connectivity: float, count: int) -> np.ndarray:
    """Memberships (n, k) of neighbors at ascending `distances` (n, k); each row's sum is worth `count` neighbors. O(n k)."""
    from mllab.reduce.kernels.umap_graph import memberships

    return memberships(np.array(distances, np.float32), float(connectivity), float(count))


def fuzzy(indices: np.ndarray, distances: np.ndarray, connectivity: float = 1.0, mix: float = 1.0) -> Any:
    """The symmetric sparse (n, n) graph of memberships in 0..1 of neighbors (n, k), the row itself not among them. O(n k).

    `mix` 1 joins what either end holds (union), 0 keeps what both hold (intersection). The row counts as the first of its own
    neighbors, as in umap-learn, so k neighbors here are its n_neighbors = k + 1.
    """
    from scipy.sparse import csr_matrix

    n, k = indices.shape
    values = held(distances, connectivity, k + 1)
    one_way = csr_matrix((values.ravel(), np.array(indices).ravel(), np.arange(0, n * k + 1, k)), shape=(n, n))
    one_way.sort_indices()
    return _joined(one_way, mix)


def labelled(graph: Any, y: np.ndarray, weight: float) -> Any:
    """The graph with edges between rows of different classes `y` (n,) weakened, those to unknown ones (-1) a little. O(edges).

    `weight` 1 cuts them, 0 leaves them e^-2.5 of their strength. McInnes, Healy & Melville 2018, as in umap-learn.
    """
    from scipy.sparse import csr_matrix
    from sklearn.preprocessing import normalize

    edges = graph.tocoo()
    one, other = y[edges.row], y[edges.col]
    far = np.exp(-2.5 / (1 - weight)) if weight < 1 else 0.0
    factor = np.where((one < 0) | (other < 0), np.exp(-1.0), np.where(one == other, 1.0, far)).astype(np.float32)
    kept = csr_matrix((edges.data * factor, (edges.row, edges.col)), shape=graph.shape)
    kept.eliminate_zeros()
    return _joined(normalize(kept, norm="max"), 1.0)


def _joined(one_way: Any, mix: float) -> Any:
    """Both directions of every edge in one: probabilistic union and intersection, mixed."""
    back = one_way.T.tocsr()
    both = one_way.multiply(back)
    joined = (mix * (one_way + back - both) + (1 - mix) * both).tocsr()
    joined.eliminate_zeros()
    return joined
