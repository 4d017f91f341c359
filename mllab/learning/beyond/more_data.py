"""The gap between what was learned by heart and what holds for new points, while the training set grows."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from mllab.learning._base import Fit
from mllab.learning.truths import Truth

PLACES = 101


@dataclass(frozen=True, eq=False)
class Growth:
    """(s, r) errors of r fits for s sizes of the training set: on the training points, and on fresh answers over [0, 1]."""

    sizes: np.ndarray
    train: np.ndarray = field(repr=False)
    test: np.ndarray = field(repr=False)


def more_data(truth: Truth, fit: Fit, value: float, sizes: Sequence[int], noise: float = 0.3, rounds: int = 100, seed: int = 0) -> Growth:
    """Mean squared errors while the training set grows and the complexity, `value`, stays.

    Points are evenly spread, so that a fit can be asked at its own points; both errors go to the noise squared plus what the fit cannot follow, from below and
    from above (Cortes, Jackel, Solla, Vapnik & Denker 1993). O(sizes x one batch of fits).
    """
    rng = np.random.default_rng(seed)
    grid = np.linspace(0, 1, PLACES)
    train, test = [], []
    for n in sizes:
        x = (np.arange(n) + 0.5) / n
        y = truth(x) + noise * rng.standard_normal((rounds, n))
        fresh = truth(grid) + noise * rng.standard_normal((rounds, PLACES))
        answers = fit.predict(x[None, :], y, np.concatenate([x, grid]), [value])[0]
        train.append(((answers[:, :n] - y) ** 2).mean(axis=1))
        test.append(((answers[:, n:] - fresh) ** 2).mean(axis=1))
    return Growth(np.asarray(sizes), np.array(train), np.array(test))
