"""Predictions for new rows, as columns that stand beside them."""

from typing import TYPE_CHECKING

import numpy as np

from mllab.errors import DataError
from mllab.models.keep._brought import brought

if TYPE_CHECKING:
    import pandas as pd

    from mllab.models.keep._file import Kept

BATCH = 50_000


def told(kept: "Kept", frame: "pd.DataFrame", fill: bool = False, coverage: float | None = None) -> "pd.DataFrame":
    """For each row of `frame` what the model predicts: the answer and, for classes, the probability of each; indexed as `frame` is.

    With a `coverage` that `kept.facts.bounds` has also the interval that holds the truth so often, or the classes that cannot be ruled out. `fill`
    takes missing columns as empty. O(n). Raises DataError when columns are missing or the coverage is not known.
    """
    import pandas as pd

    usual = brought(kept.facts, frame, fill)
    parts = [kept.fitted.predict(usual.iloc[at : at + BATCH]) for at in range(0, len(usual), BATCH)]
    target, classes = kept.fitted.task.target, kept.fitted.classes
    found = np.concatenate(parts) if parts else np.empty((0, len(classes)) if classes else 0)
    columns: dict[str, object] = {f"predicted {target}": _best(found, classes) if classes else found}
    if coverage is not None:
        columns |= _sure(found, classes, _bound(kept, coverage), coverage)
    columns |= {f"probability of {name}": found[:, code] for code, name in enumerate(classes)}
    return pd.DataFrame(columns, index=frame.index)


def _best(chances: np.ndarray, classes: tuple[str, ...]) -> np.ndarray:
    names: np.ndarray = np.asarray(classes, dtype=object)
    return names[chances.argmax(axis=1)] if len(chances) else np.empty(0, dtype=object)


def _sure(found: np.ndarray, classes: tuple[str, ...], bound: float, coverage: float) -> dict[str, object]:
    if not classes:
        from mllab.models.conformal import Intervals

        low, high = Intervals(coverage, bound).around(found)
        return {f"low ({coverage:.0%})": low, f"high ({coverage:.0%})": high}
    from mllab.models.conformal import sets

    inside = sets(found, bound)
    listed = [", ".join(name for name, there in zip(classes, row, strict=True) if there) for row in inside]
    return {f"not ruled out ({coverage:.0%})": np.asarray(listed, dtype=object)}


def _bound(kept: "Kept", coverage: float) -> float:
    for known, bound in kept.facts.bounds:
        if known == coverage:
            return bound
    listed = ", ".join(f"{known:g}" for known, _ in kept.facts.bounds) or "none, since it was not cross-validated"
    raise DataError(f"The coverage {coverage:g} of this model is not known. Known are: {listed}.")
