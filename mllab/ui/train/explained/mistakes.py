"""What is taken for what: the confusion matrix, for two classes with a threshold and what errors cost, and the rows of a cell."""

from dataclasses import dataclass

import numpy as np
import streamlit as st

from mllab.charts import curves
from mllab.charts.confusion import CELL, confusion
from mllab.models.explain import Sweep, sweep
from mllab.ui import chart, facts
from mllab.ui.train.explained.judged import UNSEEN, Judged, judged, named, positive
from mllab.ui.train.explained.listed import listed
from mllab.ui.train.view import View

THRESHOLD, MISS, ALARM, PICKED = "threshold", "cost-miss", "cost-alarm", "_train_cell"


@dataclass(frozen=True, eq=False)
class Decided:
    """(m,) the class that each row is taken for, and its code that counts as found with the sweep over thresholds; -1 for many classes."""

    told: np.ndarray
    code: int
    sweep: Sweep | None
    at: int


def show(view: View) -> None:
    """The matrix with its knobs, and the rows of one cell below."""
    rows = judged(view)
    if view.rows.k == 2:
        knobs, matrix, price = st.columns([3, 4, 4], gap="medium")
        with knobs:
            found = _threshold(view, rows)
        with price:
            _price(found)
    else:
        matrix, knobs = st.columns([3, 2], gap="medium")
        found = Decided(rows.predicted.argmax(axis=1), -1, None, 0)
        with knobs:
            _classes(view, rows, found.told)
    with matrix:
        counts = np.bincount(rows.y * view.rows.k + found.told, minlength=view.rows.k**2).reshape(view.rows.k, view.rows.k)
        cell = _cell(view, counts)
        chart(
            confusion(counts, view.rows.classes, cell),
            key=f"confusion-{view.rows.k}",
            on_select=_clicked,
            selection_mode=CELL,
            alt="Rows by true and predicted class",
        )
        st.caption(f"{len(rows.y):,} rows.", help=UNSEEN)
    _rows(view, rows, found, counts, cell)


def _threshold(view: View, rows: Judged) -> Decided:
    code = positive(view)
    name = named(view, code)
    p = rows.predicted[:, code]
    found = sweep(rows.y == code, p)
    cut = st.slider(
        f"Taken for {name} from a probability of",
        0.0, 1.0, 0.5, 0.01, key=THRESHOLD, bind="query-params",
        help="Lower finds more of them and raises more false alarms. It changes nothing that was learned, only what is done with it.",
    )  # fmt: skip
    at = found.at(cut)
    facts(
        ("Found", f"{found.recall[at]:.0%}".replace("%", " %"), f"Recall: share of the rows that are {name} which is taken for it."),
        ("Right", f"{found.precision[at]:.0%}".replace("%", " %"), f"Precision: share of the rows taken for {name} that are."),
    )
    other = view.rows.classes[1 - code]
    return Decided(np.where(p >= cut, code, 1 - code), code, found, at) if other else Decided(p, code, found, at)


def _price(found: Decided) -> None:
    if found.sweep is None:
        return
    left, right = st.columns(2)
    miss = left.number_input(
        "Cost of a miss",
        0.0,
        None,
        1.0,
        key=MISS,
        bind="query-params",
        help="What one row of the class that is not found costs you, in any unit.",
    )
    alarm = right.number_input(
        "Cost of a false alarm", 0.0, None, 1.0, key=ALARM, bind="query-params", help="What one other row that is taken for the class costs you, in the same unit."
    )  # fmt: skip
    costs = found.sweep.cost(float(miss or 0), float(alarm or 0))
    best = found.sweep.cheapest(float(miss or 0), float(alarm or 0))
    drawn = np.union1d(found.sweep.drawn(), [best])
    cheapest = float(np.clip(found.sweep.thresholds[best], 0, 1))
    chart(
        curves.cost(found.sweep.thresholds[drawn], costs[drawn], float(st.session_state.get(THRESHOLD, 0.5)), cheapest),
        alt="Cost of all errors over the threshold",
    )
    line, use = st.columns([3, 2], vertical_alignment="center")
    line.caption(
        f"Costs {costs[found.at]:,.6g} now; {costs[best]:,.6g} at {cheapest:.2f} (dot).",
        help="The dot is the threshold with the least cost on these rows. On new rows it will be a little off: few rows, rough threshold.",
    )
    use.button(f"Use {cheapest:.2f}", key="use-threshold", on_click=_use, args=(np.floor(cheapest * 100) / 100,), width="stretch")


def _use(value: float) -> None:
    st.session_state[THRESHOLD] = float(value)


def _classes(view: View, rows: Judged, told: np.ndarray) -> None:
    """Per class how many are found and how many are right, the worst first."""
    k = view.rows.k
    right = np.bincount(rows.y[told == rows.y], minlength=k)
    with np.errstate(invalid="ignore"):
        found, precise = right / np.bincount(rows.y, minlength=k), right / np.bincount(told, minlength=k)
    order = np.argsort(np.nan_to_num(found, nan=2), kind="stable")
    share = {"format": "percent", "min_value": 0.0, "max_value": 1.0}
    st.dataframe(
        {"class": [view.rows.classes[i] for i in order], "found": found[order], "right": precise[order], "rows": np.bincount(rows.y, minlength=k)[order]},
        hide_index=True,
        height=min(36 * k + 40, 340),
        column_config={
            "found": st.column_config.ProgressColumn("found", help="Recall: share of the class that is taken for it.", **share),  # type: ignore[arg-type]
            "right": st.column_config.ProgressColumn("right", help="Precision: share of those taken for the class that are.", **share),  # type: ignore[arg-type]
        },
    )  # fmt: skip


def _cell(view: View, counts: np.ndarray) -> tuple[int, int]:
    """The cell whose rows are listed: the one picked, else the commonest mistake."""
    k = len(counts)
    picked = st.session_state.get(PICKED)
    if picked is not None and max(picked) < k:
        return int(picked[0]), int(picked[1])
    wrong = counts * (1 - np.eye(k, dtype=int))
    where = int(wrong.argmax() if wrong.any() else counts.argmax())
    return where // k, where % k


def _clicked() -> None:
    for key, value in list(st.session_state.items()):
        if str(key).startswith("confusion-"):
            for cell in value["selection"].get(CELL, [])[:1]:
                st.session_state[PICKED] = (int(cell["true"]), int(cell["told"]))
                st.session_state.pop("cell-true", None)
                st.session_state.pop("cell-told", None)


def _boxed() -> None:
    st.session_state[PICKED] = (st.session_state["cell-true"], st.session_state["cell-told"])


def _rows(view: View, rows: Judged, found: Decided, counts: np.ndarray, cell: tuple[int, int]) -> None:
    k = len(counts)
    st.session_state["cell-true"], st.session_state["cell-told"] = cell
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.markdown("**The rows of a cell**: click a square, or choose", width="content")
        name = lambda code: view.rows.classes[code]  # noqa: E731
        st.selectbox("true", range(k), format_func=name, key="cell-true", on_change=_boxed, width=180)
        st.selectbox("taken for", range(k), format_func=name, key="cell-told", on_change=_boxed, width=180)
    mine = np.flatnonzero((rows.y == cell[0]) & (found.told == cell[1]))
    if not len(mine):
        st.info("No row is in this cell.", icon=":material/check:")
        return
    sure = rows.predicted[mine, cell[1]]
    order = np.argsort(-sure, kind="stable")
    frame = rows.frame(view).iloc[mine[order]].copy()
    frame.insert(0, f"P({name(cell[1])})", np.round(sure[order], 3))
    listed(frame, "cell-rows", "The surest first. Select a row to ask “What if” about it.")
