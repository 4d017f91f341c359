"""The scikit-learn pipeline: bring columns to their forms, encode each, keep every column's block in proportion.

The only module of `mllab.data.matrix` that imports scikit-learn and skrub at its top, since it defines transformers; it is itself
imported when a matrix is made.
"""

from typing import Any, Self

import numpy as np
import pandas as pd
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.compose import ColumnTransformer
from sklearn.impute import MissingIndicator, SimpleImputer
from sklearn.pipeline import Pipeline, make_pipeline, make_union
from sklearn.preprocessing import OneHotEncoder, StandardScaler
from skrub import DatetimeEncoder, StringEncoder, TableVectorizer

from mllab.data.matrix._columns import Role, typed
from mllab.errors import DataError

CATEGORY_SHARE = 0.5
FURTHEST = 2.0  # standard deviations of a number: what two values of a category are apart at most


class Formed(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Raw rows to typed columns c0, c1, ...: safe names, since encoders build new names from them."""

    def __init__(self, roles: tuple[Role, ...]) -> None:
        self.roles = roles

    def fit(self, X: pd.DataFrame, y: Any = None) -> Self:
        """Nothing to learn: the roles are given."""
        self.fitted_ = True
        return self

    def transform(self, X: pd.DataFrame) -> pd.DataFrame:
        """The columns of the roles, each in its form. Raises DataError when one is not there."""
        if lacking := [role.name for role in self.roles if role.name not in X.columns]:
            raise DataError(f"The rows lack the column {lacking[0][:80]!r} that the matrix was made with.")
        found = {f"c{i}": typed(X[role.name], role.form, role.length) for i, role in enumerate(self.roles)}
        for i, role in enumerate(self.roles):
            if role.form == "category":
                found[f"c{i}"] = found[f"c{i}"].fillna("missing") if role.missing else found[f"c{i}"]
        return pd.DataFrame(found, index=X.index)


class Block(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Centre the outputs of one column and scale them together, so that their variances sum to `share`.

    With a `reach`, two values are never set further apart than that: a rare category would otherwise lie far outside everything.
    """

    def __init__(self, share: float = 1.0, reach: float | None = None) -> None:
        self.share = share
        self.reach = reach

    def fit(self, X: pd.DataFrame, y: Any = None) -> Self:
        """Learn means and the common factor from X (n, m)."""
        values = np.asarray(X, dtype=np.float64)
        self.mean_ = values.mean(axis=0)
        total = values.var(axis=0).sum()
        self.factor_ = float(np.sqrt(self.share / total)) if total > 0 else 1.0
        if self.reach is not None:
            self.factor_ = min(self.factor_, self.reach)
        return self

    def transform(self, X: pd.DataFrame) -> pd.DataFrame:
        """(n, m) float64."""
        return pd.DataFrame((np.asarray(X, dtype=np.float64) - self.mean_) * self.factor_, index=X.index, columns=list(map(str, X.columns)))

    def get_feature_names_out(self, names: Any = None) -> Any:
        """Unchanged."""
        return names


class Float32(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """The frame as a C-contiguous float32 array."""

    def fit(self, X: pd.DataFrame, y: Any = None) -> Self:
        """Nothing to learn."""
        self.fitted_ = True
        return self

    def transform(self, X: pd.DataFrame) -> np.ndarray:
        """(n, d) float32."""
        return np.ascontiguousarray(X.to_numpy(dtype=np.float32))


def pipeline(roles: tuple[Role, ...], seed: int) -> Pipeline:
    """The unfitted pipeline for these roles. Like columns share an encoder, which skrub repeats for each: one of their own costs O(d^2)."""
    groups: dict[object, list[int]] = {}
    for i, role in enumerate(roles):
        groups.setdefault((role.form, role.missing, role.clock, role.components, role.words), []).append(i)
    encoders = [(encoder(roles[group[0]], seed), [f"c{i}" for i in group]) for group in groups.values()]
    return Pipeline([("form", Formed(roles)), ("vectorize", TableVectorizer(specific_transformers=encoders)), ("float32", Float32())])


def encoder(role: Role, seed: int) -> Any:
    """How one column becomes numbers."""
    if role.form == "number":
        return _number(role)
    if role.form == "boolean":
        return make_pipeline(SimpleImputer(strategy="most_frequent", add_indicator=role.missing), Block(CATEGORY_SHARE, FURTHEST))
    if role.form == "category":
        return make_pipeline(OneHotEncoder(handle_unknown="ignore", sparse_output=False), Block(CATEGORY_SHARE, FURTHEST / 2**0.5))
    if role.form == "date":
        return make_pipeline(_dates(role), _parts(role), Block())
    compared: dict[str, Any] = {"analyzer": "word", "ngram_range": (1, 1)} if role.words else {}
    return make_pipeline(StringEncoder(n_components=role.components, random_state=seed, **compared), Block())


def _number(role: Role) -> Any:
    value = make_pipeline(SimpleImputer(strategy="median"), StandardScaler())
    if not role.missing:
        return value
    return make_union(value, make_pipeline(MissingIndicator(features="all"), StandardScaler(with_std=False)))


def _dates(role: Role) -> DatetimeEncoder:
    return DatetimeEncoder(resolution="hour" if role.clock else "month", add_weekday=True, periodic_encoding="circular")


def _parts(role: Role) -> Any:
    filled = make_pipeline(SimpleImputer(strategy="mean", keep_empty_features=True), StandardScaler())
    if not role.missing:
        return filled
    return ColumnTransformer([("parts", filled, slice(None)), ("flag", MissingIndicator(features="all"), [0])])
