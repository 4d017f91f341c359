"""The contract of every reducer: knobs in, a generator of pictures out; the last one is the result."""

from dataclasses import dataclass, field

import numpy as np

from mllab.learner import Learner


@dataclass(frozen=True, eq=False)
class Reduction:
    """One state of a picture. `positions` (n, m), m at most the asked dimensions.

    shares     (m,) part of the variance that each axis keeps, where the method knows it
    loadings   (d, m) weight of each column on each axis, where axes are sums of columns
    middle     (d,) what is subtracted before the loadings are applied
    objective  the figure that the method improves; `objective_name` says which
    """

    positions: np.ndarray
    shares: np.ndarray | None = None
    loadings: np.ndarray | None = field(default=None, repr=False)
    middle: np.ndarray | None = field(default=None, repr=False)
    objective: float | None = None
    objective_name: str = ""


@dataclass(frozen=True)
class Reducer(Learner):
    """Base of every reducer; `script` makes `positions` from `X`."""
