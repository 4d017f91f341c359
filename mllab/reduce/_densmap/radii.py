"""How far a row's neighbors lie, in the table and in the picture: the local radius, whose logarithm is what densMAP keeps."""

from typing import Any

import numpy as np

LEAST = 1e-8  # squared distance added to every radius, so that rows that are alike have a logarithm; as in umap-learn


def in_table(graph: Any, indices: np.ndarray, distances: np.ndarray) -> np.ndarray:
    """log of the mean squared distance (n,) of every row's neighbors, weighted by the fuzzy graph (n, n). O(n k).

    Neighbors (n, k) at `distances` (n, k) are those that the graph was made of. Narayan, Berger & Cho 2021, equation 4.
    """
    from scipy.sparse import csr_matrix

    n, k = indices.shape
    squares = np.square(distances.astype(np.float64)).ravel()
    one_way = csr_matrix((squares, np.array(indices).ravel(), np.arange(0, n * k + 1, k)), shape=(n, n))
    weights = np.maximum(_rows(graph), np.finfo(np.float64).tiny)
    return np.log(LEAST + _rows(graph.multiply(one_way.maximum(one_way.T))) / weights)


def in_picture(positions: np.ndarray, neighbors: int) -> np.ndarray:
    """The same (n,) for positions (n, dimensions), by the graph of `neighbors` nearest points in the picture itself. O(n log n)."""
    from mllab.neighbors import nearest
    from mllab.reduce._umap.graph import fuzzy

    found = nearest(positions, neighbors)
    return in_table(fuzzy(found.indices, found.distances), found.indices, found.distances)


def standard(radii: np.ndarray) -> np.ndarray:
    """The radii (n,) with mean 0 and standard deviation 1, float32; zeros when all are the same: then there is nothing to keep."""
    spread = radii.std()
    return ((radii - radii.mean()) / spread if spread > 1e-9 else np.zeros(len(radii))).astype(np.float32)


def _rows(graph: Any) -> np.ndarray:
    return np.asarray(graph.sum(axis=1), np.float64).ravel()
