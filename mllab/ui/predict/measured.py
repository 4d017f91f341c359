"""New rows that hold the answers already: how good the model is on them, beside what cross-validation promised."""

from typing import TYPE_CHECKING

import numpy as np
import streamlit as st

from mllab.data.classes import codes
from mllab.models.metrics import METRICS, metrics_for
from mllab.models.metrics import first as first_of
from mllab.ui.predict.chosen import Chosen
from mllab.ui.show import facts, plain

if TYPE_CHECKING:
    import pandas as pd

LEAST = 10


def measured(chosen: Chosen, frame: "pd.DataFrame", answers: "pd.DataFrame", familiar: bool = False) -> None:
    """The metrics on the rows whose answer is known, if there are ten; nothing otherwise. `familiar` rows are those of the table learned from."""
    task, classes = chosen.kept.fitted.task, chosen.kept.fitted.classes
    if task.target not in frame.columns:
        return
    y, known = _truth(frame[task.target], classes)
    if known.sum() < LEAST:
        return
    said = answers.iloc[:, -len(classes) :].to_numpy(np.float64) if classes else answers.iloc[:, 0].to_numpy(np.float64)
    first = first_of(task.kind, task.quantile)
    figures = {metric.name: metric.score(y[known], said[known]) for metric in metrics_for(task.kind, task.quantile)}
    promised = chosen.kept.facts.measure(first)
    where = ""
    if familiar:
        where = ". **It learned from this very table**, so that figure flatters; that of rows it had not seen stands above"
    elif promised is not None and promised.low is not None and promised.high is not None:
        inside = "inside" if promised.low <= figures[first] <= promised.high else "outside"
        where = f", {inside} the interval that cross-validation gave ({promised.low:.3g} to {promised.high:.3g})"
    st.markdown(
        f"The answers of {int(known.sum()):,} rows are in the table: **{plain(first)} {figures[first]:.3g}**{where}.",
        help="Rows that the model learned from flatter it: these figures mean something only for rows that it has not seen.",
    )
    facts(*[(name, f"{figures[name]:.3g}", METRICS[name].about) for name in list(figures)[:4] if np.isfinite(figures[name])])


def _truth(values: "pd.Series", classes: tuple[str, ...]) -> tuple[np.ndarray, np.ndarray]:
    """Class codes or numbers (n,), and which of them are known."""
    import pandas as pd

    if not classes:
        numbers = pd.to_numeric(values, errors="coerce").to_numpy(np.float64, na_value=np.nan)
        return numbers, np.isfinite(numbers)
    own, names = codes(values)
    place = {name: code for code, name in enumerate(classes)}
    known = np.array([place.get(name, -1) for name in names] + [-1], np.int64)
    found = known[own]
    return found, found >= 0
