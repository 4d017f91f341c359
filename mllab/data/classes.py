"""A column as classes."""

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd


def codes(values: "pd.Series") -> tuple[np.ndarray, list[str]]:
    """The class of every value (n,) int64, -1 for missing, and the names of the classes in order. O(n log n)."""
    found = values.astype("str").where(values.notna()).astype("category").cat
    return found.codes.to_numpy().astype(np.int64), [str(name) for name in found.categories]
