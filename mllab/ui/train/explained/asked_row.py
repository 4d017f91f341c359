"""What the model says of a row, before and after its values were changed."""

import numpy as np
import streamlit as st

from mllab.charts import told
from mllab.ui import chart, plain
from mllab.ui.train.explained.judged import named
from mllab.ui.train.explained.sure import Sure, words
from mllab.ui.train.view import View


def answered(view: View, place: int, now: np.ndarray, before: np.ndarray, changed: bool, sure: Sure) -> None:
    """The answer as a bar with the mark of before, the truth, and what is sure."""
    _headline(view, now, before, changed)
    if view.rows.classes:
        chart(told.probabilities(view.rows.classes, now, before, sure.inside), alt="Probability of each class, now and before")
    else:
        chart(
            told.number(view.rows.y[view.rows.train], float(now[0]), float(before[0]), sure.ends, view.task.target),
            alt=f"Predicted {view.task.target}, now and before",
        )
    y = view.rows.y[place]
    truth = view.rows.classes[int(y)] if view.rows.classes else f"{y:,.4g}"
    seen = " It was learned from, so the model may know it by heart." if place in view.rows.train else " It is held out."
    st.caption(
        plain(f"The truth of this row: {truth}.") + seen + (" The mark is what was said before the change." if changed else ""),
        help="Where it is wrong shows rows judged by models that had not seen them; here the model has learned from all rows but those held out.",
    )
    st.caption(plain(words(view, sure)), help="Conformal prediction: the bound comes from out-of-fold predictions.")


def _headline(view: View, now: np.ndarray, before: np.ndarray, changed: bool) -> None:
    if not view.rows.classes:
        gap = f", {float(now[0] - before[0]):+,.4g} by your changes" if changed else ""
        st.markdown(f"#### {plain(view.task.target)}: {now[0]:,.5g}{gap}")
        return
    best = int(now.argmax())
    was = int(before.argmax())
    name = plain(named(view, best))
    flip = f", no longer {plain(named(view, was))}" if was != best else f" (before {before[best]:.0%})" if changed else ""
    st.markdown(f"#### {name}, {now[best]:.0%}{flip}".replace("%", " %"))
