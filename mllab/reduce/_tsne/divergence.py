"""The Kullback-Leibler divergence of a picture, exactly, whoever made it."""

import numpy as np

from mllab.errors import DataError
from mllab.reduce._tsne.affinity import Affinities


def kl_divergence(P: Affinities, positions: np.ndarray) -> float:
    """Sum of p log(p / q) over all pairs, q by Student's t with one degree of freedom over all pairs of positions (n, 2 or 3), in nats.

    The same for every implementation, in double precision and without a grid. O(n^2). Raises DataError when the rows differ.
    """
    if positions.shape[0] != P.n:
        raise DataError(f"The affinities are of {P.n} rows, the picture has {positions.shape[0]}.")
    from mllab.reduce.kernels.tsne_exact import stretch, total

    y = np.ascontiguousarray(np.asarray(positions, dtype=np.float64).T)
    y = y - y.mean(axis=1, keepdims=True)
    rows: np.ndarray = np.empty(P.n)
    total(y, rows)
    edges: np.ndarray = np.empty(P.n)
    stretch(P.starts, P.columns, P.values, y, edges)
    values = P.values[P.values > 0].astype(np.float64)
    return float((values * np.log(values)).sum() + edges.sum() + np.log(rows.sum()))
