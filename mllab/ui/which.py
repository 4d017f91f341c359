"""One of several at a time: a row of names, and only what stands under the chosen one is computed."""

from collections.abc import Mapping

import streamlit as st


def which(label: str, answers: Mapping[str, object], key: str) -> str:
    """The name that is chosen, at first the first; `key` keeps it in the link, `label` is what a screen reader says."""
    names = list(answers)
    chosen = st.segmented_control(label, names, default=names[0], required=True, key=key, bind="query-params", label_visibility="collapsed")
    return chosen or names[0]
