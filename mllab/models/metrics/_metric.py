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
    aim     what it should be near to, where neither more nor less is better
    least, most   the ends that it cannot pass, and so no interval either
    """

    name: str
    kind: Kind
    better: Literal["higher", "lower", "nearer"]
    about: str
    needs: Literal["labels", "probabilities", "numbers"]
    score: Callable[[np.ndarray, np.ndarray], float] = field(repr=False)
    unit: str = ""
    aim: float = float("nan")
    least: float = float("-inf")
    most: float = float("inf")

    @property
    def wanted(self) -> str:
        """Which way is better, in words."""
        return f"nearer to {self.aim:g} is better" if self.better == "nearer" else f"{self.better} is better"

    def sign(self) -> int:
        """1 where more is better, else -1."""
        return 1 if self.better == "higher" else -1
