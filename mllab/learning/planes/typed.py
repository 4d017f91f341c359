"""Whatever is typed, of two columns."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from mllab.learning._typed import FUNCTIONS, compute
from mllab.learning.planes._plane import Plane
from mllab.params import knob


@dataclass(frozen=True)
class TypedPlane(Plane):
    """A formula of your own in x and y, which both go from 0 to 1.

    It must be a finite number everywhere between. O(1) a place.
    """

    name: ClassVar[str] = "a formula of x and y"
    source: ClassVar[str] = "Descartes 1637"

    text: str = knob("sin(6*x) * cos(4*y)", help=f"Numbers, + - * / ^, brackets, x, y, pi, e and {', '.join(FUNCTIONS)}.")

    def height(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        return compute(self.text, x=np.asarray(x, float), y=np.asarray(y, float))

    def formula(self) -> str:
        compute(self.text, x=np.zeros(1), y=np.zeros(1))
        return f"np.vectorize(lambda x, y: {self.text.replace('^', '**')})(x, y)"
