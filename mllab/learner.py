"""Whatever learns is a generator of states; the last state is the result."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from mllab.errors import DataError
from mllab.params import Params
from mllab.script import Script


@dataclass(frozen=True)
class Learner(Params):
    """Base of every family: knobs in, states out. `limit` is the number of rows that it fits in reasonable time."""

    limit: ClassVar[int] = 100_000

    def steps(self, X: np.ndarray, seed: int = 0) -> Iterator[Any]:
        """The states of the fit to X (n, d), the last one being the result. Raises DataError when X cannot be used."""
        raise NotImplementedError

    def fit(self, X: np.ndarray, seed: int = 0) -> Any:
        """The result: the last state of `steps`."""
        return last(self.steps(X, seed))

    def script(self, seed: int = 0) -> Script:
        """Plain code of the peer library that makes the same result from `X`."""
        raise NotImplementedError

    def check(self, X: np.ndarray) -> np.ndarray:
        """X as a finite, non-empty (n, d) float array."""
        return finite(X, self.name)


def last(states: Iterator[Any]) -> Any:
    """The last state; those before it are let go as they come."""
    (found,) = deque(states, maxlen=1)
    return found


def finite(X: np.ndarray, who: str) -> np.ndarray:
    """X as a contiguous (n, d) float32 or float64 array; DataError when it is empty, not numbers or not finite. O(n d)."""
    X = np.asarray(X)
    if X.ndim != 2:
        raise DataError(f"{who} needs a table of rows and columns, got an array with {X.ndim} dimensions. Reshape it to (n, d).")
    if 0 in X.shape:
        raise DataError(f"{who} needs at least one row and one column, got {X.shape[0]} rows and {X.shape[1]} columns.")
    if X.dtype.kind not in "fiub":
        raise DataError(f"{who} needs numbers, got {X.dtype}. Encode the table first (mllab.data.matrix.encode).")
    X = np.ascontiguousarray(X, dtype=X.dtype if X.dtype in (np.float32, np.float64) else np.float64)
    if not np.isfinite(X).all():
        row, column = np.argwhere(~np.isfinite(X))[0]
        raise DataError(
            f"{who} needs finite numbers, got {X[row, column]} in row {row}, column {column}. Fill or drop missing values first."
        )
    return X
