"""Whether a probability can be taken at its word, and two ways to mend it."""

from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from mllab.models.explain._intervals import wilson

Fix = Literal["isotonic", "Platt"]
EDGE = 1e-6  # log-odds of 0 and 1 are infinite


@dataclass(frozen=True, eq=False)
class Reliability:
    """Rows in bins of like probability: what was said and what came.

    said, came  (b,) mean probability, and share of rows that are of the class, with its 95 % interval `low` to `high`
    rows        (b,) of each bin
    error       mean gap between the two, weighted by rows (expected calibration error)
    """

    said: np.ndarray = field(repr=False)
    came: np.ndarray = field(repr=False)
    low: np.ndarray = field(repr=False)
    high: np.ndarray = field(repr=False)
    rows: np.ndarray = field(repr=False)
    error: float


def reliability(hit: np.ndarray, p: np.ndarray, bins: int = 10) -> Reliability:
    """Probabilities p (n,) in at most `bins` bins of about equally many rows, against what came, `hit` (n,) (Niculescu-Mizil & Caruana 2005).

    Few rows in a bin make wide intervals; the error grows with the number of bins by chance alone. O(n log n).
    """
    edges = np.unique(np.quantile(p, np.linspace(0, 1, bins + 1)))
    place = np.searchsorted(edges[1:-1], p)
    rows = np.bincount(place, minlength=max(1, len(edges) - 1))
    kept = rows > 0
    said = np.bincount(place, weights=p, minlength=len(rows))[kept] / rows[kept]
    hits = np.bincount(place, weights=hit, minlength=len(rows))[kept]
    came = hits / rows[kept]
    low, high = wilson(hits, rows[kept])
    return Reliability(said, came, low, high, rows[kept], float((np.abs(said - came) * rows[kept]).sum() / len(p)))


def mended(hit: np.ndarray, p: np.ndarray, fix: Fix, parts: int = 5, seed: int = 0) -> np.ndarray:
    """(n,) probabilities mended by a curve from p to `hit` that was fitted on the other parts of the rows, so that no row mends itself.

    Platt's curve is a sigmoid of the log-odds, with his smoothed targets (Platt 1999): two numbers, good for few rows. Isotonic is any
    curve that only rises (Zadrozny & Elkan 2002): it overfits below some 1,000 rows. O(n log n).
    """
    place = _parts(np.asarray(hit, bool), parts, seed)
    found = np.empty(len(p))
    for part in range(parts):
        learn = place != part
        found[~learn] = curve(hit[learn], p[learn], fix)(p[~learn])
    return found


def _parts(hit: np.ndarray, parts: int, seed: int) -> np.ndarray:
    """(n,) the part of each row, with the same share of the class in each."""
    order = np.lexsort((np.random.default_rng(seed).random(len(hit)), hit))
    place = np.empty(len(hit), np.int64)
    place[order] = np.arange(len(hit)) % parts
    return place


def curve(hit: np.ndarray, p: np.ndarray, fix: Fix):  # type: ignore[no-untyped-def]
    """The function from probabilities to mended ones, learned from p (n,) and `hit` (n,)."""
    if fix == "isotonic":
        from sklearn.isotonic import IsotonicRegression

        return IsotonicRegression(y_min=0, y_max=1, out_of_bounds="clip").fit(p, np.asarray(hit, float)).predict
    return _sigmoid(np.asarray(hit, bool), p)


def _sigmoid(hit: np.ndarray, p: np.ndarray):  # type: ignore[no-untyped-def]
    from sklearn.linear_model import LogisticRegression

    z = _log_odds(p)[:, None]
    yes, no = int(hit.sum()), int((~hit).sum())
    target = np.where(hit, (yes + 1) / (yes + 2), 1 / (no + 2))  # Platt 1999, section 2.2
    model = LogisticRegression(C=float("inf"), tol=1e-8, max_iter=1000)
    model.fit(np.vstack([z, z]), np.repeat([1, 0], len(p)), sample_weight=np.concatenate([target, 1 - target]))
    return lambda new: model.predict_proba(_log_odds(new)[:, None])[:, 1]


def _log_odds(p: np.ndarray) -> np.ndarray:
    clipped = np.clip(p, EDGE, 1 - EDGE)
    return np.asarray(np.log(clipped / (1 - clipped)))
