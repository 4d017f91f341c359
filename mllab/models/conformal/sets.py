"""Sets of classes that hold the truth as often as they say."""

from typing import Literal

import numpy as np

from mllab.models.conformal._quantile import bound

Score = Literal["LAC", "APS"]
ABOUT: dict[Score, str] = {
    "LAC": "Least ambiguous: the smallest sets on average, but hard rows may be left with none (Sadinle, Lei & Wasserman 2019).",
    "APS": "Adaptive: larger sets for harder rows, so that easy and hard rows are covered more alike (Romano, Sesia & Candès 2020).",
}


def scores(P: np.ndarray, score: Score, seed: int = 0) -> np.ndarray:
    """(n, k) how strange each class would be for probabilities P (n, k): LAC is 1 - p; APS is the probability of all likelier classes, and a random part of its own.

    The random part makes coverage exact instead of too high. O(n k log k).
    """
    if score == "LAC":
        return np.asarray(1 - P)
    order = np.argsort(-P, axis=1, kind="stable")
    ranked = np.take_along_axis(P, order, axis=1)
    before = ranked.cumsum(axis=1) - ranked
    drawn = np.random.default_rng(seed).random((len(P), 1))
    found = np.empty_like(P, dtype=np.float64)
    np.put_along_axis(found, order, before + drawn * ranked, axis=1)
    return found


def threshold(P: np.ndarray, y: np.ndarray, coverage: float, score: Score = "LAC", seed: int = 0) -> float:
    """The bound from rows that the model has not learned from: probabilities P (n, k) and codes y (n,)."""
    return bound(scores(P, score, seed)[np.arange(len(y)), y], coverage)


def sets(P: np.ndarray, limit: float, score: Score = "LAC", seed: int = 0) -> np.ndarray:
    """(n, k) which classes are in the set of each row: those that are not stranger than the bound."""
    return np.asarray(scores(P, score, seed) <= limit)
