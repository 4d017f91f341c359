"""Partial dependence: what a model would say on average if a column had this value in every row; ICE: for each row by itself."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

Answers = Callable[[np.ndarray], np.ndarray]  # (n, d) -> (n,)


@dataclass(frozen=True, eq=False)
class Dependence:
    """values (g,) in the column's own units, `each` (n, g) the answer of every row at each of them (ICE)."""

    column: str
    values: tuple[Any, ...]
    each: np.ndarray = field(repr=False)

    @property
    def mean(self) -> np.ndarray:
        """(g,) partial dependence."""
        return np.asarray(self.each.mean(axis=0))

    @property
    def span(self) -> float:
        """How far the mean moves over the values."""
        return float(np.ptp(self.mean)) if self.each.size else 0.0


def dependence(answers: Answers, X: np.ndarray, at: np.ndarray, block: np.ndarray, column: str, values: Sequence[Any]) -> Dependence:
    """The answers for rows X (n, d) with the outputs `at` (m,) of a column set to each row of `block` (g, m), its encoding at `values` (g,).

    Partial dependence is the mean over rows (Friedman 2001), ICE the rows themselves (Goldstein et al. 2015): where they cross, the mean hides an
    interaction. Asks about rows that may not exist where columns go together. O(n g) predictions.
    """
    n, g = len(X), len(block)
    Z = np.repeat(X, g, axis=0)
    Z[:, at] = np.tile(block, (n, 1))
    return Dependence(column, tuple(values), np.asarray(answers(Z), np.float64).reshape(n, g))
