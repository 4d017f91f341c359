"""The controls at the side: what is learned, by which network, and how it is trained. All of it is in the link."""

from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from mllab.errors import ParamError
from mllab.learning.neurons import ACTIVATIONS, FEATURES, LOSSES, STARTS, STOPS, Lesson, Linked, Stop, Training
from mllab.params import knobs
from mllab.ui.knobs import control
from mllab.ui.learning.playground.source import ON, POINT, SETS, Source, source

PENALTY_RATES = (0.0, 0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0)
NO_LAYERS = "none"
SHAPES = (NO_LAYERS, "1", "3", "4, 2", "8", "8, 8", "8, 8, 8", "8, 8, 8, 8, 8, 8")
LAYERS, INPUTS, EACH = "net_layers", "net_inputs", "net_each"
TEST, DISCRETE = "net_test", "net_discrete"


@dataclass(frozen=True, eq=False)
class Setting:
    """What the controls say."""

    lesson: Lesson
    source: Source
    stop: Stop


def setting(above: DeltaGenerator) -> Setting:
    """The controls at the side, from the data to the training; points are drawn `above` the network."""
    with st.sidebar:
        make = source(above)
        inputs, hidden, activation = _network()
        training = _training()
        loss, start, each, normed, seed = _more()
        stop = _stop()
    lesson = Lesson(inputs, hidden, _each(each, activation), loss, start, seed, training, normed)
    return Setting(lesson, make(seed), stop)


def _network() -> tuple[tuple[str, ...], tuple[int, ...], str]:
    inputs = st.pills(
        "Inputs", list(FEATURES), selection_mode="multi", default=["x₁", "x₂"], key=INPUTS, bind="query-params",
        help="What the network is told of a point. With x₁², a single neuron can do what otherwise takes several.",
    )  # fmt: skip
    text = st.selectbox(
        "Hidden layers", SHAPES, index=SHAPES.index("4, 2"), key=LAYERS, bind="query-params", accept_new_options=True,
        help="How many neurons each hidden layer has, from the first; type others, as “8, 8”. The picture has buttons for it.",
    )  # fmt: skip
    activation = st.selectbox(
        "Activation", ACTIVATIONS, index=ACTIVATIONS.index("tanh"), key="net_activation", bind="query-params",
        help="What a neuron makes of its sum. Without a bend (linear) many layers do no more than one.",
    )  # fmt: skip
    if not inputs:
        raise ParamError("The network is told nothing. Choose at least one input.")
    return tuple(name for name in FEATURES if name in inputs), shape(text or NO_LAYERS), activation


def shape(text: str) -> tuple[int, ...]:
    """The hidden layers that a text like "8, 8" tells; ParamError when it tells none."""
    parts = [part.strip() for part in text.replace(NO_LAYERS, "").replace(";", ",").split(",") if part.strip()]
    if not all(part.isascii() and part.isdigit() for part in parts):
        raise ParamError(f"Hidden layers are whole numbers with commas between them, as “8, 8”; got {text!r}.")
    return tuple(map(int, parts))


def _training() -> Training:
    declared = knobs(Training)
    rate = control(declared["learning_rate"], "net_rate")
    batch = control(declared["batch"], "net_batch")
    penalty = control(declared["penalty"], "net_penalty")
    cost = 0.0
    if penalty != "none":
        cost = st.select_slider(
            "Penalty rate", PENALTY_RATES, value=0.001, key="net_penalty_rate", bind="query-params", help=declared["penalty_rate"].help
        )
    optimizer = control(declared["optimizer"], "net_optimizer")
    dropout = control(declared["dropout"], "net_dropout")
    return Training(rate, batch, optimizer, penalty, cost, dropout)


def _more() -> tuple[str, str, str, bool, int]:
    keys = ("net_loss", "net_start", EACH, "net_norm", "net_seed")
    with st.expander("More settings", expanded=any(key in st.query_params for key in keys)):
        loss = st.selectbox(
            "Loss", LOSSES[:2], key="net_loss", bind="query-params",
            help="What training lowers. For classes: half the squared distance from -1 or 1, as TensorFlow Playground, or the logistic loss, which trains faster.",
        )  # fmt: skip
        start = st.selectbox("Start", list(STARTS), key="net_start", bind="query-params", help="How the first weights are drawn.")
        each = st.text_input(
            "Activation of each layer", "", key=EACH, bind="query-params", placeholder="as above",
            help="One for each hidden layer, with commas: “ReLU, tanh”.",
        )  # fmt: skip
        normed = st.toggle(
            "Batch normalization", key="net_norm", bind="query-params",
            help="Each hidden neuron's sums are brought to mean 0 and spread 1 over the batch before they are bent, then scaled and shifted as learned.",
        )  # fmt: skip
        seed = st.number_input(
            "Seed", 0, 9999, 0, key="net_seed", bind="query-params", help="Other points of the same kind, and other first weights."
        )
    return loss, start, each, normed, int(seed)


def _stop() -> Stop:
    with st.expander("Stop by itself", expanded=any(key in st.query_params for key in ("net_stop", "net_below", "net_patience"))):
        measure = st.selectbox(
            "Stop at", STOPS, key="net_stop", bind="query-params",
            help="A loss below the bound, or the percentage of right classes among the test points at or above it.",
        )  # fmt: skip
        bound = st.number_input("Bound", 0.0, 100.0, None, 0.01, key="net_below", bind="query-params", placeholder="never", format="%.3f")
        patience = st.number_input(
            "Early stopping after", 0, 100_000, None, 10, key="net_patience", bind="query-params", placeholder="never",
            help="Epochs in which the test loss was no lower than before. Then the network of its lowest test loss is taken (Prechelt 1998).",
        )  # fmt: skip
    return Stop(measure or STOPS[0], None if bound is None else float(bound), int(patience or 0))


def _each(text: str, activation: str) -> tuple[str, ...]:
    """The activations of the hidden layers: what the text tells, else the same for all."""
    told = tuple(part.strip() for part in text.split(",") if part.strip())
    known = {name.lower(): name for name in ACTIVATIONS}
    if unknown := [name for name in told if name.lower() not in known]:
        raise ParamError(f"There is no activation {unknown[0]!r}. There are: {', '.join(ACTIVATIONS)}.")
    return tuple(known[name.lower()] for name in told) or (activation,)


def take(found: Linked) -> None:
    """Set the controls as a link of TensorFlow Playground asks; for callbacks, which run before the controls are made."""
    asked = {
        ON: SETS, POINT: found.points, "net_noise": found.noise, "net_share": found.share, "net_batch": found.batch, INPUTS: list(found.inputs),
        LAYERS: spoken(found.hidden), "net_activation": found.activation, "net_rate": found.learning_rate, "net_penalty": found.penalty,
        "net_penalty_rate": min(PENALTY_RATES, key=lambda rate: abs(rate - found.penalty_rate)), "net_optimizer": "SGD", "net_loss": "squared",
        "net_start": found.start, EACH: "", "net_dropout": 0.0, "net_norm": False, TEST: found.show_test, DISCRETE: found.discretize,
    }  # fmt: skip
    for key, value in asked.items():
        st.session_state[key] = value


def spoken(hidden: tuple[int, ...]) -> str:
    """Hidden layers as the control writes them."""
    return ", ".join(map(str, hidden)) or NO_LAYERS
