"""A matrix as one array that jobs can keep, digest and map: as it is, or, where its zeros are left out, its parts one after another."""

from typing import Any

import numpy as np

HEAD = 3  # rows, columns, numbers that are not 0: int64 each


def flat(X: Any) -> np.ndarray:
    """X (n, d) itself; a CSR matrix of float32 as (b,) uint8: its head, where rows begin (int64), columns (int32), numbers. O(size)."""
    if not hasattr(X, "toarray"):
        found: np.ndarray = X
        return found
    parts = (np.array([*X.shape, X.nnz], np.int64), X.indptr.astype(np.int64), X.indices.astype(np.int32), X.data.astype(np.float32))
    return np.concatenate([np.ascontiguousarray(one).view(np.uint8) for one in parts])


def whole(array: np.ndarray) -> Any:
    """The matrix that was made flat; nothing is copied. O(1)."""
    if array.ndim == 2:
        return array
    from scipy.sparse import csr_matrix

    n, d, many = np.frombuffer(array, np.int64, HEAD).tolist()
    starts = np.frombuffer(array, np.int64, n + 1, offset=8 * HEAD)
    places = np.frombuffer(array, np.int32, many, offset=8 * (HEAD + n + 1))
    return csr_matrix((np.frombuffer(array, np.float32, many, offset=8 * (HEAD + n + 1) + 4 * many), places, starts), shape=(n, d))
