"""How much of the data a linear function of the picture's axes gives back."""

import numpy as np

BLOCK = 65_536


def explained(X: np.ndarray, positions: np.ndarray) -> float:
    """R^2 of the regression of all columns of X (n, d) on positions (n, m) and a constant; NaN when X does not vary.

    For PCA it is the sum of the shares of its axes (no m axes can have more); for a curved picture it says how flat that is. O(n m (d + m)).
    """
    basis = _basis(positions)
    middle = X.mean(axis=0, dtype=np.float64)
    total, along = 0.0, np.zeros((basis.shape[1], X.shape[1]))
    for start in range(0, len(X), BLOCK):
        part = slice(start, start + BLOCK)
        off = X[part] - middle
        total += float(np.einsum("ij,ij->", off, off))
        along += basis[part].T @ off
    return float(np.einsum("ij,ij->", along, along)) / total if total > 0 else float("nan")


def _basis(positions: np.ndarray) -> np.ndarray:
    """Orthonormal columns that span the centred axes; an axis that does not vary, or repeats others, adds none."""
    off = positions - positions.mean(axis=0, dtype=np.float64)
    left, sizes, _ = np.linalg.svd(off, full_matrices=False)
    return left[:, sizes > sizes.max(initial=0) * max(off.shape) * np.finfo(positions.dtype).eps]
