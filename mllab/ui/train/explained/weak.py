"""Where the model is worst: values of a column, or of two, whose rows it gets wrong more than others."""

import numpy as np
import streamlit as st

from mllab.charts.ranges import ranges
from mllab.models.explain import Slice, slices
from mllab.ui import chart, plain, short
from mllab.ui.train.explained.judged import UNSEEN, Judged, judged, positive
from mllab.ui.train.explained.listed import listed
from mllab.ui.train.explained.mistakes import THRESHOLD
from mllab.ui.train.view import View

SHOWN = 15
ABOUT = (
    "Every value (or range) of every column and of pairs of columns is compared with all other rows. Small slices scatter: those in colour stand among all that "
    "were tried (Welch's test, at most 5 % false among them by Benjamini & Hochberg 1995); grey ones may be chance."
)


def show(view: View) -> None:
    """The worst slices with their intervals, and their sizes."""
    rows = judged(view)
    loss, what, share = _loss(view, rows)
    pairs = st.toggle("Two columns together", value=True, key="slice-pairs", bind="query-params", help=ABOUT)
    found = _slices(view, loss, bool(pairs), (*view.token, what, bool(pairs), float(loss.sum())))
    if not found:
        st.info("No slice is worse than the rest. A column with few values, or more rows, would show more.", icon=":material/info:")
        return
    overall = float(loss.mean())
    sure = sum(one.sure for one in found)
    _words(found[0], overall, sure, share)
    shown = found[:SHOWN]
    names = [f"{short(one.words, 46)} ({one.rows:,})" for one in shown]
    value, low, high = (np.array([getattr(one, name) for one in shown]) for name in ("loss", "low", "high"))
    chart(
        ranges(
            names,
            value,
            low,
            high,
            title=what,
            reference=overall,
            marked=[one.sure for one in shown],
            wide=330,
            format=".1%" if share else ".3~g",
        ),
        alt=f"The {len(shown)} worst slices by {what}",
    )
    st.caption(
        f"In parentheses: rows. Dashed: all of them. {sure:,} of {len(found):,} slices that are worse than the rest stand; grey ones may be chance.",
        help=f"{ABOUT} {UNSEEN}",
    )
    _rows(view, rows, loss, shown)


def _loss(view: View, rows: Judged) -> tuple[np.ndarray, str, bool]:
    if not view.rows.classes:
        return np.abs(rows.y - rows.predicted), f"mean size of the error ({view.task.target})", False
    told = rows.predicted.argmax(axis=1)
    if view.rows.k == 2:
        code = positive(view)
        told = np.where(rows.predicted[:, code] >= float(st.session_state.get(THRESHOLD, 0.5)), code, 1 - code)
    return (told != rows.y).astype(np.float64), "share of wrong predictions", True


@st.cache_data(max_entries=16, show_spinner="Comparing slices")
def _slices(_view: View, _loss: np.ndarray, pairs: bool, token: tuple[object, ...]) -> list[Slice]:
    return slices(judged(_view).frame(_view), _loss, pairs)


def _words(worst: Slice, overall: float, sure: int, share: bool) -> None:
    if not sure:
        st.markdown("**No slice stands out**: every one that looks worse may be chance.")
        return
    figure = (
        f"{worst.loss:.0%} wrong against {worst.elsewhere:.0%} elsewhere"
        if share
        else f"errors of {worst.loss:.3g} against {worst.elsewhere:.3g} elsewhere"
    )
    st.markdown(f"**Surest: {plain(worst.words)}** — {figure}, {worst.rows:,} rows.".replace("%", " %").replace(" — ", ": "))


def _rows(view: View, rows: Judged, loss: np.ndarray, shown: list[Slice]) -> None:
    picked = st.selectbox(
        "Rows of",
        range(len(shown)),
        index=None,
        format_func=lambda i: shown[i].words,
        placeholder="choose a slice to see its rows",
        key="slice-rows",
    )
    if picked is None:
        return
    from mllab.models.explain import levels

    frame = rows.frame(view)
    inside = np.ones(len(frame), bool)
    for column, level in shown[picked].where:
        cut = levels(frame[column])
        inside &= cut.codes == cut.names.index(level)
    mine = np.flatnonzero(inside)
    order = mine[np.argsort(-loss[mine], kind="stable")]
    out = frame.iloc[order].copy()
    out.insert(0, "error", loss[order])
    out.insert(
        1, f"{view.task.target} (truth)", [view.rows.classes[int(code)] for code in rows.y[order]] if view.rows.classes else rows.y[order]
    )
    listed(out, "slice-list", "The worst first. Select a row to ask “What if” about it.")
