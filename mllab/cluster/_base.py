"""The contract of every clusterer: knobs in, a generator of clusterings out; the last one is the result."""

from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np

from mllab.errors import DataError
from mllab.learner import Learner, finite

NOISE = -1


@dataclass(frozen=True, eq=False)
class Clustering:
    """One state on the way to groups. `labels` (n,) int: the group of every row, from 0; -1 is noise.

    centers       (k, d) what the method takes for the middle of a group, in the units of X
    covariances   (k, d, d) or (k, d) or (k,), and `weights` (k,): a mixture's shape
    objective     the figure that the method improves; `objective_name` says which
    linkage       (n-1, 4) merges as SciPy writes them: left, right, height, size
    reachability  (n,) OPTICS distance in the order `order` (n,)
    core          (n,) bool: the rows dense enough to pass a group on
    strength      (n,) 0 to 1: how firmly a row belongs to its group
    note          what happened here, in words
    share         part of the work that is done, 0 to 1, in a state on the way that has no groups yet; else None
    """

    labels: np.ndarray
    centers: np.ndarray | None = None
    objective: float | None = None
    objective_name: str = ""
    covariances: np.ndarray | None = field(default=None, repr=False)
    weights: np.ndarray | None = field(default=None, repr=False)
    linkage: np.ndarray | None = field(default=None, repr=False)
    reachability: np.ndarray | None = field(default=None, repr=False)
    order: np.ndarray | None = field(default=None, repr=False)
    core: np.ndarray | None = field(default=None, repr=False)
    strength: np.ndarray | None = field(default=None, repr=False)
    note: str = ""
    share: float | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "labels", np.asarray(self.labels, dtype=np.int64))

    @property
    def k(self) -> int:
        """How many groups there are, noise not counted."""
        return len(np.unique(self.labels[self.labels != NOISE]))

    @property
    def noise(self) -> int:
        """How many rows belong to no group."""
        return int(np.count_nonzero(self.labels == NOISE))

    @property
    def sizes(self) -> dict[int, int]:
        """Rows per label, noise included, in the order of the labels."""
        values, counts = np.unique(self.labels, return_counts=True)
        return {int(value): int(count) for value, count in zip(values, counts, strict=True)}


@dataclass(frozen=True)
class Clusterer(Learner):
    """Base of every clusterer. Above `limit` rows a sample is fitted; `script` makes `labels` from `X`."""

    least: ClassVar[int] = 1

    def check(self, X: np.ndarray) -> np.ndarray:
        """X as a finite (n, d) float array with enough rows for the knobs."""
        X = finite(X, self.name)
        k = self.values().get("k")
        if isinstance(k, int) and len(X) < k:
            raise DataError(f"{self.name} needs at least k={k} points, got {len(X)}. Lower k.")
        if len(X) < self.least:
            raise DataError(f"{self.name} needs at least {self.least} points, got {len(X)}.")
        return X


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th."""
    ending = "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
