"""The contract of every loss: a cost of what was said where something else is true, and its slope."""

from dataclasses import dataclass
from typing import ClassVar, Literal

import numpy as np

from mllab.params import Params

Kind = Literal["numbers", "classes", "probabilities"]


@dataclass(frozen=True)
class Loss(Params):
    """Base of every loss.

    kind   what is said and what is true: numbers; classes (a score s is said, and -1 or 1 is true); probabilities (both are shares from 0 to 1)
    rule   its formula (LaTeX)
    """

    kind: ClassVar[Kind] = "numbers"
    rule: ClassVar[str] = ""

    def value(self, said: np.ndarray, true: np.ndarray) -> np.ndarray:
        """The loss of each answer. Any shapes that go together; O(1) each."""
        raise NotImplementedError

    def gradient(self, said: np.ndarray, true: np.ndarray) -> np.ndarray:
        """Its slope in what was said; the pull on the answer is the negative of it. At a kink, one of the slopes there."""
        raise NotImplementedError
