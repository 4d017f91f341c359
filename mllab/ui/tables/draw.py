"""Drawing a table: points with classes, with numbers, or without either."""

import streamlit as st

from mllab.charts.palette import PALETTE
from mllab.ui.learning.drawing import drawn

NONE = "x and y alone"
KINDS = {"Classes": "class 1, class 2", "Numbers": "-1, -0.5, 0, 0.5, 1", NONE: ""}


def draw() -> None:
    """What a point carries besides its place, and the square to draw in."""
    left, right = st.columns([1, 2], gap="large")
    with left:
        kind = st.segmented_control("A point has", list(KINDS), default="Classes", required=True, key="draw-kind") or "Classes"
        text = KINDS[kind]
        if text:
            text = st.text_input(
                kind, text, key=f"draw-{kind}", max_chars=200, help=f"With commas between them, up to {len(PALETTE)}. Each is a pen."
            )
        st.caption(
            "Click for a point, drag for many; Cloud adds twelve at a time, for groups. Then keep it as a table: every page can open it."
        )
    names = list(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))[: len(PALETTE)]
    with right:
        drawn("table_drawn", names or ["point"])
