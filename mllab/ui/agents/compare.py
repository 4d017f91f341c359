"""Two methods in the same world: what they collect while learning, and where their best moves lead."""

from collections.abc import Iterator

import numpy as np
import streamlit as st

from mllab.agents import AGENTS, Agent, Averaged, Walker, averaged, walk, worth
from mllab.charts import returns
from mllab.ui import chart, choose, watch
from mllab.ui.agents.trained import View, trained
from mllab.ui.agents.watched import drawn, figure

SEEDS = 20
LAST = 100
HALF = 400  # pixels across, two of them side by side
WALKERS = {name: agent for name, agent in AGENTS.items() if issubclass(agent, Walker)}


def show(view: View) -> None:
    """A second method with its knobs, both curves over many seeds, and both worlds."""
    knobs, pictures = st.columns([2, 7], gap="large")
    if not isinstance(view.agent, Walker):
        st.info(
            "Choose a method at the side that learns by walking, such as Q-learning: what is told everything has no episodes to compare."
        )
        return
    with knobs:
        second = choose(WALKERS, key="second", default="SARSA" if view.agent.name != "SARSA" else "Q-learning", label="Second method")
    other = trained(view.world, second, view.seed, "second")
    with pictures:
        _curves(view, view.agent, second)
        left, right = st.columns(2, gap="medium")
        with left:
            _picture(view, "one")
        with right:
            _picture(other, "other")


def titles(first: Agent, second: Agent) -> tuple[str, str]:
    """The names of the two, told apart where the method is the same."""
    return (first.name, second.name) if first.name != second.name else (f"{first.name} (side)", f"{second.name} (second)")


def seeds(agent: Walker, view: View, key: str) -> Averaged | None:
    """The training with SEEDS seeds, under a progress bar when it takes long; None before the first has ended."""

    def runs() -> Iterator[Averaged]:
        for number in range(SEEDS):
            yield averaged(agent, view.world, 1, view.seed + number)

    found, _ = watch(f"seeds-{key}", (repr(agent), repr(view.world), view.seed), runs, f"{agent.name}: seed", SEEDS)
    if not found:
        return None
    return Averaged(np.concatenate([one.returns for one in found]), np.concatenate([one.lengths for one in found]))


def _curves(view: View, first: Walker, second: Walker) -> None:
    names = titles(first, second)
    found = [seeds(agent, view, key) for agent, key in ((first, "one"), (second, "other"))]
    both = {name: run for name, run in zip(names, found, strict=True) if run is not None}
    if not both:
        return
    steps = view.world.curve == "steps"
    curves = {name: run.lengths.astype(float) if steps else run.returns for name, run in both.items()}
    title = "moves per episode" if steps else "return per episode"
    chart(returns.several(curves, title, None if steps else view.optimum, log=steps), alt=f"{title} of {' and '.join(both)}")
    told = "; ".join(f"{name}: {figure(float(run.returns[:, -LAST:].mean()))}" for name, run in both.items())
    runs = len(next(iter(both.values())).returns)
    st.caption(
        f"Mean of {runs} trainings with other seeds, band: the middle 80 % of them. Mean return of the last {LAST} episodes: {told}.".replace(
            "%", " %"
        )
    )


def _picture(view: View, key: str) -> None:
    found = walk(view.world, view.result.policy, view.seed)
    real = worth(view.world, view.result.policy)
    chart(
        drawn(view.world, view.result, found.cells, HALF),
        key=f"world-{key}",
        alt=f"What {view.agent.name} has learned, and the walk by its best moves",
    )
    arrives = f"a walk of {len(found.cells) - 1} moves" if found.arrived else "a walk that does not arrive"
    value = "does not settle" if real != real else f"is worth {figure(real)}"
    st.caption(
        f"**{view.agent.name}**, seed {view.seed}: by its best moves {arrives}; following them {value} (best possible {figure(view.optimum)})."
    )
