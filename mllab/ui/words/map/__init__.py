"""The map of words: each word a point, by any method of the Map page, with that page's pictures, colours, trust and exports."""

from collections.abc import Callable

import streamlit as st

from mllab.embed import Words
from mllab.script import Script
from mllab.ui import code
from mllab.ui.map import axes, keep, settings, shown, steady, trusted
from mllab.ui.map.shown import View
from mllab.ui.which import which
from mllab.ui.words.map import unites
from mllab.ui.words.map.chosen import choose_map
from mllab.ui.words.map.noted import note

QUESTIONS: dict[str, Callable[[View], Script | None]] = {
    "What is selected": unites.show,
    "Can it be trusted": trusted.show,
    "Does it hold": steady.show,
    "Other settings": settings.show,
    "What the axes are": axes.show,
    "Keep": keep.show,
}


def show(words: Words) -> None:
    """The map, the questions asked of it, and its script."""
    chosen = choose_map(words)
    view = shown.show(chosen, [])
    note(view)
    asked = which("Question of the map", QUESTIONS, "words_map_ask")
    found = None
    if view.picture is None:
        st.caption("This is answered as soon as the picture is finished.")
    else:
        found = QUESTIONS[asked](view)
    code(chosen.script(), found or Script())
