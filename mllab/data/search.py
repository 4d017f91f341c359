"""Finding rows by what stands in them."""

import re
from typing import TYPE_CHECKING

import numpy as np

from mllab.errors import DataError

if TYPE_CHECKING:
    import pandas as pd

ANYWHERE = "any column"


def matches(frame: "pd.DataFrame", text: str, column: str = ANYWHERE, pattern: bool = False) -> np.ndarray:
    """(n,) the rows in which `text` stands, upper and lower case alike; with `pattern` it is a regular expression. O(characters).

    Raises DataError for a pattern that is none, or a column that is not there.
    """
    try:
        sought = re.compile(expression(text, pattern), re.IGNORECASE)
    except re.error as error:
        raise DataError(f"{text!r} is no regular expression: {error}. Correct it, or search for it as plain text.") from None
    if column != ANYWHERE and column not in frame.columns:
        raise DataError(f"There is no column {column!r} to search in. Choose another, or search in any column.")
    found = np.zeros(len(frame), dtype=bool)
    for name in frame.columns if column == ANYWHERE else [column]:
        values = frame[name]
        there = values.notna().to_numpy()
        found[there] |= [sought.search(text) is not None for text in values[there].astype("str")]
    return found


def expression(text: str, pattern: bool) -> str:
    """The regular expression that is searched for: `text` itself, or `text` taken literally."""
    return text if pattern else re.escape(text)
