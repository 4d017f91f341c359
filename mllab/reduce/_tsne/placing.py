"""New rows in a finished picture: each finds its own best place while the picture stays."""

import numpy as np

from mllab.neighbors import Metric, among
from mllab.reduce._tsne.affinity import conditional, wanted

PERPLEXITY = 5.0  # few neighbors, so that a new row lands in a group and not between groups (Policar, Strazar & Zupan 2019)
STEPS = 100


def placed(new: np.ndarray, X: np.ndarray, positions: np.ndarray, metric: Metric) -> np.ndarray:
    """(m, axes) float32: from the weighted mean of the neighbors' positions, STEPS steps down the row's own KL divergence. O(m n)."""
    from mllab.reduce.kernels.tsne_place import settle

    found = among(new, X, min(len(X), wanted(PERPLEXITY, len(X) + 1)), metric)
    weights = conditional(found, PERPLEXITY)
    picture = np.ascontiguousarray(positions.T, dtype=np.float32)
    begin = np.einsum("ij,aij->ai", weights, picture[:, found.indices]).astype(np.float32)
    made = np.ascontiguousarray(begin)
    settle(picture, found.indices, weights, made, STEPS)
    return np.ascontiguousarray(made.T)
