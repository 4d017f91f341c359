"""What is simulated on a known truth: the truth, the points, their noise; and the simulation, kept."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import streamlit as st

from mllab.learning import FITS, PLANES, TRUTHS, Fit, Simulated, Truth, simulate
from mllab.ui.knobs import choose

T = TypeVar("T")
ALL = {**TRUTHS, **PLANES}


@dataclass(frozen=True)
class Setting:
    """A truth, n points of it with noise, whether all training sets share their places, and a seed."""

    truth: Truth
    n: int
    noise: float
    same: bool
    seed: int

    def call(self, fit: Fit, n: int | None = None) -> str:
        """The call of `simulate` as code."""
        n, rounds = n or self.n, fit.rounds(n or self.n, self.truth.columns)
        return f"simulate({self.truth!r}, {fit!r}, n={n}, noise={self.noise!r}, rounds={rounds}, seed={self.seed}, same_places={self.same})"

    def imports(self, *kinds: type) -> tuple[str, ...]:
        """What such code imports."""
        return (
            "from mllab.learning import simulate",
            *(f"from {kind.__module__} import {kind.__name__}" for kind in sorted(set(kinds), key=str)),
        )


def choose_setting(beside: Callable[[], T]) -> tuple[Setting, T]:
    """The controls at the side; `beside` adds its own below the truth."""
    with st.sidebar:
        truth = choose(ALL, key="truth", default="sine", label="Truth")
        other = beside()
        n = st.slider("Points", 5, 300, 30, key="points", bind="query-params", help="How many points each training set has.")
        noise = st.slider(
            "Noise", 0.0, 1.0, 0.3, 0.05, key="noise", bind="query-params", help="Standard deviation of the answers around the truth."
        )
        same = st.toggle(
            "Same places",
            key="places",
            bind="query-params",
            help="All training sets have the same places, evenly spread; only their answers differ. Then k-nearest neighbors have closed forms.",
        )
        seed = st.number_input("Seed", 0, 9999, 0, key="draw", bind="query-params", help="Other training sets of the same kind.")
    return Setting(truth, n, noise, same, seed), other


def choose_fit() -> Fit:
    """The kind of fit, with its knobs."""
    return choose(FITS, key="fit", default="polynomial", label="Fitted by")


def simulated(setting: Setting, fit: Fit, n: int | None = None) -> Simulated:
    """The simulation, with n points if they are others than the setting's."""
    return _simulated(setting, fit, n or setting.n)


@st.cache_resource(max_entries=16, show_spinner="Fitting", hash_funcs={Setting: repr, Fit: repr})
def _simulated(setting: Setting, fit: Fit, n: int) -> Simulated:
    rounds = fit.rounds(n, setting.truth.columns)
    return simulate(setting.truth, fit, n, setting.noise, rounds, setting.seed, setting.same)
