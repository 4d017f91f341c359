"""Axes of one's own: the directions from some rows to others, found by searching. No item of the catalog, since its poles are rows of a table."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from mllab.data.search import ANYWHERE, matches
from mllab.errors import DataError
from mllab.params import knob
from mllab.reduce._base import Reduction
from mllab.reduce._directions import across, placing, widest_beside
from mllab.reduce._linear import Linear
from mllab.script import Script

if TYPE_CHECKING:
    import pandas as pd

ENDS = ("left", "right", "down", "up")
BITS = {end: 1 << place for place, end in enumerate(ENDS)}
PAIRS = (("left", "right"), ("down", "up"))


@dataclass(frozen=True)
class CustomAxes(Linear):
    """Look along directions that you name: across from the rows found on the left to those on the right, and up likewise.

    A direction leads from the middle of one pole's rows to that of the other's; each row is placed by its part of it, the poles at -1 and 1. Fails where a pole is few rows or the two overlap much:
    then the direction is chance; and an axis shows only what differs between its poles on average, in straight lines. An end left empty
    stands for all rows; without `down` and `up`, up is the widest direction at a right angle to across. O(n d), and O(n d^2) for that.
    """

    name: ClassVar[str] = "custom axes"
    source: ClassVar[str] = "Smilkov, Thorat, Nicholson, Reif, Viegas & Wattenberg 2016 (Embedding Projector)"
    limit: ClassVar[int] = 1_000_000
    cannot: ClassVar[str] = "Anything but the two directions you named: rows that differ in other ways lie on top of each other."

    left: str = knob("", help="What stands in the rows on the left; empty is all rows.")
    right: str = knob("", help="What stands in the rows on the right; empty is all rows.")
    left_right_in: str = knob(ANYWHERE, help="The column in which left and right are searched for.")
    down: str = knob("", help="What stands in the rows at the bottom; empty is all rows.")
    up: str = knob("", help="What stands in the rows at the top; empty is all rows.")
    up_down_in: str = knob(ANYWHERE, help="The column in which up and down are searched for.")
    pattern: bool = knob(False, help="The texts are regular expressions, such as ^(basic|free)$")
    orthogonal: bool = knob(False, help="Up loses what it has in common with across, so that the two are at a right angle.")

    def poles(self, frame: "pd.DataFrame") -> np.ndarray:
        """(n,) int64, the ends that each row of the table belongs to, as a sum of BITS: what `fit` takes as `y`. O(characters).

        Raises DataError when a search finds no row, or every row.
        """
        found = np.zeros(len(frame), np.int64)
        for pair in PAIRS:
            if any(self.sought(end) for end in pair):
                for end in pair:
                    found[self._found(frame, end)] |= BITS[end]
        return found

    def sought(self, end: str) -> str:
        """The text of an end."""
        return str(self.values()[end] or "").strip()

    def column(self, end: str) -> str:
        """The column in which an end is searched for."""
        return self.left_right_in if end in PAIRS[0] else self.up_down_in

    def steps(self, X: np.ndarray, seed: int = 0, start: np.ndarray | None = None, y: np.ndarray | None = None) -> Iterator[Reduction]:
        X, y = self._checked(X, y)
        first, second = ([X[(y & BITS[end]) > 0] for end in pair] for pair in PAIRS)
        if not all(map(len, first)):
            raise DataError("Custom axes need to know what left or right stands for. Type a text that some rows hold for at least one end.")
        one = across(first, "left and right")
        other = across(second, "down and up") if all(map(len, second)) else widest_beside(X, one)
        loadings, middle, note = placing(one, other, self.orthogonal)
        positions = X @ loadings.astype(X.dtype) - (middle @ loadings).astype(X.dtype)
        lengths = np.linalg.norm(loadings, axis=0)
        shares = (positions / lengths).var(axis=0, dtype=np.float64) / X.var(axis=0, dtype=np.float64).sum()
        yield Reduction(positions.astype(np.float32), shares, loadings, middle, note=note)

    def script(self, seed: int = 0) -> Script:
        from mllab.reduce._custom_script import script

        return script(self)

    def _found(self, frame: "pd.DataFrame", end: str) -> np.ndarray:
        text, where = self.sought(end), self.column(end)
        if not text:
            return np.ones(len(frame), dtype=bool)
        found = matches(frame, text, where, self.pattern)
        if not found.any():
            raise DataError(f"The {end} end stands for no row: nothing in {where} matches {text!r}. Change the text or the column.")
        if found.all():
            raise DataError(
                f"The {end} end stands for every row: all of {where} matches {text!r}. Make the text narrower, or empty it to mean all rows."
            )
        return found

    def _checked(self, X: np.ndarray, y: np.ndarray | None) -> tuple[np.ndarray, np.ndarray]:
        X = self.check(X)
        if y is None:
            raise DataError("Custom axes need the rows of their poles: give y, as `poles(frame)` makes it from the table.")
        y = np.asarray(y)
        if y.shape != (len(X),) or y.dtype.kind not in "iu":
            raise DataError(f"Custom axes need one whole number per row as y, got {y.dtype} of shape {y.shape} for {len(X)} rows.")
        return X, np.where(y < 0, 0, y)
