"""SHAP values: a prediction shared out among the columns, so that the shares add up to it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from mllab.models.explain._coalitions import EXACT, ORDERS, coalitions
from mllab.peers import quiet

Answers = Callable[[np.ndarray], np.ndarray]  # (n, d) -> (n,)


@dataclass(frozen=True, eq=False)
class Shapley:
    """base + values.sum(axis=1) is the answer of each row.

    values   (n, c) the share of each column, in the unit of `said`
    base     the mean answer, where no column is known
    how      the method and what it assumes, in words; `unit` is "probability", "log-odds" or empty for the target's own
    """

    columns: tuple[str, ...]
    values: np.ndarray = field(repr=False)
    base: float
    unit: str
    how: str

    @property
    def answers(self) -> np.ndarray:
        """(n,) what the shares add up to."""
        return np.asarray(self.base + self.values.sum(axis=1))

    @property
    def importance(self) -> np.ndarray:
        """(c,) mean size of each column's share."""
        return np.asarray(np.abs(self.values).mean(axis=0))


def shapley(
    estimator: Any,
    answers: Answers,
    X: np.ndarray,
    background: np.ndarray,
    sources: Sequence[str],
    code: int | None = None,
    seed: int = 0,
) -> Shapley:
    """Shapley values of rows X (n, d), the outputs of one column taken together (Shapley 1953; Lundberg & Lee 2017).

    Trees are worked through exactly (Lundberg et al. 2020) and linear models by formula, both in log-odds where the model adds those up; any other model is
    asked about coalitions of columns, the rest taken from `background` (b, d): `answers` then gives (n,) probabilities or numbers. `code` is the class that
    is explained, None for numbers. Columns that go together are pulled apart as if they did not. O(2^c b) predictions per row up to c = 10, then O(48 c b).
    """
    columns = tuple(dict.fromkeys(sources))
    if (found := _trees(estimator, X, code)) is not None:
        values, base, unit = found
        return Shapley(columns, _together(values, sources, columns), base, unit, "Exact, by walking every tree (Lundberg et al. 2020).")
    if (found := _linear(estimator, X, background, code)) is not None:
        values, base, unit = found
        return Shapley(columns, _together(values, sources, columns), base, unit, "Exact: weight times distance from the mean.")
    values, base = coalitions(answers, X, background, sources, seed)
    unit = "" if code is None else "probability"
    exact = len(columns) <= EXACT
    tried = (
        f"all {2 ** len(columns):,} coalitions of columns" if exact else f"{2 * ORDERS} orders of the columns (Štrumbelj & Kononenko 2014)"
    )
    how = f"By asking about {tried}, the unknown ones taken from {len(background)} rows."
    return Shapley(columns, values, base, unit, how)


def _together(values: np.ndarray, sources: Sequence[str], columns: Sequence[str]) -> np.ndarray:
    """(n, c) of (n, d): a column's share is the sum over its outputs, so that additivity stays."""
    place = {name: i for i, name in enumerate(columns)}
    found = np.zeros((len(values), len(columns)))
    for at, name in enumerate(sources):
        found[:, place[name]] += values[:, at]
    return found


TREES = {
    "DecisionTreeClassifier": "probability", "DecisionTreeRegressor": "", "RandomForestClassifier": "probability", "RandomForestRegressor": "",
    "ExtraTreesClassifier": "probability", "ExtraTreesRegressor": "", "HistGradientBoostingClassifier": "log-odds", "HistGradientBoostingRegressor": "",
    "GradientBoostingClassifier": "log-odds", "GradientBoostingRegressor": "", "XGBClassifier": "log-odds", "XGBRegressor": "",
    "LGBMClassifier": "log-odds", "LGBMRegressor": "",
}  # fmt: skip


def _trees(estimator: Any, X: np.ndarray, code: int | None) -> tuple[np.ndarray, float, str] | None:
    named = type(estimator).__name__
    if named not in TREES or (named == "GradientBoostingClassifier" and len(estimator.classes_) > 2):
        return None
    from shap import TreeExplainer

    with quiet():
        explainer = TreeExplainer(estimator)
        values = np.asarray(explainer.shap_values(X, check_additivity=False), np.float64)
    base = np.atleast_1d(np.asarray(explainer.expected_value, np.float64))
    if code is None:
        return values, float(base[0]), ""
    at, sign = _place(estimator, code, values)
    if values.ndim == 3:
        return values[:, :, at], float(base[at]), TREES[named]
    return sign * values, sign * float(base[-1]), TREES[named]


def _place(estimator: Any, code: int, values: np.ndarray) -> tuple[int, float]:
    """Where a class is among the outputs, and the sign that turns the output of two classes into that of this one."""
    at = int(np.flatnonzero(np.asarray(estimator.classes_) == code)[0])
    return at, (1.0 if at == 1 else -1.0) if values.ndim < 3 else 1.0


def _linear(estimator: Any, X: np.ndarray, background: np.ndarray, code: int | None) -> tuple[np.ndarray, float, str] | None:
    from mllab.models.explain.coefficients import weights

    named = type(estimator).__name__
    if named not in {"LinearRegression", "Ridge", "Lasso", "ElasticNet", "LogisticRegression", "LinearSVR", "QuantileRegressor"}:
        return None
    found = np.asarray(weights(estimator))
    row, sign = found[0], 1.0
    if code is not None:
        at, sign = _place(estimator, code, found if len(found) < 2 else found[None])
        row = found[0] if len(found) == 1 else found[at]
    middle = background.mean(axis=0, dtype=np.float64)
    values = sign * row[:-1] * (np.asarray(X, np.float64) - middle)
    return values, float(sign * (row[:-1] @ middle + row[-1])), "" if code is None else "log-odds"
