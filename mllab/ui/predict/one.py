"""One row as a form: a widget per column, filled with what is usual; the answer moves with it."""

from datetime import date
from typing import TYPE_CHECKING, Any

import streamlit as st

from mllab.models.keep import Seen, mismatches, told
from mllab.ui.predict.chosen import Chosen
from mllab.ui.predict.many import coverage_of
from mllab.ui.show import plain

if TYPE_CHECKING:
    import pandas as pd

FIRST = 9  # columns in sight; the others fold
MOST = 60
BESIDE = 3
UNKNOWN = "(unknown)"
CLASSES = 12


@st.fragment
def one(chosen: Chosen, shown: bool = True) -> None:
    """The form at the left, what the model says at the right."""
    if not shown:
        return
    seen = [one for one in chosen.kept.facts.seen if one.used]
    form, answer = st.columns([3, 2], gap="large")
    with form:
        row = _row(chosen, seen)
    with answer:
        _answer(chosen, row)


def _row(chosen: Chosen, seen: list[Seen]) -> dict[str, Any]:
    st.caption("Filled with the median of each number and the most frequent of each category. Empty a field to say that it is unknown.")
    row = _widgets(chosen, seen[:FIRST])
    if rest := seen[FIRST:MOST]:
        with st.expander(f"{len(rest)} more columns"):
            row |= _widgets(chosen, rest)
    if len(seen) > MOST:
        st.caption(f"{len(seen) - MOST:,} further columns count as unknown.")
    return row


def _widgets(chosen: Chosen, seen: list[Seen]) -> dict[str, Any]:
    """Three in a row; on a narrow screen one below the other, in the same order."""
    found = {}
    for at in range(0, len(seen), BESIDE):
        for place, one in zip(st.columns(BESIDE, gap="small"), seen[at : at + BESIDE], strict=False):
            with place:
                found[one.name] = _widget(one, f"one-{chosen.shelved.id}-{one.name}")
    return found


def _widget(one: Seen, key: str) -> Any:
    """The widget that suits the column; None for unknown."""
    label = plain(one.name)
    if one.kind == "number":
        usual = None if one.middle is None else float(f"{one.middle:.6g}")
        return st.number_input(
            label, value=usual, key=key, format="%g", help=f"Learned from {one.low:g} to {one.high:g}." if one.low is not None else None
        )
    if one.kind == "boolean":
        return st.selectbox(label, ["true", "false"], index=0 if float(one.middle or 0.0) >= 0.5 else 1, key=key, placeholder=UNKNOWN)
    if one.kind == "date":
        usual_day = date.fromisoformat(str(one.middle)[:10]) if one.middle else None
        return st.date_input(label, usual_day, key=key, min_value=date(1677, 10, 1), max_value=date(2262, 1, 1))
    if one.kind == "text":
        return st.text_area(label, key=key, height=80) or None
    values = [value for value, _ in one.values]
    return st.selectbox(
        label, values, key=key, index=0 if values else None, accept_new_options=True, placeholder=UNKNOWN, help="Type to try another."
    )


def _answer(chosen: Chosen, row: dict[str, Any]) -> None:
    frame = _frame(chosen, row)
    coverage = coverage_of(chosen, "one-coverage")
    said = told(chosen.kept, frame, fill=True, coverage=coverage)
    target, classes = chosen.kept.fitted.task.target, chosen.kept.fitted.classes
    with st.container(border=True):
        if not classes:
            st.metric(f"Predicted {plain(target)}", f"{_number(said, 0):,.6g}")
            if coverage is not None:
                low, high = _number(said, 1), _number(said, 2)
                st.markdown(f"{low:,.6g} to {high:,.6g} holds the truth in {coverage:.0%} of rows.".replace("%", "\u00a0%"))
        else:
            chances = said.iloc[0, -len(classes) :].astype(float).set_axis(list(classes)).sort_values(ascending=False)
            st.metric(f"Predicted {plain(target)}", str(said.iloc[0, 0]), f"{chances.iloc[0]:.1%}", delta_color="off", delta_arrow="off")
            _chances(chances)
            if coverage is not None:
                st.caption(f"Not ruled out, sure to {coverage:.0%}: {plain(said.iloc[0, 1]) or 'none: a row unlike those learned from'}")
    for one in mismatches(chosen.kept.facts, frame):
        if one.what in {"unseen values", "out of range"}:
            st.caption(f":material/warning: {plain(one.message)}")


def _number(said: "pd.DataFrame", at: int) -> float:
    return float(said.iloc[:, at].to_numpy(float)[0])


def _chances(chances: "pd.Series") -> None:
    shown = chances.head(CLASSES)
    st.dataframe(
        {"class": list(shown.index), "probability": list(shown)},
        hide_index=True,
        column_config={"probability": st.column_config.ProgressColumn("probability", min_value=0.0, max_value=1.0, format="percent")},
        key="one-chances",
    )


def _frame(chosen: Chosen, row: dict[str, Any]) -> "pd.DataFrame":
    """The row as a table of one, each value in its column's type."""
    import pandas as pd

    columns = {}
    for one in chosen.kept.facts.seen:
        value = row.get(one.name)
        if one.kind == "number":
            columns[one.name] = pd.Series([value], dtype="float64")
        elif one.kind == "date":
            columns[one.name] = pd.to_datetime(pd.Series([value]))
        else:
            columns[one.name] = pd.Series([value], dtype="object")
    return pd.DataFrame(columns)
