"""The linear support vector machine: the plane with the widest margin."""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, ClassVar

from mllab.models._base import Kind
from mllab.models._script import spread
from mllab.models._svm import SVM, calibrated
from mllab.params import knob


@dataclass(frozen=True)
class LinearSVM(SVM):
    """Part classes by the plane with the widest empty margin; predict numbers by one in a tube of which most answers lie.

    Fails where borders bend. Its scores become probabilities by a sigmoid over three folds, four fits in all. O(n d) per iteration.
    """

    name: ClassVar[str] = "linear SVM"
    source: ClassVar[str] = "Cortes & Vapnik 1995; Platt 1999; Fan et al. 2008"
    sparse: ClassVar[bool] = True
    only: ClassVar = MappingProxyType({"tube": "regression", "balanced": "classification", "probabilities": "classification"})

    C: float = knob(1.0, 1e-4, 1e3, log=True, help="What a row on the wrong side costs: more follows the rows more closely.")
    tube: float = knob(
        0.1, 0.0, 1.0, unit="standard deviations of the answer", help="Errors below this cost nothing (epsilon), for numbers only."
    )
    balanced: bool = knob(False, help="Weigh rare classes up, so that each class counts the same.")
    probabilities: bool = knob(True, help="Turn scores into probabilities (Platt 1999): four fits instead of one.")
    rounds: int = knob(2000, 100, 20_000, log=True, help="Iterations at most; too few are told in the note.")

    def estimator(self, kind: Kind, seed: int = 0) -> Any:
        from sklearn.svm import LinearSVC, LinearSVR

        if kind == "regression":
            loss = "squared_epsilon_insensitive"
            return LinearSVR(C=self.C, epsilon=self.tube, loss=loss, dual="auto", max_iter=self.rounds, random_state=seed)
        weights = "balanced" if self.balanced else None
        return calibrated(LinearSVC(C=self.C, class_weight=weights, max_iter=self.rounds, random_state=seed), self.probabilities)

    def suited(self, kind: Kind, seed: int, X: Any, y: Any) -> Any:
        """The tube in units of the answers; C needs none, for the error is squared like the weights."""
        peer = self.estimator(kind, seed)
        return peer.set_params(epsilon=self.tube * spread(y)) if kind == "regression" else peer
