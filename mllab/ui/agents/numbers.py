"""The numbers: what every move in every cell is believed to be worth."""

import streamlit as st

from mllab.charts.gridworld import best_moves, direction
from mllab.ui.agents.trained import View


def show(view: View) -> None:
    """A row per cell: where and what it is, each move's worth, the best, and how often it was left. It can be sorted and downloaded."""
    import pandas as pd

    moves = view.world.plan().moves
    state, kinds, columns = view.result, view.world.kinds(), view.world.shape[1]
    frame = pd.DataFrame(state.action_values, columns=[direction(move) for move in moves])
    frame.insert(0, "row", [s // columns + 1 for s in range(len(kinds))])
    frame.insert(1, "column", [s % columns + 1 for s in range(len(kinds))])
    frame.insert(2, "what", kinds)
    frame["best"] = [best_moves(chances, moves) for chances in state.policy]
    frame["worth"] = state.values
    if state.visits is not None:
        frame["times left"] = state.visits
    st.dataframe(frame[[kind not in {"wall", "cliff"} for kind in kinds]], hide_index=True)
    st.caption(
        "What each move is worth after the last step of the slider, in rewards to come. Hover over the table to search or download it."
    )
