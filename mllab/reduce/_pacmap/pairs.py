"""The three kinds of pairs: near, mid-near and further."""

from dataclasses import dataclass

import numpy as np

from mllab.neighbors import Metric, nearest

MORE = 50  # neighbors looked at beyond those kept
Pairs = tuple[np.ndarray, np.ndarray]  # row starts (n + 1,) and other ends, every pair at both of its ends


@dataclass(frozen=True)
class Paired:
    """Who pulls, who holds and who pushes."""

    near: Pairs
    middle: Pairs
    apart: Pairs


def paired(X: np.ndarray, neighbors: int, middle: int, apart: int, metric: Metric, seed: int) -> Paired:
    """The pairs of the rows of X (n, d): `neighbors` near, `middle` mid-near and `apart` further ones each. O(n d) behind the search."""
    from mllab.reduce.kernels.pacmap import far, middling

    n = len(X)
    found = nearest(X, min(neighbors + MORE, n - 1), metric)
    near = _nearest_for_both(np.array(found.indices), found.distances.astype(np.float64), min(neighbors, n - 1))
    return Paired(
        _both_ends(near, n),
        _both_ends(middling(_measured(X, metric), middle, 2 * seed), n),
        _both_ends(far(near, apart, 2 * seed + 1), n),
    )


def _nearest_for_both(indices: np.ndarray, distances: np.ndarray, k: int) -> np.ndarray:
    """The k neighbors (n, k) nearest by d_ij^2 / (s_i s_j), where s_i is the mean distance of i to its 4th to 6th neighbor."""
    scale = np.maximum(distances[:, 3:6].mean(axis=1) if distances.shape[1] > 3 else distances.mean(axis=1), 1e-10)
    scaled = distances**2 / scale[:, None] / scale[indices]
    best = np.argsort(scaled, axis=1, kind="stable")[:, :k]
    return np.ascontiguousarray(np.take_along_axis(indices, best, axis=1))


def _measured(X: np.ndarray, metric: Metric) -> np.ndarray:
    """X where squared Euclidean distances order rows as the metric does."""
    if metric == "euclidean":
        return np.array(X, np.float32)
    lengths = np.linalg.norm(X, axis=1, keepdims=True)
    return np.array(X / np.where(lengths > 0, lengths, 1), np.float32)


def _both_ends(others: np.ndarray, n: int) -> Pairs:
    """Every pair (i, others[i, j]) listed at i and at the other, in the order of rows."""
    one = np.repeat(np.arange(n, dtype=np.int32), others.shape[1])
    other = others.ravel().astype(np.int32)
    here, there = np.concatenate([one, other]), np.concatenate([other, one])
    starts = np.concatenate([[0], np.cumsum(np.bincount(here, minlength=n))]).astype(np.int64)
    return starts, there[np.argsort(here, kind="stable")]
