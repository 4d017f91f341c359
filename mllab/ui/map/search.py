"""Finding rows by what stands in them: the others fade."""

import re
from typing import TYPE_CHECKING, Any

import numpy as np
import streamlit as st

from mllab.errors import DataError
from mllab.ui.map.chosen import Chosen

if TYPE_CHECKING:
    import pandas as pd

ANYWHERE = "any column"


def search(chosen: Chosen) -> np.ndarray | None:
    """A text, a column and whether it is a regular expression; gives (n,) which rows match, or None when nothing is searched for."""
    words, where, how, told = st.columns([4, 3, 3, 4], vertical_alignment="center")
    hidden: Any = {"label_visibility": "collapsed", "bind": "query-params"}
    text = words.text_input("Find rows", key="find-rows", placeholder="Find rows", **hidden)
    column = where.selectbox("in", [ANYWHERE, *chosen.table.names], key="find-in", **hidden)
    pattern = how.toggle("Pattern", key="find-pattern", bind="query-params", help="The text is a regular expression, such as ^A.*n$")
    if not text:
        return None
    found = matches(chosen.frame(), text, column, pattern)
    told.caption(f"{int(found.sum()):,} of {len(found):,} rows found; the others fade.")
    return found


def matches(frame: "pd.DataFrame", text: str, column: str = ANYWHERE, pattern: bool = False) -> np.ndarray:
    """(n,) the rows in which `text` stands, upper and lower case alike. Raises DataError for a pattern that is none."""
    try:
        sought = re.compile(text if pattern else re.escape(text), re.IGNORECASE)
    except re.error as error:
        raise DataError(f"{text!r} is no regular expression: {error}. Correct it, or search for it as plain text.") from None
    found = np.zeros(len(frame), dtype=bool)
    for name in frame.columns if column == ANYWHERE else [column]:
        values = frame[name]
        found |= values.astype("str").str.contains(sought, regex=True).fillna(False).to_numpy(dtype=bool) & values.notna().to_numpy()
    return found
