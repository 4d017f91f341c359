"""Sorting in linear time what usually stands in tables: whole numbers close together, and decimals of a few places."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

SPREAD = 4  # times the number of values: a range up to this is counted, not sorted
FEW = 5_000  # below, sorting costs nothing
TRIED = 1_000  # values looked at for their decimal places
PLACES = (0, 1, 2, 3, 4)


def ordered(values: "np.ndarray") -> "np.ndarray":
    """The values in ascending order, as np.sort gives them: by counting (Seward 1954) where that is possible. NaN is not allowed."""
    import numpy as np

    if len(values) < FEW:
        return np.sort(values)
    if values.dtype.kind == "i":
        low, high = int(values.min()), int(values.max())
        return _counted(values, low) if high - low <= SPREAD * len(values) else np.sort(values)
    return _decimals(values)


def _counted(values: "np.ndarray", low: int) -> "np.ndarray":
    import numpy as np

    counts = np.bincount((values - low).astype(np.int64, copy=False))
    there = np.flatnonzero(counts)
    return np.repeat(there + low, counts[there])


def _decimals(values: "np.ndarray") -> "np.ndarray":
    """Decimals of at most four places as whole numbers, where every one is exactly its whole number over a power of ten."""
    import numpy as np

    low, high = float(values.min()), float(values.max())
    for places in PLACES:
        per = 10.0**places
        if not np.isfinite([low, high]).all() or (high - low) * per > SPREAD * len(values) or max(-low, high) * per > 2**52:
            break
        if _exact(values[:TRIED], per) is not None and (whole := _exact(values, per)) is not None:
            return _counted(whole, int(whole.min())) / per
    return np.sort(values)


def _exact(values: "np.ndarray", per: float) -> "np.ndarray | None":
    import numpy as np

    whole = np.rint(values * per)
    return whole.astype(np.int64) if bool((whole / per == values).all()) else None
