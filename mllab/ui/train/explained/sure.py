"""How sure a prediction is: an interval or a set of classes that holds the truth as often as is asked for, and how often it did."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import streamlit as st

from mllab.models.conformal import (
    ABOUT,
    Intervals,
    Measured,
    Score,
    bound,
    expected_error,
    intervals,
    measured,
    normalized,
    scores,
    sets,
)
from mllab.models.fitted import Fitted
from mllab.ui.train.explained.judged import Judged, judged
from mllab.ui.train.view import View

ONE, EACH = "as wide for every row", "as wide as the row is hard"
WIDTHS = {
    ONE: "Every interval has one width (Vovk, Gammerman & Shafer 2005).",
    EACH: "A forest foretells how large the error of a row will be, and the interval is as many times that (Papadopoulos et al. 2008; Lei et al. 2018).",
}
COVERAGE = (
    "Of rows like these, at least this share will have their truth inside, whatever the model: the bound comes from rows that it had not seen. It holds over all rows, not for each "
    "kind of row, and not when new rows are unlike these."
)


@dataclass(frozen=True, eq=False)
class Sure:
    """What is added to a prediction: (k,) classes inside, or the two ends; and the coverage that was measured."""

    inside: np.ndarray | None
    ends: tuple[float, float] | None
    measured: Measured
    coverage: float
    typical: float = field(default=0.0)


def knobs(view: View) -> tuple[float, str]:
    """The coverage and the kind of interval or set that the user chooses."""
    share = st.slider("Coverage", 50, 99, 90, 1, format="%d %%", key="coverage", bind="query-params", help=COVERAGE) / 100
    if view.rows.classes:
        told = "\n".join(f"- **{name}**: {about}" for name, about in ABOUT.items())
        return share, st.segmented_control(
            "Sets", list(ABOUT), default="LAC", required=True, key="set-kind", bind="query-params", help=told
        ) or "LAC"
    told = "\n".join(f"- **{name}**: {about}" for name, about in WIDTHS.items())
    return share, st.selectbox("Intervals", list(WIDTHS), key="interval-kind", bind="query-params", help=told) or ONE


def sure(view: View, fitted: Fitted, X: np.ndarray, answer: np.ndarray, share: float, kind: str) -> Sure:
    """For one encoded row X (1, d) and its `answer`, (k,) probabilities or (1,) number."""
    rows = judged(view)
    parts = _folds(view, rows)
    seed = view.task.seed
    if view.rows.classes:
        score: Score = "APS" if kind == "APS" else "LAC"
        strange = scores(rows.predicted, score, seed)[np.arange(len(rows.y)), rows.y]
        limit = bound(strange, share)
        every = sets(rows.predicted, limit, score, seed)
        inside = sets(answer[None], limit, score, seed)[0]
        return Sure(inside, None, measured(strange, parts, share), share, float(every.sum(axis=1).mean()))
    if kind == EACH:
        of_new, own = _expected(view, fitted, rows, view.token)
        found: Intervals = normalized(rows.y, rows.predicted, own, share, of_new)
        strange = np.abs(rows.y - rows.predicted) / own
    else:
        found = intervals(rows.y, rows.predicted, share)
        strange = np.abs(rows.y - rows.predicted)
    low, high = found.around(answer, X)
    return Sure(None, (float(low[0]), float(high[0])), measured(strange, parts, share), share, float(high[0] - low[0]))


def words(view: View, found: Sure) -> str:
    """What is sure of the row, and how often it was right."""
    m = found.measured
    kept = f"On {m.rows:,} rows that the model had not seen it held {m.coverage:.1%} ({m.low:.1%} to {m.high:.1%}) of the time.".replace(
        "%", " %"
    )
    if found.inside is not None:
        names = [view.rows.classes[int(i)] for i in np.flatnonzero(found.inside)]
        held = ", ".join(names) if names else "none of them: this row is unlike what the model is sure of"
        return (
            f"With {found.coverage:.0%} coverage: {held}. ".replace("%", " %") + f"Sets hold {found.typical:.2f} classes on average. {kept}"
        )
    if found.ends is None or not np.isfinite(found.ends).all():
        return f"Too few rows for {found.coverage:.0%} coverage: any number is possible. Choose less.".replace("%", " %")
    return f"With {found.coverage:.0%} coverage: from {found.ends[0]:,.4g} to {found.ends[1]:,.4g}. ".replace("%", " %") + kept


def _folds(view: View, rows: Judged) -> Sequence[np.ndarray]:
    """Positions among the judged rows of each fold, every row once."""
    place = np.full(len(view.rows.y), -1)
    place[rows.places] = np.arange(len(rows.places))
    taken, found = np.zeros(len(rows.places), bool), []
    for fold in view.folds:
        mine = place[fold.valid]
        mine = mine[mine >= 0]
        mine = mine[~taken[mine]]
        if len(mine):
            taken[mine] = True
            found.append(mine)
    return found


@st.cache_resource(max_entries=4, show_spinner="Learning how large errors are")
def _expected(_view: View, _fitted: Fitted, _rows: Judged, token: tuple[object, ...]) -> tuple[Any, np.ndarray]:
    X = _fitted.encoder.transform(_rows.frame(_view))
    return expected_error(X, _rows.y, _rows.predicted, _view.task.seed)
