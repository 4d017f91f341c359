"""A column as classes."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd


MOST = 12  # classes that a legend and a palette tell apart
LONGEST = 40  # characters of a name


def codes(values: "pd.Series") -> tuple[np.ndarray, list[str]]:
    """The class of every value (n,) int64, -1 for missing, and the names of the classes in order. O(n log n)."""
    found = values.astype("str").where(values.notna()).astype("category").cat
    return found.codes.to_numpy().astype(np.int64), [str(name) for name in found.categories]


def frequent(found: np.ndarray, names: Sequence[str], most: int = MOST) -> tuple[np.ndarray, tuple[str, ...]]:
    """Classes for a picture: the `most` most frequent in the order of their names, all others as one, "other" and how many they are.

    `found` (n,) and `names` are as of `codes`; -1 stays -1. One class is never "other" alone, so `most` + 1 are left as they are.
    Of equally frequent ones the first names are taken. O(n).
    """
    if len(names) <= most + 1:
        return found, tuple(name[:LONGEST] for name in names)
    kept = np.sort(np.argsort(-np.bincount(found[found >= 0], minlength=len(names)), kind="stable")[:most])
    place = np.full(len(names) + 1, most)
    place[kept], place[-1] = np.arange(most), -1
    return place[found], (*(names[i][:LONGEST] for i in kept), f"other ({len(names) - most:,})")
