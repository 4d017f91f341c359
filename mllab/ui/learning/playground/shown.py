"""The playground: controls at the side, the network in the middle."""

import math

import streamlit as st

from mllab.charts.palette import PALETTE
from mllab.script import Script
from mllab.ui.code import code
from mllab.ui.learning.playground.component import component
from mllab.ui.learning.playground.running import Running
from mllab.ui.learning.playground.settings import DISCRETE, TEST, Setting, setting
from mllab.ui.learning.stated import asks, takeaway

HELD = "_playground"
SPEEDS = {"1 epoch a picture": 1, "10": 10, "100": 100, "As fast as it goes": 0}


def playground() -> None:
    """Build what the controls say, keep it under way through reruns, and show it."""
    asked = setting()
    asks("How does a network of a few neurons find a border that no straight line is?")
    running: Running = st.session_state.setdefault(HELD, Running())
    running.set(asked.lesson, asked.source.samples, asked.below)
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        speed = st.selectbox(
            "Speed", list(SPEEDS), key="net_speed", bind="query-params", width=220, label_visibility="collapsed",
            help="How many times through all samples before the next picture.",
        )  # fmt: skip
        test = st.toggle("Show test data", key=TEST, bind="query-params", help="The points kept to test on, with a dark rim.")
        discrete = st.toggle("Discretize", key=DISCRETE, bind="query-params", help="Only which side of the border, not how surely.")
    component(
        running, {"epochs": SPEEDS[speed], "test": test, "discrete": discrete, "palette": PALETTE, "stops": math.isfinite(asked.below)}
    )
    takeaway(
        "A neuron of the first layer draws one soft line. The next layer combines lines into corners and islands, and so on. What the network is told "
        "matters as much as how large it is: with x₁² and x₂² a single neuron knows the circle, and with sin x₁ and sin x₂ the spiral is learned in seconds.",
        "Smilkov, Carter, Sculley, Viégas & Wattenberg 2017, Direct-Manipulation Visualization of Deep Networks (TensorFlow Playground); "
        "Rumelhart, Hinton & Williams 1986. Point at a line to see its weight, click it or a neuron to change it; put a # link of TensorFlow Playground "
        "behind this page's address to open it here.",
    )
    code(script(asked), name="playground.py")


def script(asked: Setting) -> Script:
    """The same training by calls of mllab."""
    body = f"""lesson = {asked.lesson!r}
live = Live(lesson, {asked.source.code})
for epoch in range(100, 1001, 100):
    live.run(epochs=100)
    print(f"epoch {{epoch}}: loss {{live.now.loss:.4f}}, on test data {{live.now.test_loss:.4f}}, right {{live.now.test_right:.1%}}")"""
    return Script(body, ("from mllab.learning.neurons import Lesson, Live, Training", *asked.source.imports))
