"""The support vector machine with a polynomial kernel: borders bent by products of columns."""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, ClassVar

from mllab.models._base import Kind
from mllab.models._script import Written
from mllab.models._svm import SVM, kernel_machine
from mllab.params import knob


@dataclass(frozen=True)
class PolynomialSVM(SVM):
    """Planes with the widest margin over all products of up to `degree` columns: borders of a polynomial shape.

    Runs away from columns outside the range it saw, and with more than some ten thousand rows it is slow. Its scores become probabilities
    by a sigmoid over three folds, four fits in all. O(n^2 d) to O(n^3).
    """

    name: ClassVar[str] = "polynomial SVM"
    source: ClassVar[str] = "Boser, Guyon & Vapnik 1992; Platt 1999; Chang & Lin 2011"
    only: ClassVar = MappingProxyType({"tube": "regression", "balanced": "classification", "probabilities": "classification"})
    limit: ClassVar[int] = 10_000
    quick: ClassVar[bool] = False

    C: float = knob(1.0, 1e-3, 1e3, log=True, help="What a row on the wrong side costs: more follows the rows more closely.")
    degree: int = knob(3, 2, 6, help="Columns that are multiplied with each other at most.")
    lower: float = knob(1.0, 0.0, 10.0, help="How much the products of fewer columns count (coef0): 0 takes the highest alone.")
    tube: float = knob(
        0.1, 0.0, 1.0, unit="standard deviations of the answer", help="Errors below this cost nothing (epsilon), for numbers only."
    )
    balanced: bool = knob(False, help="Weigh rare classes up, so that each class counts the same.")
    probabilities: bool = knob(True, help="Turn scores into probabilities (Platt 1999): four fits instead of one.")

    def estimator(self, kind: Kind, seed: int = 0) -> Any:
        return self.suited(kind, seed, Written("X"), Written("y"))

    def suited(self, kind: Kind, seed: int, X: Any, y: Any) -> Any:
        return kernel_machine(
            kind,
            X,
            y,
            C=self.C,
            tube=self.tube,
            balanced=self.balanced,
            probabilities=self.probabilities,
            reach=1.0,
            kernel="poly",
            degree=self.degree,
            coef0=self.lower,
        )
