"""A column cut into a few levels, with a name for each: what slices and groups are made of."""

from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

OTHER, MISSING = "other values", "missing"


@dataclass(frozen=True, eq=False)
class Levels:
    """(n,) the level of each row, and what each level is called."""

    codes: np.ndarray = field(repr=False)
    names: tuple[str, ...]


def levels(values: "pd.Series", most: int = 8, parts: int = 4) -> Levels:
    """At most `most` levels: the values themselves where there are few, else `parts` ranges of equally many numbers or dates, or the most frequent values.

    Missing values are a level of their own. O(n log n).
    """
    import pandas as pd
    from pandas.api import types

    values = _moments(values)
    gone = values.isna().to_numpy()
    ordered = types.is_numeric_dtype(values) and not types.is_bool_dtype(values)
    ordered = ordered or types.is_datetime64_any_dtype(values)
    if ordered and values.nunique() > most:
        codes, names = _ranges(values, gone, parts)
    else:
        texts = values.astype("str").to_numpy(dtype=object) if not ordered else values.map(_spoken).to_numpy(dtype=object)
        there = pd.Series(texts[~gone])
        kept = [str(name) for name in there.value_counts().head(most).index]
        places = {name: i for i, name in enumerate(kept)}
        codes = np.array([-1 if lost else places.get(text, len(kept)) for text, lost in zip(texts, gone, strict=True)], np.int64)
        names = [*kept, *([OTHER] if there.nunique() > len(kept) else [])]
    if gone.any():
        codes = np.where(gone, len(names), codes)
        names = [*names, MISSING]
    return Levels(codes, tuple(names))


def _moments(values: "pd.Series") -> "pd.Series":
    """Dates without a time of day, which come as objects, as moments; everything else as it is."""
    import pandas as pd

    first = values.dropna().head(1)
    dates = values.dtype == object and len(first) > 0 and isinstance(first.iloc[0], date)
    return pd.to_datetime(values, errors="coerce") if dates else values


def _spoken(value: object) -> str:
    return f"{value:g}" if isinstance(value, int | float | np.number) else str(value)


def _ranges(values: "pd.Series", gone: np.ndarray, parts: int) -> tuple[np.ndarray, list[str]]:
    from pandas.api import types

    dates = types.is_datetime64_any_dtype(values)
    numbers = _seconds(values) if dates else values.astype("float64").to_numpy(dtype=np.float64, na_value=np.nan)
    edges = np.unique(np.quantile(numbers[~gone], np.linspace(0, 1, parts + 1)[1:-1]))
    codes = np.searchsorted(edges, np.where(gone, np.inf, numbers), side="left")
    told = [_date(edge) if dates else f"{edge:.4g}" for edge in edges]
    names = [f"up to {told[0]}", *(f"{a} to {b}" for a, b in pairwise(told)), f"above {told[-1]}"]
    return codes, names


def _seconds(values: "pd.Series") -> np.ndarray:
    return np.where(values.isna().to_numpy(), np.nan, values.astype("datetime64[s]").astype("int64").to_numpy().astype(np.float64))


def _date(seconds: float) -> str:
    return str(np.datetime64(int(seconds), "s").astype("datetime64[D]"))
