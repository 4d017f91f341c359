"""Which two columns of a table to look at first."""

from collections.abc import Sequence

import numpy as np

from mllab.data.table import Table
from mllab.learning.boundaries._points import classes_of
from mllab.learning.boundaries._tree import candidates

LOOKED_AT, ROWS = 60, 1_000  # columns, and rows of them


def telling(table: Table, names: Sequence[str], target: str, seed: int = 0) -> tuple[str, str]:
    """Of these columns of numbers, at least two, the one whose best split tells most of the classes of `target`, and the one that then tells most of both halves.

    So two columns that say the same are not taken together. The first 60 columns and a choice of 1,000 rows are looked at. O(columns rows log rows).
    Raises DataError where `target` has more than 10 classes.
    """
    import pandas as pd

    names = list(names)[:LOOKED_AT]
    frame = table.frame(list(dict.fromkeys([*names, target])), sample=ROWS, seed=seed)
    codes, listed = classes_of(frame[target], table.column(target).kind == "number")
    X = np.column_stack([pd.to_numeric(frame[name], errors="coerce").to_numpy(float, na_value=np.nan) for name in names])
    X, y = X[codes >= 0], codes[codes >= 0]
    first, cut = _best(X, y, [np.ones(len(y), bool)], len(listed), range(len(names)))
    halves = [X[:, first] <= cut, X[:, first] > cut]
    second, _ = _best(X, y, halves, len(listed), [one for one in range(len(names)) if one != first])
    return names[first], names[second]


def _best(X: np.ndarray, y: np.ndarray, parts: Sequence[np.ndarray], k: int, columns: Sequence[int]) -> tuple[int, float]:
    """The column whose best splits of the parts take most away together, and where it cuts the first part; rows that lack it tell nothing."""
    found: list[tuple[float, int, float]] = []
    for one in columns:
        taken, cut = 0.0, float(np.nan)
        for number, part in enumerate(parts):
            there = part & np.isfinite(X[:, one])
            at, gain = candidates(X[there, one], y[there], k) if there.any() else (np.empty(0), np.empty(0))
            if len(gain):
                taken += float(gain.max()) * int(there.sum())
                cut = float(at[gain.argmax()]) if number == 0 else cut
        found.append((-taken, one, cut))
    _, best, cut = min(found)
    return best, cut
