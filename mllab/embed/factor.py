"""From counts of what occurs with what to vectors: pointwise mutual information, and its singular vectors."""

from typing import TYPE_CHECKING

import numpy as np

from mllab.errors import DataError

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix


def together(groups: np.ndarray, items: np.ndarray, count: int) -> "csr_matrix":
    """(count, count) how much items stand in the same groups: a group of m gives each of its pairs 1 / (m - 1), an item nothing with itself.

    groups (k,) and items (k,) int64 say which item is in which group; each pair of the two comes once. O(sum of m^2).
    """
    from scipy.sparse import csr_matrix

    size = np.bincount(groups)
    share = (1 / np.sqrt(np.maximum(size - 1, 1)))[groups].astype(np.float32)
    each = csr_matrix((share, (groups, items)), shape=(len(size), count))
    found = (each.T @ each).tocsr()
    found.setdiag(0)
    found.eliminate_zeros()
    return found


def ppmi(counts: "csr_matrix", smoothing: float) -> "csr_matrix":
    """max(0, log p(i, j) / (p(i) p(j))) of counts (n, m) of 0 or more, in double precision; O(entries). Church and Hanks 1990.

    The contexts' frequencies are raised to `smoothing`: 0.75 lowers the worth of rare ones (Levy, Goldberg and Dagan 2015), 1 leaves them.
    """
    counts = counts.tocoo()
    rows = np.asarray(counts.sum(axis=1)).ravel()
    columns = np.asarray(counts.sum(axis=0)).ravel() ** smoothing
    told = np.log(counts.data * columns.sum() / (rows[counts.row] * columns[counts.col]))
    counts.data = np.maximum(told, 0)
    found = counts.tocsr()
    found.eliminate_zeros()
    return found


def factored(matrix: "csr_matrix", dimension: int, seed: int) -> np.ndarray:
    """The left singular vectors of (n, m) times the roots of the singular values, centred, of length 1: (n, dimension) float32.

    Randomized (Halko, Martinsson and Tropp 2011), one seed giving one result up to rounding. Empty rows have zeros and do not count for the
    centre. Raises DataError when there are not more rows and columns than dimensions. O(entries dimension + (n + m) dimension^2).
    """
    if min(matrix.shape) <= dimension:
        raise DataError(f"{dimension} dimensions need more rows and columns than that, got {matrix.shape}. Ask for fewer dimensions.")
    from sklearn.utils.extmath import randomized_svd

    left, values, _ = randomized_svd(matrix.astype(np.float32), dimension, n_iter=2, random_state=seed)
    found = left * np.sqrt(values)
    filled = np.diff(matrix.indptr) > 0
    found[filled] -= found[filled].mean(axis=0)
    found[~filled] = 0
    return unit(found)


def unit(vectors: np.ndarray) -> np.ndarray:
    """Rows of length 1 (n, d) float32; rows of zeros stay."""
    length = np.linalg.norm(vectors.astype(np.float64), axis=1, keepdims=True)
    return np.divide(vectors, length, out=np.zeros(vectors.shape), where=length > 0).astype(np.float32)
