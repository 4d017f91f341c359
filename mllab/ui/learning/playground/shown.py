"""The playground: controls at the side, the network in the middle, and beside it what many networks at once tell."""

import streamlit as st

from mllab.charts.palette import PALETTE
from mllab.learning.goals import goals
from mllab.learning.neurons import MEASURES
from mllab.script import Script
from mllab.ui.code import code
from mllab.ui.learning.classroom import asked
from mllab.ui.learning.playground.component import component
from mllab.ui.learning.playground.many import ONE, VIEW, VIEWS
from mllab.ui.learning.playground.running import Running
from mllab.ui.learning.playground.settings import DISCRETE, TEST, Setting, setting
from mllab.ui.learning.playground.words import QUESTIONS, TAKEAWAYS
from mllab.ui.learning.stated import asks, takeaway
from mllab.ui.which import which

HELD = "_playground"
SPEEDS = {"1 epoch a picture": 1, "10": 10, "100": 100, "As fast as it goes": 0}


def playground() -> None:
    """Build what the controls say, keep it under way through reruns, and show it."""
    found = setting(st.container())
    view = which("Show", {ONE: _one, **VIEWS}, VIEW)
    asks(QUESTIONS[view])
    body = _one(found) if view == ONE else VIEWS[view](found)
    takeaway(*TAKEAWAYS[view])
    code(script(found, body), name="playground.py")


def _one(found: Setting) -> str:
    """The network under way."""
    running: Running = st.session_state.setdefault(HELD, Running())
    running.set(found.lesson, found.source.samples, found.stop, goals(asked().goal, MEASURES))
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        speed = st.selectbox(
            "Speed", list(SPEEDS), key="net_speed", bind="query-params", width=220, label_visibility="collapsed",
            help="How many times through all samples before the next picture.",
        )  # fmt: skip
        test = st.toggle("Show test data", key=TEST, bind="query-params", help="The points kept to test on, with a dark rim.")
        discrete = st.toggle("Discretize", key=DISCRETE, bind="query-params", help="Only which side of the border, not how surely.")
    component(running, {"epochs": SPEEDS[speed], "test": test, "discrete": discrete, "palette": PALETTE})
    return """live = Live(lesson, samples)
for epoch in range(100, 1001, 100):
    live.run(epochs=100)
    print(f"epoch {epoch}: loss {live.now.loss:.4f}, on test data {live.now.test_loss:.4f}, right {live.now.test_right:.1%}")"""


def script(found: Setting, body: str) -> Script:
    """The same training by calls of mllab."""
    names = [name for name in ("Live", "find_rate", "grid", "many", "seeds") if f"{name}(" in body]
    numpy = ["import numpy as np"] * ("np." in body)
    begin = f"lesson = {found.lesson!r}\nsamples = {found.source.code}\n"
    return Script(begin + body, (*numpy, f"from mllab.learning.neurons import Lesson, Training, {', '.join(names)}", *found.source.imports))
