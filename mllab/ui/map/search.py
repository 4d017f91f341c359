"""Finding rows by what stands in them: the others fade."""

from typing import Any

import numpy as np
import streamlit as st

from mllab.data.search import ANYWHERE, matches
from mllab.ui.map.chosen import Chosen


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
