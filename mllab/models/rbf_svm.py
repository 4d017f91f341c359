"""The support vector machine with a Gaussian kernel: curved borders from the rows that lie close to them."""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, ClassVar

from mllab.models._base import Kind
from mllab.models._script import Written
from mllab.models._svm import SVM, kernel_machine
from mllab.params import knob


@dataclass(frozen=True)
class RBFSVM(SVM):
    """Curved borders with the widest margin, made of the rows next to them; numbers by a smooth surface in a tube.

    Fails with many columns that do not matter, and with more than some ten thousand rows. Its scores become probabilities by a sigmoid
    over three folds, four fits in all. O(n^2 d) to O(n^3).
    """

    name: ClassVar[str] = "RBF SVM"
    source: ClassVar[str] = "Boser, Guyon & Vapnik 1992; Platt 1999; Chang & Lin 2011"
    only: ClassVar = MappingProxyType({"tube": "regression", "balanced": "classification", "probabilities": "classification"})
    limit: ClassVar[int] = 20_000
    quick: ClassVar[bool] = False

    C: float = knob(1.0, 1e-3, 1e3, log=True, help="What a row on the wrong side costs: more follows the rows more closely.")
    gamma: float = knob(
        1.0, 1e-2, 1e2, log=True, unit="1 / variance of the rows", help="How fast a row's influence fades: more bends the border more."
    )
    tube: float = knob(
        0.1, 0.0, 1.0, unit="standard deviations of the answer", help="Errors below this cost nothing (epsilon), for numbers only."
    )
    balanced: bool = knob(False, help="Weigh rare classes up, so that each class counts the same.")
    probabilities: bool = knob(True, help="Turn scores into probabilities (Platt 1999): four fits instead of one.")

    def estimator(self, kind: Kind, seed: int = 0) -> Any:
        return self.suited(kind, seed, Written("X"), Written("y"))

    def suited(self, kind: Kind, seed: int, X: Any, y: Any) -> Any:
        return kernel_machine(
            kind, X, y, C=self.C, tube=self.tube, balanced=self.balanced, probabilities=self.probabilities, reach=self.gamma
        )
