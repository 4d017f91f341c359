"""Metrics of regression, of predictions p (n,) for numbers y (n,). All O(n)."""

import numpy as np

from mllab.models.metrics._metric import Metric


def rmse(y: np.ndarray, p: np.ndarray) -> float:
    """Root of the mean squared error."""
    return float(np.sqrt(((y - p) ** 2).mean()))


def mae(y: np.ndarray, p: np.ndarray) -> float:
    """Mean absolute error."""
    return float(np.abs(y - p).mean())


def median_error(y: np.ndarray, p: np.ndarray) -> float:
    """Median absolute error."""
    return float(np.median(np.abs(y - p)))


def r2(y: np.ndarray, p: np.ndarray) -> float:
    """1 minus the squared error over that of the mean; NaN where all answers are the same."""
    spread = ((y - y.mean()) ** 2).sum()
    return float(1 - ((y - p) ** 2).sum() / spread) if spread else float("nan")


def mape(y: np.ndarray, p: np.ndarray) -> float:
    """Mean absolute error as a share of the answer; NaN where an answer is 0."""
    return float((np.abs(y - p) / np.abs(y)).mean()) if (y != 0).all() else float("nan")


def pinball(y: np.ndarray, p: np.ndarray, quantile: float = 0.9) -> float:
    """Loss of a quantile (Koenker & Bassett 1978): too low costs `quantile` per unit, too high 1 - quantile."""
    gap = y - p
    return float(np.maximum(quantile * gap, (quantile - 1) * gap).mean())


NUMBERS = (
    Metric("RMSE", "regression", "lower", "Typical size of an error, in the units of the target; large errors weigh most.", "numbers", rmse, least=0.0),
    Metric("MAE", "regression", "lower", "Mean size of an error, in the units of the target.", "numbers", mae, least=0.0),
    Metric("median error", "regression", "lower", "Half of the errors are smaller than this.", "numbers", median_error, least=0.0),
    Metric("R²", "regression", "higher", "Share of the target's variance that is explained: 1 is perfect, 0 no better than the mean.", "numbers", r2, most=1.0),
    Metric("MAPE", "regression", "lower", "Mean size of an error as a share of the answer; not told where an answer is 0.", "numbers", mape, least=0.0),
    Metric("pinball loss (0.9)", "regression", "lower", "Loss of a prediction meant as the 90 % quantile: too low costs nine times as much as too high.", "numbers", pinball, least=0.0),
)  # fmt: skip
