"""Lay one picture onto another: moved, turned, mirrored and brought to the same size, never bent."""

import numpy as np

from mllab.errors import DataError


def onto(positions: np.ndarray, reference: np.ndarray) -> np.ndarray:
    """Positions (n, m) laid onto `reference` (n, m) as well as a rotation or reflection can (Procrustes analysis, Gower 1975).

    Both are given the size of the reference (root mean square distance from the middle) before turning, so that a picture which does not
    fit is not shrunk to look as if it did. O(n m^2). Raises DataError when the shapes differ.
    """
    if positions.shape != reference.shape:
        raise DataError(
            f"Only pictures of the same rows with as many axes can be laid onto each other, got {positions.shape} and {reference.shape}."
        )
    middle = reference.mean(axis=0, dtype=np.float64)
    off, target = positions - positions.mean(axis=0, dtype=np.float64), reference - middle
    left, _, right = np.linalg.svd(off.T @ target)
    scale = size(target) / (size(off) or 1.0)
    return (scale * (off @ (left @ right)) + middle).astype(reference.dtype)


def size(positions: np.ndarray) -> float:
    """Root mean square distance of the points from their middle."""
    off = positions - positions.mean(axis=0, dtype=np.float64)
    return float(np.sqrt(np.einsum("ij,ij->", off, off) / max(len(off), 1)))
