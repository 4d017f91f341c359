"""Scores as a board: best first, with intervals, and in words what is better than what."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from mllab.models.board._intervals import difference, interval
from mllab.models.board._score import Scores
from mllab.models.metrics import FIRST, METRICS, Metric
from mllab.models.named import called

if TYPE_CHECKING:
    import pandas as pd

BASELINE = "baseline"
SURE = 0.05


def leaderboard(scores: Sequence[Scores], metric: str | None = None) -> "pd.DataFrame":
    """A row per model, the best by `metric` first.

    Columns: model, the metric with low and high (95 %, Nadeau & Bengio 2003), on training rows, against the baseline, against the best,
    every other metric's mean, seconds to train a fold, milliseconds to predict 1,000 rows, size in bytes, folds, notes.
    """
    import pandas as pd

    if not scores:
        return pd.DataFrame()
    chosen = METRICS[metric or FIRST[scores[0].kind]]
    ordered = sorted(scores, key=lambda one: _rank(one, chosen))
    shown = [name for name in ordered[0].values if all(name in one.values for one in ordered)]
    base = next((one for one in ordered if one.model.name == BASELINE), None)
    return pd.DataFrame([_row(one, chosen, base, ordered[0], shown) for one in ordered])


def _rank(one: Scores, metric: Metric) -> float:
    mean = _mean(one.values[metric.name])
    return np.inf if np.isnan(mean) else -metric.sign() * mean


def _mean(values: np.ndarray) -> float:
    known = values[np.isfinite(values)]
    return float(known.mean()) if len(known) else float("nan")


def _row(one: Scores, metric: Metric, base: Scores | None, best: Scores, shown: Sequence[str]) -> dict[str, object]:
    found = interval(one.values[metric.name], one.judging, one.training)
    return {
        "model": called(one.model),
        metric.name: found.mean,
        "low": max(found.low, metric.least),
        "high": min(found.high, metric.most),
        "on training rows": _mean(one.train_values[metric.name]),
        "against the baseline": _against(one, base, metric, "the baseline"),
        "against the best": _against(one, best, metric, f"the best ({called(best.model)})"),
        **{name: _mean(one.values[name]) for name in shown if name != metric.name},
        "seconds to train": _mean(one.train_seconds),
        "ms per 1,000 rows": 1000 * _mean(one.predict_seconds),
        "bytes": one.size,
        "folds": f"{one.done} of {one.of}",
        "notes": " ".join(one.notes),
    }


def _against(one: Scores, other: Scores | None, metric: Metric, called: str) -> str:
    """Whether one is really better or worse than the other, as far as these folds can tell."""
    if other is None or one is other:
        return ""
    a, b = one.values[metric.name], other.values[metric.name]
    if len(a) != len(b):
        return "not all folds are done"
    found = difference(a, b, one.judging, one.training)
    if np.isnan(found.p):
        return "cannot be told"
    if found.p >= SURE:
        return f"no clear difference from {called} (p = {found.p:.2f})"
    better = "better" if metric.sign() * found.mean > 0 else "worse"
    return f"{better} than {called} (p {'< 0.001' if found.p < 0.001 else f'= {found.p:.3f}'})"
