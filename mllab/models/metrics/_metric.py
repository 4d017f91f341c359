"""One figure of merit."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from mllab.models._base import Kind


@dataclass(frozen=True)
class Metric:
    """A figure with its meaning. `score(y, predicted)` gives it, NaN where it cannot be told (a fold without a class).

    needs   what `predicted` is: "labels" and "probabilities" take (n, k) probabilities, "numbers" (n,) numbers
    unit    what it is counted in; empty for a share or a bare number
    """

    name: str
    kind: Kind
    better: Literal["higher", "lower"]
    about: str
    needs: Literal["labels", "probabilities", "numbers"]
    score: Callable[[np.ndarray, np.ndarray], float] = field(repr=False)
    unit: str = ""

    def sign(self) -> int:
        """1 where more is better, else -1."""
        return 1 if self.better == "higher" else -1
