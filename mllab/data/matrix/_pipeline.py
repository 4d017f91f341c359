"""The scikit-learn pipeline: bring columns to their forms, encode each, keep every column's block in proportion.

The only module of `mllab.data.matrix` that imports scikit-learn and skrub at its top, since it defines transformers; it is itself
imported when a matrix is made.
"""

from typing import Any, Self

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix, hstack, issparse
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.compose import ColumnTransformer
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.impute import MissingIndicator, SimpleImputer
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler
from skrub import DatetimeEncoder, StringEncoder, TableVectorizer

from mllab.data.matrix import _columns
from mllab.data.matrix._columns import Role, typed
from mllab.data.matrix._sentences import vectors
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


class WordCounts(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Texts to how often each has each word: scikit-learn's CountVectorizer, the vocabulary being that of the rows it is fitted on."""

    def __init__(self, most: int = 5_000) -> None:
        self.most = most

    def fit(self, X: pd.Series, y: Any = None) -> Self:
        """Learn the vocabulary of X (n,) texts, None where missing."""
        self.fit_transform(X)
        return self

    def fit_transform(self, X: pd.Series, y: Any = None) -> csr_matrix:
        """(n, m) float32 without its zeros, each text read once."""
        self.counter_ = CountVectorizer(max_features=self.most)
        return self.counter_.fit_transform(X.fillna("")).astype(np.float32)

    def transform(self, X: pd.Series) -> csr_matrix:
        """(n, m) float32 without its zeros; words that are not of the vocabulary are passed over."""
        return self.counter_.transform(X.fillna("")).astype(np.float32)

    def outputs(self) -> list[str]:
        """(m,) the words."""
        return list(map(str, self.counter_.get_feature_names_out()))


class Sentences(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Texts to sentence vectors, centred, and scaled together: each varies a seventh as much as a number, so that penalties meant for numbers fit them."""

    def __init__(self, spread: float = 0.15) -> None:
        self.spread = spread

    def fit(self, X: pd.Series, y: Any = None) -> Self:
        """Learn the mean and the factor from X (n,) texts, None where missing."""
        self.fit_transform(X)
        return self

    def fit_transform(self, X: pd.Series, y: Any = None) -> np.ndarray:
        """(n, 384) float32."""
        found = vectors(list(X.fillna("")))
        self.mean_ = found.mean(axis=0, dtype=np.float64)
        deviation = float(np.sqrt(found.var(axis=0, dtype=np.float64).mean()))
        self.factor_ = self.spread / deviation if deviation > 0 else 1.0
        return self._scaled(found)

    def transform(self, X: pd.Series) -> np.ndarray:
        """(n, 384) float32."""
        return self._scaled(vectors(list(X.fillna(""))))

    def outputs(self) -> list[str]:
        """(384,) their numbers, from 0."""
        return [str(place) for place in range(len(self.mean_))]

    def _scaled(self, found: np.ndarray) -> np.ndarray:
        scaled: np.ndarray = ((found - self.mean_) * self.factor_).astype(np.float32)
        return scaled


class Vectorized(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Typed columns c0, c1, ... to (n, d) float32: numbers in one block, every other form by an encoder of its own; outputs in the order of the roles.

    Counts of words that would fill the memory, and have no other column beside them, are given without their zeros, as a CSR matrix. Like columns share an encoder, which skrub repeats for each: one of their own costs O(d^2).
    """

    def __init__(self, roles: tuple[Role, ...], seed: int = 0) -> None:
        self.roles = roles
        self.seed = seed

    def fit(self, X: pd.DataFrame, y: Any = None) -> Self:
        """Fit every encoder."""
        self.fit_transform(X)
        return self

    def fit_transform(self, X: pd.DataFrame, y: Any = None) -> Any:
        """Fit, and encode the same rows without encoding texts twice."""
        numbers, rest = self._parts()
        self.numbers_ = Numbers(tuple(self.roles[i].missing for i in numbers)).fit(_block(X, numbers)) if numbers else None
        self.others_ = TableVectorizer(specific_transformers=_encoders(self.roles, rest, self.seed)) if rest else None
        others = self.others_.fit_transform(X[[f"c{i}" for i in rest]]) if self.others_ is not None else None
        texts = self._read(X)
        self.input_to_outputs_ = {f"c{i}": [f"c{i}", f"missingindicator_c{i}"][: 1 + self.roles[i].missing] for i in numbers}
        if self.others_ is not None:
            self.input_to_outputs_ |= {name: list(made) for name, made in self.others_.input_to_outputs_.items()}
        self.input_to_outputs_ |= {f"c{i}": [f"c{i}_{one}" for one in reader.outputs()] for i, reader in self._readers()}
        return self._between(self._joined(X, others), texts)

    def transform(self, X: pd.DataFrame) -> Any:
        """(n, d) float32."""
        _, rest = self._parts()
        others = self.others_.transform(X[[f"c{i}" for i in rest]]) if self.others_ is not None else None
        return self._between(self._joined(X, others), {i: reader.transform(X[f"c{i}"]) for i, reader in self._readers()})

    def _parts(self) -> tuple[list[int], list[int]]:
        numbers = [i for i, role in enumerate(self.roles) if role.form == "number"]
        return numbers, [i for i, role in enumerate(self.roles) if role.form != "number" and role.read == "components"]

    def _read(self, X: pd.DataFrame) -> dict[int, Any]:
        """The texts that are read as words or sentences, (n, m) float32 each: too wide for frames of one column per output."""
        wide = [i for i, role in enumerate(self.roles) if role.read != "components"]
        self.texts_ = {f"c{i}": reader(self.roles[i]) for i in wide}
        return {i: self.texts_[f"c{i}"].fit_transform(X[f"c{i}"]) for i in wide}

    def _readers(self) -> list[tuple[int, Any]]:
        return [(i, self.texts_[f"c{i}"]) for i, role in enumerate(self.roles) if role.read != "components"]

    def _between(self, found: np.ndarray, texts: dict[int, Any]) -> Any:
        """The outputs of texts put between the others, each column at its place."""
        if not texts:
            return found
        if len(texts) == len(self.roles) and all(map(issparse, texts.values())):
            counts = hstack([texts[i] for i in sorted(texts)], format="csr")
            return counts if counts.shape[0] * counts.shape[1] > _columns.CELLS else counts.toarray()
        ends = np.cumsum([len(self.input_to_outputs_[f"c{i}"]) for i in range(len(self.roles))])
        whole, mine = np.empty((len(found), ends[-1]), np.float32), np.zeros(ends[-1], bool)
        for i, block in texts.items():
            whole[:, ends[i] - block.shape[1] : ends[i]] = block.toarray() if issparse(block) else block
            mine[ends[i] - block.shape[1] : ends[i]] = True
        whole[:, ~mine] = found
        return whole

    def _joined(self, X: pd.DataFrame, others: pd.DataFrame | None) -> np.ndarray:
        numbers, _ = self._parts()
        ours = self.numbers_.transform(_block(X, numbers)) if self.numbers_ is not None else np.empty((len(X), 0))
        flags = [i for i in numbers if self.roles[i].missing]
        at = {f"c{i}": j for j, i in enumerate(numbers)} | {f"missingindicator_c{i}": len(numbers) + j for j, i in enumerate(flags)}
        theirs = {} if others is None else {name: ours.shape[1] + j for j, name in enumerate(others.columns)}
        order = [
            (at if self.roles[i].form == "number" else theirs)[name]
            for i in range(len(self.roles))
            if self.roles[i].read == "components"
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


def reader(role: Role) -> Any:
    """How a text that is read as words or sentences becomes numbers."""
    return Sentences() if role.read == "sentences" else WordCounts(role.most)


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
