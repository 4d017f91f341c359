"""Hiding and locking in the browser, and the form that makes a link for a class."""

from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from mllab.ui.learning.classroom.asked import NAMES, Asked

HERE = Path(__file__).parent


@cache
def _component(name: str) -> Any:
    js = (HERE / f"{name}.js").read_text(encoding="utf-8")
    html, css = (
        ((HERE / f"maker.{kind}").read_text(encoding="utf-8") for kind in ("html", "css")) if name == "maker" else ("<i hidden></i>", "")
    )
    return st.components.v2.component(f"mllab_class_{name}", html=html, css=css, js=js)


def guard(found: Asked) -> None:
    """Take what is hidden off the page, and what is locked out of reach of mouse and keyboard. Keys are letters, digits, - and _ only."""
    if not found.hidden and not found.locked:
        return
    hidden = "".join(f".st-key-{key}{{display:none !important}}" for key in found.hidden)
    locked = "".join(f".st-key-{key}{{opacity:0.55;cursor:not-allowed}}" for key in found.locked)
    st.html(f"<style>{hidden}{locked}.st-key-class-guard{{display:none}}</style>")
    with st.container(key="class-guard"):
        _component("guard")(key="class_guard", data={"locked": list(found.locked)})


def maker(found: Asked, measures: Collection[str], parts: Mapping[str, str]) -> None:
    """The form: what to do, when it is done, what to predict, and every control of the page to be shown, locked or hidden; it gives the link."""
    ask = " | ".join((found.question, *found.answers)) if found.question else ""
    texts = {"task": found.task, "task_goal": found.goal, "task_ask": ask, "task_reveal": found.reveal}
    data = {
        "names": NAMES,
        "texts": texts,
        "hidden": found.hidden,
        "locked": found.locked,
        "measures": list(measures),
        "parts": dict(parts),
    }
    _component("maker")(key="class_maker", data=data)
