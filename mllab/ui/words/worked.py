"""Work of some seconds on a page: its progress is seen, any change of a setting stops it, and its result is kept."""

from collections import OrderedDict
from collections.abc import Callable
from typing import Any, TypeVar

import streamlit as st

from mllab.neighbors import Told

T = TypeVar("T")
KEPT = 12


def worked(key: tuple[object, ...], says: str, work: Callable[[Told], T]) -> T:
    """What `work` makes, from the last time where the same `key` was asked for; `says` what is being done while it is not there yet."""
    kept = _kept()
    if key not in kept:
        bar = st.progress(0.0, says)
        try:
            made = work(lambda share: _shown(bar, share, says))
        finally:
            bar.empty()
        kept[key] = made
        while len(kept) > KEPT:
            kept.popitem(last=False)
    found: T = kept[key]
    return found


def _shown(bar: Any, share: float, says: str) -> None:
    bar.progress(min(1.0, max(0.0, share)), says)


@st.cache_resource(show_spinner=False)
def _kept() -> OrderedDict[tuple[object, ...], Any]:
    return OrderedDict()
