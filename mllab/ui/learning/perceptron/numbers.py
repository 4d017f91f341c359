"""Backpropagation in all its numbers: one sample through a small network, forward, backward, and the step."""

import numpy as np
import pandas as pd
import streamlit as st

from mllab.learning.neurons import ACTIVATIONS, Network, Step, backprop, start
from mllab.script import Script
from mllab.ui.code import code
from mllab.ui.learning.stated import asks, takeaway
from mllab.ui.show import facts

SHAPES = {"2": (2,), "3": (3,), "2, 2": (2, 2), "3, 2": (3, 2)}
WIDE = {"Weights": st.column_config.TextColumn(width="large"), "Sum": st.column_config.TextColumn(width="large")}


def numbers() -> None:
    """Controls at the side; a table for each layer forward, and one backward."""
    with st.sidebar:
        hidden = SHAPES[
            st.selectbox("Hidden layers", list(SHAPES), index=2, key="prop_layers", bind="query-params", help="Neurons of each.")
        ]
        bend = st.selectbox(
            "Activation",
            ACTIVATIONS,
            index=1,
            key="prop_activation",
            bind="query-params",
            help="Of the hidden neurons; the output is linear.",
        )
        x = [
            st.slider(f"x{at}", -2.0, 2.0, first, 0.1, key=f"prop_{name}", bind="query-params", help="The sample.")
            for at, name, first in (("₁", "x1", 1.0), ("₂", "x2", -0.5))
        ]
        y = st.slider("Answer wanted", -2.0, 2.0, 1.0, 0.1, key="prop_y", bind="query-params", help="What the output should be.")
        rate = st.slider(
            "Learning rate", 0.01, 1.0, 0.1, 0.01, key="prop_rate", bind="query-params", help="Length of the step for a slope of 1."
        )
        seed = int(st.number_input("Seed", 0, 9999, 0, key="prop_seed", bind="query-params", help="Other first weights."))
    asks("How does a weight deep inside know which way to move?")
    done = st.slider("Steps before this one", 0, 50, 0, key="prop_steps", bind="query-params", help="The same sample, again and again.")
    network = Network((2, *hidden, 1), (*[bend] * len(hidden), "linear"))
    step = stepped(network, seed, x, y, rate, done)
    said = step.layers[-1].a[0]
    facts(
        ("Output", f"{said:.6f}", "What the network answers."),
        ("Loss", f"{step.loss:.6f}", "Half the squared difference from the answer wanted."),
        ("Loss after the step", f"{step.after:.6f}", "The same sample, with the new weights."),
    )
    _forward(step, bend)
    _backward(step, rate)
    takeaway(
        "The blame for the error flows backward along the same weights that carried the answer forward: a neuron's share is the weights to the next layer times "
        "their blame, times the slope of its own bend. A weight moves by its neuron's blame times what came in. Where the bend is flat, nothing gets through.",
        "Rumelhart, Hinton & Williams 1986, Learning representations by back-propagating errors",
    )
    code(_script(network, seed, x, y, rate, done), name="backpropagation.py")


def stepped(network: Network, seed: int, x: list[float], y: float, rate: float, done: int) -> Step:
    """The step after `done` others on the same sample."""
    theta = start(network, "He", seed, np.float64)
    for _ in range(done):
        made = backprop(network, theta, np.array(x), np.array([y]), rate)
        theta = np.concatenate([np.concatenate([layer.new_W.ravel(), layer.new_b]) for layer in made.layers])
    return backprop(network, theta, np.array(x), np.array([y]), rate)


def _forward(step: Step, bend: str) -> None:
    st.markdown("#### Forward: each neuron sums what comes in, and bends it")
    rows = []
    for number, layer in enumerate(step.layers, 1):
        last = number == len(step.layers)
        for o in range(len(layer.z)):
            terms = " + ".join(f"{w:.4f} × {a:.4f}" for w, a in zip(layer.W[o], layer.inputs, strict=True))
            rows.append((_name(number, o, last), f"{terms} + {layer.b[o]:.4f}", layer.z[o], "linear" if last else bend, layer.a[o]))
    _table(pd.DataFrame(rows, columns=["Neuron", "Sum", "z", "Bend", "a"]), "Every neuron's sum and what it makes of it")


def _backward(step: Step, rate: float) -> None:
    st.markdown("#### Backward: the slope of the loss, from the output to the first layer")
    blame, moves = [], []
    for number in range(len(step.layers), 0, -1):
        layer, last = step.layers[number - 1], number == len(step.layers)
        for o in range(len(layer.z)):
            blame.append((_name(number, o, last), layer.slope_a[o], layer.slope_z[o]))
            came = [_name(number - 1, i, False) if number > 1 else f"x{'₁₂'[i]}" for i in range(len(layer.inputs))]
            for i, name in enumerate(came):
                moves.append((f"{name} → {_name(number, o, last)}", layer.W[o, i], layer.slope_W[o, i], layer.new_W[o, i]))
            moves.append((f"bias of {_name(number, o, last)}", layer.b[o], layer.slope_b[o], layer.new_b[o]))
    left, right = st.columns([2, 3], gap="medium")
    with left:
        _table(pd.DataFrame(blame, columns=["Neuron", "∂L/∂a", "∂L/∂z"]), "The blame of every neuron")
    with right:
        _table(
            pd.DataFrame(moves, columns=["Weight", "Now", "∂L/∂w", f"After: now − {rate:g} × slope"]),
            "Every weight, its slope, and where it moves",
        )


def _table(frame: pd.DataFrame, caption: str) -> None:
    figures = {name: st.column_config.NumberColumn(format="%.6f") for name in frame.columns if frame[name].dtype.kind == "f"}
    st.caption(caption)
    st.dataframe(frame, hide_index=True, column_config={**{name: WIDE[name] for name in frame.columns if name in WIDE}, **figures})


def _name(layer: int, at: int, last: bool) -> str:
    return "output" if last else f"h{'₁₂₃₄'[layer - 1]}.{at + 1}"


def _script(network: Network, seed: int, x: list[float], y: float, rate: float, done: int) -> Script:
    body = f"""network = {network!r}
theta = start(network, "He", {seed}, np.float64)
for _ in range({done + 1}):
    step = backprop(network, theta, np.array({x!r}), np.array([{y!r}]), learning_rate={rate!r})
    theta = np.concatenate([np.concatenate([layer.new_W.ravel(), layer.new_b]) for layer in step.layers])
for layer in step.layers:
    print("z", layer.z, "a", layer.a, "slope in z", layer.slope_z, "in W", layer.slope_W)
print(f"loss {{step.loss:.6f}}, after the step {{step.after:.6f}}")"""
    return Script(body, ("import numpy as np", "from mllab.learning.neurons import Network, backprop, start"))
