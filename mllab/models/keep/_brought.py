"""New rows brought to the types that a model has learned from, where that loses nothing."""

from typing import TYPE_CHECKING

import numpy as np

from mllab.errors import DataError
from mllab.models.keep._facts import Facts
from mllab.models.keep._seen import Seen

if TYPE_CHECKING:
    import pandas as pd

TRUE, FALSE = ("true", "yes", "1", "1.0", "t", "y"), ("false", "no", "0", "0.0", "f", "n")
NUMBERS = {"BIGINT", "DOUBLE"}


def brought(facts: Facts, frame: "pd.DataFrame", fill: bool = False) -> "pd.DataFrame":
    """The columns that the model knows, each in its type; with `fill` those that are not there are empty. Index as it was. O(n d).

    Raises DataError, naming them, when columns that the model looks at are missing.
    """
    import pandas as pd

    lacking = [one.name for one in facts.seen if one.used and one.name not in frame.columns]
    if lacking and not fill:
        raise DataError(
            f"The new rows lack {', '.join(map(repr, lacking[:10]))}, which the model learned from. Add them, empty where unknown."
        )
    columns = {
        one.name: _typed(frame[one.name], one) if one.name in frame.columns else pd.Series(empty(one), frame.index) for one in facts.seen
    }
    return pd.DataFrame(columns, index=frame.index)


def empty(one: Seen) -> object:
    """No value, as the column's type writes it."""
    return np.nan if one.kind in {"number", "boolean"} or one.sql in NUMBERS else np.datetime64("NaT", "us") if one.kind == "date" else None


def _typed(values: "pd.Series", one: Seen) -> "pd.Series":
    if one.kind == "boolean":
        return truths(values)
    if one.kind == "category" and one.values:
        return _spelled(values, [value for value, _ in one.values])
    return values


def truths(values: "pd.Series") -> "pd.Series":
    """Yes and no in whatever way they are written, as 1 and 0; anything else is missing."""
    import pandas as pd

    texts = values.astype("str").str.strip().str.lower()
    told = np.where(texts.isin(TRUE), 1.0, np.where(texts.isin(FALSE), 0.0, np.nan))
    return pd.Series(np.where(values.isna(), np.nan, told), values.index)


def _spelled(values: "pd.Series", known: list[str]) -> "pd.Series":
    """Classes that are numbers, spelled as they were learned: 1, 1.0 and "1" are one class."""
    numbers = {number: text for text in known if (number := _number(text)) is not None}
    if not numbers or set(known) >= set(values.dropna().astype("str")):
        return values
    texts = values.astype("str")
    spelled = {text: numbers[number] for text in texts.unique() if (number := _number(text)) is not None and number in numbers}
    return texts.map(lambda text: spelled.get(text, text)).where(values.notna(), None)


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
