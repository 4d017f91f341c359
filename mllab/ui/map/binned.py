"""A column of the map's rows in bins, so that counting some of a million rows takes milliseconds."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import streamlit as st

from mllab.data.classes import codes
from mllab.ui.map.chosen import Chosen

if TYPE_CHECKING:
    import pandas as pd

BINS = 24
NAMED = 8  # classes by name; the others are one bar
TAIL = 0.005  # part of the rows at each end that may not stretch the bins
STRETCH = 3.0  # how many times as wide as all between the tails the range must be for the tails to be cut off
DAY = 86_400.0
MISSING, OTHER = "(missing)", "(other)"


@dataclass(frozen=True, eq=False)
class Binned:
    """A column of n rows. `bins` (n,) int16 are the places of the rows, -1 where there is none.

    Numbers and dates have `edges` (k + 1,), the outermost bins hold what lies beyond too, and `values` (n,) (dates: seconds since
    1970, NaN where missing). Classes have `names`, the most frequent first.
    """

    name: str
    kind: Literal["number", "date", "class"]
    bins: np.ndarray
    edges: np.ndarray
    values: np.ndarray
    names: tuple[str, ...] = ()

    @property
    def many(self) -> int:
        """The number of bins."""
        return len(self.names) if self.kind == "class" else len(self.edges) - 1

    def counts(self, kept: np.ndarray | None = None) -> np.ndarray:
        """(k,) rows in each bin, of all or of the `kept` (n,) ones. O(n), about 3 ms for a million."""
        bins = self.bins if kept is None else self.bins[kept]
        return np.bincount(bins[bins >= 0], minlength=self.many)[: self.many]

    def rounded(self, low: float, high: float) -> tuple[float, float]:
        """A range in round figures, a thousandth of the width or finer; days or seconds for dates."""
        width = float(self.edges[-1] - self.edges[0])
        step = (DAY if width > 60 * DAY else 1.0) if self.kind == "date" else 10.0 ** np.floor(np.log10(width / 300))
        digits = max(0, int(-np.floor(np.log10(step))))
        return round(round(low / step) * step, digits), round(round(high / step) * step, digits)

    def reached(self, low: float, high: float) -> tuple[float, float]:
        """A range without an end where it reaches an outermost edge, as that bin holds what lies beyond, too."""
        reach = 4e-3 * (self.edges[-1] - self.edges[0])
        return -np.inf if low <= self.edges[0] + reach else low, np.inf if high >= self.edges[-1] - reach else high

    def among(self, places: tuple[int, ...]) -> np.ndarray:
        """(n,) the rows in these bins."""
        return np.isin(self.bins, places)


def binned(chosen: Chosen, name: str) -> Binned:
    """The column `name` of the map's rows; kept while widgets move."""
    return _binned(chosen, name, chosen.rows)


@st.cache_resource(max_entries=64, show_spinner=False)
def _binned(_chosen: Chosen, name: str, token: tuple[object, ...]) -> Binned:
    values = _chosen.table.frame([name], sample=len(_chosen.matrix.rows), seed=_chosen.seed)[name]
    return in_bins(values, _chosen.table.column(name).kind)


def in_bins(values: "pd.Series", kind: str) -> Binned:
    """A column in bins: 24 of equal width, one per whole number where there are few, one per class otherwise. O(n log n)."""
    import pandas as pd

    name = str(values.name)
    if kind == "number" and values.nunique() > 2:
        return _measured(name, "number", values.to_numpy(dtype=np.float64, na_value=np.nan))
    if kind == "date":
        moments = pd.to_datetime(values, errors="coerce", utc=True).dt.tz_localize(None).to_numpy(dtype="datetime64[s]")
        seconds = np.where(np.isnat(moments), np.nan, moments.astype(np.int64).astype(np.float64))
        if np.isfinite(seconds).any():
            return _measured(name, "date", seconds)
    return _classed(name, values)


def _measured(name: str, kind: Any, values: np.ndarray) -> Binned:
    finite = np.isfinite(values)
    edges = _edges(values[finite], whole=kind == "number")
    bins = np.full(len(values), -1, np.int16)
    bins[finite] = np.clip(np.searchsorted(edges, values[finite], "right") - 1, 0, len(edges) - 2)
    return Binned(name, kind, bins, edges, values)


def _edges(values: np.ndarray, whole: bool) -> np.ndarray:
    low, high = (float(values.min()), float(values.max())) if len(values) else (0.0, 1.0)
    if whole and high - low < BINS and (values == np.round(values)).all():
        return np.arange(low - 0.5, high + 1)
    first, last = np.quantile(values, [TAIL, 1 - TAIL]) if len(values) else (low, high)
    if last > first and high - low > STRETCH * (last - first):
        low, high = float(first), float(last)
    return np.linspace(low, high if high > low else low + 1, BINS + 1)


def _classed(name: str, values: "pd.Series") -> Binned:
    found, names = codes(values)
    sizes = np.bincount(found[found >= 0], minlength=len(names))
    order = np.argsort(-sizes, kind="stable")
    kept = order if len(names) <= NAMED + 1 else order[:NAMED]
    told = [names[i] for i in kept] + ([OTHER] if len(names) > len(kept) else [])
    place = np.full(len(names) + 1, len(kept), np.int16)
    place[kept] = np.arange(len(kept))
    missing = bool((found < 0).any())
    place[-1] = len(told) if missing else -1
    told += [MISSING] if missing else []
    return Binned(name, "class", place[found], np.empty(0), np.empty(0), tuple(told))
