"""Shortest ways along the neighbor graph; separate pieces are joined by their shortest links."""

from itertools import combinations
from typing import Any

import numpy as np

from mllab.neighbors import nearest


def geodesics(X: np.ndarray, k: int) -> tuple[np.ndarray, int]:
    """Lengths (n, n) of the shortest ways from neighbor to neighbor, and how many pieces had to be joined. O(n^2 (k + log n))."""
    from scipy.sparse.csgraph import connected_components, shortest_path

    graph = weighted(X, k)
    count, piece = connected_components(graph, directed=False)
    if count > 1:
        graph = graph + links(X, piece, count)
    return shortest_path(graph, method="D", directed=False), int(count)


def pieces(X: np.ndarray, k: int) -> int:
    """Into how many separate pieces the graph of the k nearest neighbors falls. O(n k) behind the neighbors."""
    from scipy.sparse.csgraph import connected_components

    return int(connected_components(weighted(X, k), directed=False)[0])


def weighted(X: np.ndarray, k: int) -> Any:
    """The k nearest neighbors of every row as a sparse (n, n) table of distances; rows that are alike lie a hair apart."""
    from scipy.sparse import csr_matrix

    found = nearest(X, k)
    n = len(X)
    lengths = np.maximum(found.distances.astype(np.float64), np.finfo(np.float32).tiny)  # 0 would mean: not joined
    return csr_matrix((lengths.ravel(), found.indices.ravel(), np.arange(0, n * k + 1, k)), shape=(n, n))


def links(X: np.ndarray, piece: np.ndarray, count: int) -> Any:
    """The shortest link between every two pieces, as a sparse (n, n) table. O(n^2 d)."""
    from scipy.sparse import csr_matrix
    from sklearn.metrics import pairwise_distances_argmin_min

    ends: list[tuple[int, int, float]] = []
    members = [np.flatnonzero(piece == number) for number in range(count)]
    for one, other in combinations(members, 2):
        nearest_of, apart = pairwise_distances_argmin_min(X[one], X[other])
        best = int(apart.argmin())
        ends.append((int(one[best]), int(other[nearest_of[best]]), float(apart[best])))
    left, right, lengths = zip(*ends, strict=True)
    return csr_matrix((lengths, (left, right)), shape=(len(X), len(X)))
