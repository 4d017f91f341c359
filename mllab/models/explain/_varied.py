"""One column in its own units, everything else as it is: the encoding of each of its values, computed once."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from mllab.models.task import Encoder

if TYPE_CHECKING:
    import pandas as pd

VALUES = 20


def outputs(encoder: Encoder, column: str) -> np.ndarray:
    """The places of a column's outputs in the matrix."""
    return np.flatnonzero(np.asarray(encoder.sources) == column)


def plausible(values: "pd.Series", kind: str, most: int = VALUES) -> list[Any]:
    """Values that a column has: quantiles from the 5th to the 95th percent for numbers and dates, the most frequent ones for others.

    Each is a value that was there. None for a text, whose values cannot be lined up. O(n log n).
    """
    there = values.dropna()
    if kind in {"number", "date"}:
        there = there.sort_values()
        if kind == "number":
            there = there[np.isfinite(there.astype("float64").to_numpy())]
        if not len(there):
            return []
        distinct = there.drop_duplicates()
        if len(distinct) <= most:
            return list(distinct)
        places = np.round(np.linspace(0.05, 0.95, most) * (len(there) - 1)).astype(int)
        return list(there.iloc[places].drop_duplicates())
    if kind == "identifier" or (kind == "text" and there.nunique() > most):
        return []
    return list(there.value_counts().head(most).index)


def blocks(encoder: Encoder, frame: "pd.DataFrame", grids: Mapping[str, Sequence[Any]]) -> dict[str, np.ndarray]:
    """For each column (g, m) its outputs at each of its g values. Columns are encoded one by one, so one pass serves them all. O(g d)."""
    import pandas as pd

    longest = max((len(grid) for grid in grids.values()), default=0)
    if not longest:
        return {}
    made = frame.iloc[np.zeros(longest, np.int64)].reset_index(drop=True)
    for name, grid in grids.items():
        if len(grid):
            padded = [*grid, *[grid[-1]] * (longest - len(grid))]
            made[name] = series(padded, frame[name])
    X = encoder.transform(pd.DataFrame(made))
    return {name: X[: len(grid), outputs(encoder, name)] for name, grid in grids.items()}


def series(values: Sequence[Any], like: "pd.Series") -> "pd.Series":
    """Values as a column of the type of another; numbers that are between whole ones as float64."""
    import pandas as pd
    from pandas.api import types

    if types.is_numeric_dtype(like) and not types.is_bool_dtype(like):
        return pd.Series(pd.to_numeric(pd.Series(list(values), dtype="object"), errors="coerce").astype("float64"))
    return pd.Series(list(values), dtype=like.dtype)
