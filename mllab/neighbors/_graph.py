"""What a search for neighbors finds."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

Metric = Literal["euclidean", "cosine"]


@dataclass(frozen=True, eq=False)
class Neighbors:
    """The k nearest rows of each of n rows.

    indices    (n, k) int32, nearest first; the row itself is not among them
    distances  (n, k) float32 in the unit of the data, or 1 - cosine
    metric     how they were measured
    recall     share of the true neighbors that are here: 1.0 when the search was exact, else measured on a seeded sample of rows
    """

    indices: np.ndarray
    distances: np.ndarray
    metric: Metric = "euclidean"
    recall: float = 1.0

    @property
    def k(self) -> int:
        """Neighbors per row."""
        return self.indices.shape[1]

    def first(self, k: int) -> "Neighbors":
        """The k nearest of them only. O(n k)."""
        if k == self.k:
            return self
        indices, distances = (np.ascontiguousarray(a[:, :k]) for a in (self.indices, self.distances))
        indices.setflags(write=False)
        distances.setflags(write=False)
        return Neighbors(indices, distances, self.metric, self.recall)
