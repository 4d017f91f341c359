"""What the support vector machines share: probabilities when they are asked for, and knobs in units of the data."""

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from mllab.errors import DataError
from mllab.models._base import Kind, Model
from mllab.models._script import Written, spread

FOLDS = 3


@dataclass(frozen=True)
class SVM(Model):
    """Base of the support vector machines; each has the knobs C, width of the tube, balanced and probabilities."""

    double: ClassVar[bool] = True

    def ready(self, X: np.ndarray, y: np.ndarray | None, kind: Kind | None) -> tuple[np.ndarray, np.ndarray, Kind]:
        X, y, kind = super().ready(X, y, kind)
        if kind == "classification" and getattr(self, "probabilities", False):
            codes, counts = np.unique(y, return_counts=True)
            if counts.min() < FOLDS:
                raise DataError(
                    f"{self.name} needs {FOLDS} rows of each class for its probabilities, and class {codes[counts.argmin()]} has "
                    f"{counts.min()}. Switch probabilities off or leave out rare classes."
                )
        return X, y, kind


def calibrated(machine: Any, wanted: bool) -> Any:
    """The machine, with probabilities by Platt's sigmoid over the scores of rows that it had not seen where they are wanted: 4 fits for 1."""
    from sklearn.calibration import CalibratedClassifierCV

    return CalibratedClassifierCV(machine, cv=FOLDS, ensemble=False) if wanted else machine


def gamma(reach: float, X: Any) -> Any:
    """The kernel's factor on squared distances: `reach` times the inverse of all the variance there is in X."""
    if isinstance(X, Written):
        return reach * Written("1 / (X.shape[1] * (X.var() or 1.0))")
    return reach / (X.shape[1] * (float(X.var()) or 1.0))


def kernel_machine(
    kind: Kind, X: Any, y: Any, *, C: float, tube: float, balanced: bool, probabilities: bool, reach: float, **more: Any
) -> Any:
    """The unfitted SVC or SVR with what the data tell: C and the tube in units of the answers' spread, gamma in those of X."""
    from sklearn.svm import SVC, SVR

    factor = gamma(reach, X)
    if kind == "regression":
        return SVR(C=C * spread(y), epsilon=tube * spread(y), gamma=factor, tol=1e-3 * spread(y), cache_size=500, **more)
    machine = SVC(C=C, class_weight="balanced" if balanced else None, gamma=factor, cache_size=500, **more)
    return calibrated(machine, probabilities)
