"""The smallest changes to a row that change what the model says of it."""

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd
import streamlit as st

from mllab.models.explain import Change, counterfactuals
from mllab.models.fitted import Fitted
from mllab.ui import plain, short
from mllab.ui.train.explained.edited import put
from mllab.ui.train.explained.judged import cost
from mllab.ui.train.view import View

SLOW = 2.0  # seconds
ABOUT = (
    "One column at a time, then two, over values that the table has (Wachter, Mittelstadt & Russell 2017); numbers to the border itself. The size of a change counts a "
    "number in widths of its middle half, and another value of a category as one. A change of the row need not change what happens in the world."
)


def changes(view: View, fitted: Fitted, row: pd.DataFrame, answer: np.ndarray) -> None:
    """The changes, smallest first, each to try."""
    st.markdown("**What would change it**", help=ABOUT)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        wanted, answers, goal = _goal(view, fitted, answer)
        fixed = st.multiselect(
            "Not these",
            [one.name for one in view.columns],
            key="change-fixed",
            help="Columns that cannot be changed, such as an age.",
            width="stretch",
        )
    token = (*view.token, goal, tuple(fixed), tuple(row.iloc[0].astype("str")))
    takes = cost(view, 28 * 12 * 12 + len(view.columns) * 24)
    if takes > SLOW and st.session_state.get("_changes") != token:
        st.button("Look for changes", icon=":material/play_arrow:", on_click=_start, args=(token,))
        st.caption(f"Takes about {takes:.0f} s with this model.")
        return
    found = _found(view, fitted, row, answers, wanted, tuple(fixed), token)
    if not found and bool(wanted(answers(fitted.encoder.transform(row)))[0]):
        st.info(f"It is {plain(goal)} already.", icon=":material/check:")
    elif not found:
        st.info(f"No change of one or two columns makes it {plain(goal)}. Give it more columns to change.", icon=":material/info:")
    kinds = {one.name: one.kind for one in view.columns}
    for number, one in enumerate(found):
        line, use = st.columns([6, 1], vertical_alignment="center")
        line.markdown(_words(row, one, view, kinds))
        use.button("Try it", key=f"try-{number}", on_click=put, args=(row, dict(one.values), kinds), width="stretch")


def _start(token: tuple[object, ...]) -> None:
    st.session_state["_changes"] = token


Test = Callable[[np.ndarray], np.ndarray]


def _goal(view: View, fitted: Fitted, answer: np.ndarray) -> tuple[Test, Test, str]:
    """What is wanted of the answer, how it is asked, and in words."""
    if not view.rows.classes:
        y = view.rows.y
        options = ["at least", "at most"] if answer[0] < np.median(y) else ["at most", "at least"]
        side = st.selectbox("Until it is", options, key=f"change-side-{options[0]}", width=130)
        begin = float(np.quantile(y, 0.75 if side == "at least" else 0.25))
        bound = st.number_input("this", value=float(f"{begin:.4g}"), key=f"change-bound-{side}", width=160)
        target = float(begin if bound is None else bound)
        return (lambda a: a >= target) if side == "at least" else (lambda a: a <= target), fitted.answers, f"{side} {target:,.6g}"
    now = int(answer.argmax())
    others = [i for i in np.argsort(-answer, kind="stable") if i != now]
    code = int(others[0])
    if len(others) > 1:
        code = (
            st.selectbox(
                "Until it is", [int(i) for i in others], format_func=lambda i: view.rows.classes[i], key=f"change-class-{now}", width=200
            )
            or code
        )

    def margin(X: np.ndarray) -> np.ndarray:
        P = fitted.answers(X)
        rest = P.copy()
        rest[:, code] = -1
        return np.asarray(P[:, code] - rest.max(axis=1))

    return (lambda a: a > 0), margin, view.rows.classes[code]


@st.cache_data(max_entries=32, show_spinner="Looking for small changes")
def _found(
    _view: View, _fitted: Fitted, _row: pd.DataFrame, _answers: Test, _wanted: Test, fixed: tuple[str, ...], token: tuple[object, ...]
) -> list[Change]:
    frame = _view.rows.frame.iloc[_view.rows.train]
    return counterfactuals(_answers, _fitted.encoder, frame, _row, _wanted, fixed)


def _words(row: pd.DataFrame, one: Change, view: View, kinds: Mapping[str, str]) -> str:
    parts = [
        f"**{plain(short(name, 40))}** {plain(_spoken(row[name].iloc[0], kinds[name]))} → **{plain(_spoken(value, kinds[name]))}**"
        for name, value in one.values.items()
    ]
    end = f" (then {one.answer:,.4g})" if not view.rows.classes else ""
    return f"{' and '.join(parts)}{end}"


def _spoken(value: object, kind: str) -> str:
    if pd.isna(value):  # type: ignore[call-overload]
        return "missing"
    if kind == "number":
        return f"{float(value):,.4g}"  # type: ignore[arg-type]
    if kind == "date":
        return str(pd.Timestamp(value).date())  # type: ignore[arg-type]
    return short(value, 40)
