"""Which of scikit-learn's ensembles of trees are grown sooner here, with the same result."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import sklearn
from sklearn.ensemble import (
    AdaBoostClassifier,
    ExtraTreesClassifier,
    GradientBoostingClassifier,
    GradientBoostingRegressor,
    RandomForestClassifier,
)

from mllab.models.estimators.counted import Ordered, SoonerExtraTrees, SoonerRandomForest
from mllab.models.estimators.presorted import SoonerAdaBoost, SoonerBoostingClassifier, SoonerBoostingRegressor, Sorted

MOST = 50_000_000  # values of X: more are not held a second time
LEAST = 200  # rows: fewer are sorted in no time
DEEPEST = 10  # questions of a tree of boosting
# Slopes of other losses take a few values only: nodes are full of rows that are alike, and which of them part hangs on rounding.
LOSSES = ("log_loss", "squared_error")
TWO = (AdaBoostClassifier, RandomForestClassifier, ExtraTreesClassifier)  # for two classes only
LARGEST = 1 << 20  # rows whose counts fit into the bits that they have
TRIED = ("1", "9")  # the release whose insides were tried: of any other, trees are grown as it grows them
SOONER: dict[type, tuple[type, str, Callable[[np.ndarray], Any]]] = {
    GradientBoostingClassifier: (SoonerBoostingClassifier, "presorted", Sorted),
    GradientBoostingRegressor: (SoonerBoostingRegressor, "presorted", Sorted),
    AdaBoostClassifier: (SoonerAdaBoost, "presorted", Sorted),
    RandomForestClassifier: (SoonerRandomForest, "ordered", lambda X: Ordered(X, by_chance=False)),
    ExtraTreesClassifier: (SoonerExtraTrees, "ordered", lambda X: Ordered(X, by_chance=True)),
}


@contextmanager
def sooner(estimator: Any, X: Any, y: np.ndarray) -> Iterator[None]:
    """In here an ensemble of scikit-learn's that is known grows its trees from the columns of X (n, d), which are ordered once for all of them."""
    plain = type(estimator)
    if not _known(estimator, X, y):
        yield
        return
    made, name, order = SOONER[plain]
    setattr(estimator, name, order(X))
    estimator.__class__ = made
    try:
        yield
    finally:
        estimator.__class__ = plain
        delattr(estimator, name)


def _known(estimator: Any, X: Any, y: np.ndarray) -> bool:
    if tuple(sklearn.__version__.split(".")[:2]) != TRIED:
        return False
    if type(estimator) not in SOONER or not isinstance(X, np.ndarray) or len(X) < LEAST or X.size > MOST:
        return False
    if isinstance(estimator, TWO) and len(np.unique(y)) != 2:
        return False
    if isinstance(estimator, RandomForestClassifier | ExtraTreesClassifier):
        return bool(estimator.criterion == "gini" and len(X) < LARGEST)
    depth = getattr(getattr(estimator, "estimator", estimator), "max_depth", None)
    return bool(depth and depth <= DEEPEST and getattr(estimator, "loss", LOSSES[0]) in LOSSES)
