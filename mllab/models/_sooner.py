"""Ensembles of trees that are fitted as by scikit-learn, and sooner."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from mllab.models._base import Model


@dataclass(frozen=True)
class Sooner(Model):
    """Base of ensembles whose columns are ordered once for all trees; the result is the one that scikit-learn fits."""

    def learned(self, estimator: Any, X: np.ndarray, y: np.ndarray, **more: Any) -> tuple[Any, str]:
        """The estimator fitted to X and y, and what it warned of. Raises DataError, with its words, where it refuses them."""
        from mllab.models.estimators.sooner import sooner

        with sooner(estimator, X, y):
            return super().learned(estimator, X, y, **more)


def warm() -> None:
    """Compile the kernels, or load them from the disk, on a few rows, so that no board waits for them."""
    from mllab.models import MODELS

    rng = np.random.default_rng(0)
    X, y = rng.normal(size=(300, 2)).astype(np.float32), rng.integers(0, 2, 300)
    for name in ("gradient boosting", "random forest"):
        MODELS[name](members=2).fit(X, 0, y)
