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
from sklearn.pipeline import Pipeline, make_pipeline
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


class Numbers(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Columns of numbers, all at once: what is missing becomes the median, each is scaled, and `flagged` ones tell what was missing beside it.

    A scikit-learn pipeline for each column gives the same and costs a hundredth of a second per column.
    """

    def __init__(self, flagged: tuple[bool, ...]) -> None:
        self.flagged = flagged

    def fit(self, X: np.ndarray, y: Any = None) -> Self:
        """Learn medians, means and deviations from X (n, m) float64."""
        gone = np.isnan(X)
        self.medians_ = np.array([np.median(column[~lost]) if not lost.all() else 0.0 for column, lost in zip(X.T, gone.T, strict=True)])
        self.scaler_ = StandardScaler().fit(np.where(gone, self.medians_, X))
        self.shares_ = gone.mean(axis=0)
        return self

    def transform(self, X: np.ndarray) -> np.ndarray:
        """(n, m + f): the numbers, then the f flags minus how often each was set."""
        gone, flagged = np.isnan(X), np.asarray(self.flagged, bool)
        scaled = self.scaler_.transform(np.where(gone, self.medians_, X))
        return np.hstack([scaled, gone[:, flagged] - self.shares_[flagged]])


class Vectorized(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Typed columns c0, c1, ... to (n, d) float32: numbers in one block, every other form by an encoder of its own; outputs in the order of the roles.

    Like columns share an encoder, which skrub repeats for each: one of their own costs O(d^2).
    """

    def __init__(self, roles: tuple[Role, ...], seed: int = 0) -> None:
        self.roles = roles
        self.seed = seed

    def fit(self, X: pd.DataFrame, y: Any = None) -> Self:
        """Fit every encoder."""
        self.fit_transform(X)
        return self

    def fit_transform(self, X: pd.DataFrame, y: Any = None) -> np.ndarray:
        """Fit, and encode the same rows without encoding texts twice."""
        numbers, rest = self._parts()
        self.numbers_ = Numbers(tuple(self.roles[i].missing for i in numbers)).fit(_block(X, numbers)) if numbers else None
        self.others_ = TableVectorizer(specific_transformers=_encoders(self.roles, rest, self.seed)) if rest else None
        others = self.others_.fit_transform(X[[f"c{i}" for i in rest]]) if self.others_ is not None else None
        self.input_to_outputs_ = {f"c{i}": [f"c{i}", f"missingindicator_c{i}"][: 1 + self.roles[i].missing] for i in numbers}
        if self.others_ is not None:
            self.input_to_outputs_ |= {name: list(made) for name, made in self.others_.input_to_outputs_.items()}
        return self._joined(X, others)

    def transform(self, X: pd.DataFrame) -> np.ndarray:
        """(n, d) float32."""
        _, rest = self._parts()
        return self._joined(X, self.others_.transform(X[[f"c{i}" for i in rest]]) if self.others_ is not None else None)

    def _parts(self) -> tuple[list[int], list[int]]:
        numbers = [i for i, role in enumerate(self.roles) if role.form == "number"]
        return numbers, [i for i, role in enumerate(self.roles) if role.form != "number"]

    def _joined(self, X: pd.DataFrame, others: pd.DataFrame | None) -> np.ndarray:
        numbers, _ = self._parts()
        ours = self.numbers_.transform(_block(X, numbers)) if self.numbers_ is not None else np.empty((len(X), 0))
        flags = [i for i in numbers if self.roles[i].missing]
        at = {f"c{i}": j for j, i in enumerate(numbers)} | {f"missingindicator_c{i}": len(numbers) + j for j, i in enumerate(flags)}
        theirs = {} if others is None else {name: ours.shape[1] + j for j, name in enumerate(others.columns)}
        order = [
            (at if self.roles[i].form == "number" else theirs)[name]
            for i in range(len(self.roles))
            for name in self.input_to_outputs_[f"c{i}"]
        ]
        both = ours if others is None else np.hstack([ours, others.to_numpy(dtype=np.float64)])
        return np.ascontiguousarray(both[:, order], dtype=np.float32)


def _block(X: pd.DataFrame, numbers: list[int]) -> np.ndarray:
    return X[[f"c{i}" for i in numbers]].to_numpy(dtype=np.float64)


def _encoders(roles: tuple[Role, ...], places: list[int], seed: int) -> list[tuple[Any, list[str]]]:
    groups: dict[object, list[int]] = {}
    for i in places:
        role = roles[i]
        groups.setdefault((role.form, role.missing, role.clock, role.components, role.words), []).append(i)
    return [(encoder(roles[group[0]], seed), [f"c{i}" for i in group]) for group in groups.values()]


def pipeline(roles: tuple[Role, ...], seed: int) -> Pipeline:
    """The unfitted pipeline for these roles."""
    return Pipeline([("form", Formed(roles)), ("vectorize", Vectorized(roles, seed))])


def encoder(role: Role, seed: int) -> Any:
    """How one column that is no number becomes numbers."""
    if role.form == "boolean":
        return make_pipeline(SimpleImputer(strategy="most_frequent", add_indicator=role.missing), Block(CATEGORY_SHARE, FURTHEST))
    if role.form == "category":
        return make_pipeline(OneHotEncoder(handle_unknown="ignore", sparse_output=False), Block(CATEGORY_SHARE, FURTHEST / 2**0.5))
    if role.form == "date":
        return make_pipeline(_dates(role), _parts(role), Block())
    compared: dict[str, Any] = {"analyzer": "word", "ngram_range": (1, 1)} if role.words else {}
    return make_pipeline(StringEncoder(n_components=role.components, random_state=seed, **compared), Block())


def _dates(role: Role) -> DatetimeEncoder:
    return DatetimeEncoder(resolution="hour" if role.clock else "month", add_weekday=True, periodic_encoding="circular")


def _parts(role: Role) -> Any:
    filled = make_pipeline(SimpleImputer(strategy="mean", keep_empty_features=True), StandardScaler())
    if not role.missing:
        return filled
    return ColumnTransformer([("parts", filled, slice(None)), ("flag", MissingIndicator(features="all"), [0])])
