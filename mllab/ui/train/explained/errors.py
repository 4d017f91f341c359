"""Numbers: predicted against true, what is left over, and the worst rows first."""

import numpy as np
import streamlit as st

from mllab.charts import residuals
from mllab.ui import chart, facts
from mllab.ui.train.explained.judged import UNSEEN, judged
from mllab.ui.train.explained.listed import ROW, listed
from mllab.ui.train.view import View


def show(view: View) -> None:
    """Both pictures, the figures, and the rows with the largest errors."""
    rows = judged(view)
    gap = rows.y - rows.predicted
    index = rows.frame(view).index.to_numpy()
    target = view.task.target
    left, right = st.columns(2, gap="large")
    with left:
        st.markdown("**True over predicted**", help="On the dashed line both are the same. Click a point to take its row to “What if”.")
        chart(
            residuals.predicted(rows.y, rows.predicted, index, target, view.task.seed),
            key="errors-true", on_select=lambda: _clicked("errors-true"), selection_mode=residuals.POINT, alt=f"True over predicted {target}",
        )  # fmt: skip
    with right:
        st.markdown(
            "**What is left over**",
            help="True minus predicted. The line is the middle of rows with like predictions: where it leaves 0 the model is wrong on average.",
        )
        chart(
            residuals.residuals(rows.y, rows.predicted, index, target, view.task.seed),
            key="errors-left", on_select=lambda: _clicked("errors-left"), selection_mode=residuals.POINT, alt="True minus predicted, over predicted",
        )  # fmt: skip
    size = np.abs(gap)
    half, nine = np.quantile(size, [0.5, 0.9])
    facts(
        ("Half of the errors below", f"{half:,.4g}", f"The median size of an error, in units of {target}."),
        ("Nine tenths below", f"{nine:,.4g}", "The 90th percentile of the size of an error."),
        ("On average too low by", f"{gap.mean():+,.3g}", "The mean of true minus predicted; near 0 is good."),
        ("Worst", f"{size.max():,.4g}", "The largest error of all."),
    )
    st.markdown("**The worst rows**", help=UNSEEN)
    order = np.argsort(-size, kind="stable")
    frame = rows.frame(view).iloc[order].copy()
    frame.insert(0, "true minus predicted", gap[order])
    frame.insert(1, f"{target} (truth)", rows.y[order])
    frame.insert(2, "predicted", rows.predicted[order])
    listed(frame, "worst-rows")


def _clicked(key: str) -> None:
    for point in st.session_state[key]["selection"].get(residuals.POINT, [])[:1]:
        st.session_state[ROW] = int(point["row"])
