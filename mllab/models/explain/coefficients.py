"""The weights of a linear model, and how sure they are."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from mllab.models._base import Kind, Model


@dataclass(frozen=True, eq=False)
class Coefficients:
    """Weights with 95 % intervals. `values`, `low` and `high` are (r, d + 1), the intercept last; r is 1, or the number of classes.

    how  where the intervals come from, in words
    """

    values: np.ndarray = field(repr=False)
    low: np.ndarray = field(repr=False)
    high: np.ndarray = field(repr=False)
    how: str


def weights(estimator: Any) -> np.ndarray | None:
    """(r, d + 1) weights of a fitted linear model with the intercept last, or None for a model without."""
    if not hasattr(estimator, "coef_") or not hasattr(estimator, "intercept_"):
        return None
    found = np.atleast_2d(np.asarray(estimator.coef_, np.float64))
    constant = np.broadcast_to(np.asarray(estimator.intercept_, np.float64).reshape(-1), (len(found),))
    return np.column_stack([found, constant])


def known(estimator: Any, X: np.ndarray, y: np.ndarray) -> Coefficients | None:
    """Weights with intervals by formula where there is one: least squares, and logistic regression of two classes. None for other models.

    Least squares: Student's t with n - rank degrees of freedom, from the scatter of the residuals. Logistic: Wald's, from the curvature of the likelihood; with
    an l2 penalty the spread of the penalized weights (Gray 1992), which are drawn towards 0 and not centred on the truth. Columns that sum to
    a constant, as those of one category do, have weights only relative to each other. O(n d^2).
    """
    if weights(estimator) is None:
        return None
    named = type(estimator).__name__
    if named == "LinearRegression" and not estimator.positive:
        return _least_squares(estimator, X, y)
    if named == "LogisticRegression" and len(estimator.classes_) == 2 and not estimator.l1_ratio and estimator.class_weight is None:
        return _logistic(estimator, X)
    return None


def _least_squares(estimator: Any, X: np.ndarray, y: np.ndarray) -> Coefficients:
    from scipy.stats import t

    X = np.asarray(X, np.float64)
    middle = X.mean(axis=0)
    found = np.asarray(weights(estimator))
    rank = int(np.linalg.matrix_rank(X - middle))
    freedom = len(X) - rank - 1
    if freedom < 1:
        return _around(found, np.full(X.shape[1] + 1, np.nan), 1.0, "No interval: there are as many weights as rows.")
    noise = float(((y - estimator.predict(X)) ** 2).sum()) / freedom
    spread = noise * np.linalg.pinv((X - middle).T @ (X - middle))
    variance = np.append(np.diagonal(spread), noise / len(X) + middle @ spread @ middle)
    how = f"Student's t with {freedom:,} degrees of freedom, from the scatter of the residuals."
    return _around(found, np.sqrt(np.maximum(variance, 0)), float(t.ppf(0.975, freedom)), how)


def _logistic(estimator: Any, X: np.ndarray) -> Coefficients:
    from scipy.stats import norm

    Z = np.column_stack([np.asarray(X, np.float64), np.ones(len(X))])
    p = estimator.predict_proba(X)[:, 1]
    information = (Z * (p * (1 - p))[:, None]).T @ Z
    penalty = 0.0 if np.isinf(estimator.C) else 1 / estimator.C
    inverse = np.linalg.pinv(information + np.diag(np.append(np.full(X.shape[1], penalty), 0.0)))
    spread = inverse @ information @ inverse
    how = "Wald's, from the curvature of the likelihood" + (
        "; the penalty draws weights towards 0, so the interval is of the penalized weight (Gray 1992)." if penalty else "."
    )
    return _around(np.asarray(weights(estimator)), np.sqrt(np.maximum(np.diagonal(spread), 0)), float(norm.ppf(0.975)), how)


def _around(values: np.ndarray, error: np.ndarray, factor: float, how: str) -> Coefficients:
    return Coefficients(values, values - factor * error, values + factor * error, how)


def resampled(
    model: Model, estimator: Any, X: np.ndarray, y: np.ndarray, kind: Kind, rounds: int = 100, seed: int = 0
) -> Iterator[Coefficients]:
    """Weights of the fitted `estimator` with percentile intervals over bootstraps (Efron 1979), a state per round: for models without a formula.

    Refits the model on rows drawn with replacement. Honest about the scatter, not about the bias of a penalty. O(rounds) fits.
    """
    values = np.asarray(weights(estimator))
    kept: list[np.ndarray] = []
    rng = np.random.default_rng(seed)
    for number in range(rounds):
        drawn = rng.integers(0, len(X), len(X))
        if kind == "classification" and len(np.unique(y[drawn])) < len(np.unique(y)):
            continue
        again = weights(model.fit(X[drawn], seed, y[drawn], kind).estimator)
        if again is not None and again.shape == values.shape:
            kept.append(again)
        if kept:
            low, high = np.quantile(np.array(kept), [0.025, 0.975], axis=0)
            yield Coefficients(values, low, high, f"Middle 95 % over {number + 1} bootstraps of the rows (Efron 1979).")
