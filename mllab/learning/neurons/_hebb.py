"""Hebbian plasticity: a weight grows where what comes in and what goes out are active together."""

from dataclasses import dataclass

import numpy as np

from mllab.errors import DataError, ParamError

RULES = ("Hebb", "Oja")
HUGE = 1e12  # a weight beyond this has gone to infinity


@dataclass(frozen=True, eq=False)
class Plastic:
    """The weights (steps + 1, d) of one linear neuron on its way; it ends early where they went to infinity."""

    weights: np.ndarray
    diverged: bool


def plastic(X: np.ndarray, rule: str = "Oja", rate: float = 0.01, passes: int = 20, seed: int = 0) -> Plastic:
    """A linear neuron y = w x that learns without a teacher, sample by sample in a drawn order; X (n, d) is taken about its mean.

    Hebb's rule, w += rate y x, has nothing that holds it: the weights leave for infinity along the direction in which X spreads most. Oja's, w += rate y (x - y w),
    forgets as fast as it learns: w tends to that direction at length 1, the first principal component. Too great a rate makes Oja's diverge too. O(passes n d).
    Source: Hebb 1949; Oja 1982, A simplified neuron model as a principal component analyzer. Raises ParamError for another rule or a rate that is not above 0,
    and DataError for fewer than 2 samples.
    """
    X = np.asarray(X, float)
    if rule not in RULES or not rate > 0:
        raise ParamError(f"The rule is one of {', '.join(RULES)} with a rate above 0, got {rule!r} and {rate!r}.")
    if X.ndim != 2 or len(X) < 2 or not np.isfinite(X).all():
        raise DataError(f"A neuron learns from samples (n, d), at least 2, all known; got an array of shape {X.shape}.")
    rng = np.random.default_rng(seed)
    X = X - X.mean(axis=0)
    w: np.ndarray = rng.normal(size=(X.shape[1],))
    w = w / (2 * np.linalg.norm(w))  # of length a half, so that both rules are seen to change it
    way, held = [w], float(rule == "Oja")
    for _ in range(passes):
        for i in rng.permutation(len(X)):
            y = float(w @ X[i])
            w = w + rate * y * (X[i] - held * y * w)
            way.append(w)
            if not np.abs(w).max() < HUGE:
                return Plastic(np.array(way), True)
    return Plastic(np.array(way), False)


def principal(X: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The direction (d,) of length 1 in which X (n, d) spreads most, and the variances (d,) along all, greatest first. O(n d²). Pearson 1901."""
    variances, directions = np.linalg.eigh(np.cov(np.asarray(X, float), rowvar=False, ddof=0))
    return directions[:, -1], variances[::-1]
