"""Rows with what was said of each by a model that had not seen it, and the class that is looked for."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import streamlit as st

from mllab.errors import DataError
from mllab.models.fitted import Fitted
from mllab.models.metrics import METRICS
from mllab.ui.explore.choice import forget
from mllab.ui.train.view import View

if TYPE_CHECKING:
    import pandas as pd

UNSEEN = "Every row is judged by a model that had not seen it (cross-validation), so nothing here is flattered by learning by heart."
CLASS = "looked-class"


@dataclass(frozen=True, eq=False)
class Judged:
    """Positions (m,) in the rows, the true answers (m,), and what was said: (m, k) probabilities or (m,) numbers."""

    places: np.ndarray
    y: np.ndarray
    predicted: np.ndarray = field(repr=False)

    def frame(self, view: View) -> "pd.DataFrame":
        """The columns of these rows; the index is the row in the table."""
        return view.rows.frame.iloc[self.places]


def judged(view: View) -> Judged:
    """The rows that the model looked at has judged so far. Raises DataError when there is none."""
    if view.chosen is None:
        raise DataError("No model of the board is done yet. Wait for the first, or choose a quicker one.")
    told = view.chosen.predicted
    places = np.flatnonzero(np.isfinite(told if told.ndim == 1 else told[:, 0]))
    if len(places) < 2:
        raise DataError("No row was judged by a model that had not seen it. Use more folds, or wait for them.")
    return Judged(places, view.rows.y[places], told[places])


def positive(view: View) -> int:
    """The code of the class that counts as found: the task's, else the rarer of two, else the largest."""
    classes = view.rows.classes
    if view.task.positive in classes:
        return classes.index(view.task.positive)
    sizes = np.bincount(view.rows.y[view.rows.train], minlength=len(classes))
    return int(sizes.argmin() if len(classes) == 2 else sizes.argmax())


def class_box(view: View, label: str = "Class") -> int:
    """The class that is looked at, against all others."""
    names = list(view.rows.classes)
    forget(CLASS, names)
    begin = positive(view)
    chosen = st.selectbox(
        label,
        names,
        index=begin,
        key=CLASS,
        bind="query-params",
        width=260,
        help="The class that counts as found; all others count as not.",
    )
    return names.index(chosen) if chosen in names else begin


def asked(fitted: Fitted, code: int | None) -> Callable[[np.ndarray], np.ndarray]:
    """(n, d) encoded rows to (n,) probabilities of a class, or numbers."""
    if code is None:
        return fitted.answers
    return lambda X: fitted.answers(X)[:, code]


BARE = {"true", "false", "yes", "no", "y", "n"}


def named(view: View, code: int) -> str:
    """A class as it is said: its name, with the target where that alone would tell nothing ("churned = True")."""
    name = view.rows.classes[code]
    return f"{view.task.target} = {name}" if name.lower() in BARE or not any(letter.isalpha() for letter in name) else name


def said(view: View, code: int | None) -> str:
    """What the answers are, in words."""
    return view.task.target if code is None else f"probability of {named(view, code)}"


def cost(view: View, predictions: float) -> float:
    """Seconds that so many predictions take, as the folds took them."""
    if view.chosen is None or not len(view.chosen.predict_seconds):
        return 0.0
    return predictions / 1000 * float(np.median(view.chosen.predict_seconds))


def unit(view: View) -> str:
    """The metric with its unit, as an axis is named."""
    return view.metric + (f" ({METRICS[view.metric].unit})" if METRICS[view.metric].unit else "")


def drawn(n: int, most: int, seed: int) -> np.ndarray:
    """At most `most` of n positions, ascending, drawn by the seed."""
    return np.arange(n) if n <= most else np.sort(np.random.default_rng(seed).choice(n, most, replace=False))
