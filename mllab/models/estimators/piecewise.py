"""Numbers as piecewise-linear codes: how far each value has come through each of its column's bins."""

import numpy as np
import torch
from torch import Tensor

from mllab.models.estimators.architecture import Arrays
from mllab.models.estimators.passing import Named


def bins(X: np.ndarray, pieces: int) -> Arrays:
    """Bins of equal counts for each column of X (n, d): which column each is of, where it begins, how wide it is and where it is cut off.

    A column with few values gets a bin between each two; a constant one gets none. O(n d log n).
    Source: Gorishniy, Rubachev & Babenko 2022, section 3.2.1.
    """
    columns, left, wide, low, high = [], [], [], [], []
    for j, column in enumerate(X.T):
        edges = np.unique(np.quantile(column, np.linspace(0, 1, pieces + 1)).astype(np.float32))
        count = len(edges) - 1
        columns += [j] * count
        left += list(edges[:-1])
        wide += list(np.diff(edges))
        low += [-np.inf if t == 0 else 0.0 for t in range(count)]
        high += [np.inf if t == count - 1 else 1.0 for t in range(count)]
    found = {"left": left, "wide": wide, "low": low, "high": high}
    return {"bins.column": np.array(columns, np.int64)} | {f"bins.{name}": np.array(value, np.float32) for name, value in found.items()}


def coded(p: Named, x: Tensor) -> Tensor:
    """x (n, d) as (n, bins): 0 before a bin, 1 behind it, (x - left) / width inside; the first goes on below 0 and the last above 1.

    Source: Gorishniy, Rubachev & Babenko 2022, equation 1.
    """
    within = (x[:, p["bins.column"]] - p["bins.left"]) / p["bins.wide"]
    return torch.minimum(torch.maximum(within, p["bins.low"]), p["bins.high"])
