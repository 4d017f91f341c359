"""Beside the picture: every group in one line."""

import streamlit as st

from mllab.charts.palette import NOISE, PALETTE
from mllab.cluster.judge.describe import Group, describe, percent
from mllab.cluster.judge.silhouette import silhouette
from mllab.ui import plain
from mllab.ui.clustering.fitted import View

TOLD = 12
FITTING = 5
HEIGHT = 440
ROWS = 2_000


def summary(view: View) -> None:
    """The number of groups, their mean silhouette, and what each is, largest first."""
    mean = mean_silhouette(view, view.token)
    noise = f", {view.result.noise:,} rows noise" if view.result.noise else ""
    said = "" if mean != mean else f" · silhouette **{mean:.2f}**"
    st.markdown(f"**{view.result.k}** {'group' if view.result.k == 1 else 'groups'}{noise}{said}", help=READING)
    groups = described(view, view.token)
    with st.container(height=HEIGHT if len(groups) > FITTING else "content", border=False):
        for group in sorted(groups, key=lambda group: (group.label < 0, -group.size))[:TOLD]:
            _line(group)
    if len(groups) > TOLD:
        st.caption(f"and {len(groups) - TOLD} smaller ones; Keep lists them all.")


READING = (
    "The mean silhouette says how much nearer rows are to their own group than to the next: above 0.7 strong, above 0.5 reasonable, "
    "above 0.25 weak, below that no substantial structure (Kaufman & Rousseeuw 1990)."
)


@st.cache_data(max_entries=32, show_spinner=False)
def described(_view: View, token: tuple[object, ...]) -> list[Group]:
    """The groups of a view, described by the columns of the table."""
    kinds = {column.name: column.kind for column in _view.table.columns}
    return describe(_view.frame(), _view.result.labels, kinds)


@st.cache_data(max_entries=64, show_spinner=False)
def mean_silhouette(_view: View, token: tuple[object, ...]) -> float:
    """The mean silhouette, of at most 2,000 rows."""
    return silhouette(_view.matrix.values, _view.result.labels, _view.seed, ROWS).mean


def _line(group: Group) -> None:
    colour = NOISE if group.label < 0 else PALETTE[group.label % len(PALETTE)]
    square = f'<span style="color:{colour}">&#9632;</span>'
    st.markdown(
        f"{square} **{plain(group.name)}** · {group.size:,} rows ({percent(group.share)}). {plain(group.words)}.", unsafe_allow_html=True
    )
