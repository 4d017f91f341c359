"""Reading a validation curve: its best value, the simplest one that is as good, and whether the model learns too little or too much."""

from dataclasses import dataclass

import numpy as np

from mllab.models.board import difference
from mllab.models.metrics import METRICS

SURE = 0.05  # of a corrected t-test
WIDE = 3.0  # standard deviations of the folds; a gap to the training rows beyond them is told


@dataclass(frozen=True)
class Best:
    """Positions along a curve: the best mean, and the one within a standard error of it whose figures on the training rows are plainest.

    error  one standard error of the best mean
    """

    at: int
    within: int
    error: float


def best(valid: np.ndarray, train: np.ndarray, metric: str) -> Best | None:
    """The best of (s, j) fold figures, and the one-standard-error choice (Breiman, Friedman, Olshen & Stone 1984).

    Among settings whose mean is no more than one standard error worse than the best, the simplest is taken for the one that fits its training rows
    least: which way a knob makes a model simpler is seen in the figures themselves. Settings with a failed fold are passed over. None without any.
    """
    sign = METRICS[metric].sign()
    whole = np.isfinite(valid).all(axis=1)
    if not whole.any():
        return None
    means, learned = sign * valid.mean(axis=1), sign * train.mean(axis=1)
    at = int(np.where(whole, means, -np.inf).argmax())
    error = float(valid[at].std(ddof=1) / np.sqrt(valid.shape[1])) if valid.shape[1] > 1 else 0.0
    near = whole & (means >= means[at] - error)
    return Best(at, int(np.where(near, learned, np.inf).argmin()), error)


def fit_in_words(valid: np.ndarray, train: np.ndarray, place: int, metric: str, judging: float, training: float) -> str:
    """Whether the setting at `place` of (s, j) figures under- or overfits, told by the corrected t-test against the best of the curve.

    It underfits where it is really worse than the best and fits its training rows worse too, overfits where it is really worse and fits them better.
    """
    found = best(valid, train, metric)
    if found is None or not np.isfinite(valid[place]).all():
        return "Not all folds could be trained here, so nothing can be said."
    sign = METRICS[metric].sign()
    gap = sign * float(train[place].mean() - valid[place].mean())
    told = f"{metric} {train[place].mean():.3g} on the rows it learned from, {valid[place].mean():.3g} on the others"
    if place != found.at:
        behind = difference(valid[found.at], valid[place], judging, training)
        if behind.p < SURE and sign * behind.mean > 0:
            closer = sign * float(train[place].mean() - train[found.at].mean())
            return f"**It overfits:** {told}." if closer > 0 else f"**It underfits:** {told}. A more flexible setting does better."
    if found.error and gap > WIDE * found.error * np.sqrt(valid.shape[1]):
        return f"**About as good as the best, though it knows its own rows much better:** {told}. More rows may help."
    return f"**Neither under- nor overfitting is seen:** {told}."
