"""Cross-entropy."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from mllab.learning.losses._loss import Kind, Loss

EDGE = 1e-12  # nothing is said to be surer than that, where the logarithm ends


@dataclass(frozen=True)
class CrossEntropy(Loss):
    """What is true, told in a code made for what was said: the surprise.

    To say 0 of what happens costs without limit. O(1) an answer.
    """

    name: ClassVar[str] = "cross-entropy"
    source: ClassVar[str] = "Shannon 1948; Good 1952"
    kind: ClassVar[Kind] = "probabilities"
    rule: ClassVar[str] = r"-p \ln s - (1-p) \ln (1-s)"

    def value(self, said: np.ndarray, true: np.ndarray) -> np.ndarray:
        said = np.clip(said, EDGE, 1 - EDGE)
        return -(true * np.log(said) + (1 - true) * np.log1p(-said))

    def gradient(self, said: np.ndarray, true: np.ndarray) -> np.ndarray:
        said = np.clip(said, EDGE, 1 - EDGE)
        return (said - true) / (said * (1 - said))
