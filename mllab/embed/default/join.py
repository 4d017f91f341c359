"""The spaces joined, turned into few dimensions, and those into bytes."""

import numpy as np

from mllab.embed.factor import unit

TEXTS, RELATIONS = 0.6, 0.35  # weights beside the network's vectors
DIMENSION = 200


def joined(network: np.ndarray, texts: np.ndarray, relations: np.ndarray, core: int, dimension: int = DIMENSION) -> np.ndarray:
    """(n, dimension) float32 of length 1: the principal axes of the first `core` rows of the three spaces side by side.

    The sign of an axis is that of its largest loading, so that two builds agree.
    """
    side = np.hstack([network, TEXTS * texts, RELATIONS * relations]).astype(np.float64)
    side -= side[:core].mean(axis=0)
    _, axes = np.linalg.eigh(side[:core].T @ side[:core])
    axes = axes[:, ::-1][:, :dimension]
    axes *= np.sign(axes[np.abs(axes).argmax(axis=0), np.arange(axes.shape[1])])
    return unit(side @ axes)


def bytes_of(vectors: np.ndarray) -> np.ndarray:
    """(n, d) int8: every row scaled so that its largest number is 127. The scale is dropped: rows are of length 1 when they are read."""
    largest = np.abs(vectors).max(axis=1, keepdims=True)
    return np.rint(vectors * (127 / np.where(largest > 0, largest, 1))).astype(np.int8)
