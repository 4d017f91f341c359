"""The contract of every surface: a formula; its slope and curvature follow from it."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from mllab.learning._jets import jet
from mllab.params import Params

Place = tuple[float, ...]


@dataclass(frozen=True)
class Surface(Params):
    """Base of every surface: a function of one or two variables to be made small.

    begin  where the walk begins at first
    """

    begin: ClassVar[Place] = (0.0, 0.0)

    def formula(self) -> str:
        """The function in x, or x and y, as arithmetic: numbers, + - * / ^, brackets and the functions of `mllab.learning`'s typed formulas."""
        raise NotImplementedError

    @property
    def extent(self) -> tuple[tuple[float, float], ...]:
        """The range of each variable that is drawn."""
        raise NotImplementedError

    @property
    def minima(self) -> tuple[Place, ...]:
        """The lowest places; none where they are not known."""
        return ()

    @property
    def variables(self) -> str:
        """The names of its variables: "x" or "xy"."""
        return "xy"[: len(self.extent)]

    def value(self, at: np.ndarray) -> np.ndarray:
        """(...) the height at the places (d, ...), infinite or nan where there is none."""
        return np.asarray(jet(self.formula(), self.variables, at).value)

    def gradient(self, at: np.ndarray) -> np.ndarray:
        """(d, ...) the slope at the places (d, ...), by automatic differentiation of the formula."""
        return np.asarray(jet(self.formula(), self.variables, at).first)

    def hessian(self, at: np.ndarray) -> np.ndarray:
        """(d, d, ...) the curvature at the places (d, ...), by the same."""
        return np.asarray(jet(self.formula(), self.variables, at, order=2).second)
