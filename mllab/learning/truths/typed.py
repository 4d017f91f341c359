"""Whatever is typed."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from mllab.learning._typed import FUNCTIONS, compute
from mllab.learning.truths._truth import Truth
from mllab.params import knob


@dataclass(frozen=True)
class Typed(Truth):
    """A formula of your own in x, which goes from 0 to 1.

    It must be a finite number everywhere between. O(1) a place.
    """

    name: ClassVar[str] = "a formula"
    source: ClassVar[str] = "Descartes 1637"

    text: str = knob("sin(6*x) * x", help=f"Numbers, + - * / ^, brackets, x, pi, e and {', '.join(FUNCTIONS)}.")

    def __call__(self, x: np.ndarray) -> np.ndarray:
        return compute(self.text, x=np.asarray(x, float))

    def formula(self) -> str:
        compute(self.text, x=np.zeros(1))
        return f"np.vectorize(lambda x: {self.text.replace('^', '**')})(x)"
