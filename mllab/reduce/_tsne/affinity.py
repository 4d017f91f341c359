"""Who attracts whom: the sparse, symmetric probabilities that t-SNE wants to see again in the picture."""

from dataclasses import dataclass

import numpy as np

from mllab.neighbors import Neighbors

PER_PERPLEXITY = 3  # neighbors per unit of perplexity: the rest weighs next to nothing (van der Maaten 2014)
KEPT = 150  # neighbors: they cost little more than 91 (0.65 and 0.64 s of processor at 10,000 x 64)
KEPT_ROWS = 50_000


@dataclass(frozen=True, eq=False)
class Affinities:
    """A symmetric sparse matrix P that sums to 1, in rows: row i has columns[starts[i]:starts[i+1]] and the values there.

    Row numbers are unsigned (uint32): a compiled loop then need not ask whether they count from the end. Fewer than 4e9 edges.
    """

    starts: np.ndarray
    columns: np.ndarray
    values: np.ndarray

    @property
    def n(self) -> int:
        """Rows."""
        return len(self.starts) - 1


def wanted(perplexity: float, n: int) -> int:
    """Neighbors that a perplexity needs among n rows."""
    return min(n - 1, int(np.ceil(PER_PERPLEXITY * perplexity)))


def kept(k: int, n: int) -> int:
    """Neighbors to search for when k are needed: up to 50,000 rows enough for a perplexity of 50, so that moving it searches once only."""
    return max(k, min(n - 1, KEPT)) if n <= KEPT_ROWS else k


def conditional(found: Neighbors, perplexity: float) -> np.ndarray:
    """(n, k) float32 probability of each neighbor, with entropy log(perplexity) in every row; lower where k is too small for it. O(n k)."""
    from mllab.reduce.kernels import tsne_affinity

    squares = np.square(found.distances)
    made = np.empty_like(squares)
    tsne_affinity.conditional(squares, min(perplexity, 0.95 * found.k) if found.k > 1 else 1.0, made)
    return made


def supervised(made: np.ndarray, found: Neighbors, y: np.ndarray, strength: float) -> np.ndarray:
    """The probabilities with neighbors of another known class weakened to 1 - strength; a row without others keeps its own. O(n k)."""
    other = (y[:, None] != y[found.indices]) & (y[:, None] >= 0) & (y[found.indices] >= 0)
    weak = np.where(other, made * np.float32(1 - strength), made)
    total = weak.sum(axis=1, keepdims=True)
    return np.where(total > 0, weak / np.where(total > 0, total, 1), made).astype(np.float32)


def symmetric(made: np.ndarray, found: Neighbors) -> Affinities:
    """P = (p_j|i + p_i|j) / 2n. O(n k)."""
    from scipy.sparse import csr_array

    n, k = made.shape
    one_way = csr_array((made.ravel(), found.indices.ravel(), np.arange(0, n * k + 1, k)), shape=(n, n))
    both = (one_way + one_way.T.tocsr()).tocsr()
    both.sort_indices()
    values = both.data / np.float32(both.data.sum(dtype=np.float64))
    return Affinities(both.indptr.astype(np.uint32), both.indices.astype(np.uint32), values.astype(np.float32))
