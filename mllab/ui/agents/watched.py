"""The world as the agent believes it to be, from state to state, and beside it what every episode brought."""

import numpy as np
import streamlit as st

from mllab.agents import Learned, World, walk, worth
from mllab.charts import returns
from mllab.charts.gridworld import WIDE, gridworld
from mllab.ui import chart, facts, scrub
from mllab.ui.agents.trained import View

RECENT = 100
NEWEST, GREEDY, NONE = "Newest episode", "Best moves only", "No walk"
VALUELESS = {"wall", "cliff", "hole", "goal"}
PAINT = {"goal": "green", "cliff": "rust", "hole": "violet", "wall": "grey"}


def watched(view: View) -> None:
    """A slider through the states, the world, the curve, and the figures of the state."""
    every = len(view.states) == len(view.result.returns)
    state = scrub(view.states, key="state", label="Episode" if every else "Step")
    left, right = st.columns([3, 2], gap="large")
    with left:
        _world(view, state)
        _figures(view, state)
    with right:
        _curve(view, state)


def seen_values(world: World, state: Learned) -> np.ndarray:
    """(s,) what the cells are worth; nan for cells that are walls, ends or a cliff, and for those that no walk has left."""
    hidden = np.isin(world.kinds(), list(VALUELESS))
    unseen = np.zeros(len(hidden), bool) if state.visits is None else state.visits == 0
    return np.where(hidden | unseen, np.nan, state.values)


def drawn(world: World, state: Learned, path: np.ndarray | None, wide: int = WIDE) -> object:
    """The picture of the world in this state, with a walk, about `wide` pixels across."""
    plan = world.plan()
    wind = [f"↑ {rows}" if rows else "" for rows in plan.wind]
    return gridworld(world.shape, world.kinds(), seen_values(world, state), state.policy, plan.moves, path, state.visits, wind, wide)


def _world(view: View, state: Learned) -> None:
    best = walk(view.world, state.policy, view.seed)
    options = [NEWEST, GREEDY, NONE] if view.walks else [GREEDY, NONE]
    shown = st.segmented_control(
        "Walk drawn",
        options,
        default=options[0],
        required=True,
        key="walk" if view.walks else "walk-thought",
        bind="query-params",
        help="The newest episode has random moves in it; the other walk takes the best-valued move everywhere.",
    )
    path = {NEWEST: state.path, GREEDY: best.cells}.get(shown)
    said = f"{len(best.cells) - 1} moves" if best.arrived else "does not arrive"
    chart(
        drawn(view.world, state, path),
        key="world",
        alt=f"The world {view.world.name}: every cell coloured by its worth, arrows for the best moves; by best moves only: {said}",
    )
    moved = f" {int(state.lengths.sum()):,} moves so far." if view.walks else ""
    st.caption(
        f"{state.note}{moved} Colour and number: what a cell is worth. Arrows: the best moves. Orange: the walk. {_key(view, state)} Point at a cell for words."
    )


def _key(view: View, state: Learned) -> str:
    """What the colours of cells without a worth mean, as far as there are such cells."""
    found = [f"{colour}: {kind}" for kind, colour in PAINT.items() if kind in view.world.kinds()]
    free = ~np.isin(view.world.kinds(), list(VALUELESS))
    if np.isnan(seen_values(view.world, state))[free].any():
        found.append("pale grey: not left yet")
    said = ", ".join(found)
    return f"{said[:1].upper()}{said[1:]}." if said else ""


def _figures(view: View, state: Learned) -> None:
    chosen = worth(view.world, state.policy)
    figures = [
        (
            "Worth of the best moves",
            "never arrives" if chosen != chosen else figure(chosen),
            "What following the arrows would really bring from the start, without any random move: "
            "computed from the world, not from the agent's belief.",
        ),
        ("Best possible", figure(view.optimum), "The same for the best policy there is, by value iteration (Bellman 1957)."),
    ]
    if view.walks:
        recent = state.returns[-RECENT:]
        told = f"Mean return of the last {len(recent)} episodes, random moves included."
        figures.append(("While learning", figure(float(recent.mean())), told))
    facts(*figures)


def _curve(view: View, state: Learned) -> None:
    if view.walks:
        _episodes(view, state)
        return
    start = view.world.tables().start
    believed = np.array([one.values[start] for one in view.states])
    at = next(number for number, one in enumerate(view.states, 1) if one is state)
    chart(
        returns.episodes(believed, "worth of the start", view.optimum, at, each="step"),
        alt=f"What the start is believed to be worth, step by step, at last {figure(float(believed[-1]))}",
    )
    st.caption(
        f"{view.agent.name.capitalize()} does not walk: it is told what every move leads to, and thinks. Drag the slider to the left: "
        "what is known of the rewards spreads from cell to cell. Dashed: the best possible. Red: where the slider is."
    )


def _episodes(view: View, state: Learned) -> None:
    kinds = ["return", "steps"]
    shown = st.segmented_control(
        "Per episode",
        kinds,
        default=view.world.curve,
        required=True,
        key=f"curve-{view.world.name.replace(' ', '-')}",
        bind="query-params",
        help="The discounted sum of rewards of each episode, or how many moves it took.",
    )
    steps = shown == "steps"
    values = view.result.lengths if steps else view.result.returns
    at = len(state.returns)
    best = None if steps else view.optimum
    chart(
        returns.episodes(values.astype(float), "moves" if steps else "return", best, at, log=steps),
        alt=f"{'Moves' if steps else 'Return'} of every episode, with a running mean",
    )
    said = "" if steps else " Dashed: the best possible."
    st.caption(f"Grey: every episode; blue: the mean of the last {returns.window(len(values), steps)}.{said} Red: where the slider is.")


def figure(value: float) -> str:
    """A worth or return, as it is written."""
    return f"{value:.3f}" if abs(value) < 1 else f"{value:,.1f}"
