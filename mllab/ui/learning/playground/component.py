"""The playground's picture in the browser: the network, its output, its curve, and the buttons that train it."""

from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from mllab.learning.neurons import FEATURES, linked
from mllab.ui.learning.classroom import asked, predicted
from mllab.ui.learning.playground.running import Running
from mllab.ui.learning.playground.settings import EACH, INPUTS, LAYERS, NO_LAYERS, take

HERE = Path(__file__).parent
SCRIPTS = (
    "wire",
    "colours",
    "network",
    "output",
    "curve",
    "card",
    "meters",
    "ways",
    "task",
    "player",
    "main",
)  # in the order in which they are put together
KEY = "playground"


@cache
def _component() -> Any:
    js = "\n".join((HERE / "browser" / f"{name}.js").read_text(encoding="utf-8") for name in SCRIPTS)
    html, css = ((HERE / f"playground.{kind}").read_text(encoding="utf-8") for kind in ("html", "css"))
    return st.components.v2.component("mllab_playground", html=html, css=css, js=js)


def component(running: Running, look: dict[str, Any]) -> None:
    """Show the network; `look` is what concerns the picture alone. What is changed on the picture sets the controls, and the page runs again."""
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    url = f"/{base}/neurons" if base else "/neurons"
    data = {"id": running.id, "url": url, "revision": running.revision, "features": list(FEATURES), **look}
    data |= {"stop": running.stop.measure, "goals": [str(one) for one in running.goals], "waits": not predicted()}
    data |= {"hidden": list(asked().hidden), "locked": list(asked().locked)}
    _component()(key=KEY, data=data, on_layers_change=_layers, on_inputs_change=_inputs, on_link_change=_linked)


def _said(name: str) -> Any:
    return st.session_state[KEY].get(name)


def _layers() -> None:
    if (text := _said("layers")) is not None and not asked().fixed(LAYERS):
        st.session_state[LAYERS] = str(text) or NO_LAYERS
        st.session_state[EACH] = ""  # which was for as many layers as there were


def _inputs() -> None:
    if (names := _said("inputs")) and not asked().fixed(INPUTS):
        st.session_state[INPUTS] = [name for name in FEATURES if name in names]


def _linked() -> None:
    if (found := linked(str(_said("link") or ""))) is not None and not asked():
        take(found)
