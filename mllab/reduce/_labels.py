"""The classes that supervised reducers go by."""

import numpy as np

from mllab.errors import DataError


def classes(y: np.ndarray | None, X: np.ndarray, who: str) -> np.ndarray:
    """`y` (n,) int checked against X; -1 is unknown. DataError when it is missing, of another length or holds fewer than two classes."""
    ask = f"Choose a column of kinds (a category with two or more values, such as a species or a yes/no) as the labels of {who}."
    if y is None:
        raise DataError(f"{who} needs to know which class each row belongs to. {ask}")
    y = np.asarray(y)
    if y.shape != (len(X),) or y.dtype.kind not in "iub":
        raise DataError(f"{who} needs one whole number per row as its class, got {y.dtype} of shape {y.shape} for {len(X)} rows. {ask}")
    known = len(np.unique(y[y >= 0]))
    if known < 2:
        raise DataError(f"{who} needs at least 2 classes, got {known}. {ask}")
    if known == np.count_nonzero(y >= 0):
        raise DataError(f"{who} needs classes of several rows, got {known} classes in as many rows. {ask}")
    return y
