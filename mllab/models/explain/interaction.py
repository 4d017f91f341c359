"""Interaction: how much of what two columns do together is not the sum of what each does alone."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np

Answers = Callable[[np.ndarray], np.ndarray]
FAINT = 1e-12  # variance of the joint effect below which there is nothing to share out


@dataclass(frozen=True)
class Together:
    """Two columns: `size`, the spread (root mean square, in the answer's unit) of what they do beyond the sum of both, and Friedman's `h`."""

    one: str
    other: str
    size: float
    h: float


def interactions(answers: Answers, X: np.ndarray, places: Mapping[str, np.ndarray]) -> list[Together]:
    """What every pair of columns does together, the most first. `places` says where the outputs of each column are in X (n, d).

    H squared is the part of the variance of a pair's partial dependence that is not the sum of theirs (Friedman & Popescu 2008, section 8.1): 0 when
    they act apart, 1 when neither does anything alone. It is large over little where two columns hardly matter or undo each other, so pairs are ranked by the
    size itself. O(n^2 c^2) predictions, so give a sample.
    """
    alone = {name: _partial(answers, X, at) for name, at in places.items()}
    found = []
    for one, other in combinations(places, 2):
        together = _partial(answers, X, np.concatenate([places[one], places[other]]))
        whole = float((together**2).sum())
        gap = float(((together - alone[one] - alone[other]) ** 2).sum())
        h = float(np.sqrt(min(gap / whole, 1.0))) if whole > FAINT * len(X) else 0.0
        found.append(Together(one, other, float(np.sqrt(gap / len(X))), h))
    return sorted(found, key=lambda pair: -pair.size)


def _partial(answers: Answers, X: np.ndarray, at: np.ndarray) -> np.ndarray:
    """(n,) the centred partial dependence at each row's own values of the outputs `at`."""
    n = len(X)
    Z = np.tile(X, (n, 1))
    Z[:, at] = np.repeat(X[:, at], n, axis=0)
    means = np.asarray(answers(Z), np.float64).reshape(n, n).mean(axis=1)
    return np.asarray(means - means.mean())
