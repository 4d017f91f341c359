"""Whether the probabilities can be taken at their word, and what two fixes would do."""

import numpy as np
import pandas as pd
import streamlit as st

from mllab.charts import curves
from mllab.models.explain import Reliability, mended, reliability
from mllab.models.metrics import METRICS
from mllab.ui import chart
from mllab.ui.train.explained.judged import UNSEEN, class_box, judged
from mllab.ui.train.view import View

AS_IT_IS = "as predicted"
FEW = 20  # rows of each side that a fix needs at least
FIXES = (
    "Platt bends the probabilities by a sigmoid, two numbers (Platt 1999); isotonic by any curve that rises, which needs more rows (Zadrozny & Elkan 2002). Each "
    "row is mended by a curve that was fitted without it."
)


def show(view: View) -> None:
    """The reliability curve as predicted and mended, and the figures of each."""
    rows = judged(view)
    code = class_box(view)
    hit, p = rows.y == code, rows.predicted[:, code]
    told = {AS_IT_IS: p}
    if min(hit.sum(), (~hit).sum()) >= FEW:
        told |= {fix: mended(hit, p, fix, seed=view.task.seed) for fix in ("Platt", "isotonic")}  # type: ignore[arg-type]
    found = {name: reliability(hit, values) for name, values in told.items()}
    left, right = st.columns([3, 2], gap="large")
    with left:
        chart(curves.reliability({name: _frame(one) for name, one in found.items()}), alt="How often each predicted probability came true")
    with right:
        _words(view, code, found)
        st.dataframe(_figures(hit, told, found), hide_index=True)
        st.caption("Lower is better in all of them.", help=FIXES)
        st.caption(f"{len(hit):,} rows, in ten bins of like probability; the band is the 95 % interval.", help=UNSEEN)


def _words(view: View, code: int, found: dict[str, Reliability]) -> None:
    one = found[AS_IT_IS]
    outside = (one.said < one.low) | (one.said > one.high)
    if not outside.any():
        st.markdown("**The probabilities can be taken at their word**, as far as these rows can tell.")
        return
    worst = int(np.argmax(np.where(outside, np.abs(one.said - one.came), 0)))
    st.markdown(f"**Where {one.said[worst]:.0%} was predicted, {one.came[worst]:.0%} came true.**".replace("%", " %"))


def _frame(one: Reliability) -> pd.DataFrame:
    return pd.DataFrame({"said": one.said, "came": one.came, "low": one.low, "high": one.high, "rows": one.rows})


def _figures(hit: np.ndarray, told: dict[str, np.ndarray], found: dict[str, Reliability]) -> pd.DataFrame:
    listed = []
    for name, p in told.items():
        pair = np.column_stack([1 - p, p])
        figures = {metric: METRICS[metric].score(hit.astype(int), pair) for metric in ("Brier score", "log loss")}
        listed.append({"probabilities": name, "mean gap": found[name].error, **figures})
    return pd.DataFrame(listed).round(4)
