"""The board: it fills while models are trained, and says in words what came out. Clicking a model makes it the one that is looked at."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import streamlit as st

from mllab.charts.board import Bar
from mllab.charts.board import board as picture
from mllab.data.table import Table
from mllab.models import Model
from mllab.models.board import Scores, leaderboard
from mllab.models.metrics import FIRST, METRICS, first, metrics_for
from mllab.models.named import called
from mllab.ui.explore.choice import forget
from mllab.ui.show import chart, kept, plain
from mllab.ui.train import doubts
from mllab.ui.train.progress import ended, progress
from mllab.ui.train.setting import Setting
from mllab.ui.train.table import AGAINST
from mllab.ui.train.table import table as rows_of
from mllab.ui.train.task import sentence
from mllab.ui.train.view import Token, View
from mllab.ui.train.words import verdict
from mllab.ui.train.work import Standing, Work, awaited, standing, work

if TYPE_CHECKING:
    import pandas as pd

BEST = "the best"
LOOKED_AT, CHART, TABLE = "looked-at", "board-chart", "board-table"
EVERY = 0.5  # seconds between two looks at the jobs


def board(table: Table, setting: Setting, models: Sequence[Model]) -> View:
    """Say the task, train what is not trained yet, and draw how good each model is: live until all are over.

    Raises DataError where nothing can be trained.
    """
    found = work(table, setting, models)
    _head(found, setting)
    metric, asked = _metric(setting), _asked(found, setting)
    now = awaited(found)
    if now.over:
        ended(found, now)
    else:
        _live(found, metric)
    if not now.done:
        return _view(found, now, metric, "")
    token = _token(found, now, metric)
    told = _leaderboard(now.done, metric, token)
    chosen = asked if asked in set(told["model"]) else str(told["model"].iloc[0])
    if now.over:
        _still(told, now.done, metric, chosen, token)
    return _view(found, now, metric, chosen)


def _head(found: Work, setting: Setting) -> None:
    rows = found.rows
    parts = [f"{len(rows.train):,} rows to learn from", f"{len(rows.test):,} held out"] if len(rows.test) else [f"{len(rows.train):,} rows"]
    d = len(found.task.columns)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(
            f"Predict **{plain(found.task.target)}** ({plain(sentence(rows.classes, found.task.quantile))}) from {d} column{'s' if d != 1 else ''}; {', '.join(parts)}.",
            help="\n\n".join(plain(note) for note in rows.notes) or None,
            width="stretch",
        )
        doubts.lesser(found, setting)
    doubts.grave(found, setting)


def _metric(setting: Setting) -> str:
    kind, quantile = setting.task.kind, setting.task.quantile
    if quantile is not None:
        return first(kind, quantile)
    names = [metric.name for metric in metrics_for(kind)]
    key = f"metric-{kind}"
    told = "\n".join(f"- **{name}**: {METRICS[name].about}" for name in names)
    with st.sidebar:
        chosen = st.selectbox("Judged by", names, index=names.index(FIRST[kind]), key=key, bind="query-params", help=told)
    if chosen and chosen != FIRST[kind]:
        setting.query[key] = chosen
    return chosen or FIRST[kind]


@st.fragment(run_every=EVERY)
def _live(found: Work, metric: str) -> None:
    now = standing(found)
    if now.over:
        st.rerun()
    progress(found, now)
    known = [one for one in now.scores if one is not None and one.done]
    if known:
        told = leaderboard(known, metric)
        chart(_picture(told, known, metric, "", _token(found, now, metric)), alt=f"Models by {metric}, so far")
        rows_of(told.drop(columns=list(AGAINST)), metric, f"{TABLE}-live")


def _still(told: "pd.DataFrame", done: Sequence[Scores], metric: str, chosen: str, token: Token) -> None:
    st.markdown(verdict(told, metric))
    chart(
        _picture(told, done, metric, chosen, token),
        key=CHART,
        alt=f"Models by {metric}, best first, with 95 % intervals: {', '.join(told['model'])}",
        on_select=_clicked,
    )
    st.session_state["_board_models"] = list(told["model"])
    rows_of(told, metric, TABLE, _row_clicked)


def _token(found: Work, now: Standing, metric: str) -> Token:
    """What a drawing of the board depends on."""
    return (*found.token, tuple(map(called, found.models)), now.version, metric)


@st.cache_resource(max_entries=64, show_spinner=False)
def _leaderboard(_done: Sequence[Scores], metric: str, token: Token) -> "pd.DataFrame":
    return leaderboard(_done, metric)


@st.cache_resource(max_entries=64, show_spinner=False)
def _picture(_told: "pd.DataFrame", _scores: Sequence[Scores], metric: str, chosen: str, token: Token) -> dict[str, Any]:
    states = {called(one.model): "done" if one.done == one.of else f"{one.done} of {one.of}" for one in _scores}
    bars = [
        Bar(row["model"], row[metric], row["low"], row["high"], row["on training rows"], states[row["model"]])
        for _, row in _told.iterrows()
    ]
    base = next((bar.mean for bar in bars if bar.name.startswith("baseline")), None)
    return kept(picture(bars, f"{metric} ({METRICS[metric].wanted})", base, chosen, clickable=bool(chosen)))


def _asked(found: Work, setting: Setting) -> str:
    """The name of the model that is to be looked at; empty for the best."""
    names = [BEST, *map(called, found.models)]
    forget(LOOKED_AT, names, BEST)
    with st.sidebar:
        chosen = st.selectbox(
            "Look at",
            names,
            key=LOOKED_AT,
            bind="query-params",
            help="The model that the questions below the board are asked of. A click on the board chooses it, too.",
        )
    if chosen in {None, BEST}:
        return ""
    setting.query[LOOKED_AT] = chosen
    return chosen


def _clicked() -> None:
    picked = st.session_state[CHART]["selection"].get("model") or []
    if picked:
        st.session_state[LOOKED_AT] = picked[0]["model"]


def _row_clicked() -> None:
    rows, names = st.session_state[TABLE]["selection"]["rows"], st.session_state.get("_board_models", [])
    if rows and rows[0] < len(names):
        st.session_state[LOOKED_AT] = names[rows[0]]


def _view(found: Work, now: Standing, metric: str, chosen: str) -> View:
    looked = next((one for one in now.done if called(one.model) == chosen), None)
    name = called(looked.model) if looked else ""
    return View(
        found.table, found.task, found.rows, found.folds, found.columns, tuple(now.done), looked, metric, (*found.token, name), now.over
    )
