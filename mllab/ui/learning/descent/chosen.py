"""What is chosen at the side: a surface, who races, their settings, the schedule."""

from dataclasses import dataclass, replace

import streamlit as st

from mllab.learning.descent import OPTIMIZERS, SCHEDULES, SURFACES, Optimizer, Schedule, Surface
from mllab.params import knobs
from mllab.ui.knobs import choose, control, tune

RACERS = ("SGD", "momentum", "Adam", "Newton")
OWN = "own-rates"


@dataclass(frozen=True)
class Setting:
    """A race before its learning rate and start are set."""

    surface: Surface
    optimizers: tuple[Optimizer, ...]
    schedule: Schedule
    steps: int
    own: bool

    def at(self, rate: float) -> tuple[Optimizer, ...]:
        """The optimizers with this learning rate; Newton keeps its share, and all keep theirs where each has its own."""
        return self.optimizers if self.own else tuple(one if one.curved else replace(one, learning_rate=rate) for one in self.optimizers)


def setting() -> Setting:
    """The controls in the sidebar."""
    with st.sidebar:
        surface = choose(SURFACES, key="surface", default="ravine", label="Surface")
        names = racers()
        schedule = choose(SCHEDULES, key="schedule", default="constant", label="Schedule of the learning rate")
        steps = st.slider("Steps", 10, 1000, 200, 10, key="steps", bind="query-params", help="How many steps each optimizer makes.")
        own = st.toggle(
            "Each its own learning rate",
            key=OWN,
            bind="query-params",
            help="Else one learning rate holds for all but Newton, whose rate is the share of its jump.",
        )
        return Setting(surface, tuple(_tuned(name, own) for name in names), schedule, steps, own)


def racers() -> list[str]:
    """Who takes part."""
    return st.multiselect(
        "Optimizers",
        list(OPTIMIZERS),
        default=list(RACERS),
        key="racers",
        bind="query-params",
        help="All start at the same place. "
        + " ".join(f"**{name}**: {(one.__doc__ or '').split(chr(10))[0]}" for name, one in OPTIMIZERS.items()),
    )


def rate() -> float:
    """The learning rate that all share."""
    return float(control(knobs(OPTIMIZERS["SGD"])["learning_rate"], "learning-rate"))


def _tuned(name: str, own: bool) -> Optimizer:
    kind: type[Optimizer] = OPTIMIZERS[name]
    fixed = {} if own or kind.curved else {"learning_rate": kind().learning_rate}
    if set(knobs(kind)) == set(fixed):
        return kind(**fixed)
    with st.expander(f"{name}: settings"):
        return tune(kind, "race", **fixed)
