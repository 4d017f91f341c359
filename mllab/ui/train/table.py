"""The board as a table: every metric with its meaning on hover, times and size."""

import re
from typing import TYPE_CHECKING, Any

import streamlit as st

from mllab.jobs.memory import size
from mllab.models.metrics import METRICS

if TYPE_CHECKING:
    import pandas as pd

AGAINST = ("against the baseline", "against the best")
HELP = {
    "model": "Click a row to look at that model.",
    "low": "Lower end of the 95 % interval, corrected for folds that share training rows (Nadeau & Bengio 2003).",
    "high": "Upper end of the 95 % interval.",
    "on training rows": "The same on the rows that were learned from. Far better than on unseen rows: the model has learned rows by heart.",
    "against the baseline": "The baseline always says the most frequent class, or the mean. What is no better than that has learned nothing.",
    "against the best": "Whether the folds can tell this model from the best one.",
    "seconds to train": "Mean time to train one fold.",
    "ms per 1,000 rows": "Mean time to predict a thousand rows.",
    "size": "Memory that the fitted model takes.",
    "folds": "Folds that are done.",
    "notes": "What happened while training: what did not converge is told here.",
}


def table(board: "pd.DataFrame", metric: str, key: str, selected: Any = None) -> None:
    """Draw a leaderboard; `selected` is called when a row is clicked."""
    short = {name: [_short(told) for told in board[name]] for name in AGAINST if name in board}
    shown = board.assign(**short, size=[size(bytes) for bytes in board["bytes"]]).drop(columns="bytes")
    if not shown["notes"].any():
        shown = shown.drop(columns="notes")
    config: dict[str, Any] = {name: _column(name) for name in shown.columns}
    more: dict[str, Any] = {} if selected is None else {"on_select": selected, "selection_mode": "single-row"}
    st.dataframe(shown, hide_index=True, column_config=config, key=key, **more)


def _short(told: str) -> str:
    """Without what the column's own name says: "better (p < 0.001)"."""
    return re.sub(r" (than|from) the (baseline|best( \(.*\))?)(?= \(p)", "", told)


def _column(name: str) -> Any:
    if name in METRICS:
        metric = METRICS[name]
        better = f" {metric.wanted.capitalize()}."
        return st.column_config.NumberColumn(help=f"{metric.about}{better}", format="%.4g")
    if name in {"model", "against the baseline", "against the best", "size", "folds", "notes"}:
        return st.column_config.TextColumn(help=HELP[name], pinned=name == "model")
    return st.column_config.NumberColumn(help=HELP.get(name), format="%.3g")
