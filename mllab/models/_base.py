"""The contract of every model: knobs in, a generator of trained states out; the last one is the model."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, ClassVar, Literal, Self

import numpy as np

from mllab.data.matrix import _columns
from mllab.errors import DataError, ParamError
from mllab.learner import Learner, finite, last
from mllab.peers import quiet, threads_for
from mllab.script import Script

Kind = Literal["classification", "regression"]


@dataclass(frozen=True, eq=False)
class Trained:
    """One state of training.

    estimator   predicts by scikit-learn's interface: `predict`, and `predict_proba` where the method knows probabilities
    train_loss  (t,) loss on the training rows after each step so far; empty where nothing is iterated
    valid_loss  (t,) the same on rows that were set aside to stop early; empty where none were
    loss_name   what the losses are: "log loss", "squared error"
    step, of    steps done, and how many there will be at most; 0 of 0 for a method without
    note        what happened here, in words: not converged, stopped early
    """

    estimator: Any = field(repr=False)
    train_loss: np.ndarray = field(default_factory=lambda: np.empty(0), repr=False)
    valid_loss: np.ndarray = field(default_factory=lambda: np.empty(0), repr=False)
    loss_name: str = ""
    step: int = 0
    of: int = 0
    note: str = ""


@dataclass(frozen=True)
class Model(Learner):
    """Base of every model; most give only `estimator`, and everything else follows.

    kinds   what it predicts: classes, numbers or both
    only    knobs that act for one kind alone, by name: {"balanced": "classification"}
    limit   rows that it learns from in reasonable time; more are refused
    double  fits in double precision: where collinear columns or an exact answer need more digits than float32 has
    deep    a network: knobs of its training, a curve while it trains
    extra   the extra of the package that brings its library; empty for what is always there
    quick   answers a slider at 5,000 rows: fits in well under a second
    joins   may be a member of voting and stacking
    words   only for columns that count the words of texts
    places  only for columns whose order means something: a 1-D convolution reads them one after another
    sparse  learns from a matrix that is given without its zeros (CSR), as the words of many texts are
    """

    kinds: ClassVar[tuple[Kind, ...]] = ("classification", "regression")
    only: ClassVar[Mapping[str, Kind]] = MappingProxyType({})
    limit: ClassVar[int] = 1_000_000
    labelled: ClassVar[Literal["must"]] = "must"
    double: ClassVar[bool] = False
    deep: ClassVar[bool] = False
    extra: ClassVar[str] = ""
    quick: ClassVar[bool] = True
    joins: ClassVar[bool] = True
    places: ClassVar[bool] = False
    words: ClassVar[bool] = False
    sparse: ClassVar[bool] = False

    def estimator(self, kind: Kind, seed: int = 0) -> Any:
        """The unfitted scikit-learn estimator with these knobs. Raises ParamError where the knobs do not fit the kind."""
        raise NotImplementedError

    def suited(self, kind: Kind, seed: int, X: Any, y: Any) -> Any:
        """The unfitted estimator for these X and y: `estimator`, but where a knob is in units that only the data tell.

        A penalty is told in units of the answers' spread, for example. In a script X and y are `Written`: what comes out is code.
        """
        return self.estimator(kind, seed)

    def steps(self, X: np.ndarray, seed: int = 0, y: np.ndarray | None = None, kind: Kind | None = None) -> Iterator[Trained]:
        """States of training on X (n, d) and y (n,), class codes or numbers; the last is the model.

        `kind` is needed where the model knows both and y does not tell: whole numbers are taken for classes. Raises DataError when X or y
        cannot be used.
        """
        X, y, kind = self.ready(X, y, kind)
        fitted, note = self.learned(self.suited(kind, seed, X, y), X, y)
        yield Trained(fitted, note=note)

    def fit(self, X: np.ndarray, seed: int = 0, y: np.ndarray | None = None, kind: Kind | None = None) -> Trained:
        """The model: the last state of `steps`."""
        found: Trained = last(self.steps(X, seed, y, kind))
        return found

    def answering(self, X: np.ndarray, seed: int = 0, y: np.ndarray | None = None, kind: Kind | None = None) -> Trained:
        """The same model for one who asks only how it answers, as a board does: without its curves where these cost time."""
        return self.fit(X, seed, y, kind)

    @property
    def aim(self) -> float | None:
        """The quantile that its predictions are meant as; None for the usual answer."""
        return getattr(self, "quantile", None)

    def aimed(self, quantile: float) -> Self:
        """The same model, predicting the value below which this share of the answers lies. Raises ParamError for one that cannot."""
        if not hasattr(self, "quantile"):
            raise ParamError(f"{self.name} predicts no quantiles. Choose a model that does, such as quantile regression.")
        return type(self)(**{**self.values(), "quantile": quantile})  # type: ignore[arg-type]

    def script(self, seed: int = 0, kind: Kind | None = None) -> Script:
        """Plain code that makes the fitted `model` from X and y."""
        from mllab.models._script import Written, written

        return written(self.suited(kind or self.kinds[0], seed, Written("X"), Written("y")), self.double)

    def learned(self, estimator: Any, X: np.ndarray, y: np.ndarray, **more: Any) -> tuple[Any, str]:
        """The estimator fitted to X and y, and what it warned of. Raises DataError, with its words, where it refuses them."""
        with quiet() as heard, threads_for(X):
            try:
                fitted = estimator.fit(X, y, **more)
            except (ValueError, np.linalg.LinAlgError) as wrong:
                raise self.refusal(wrong, X) from wrong
        return fitted, said(heard)

    def refusal(self, wrong: Exception, X: np.ndarray) -> DataError:
        """A library's refusal in our words, its own behind them."""
        why = " ".join(str(wrong).split()).rstrip(".")
        return DataError(
            f"{self.name} cannot learn from these {X.shape[0]:,} rows and {X.shape[1]:,} columns: {why}. Change its knobs or choose another model."
        )

    def ready(self, X: np.ndarray, y: np.ndarray | None, kind: Kind | None) -> tuple[np.ndarray, np.ndarray, Kind]:
        """X as a finite (n, d) array, y as (n,) int64 codes or float64 numbers, and what is predicted."""
        X = self._given(X)
        n = X.shape[0]
        if n > self.limit:
            raise DataError(
                f"{self.name} takes at most {self.limit:,} rows in reasonable time, got {n:,}. Take fewer rows or another model."
            )
        if y is None:
            raise DataError(f"{self.name} learns from answers: give y, a class code or a number for each of the {n:,} rows.")
        y = np.asarray(y)
        if y.shape != (n,):
            raise DataError(f"{self.name} needs one answer per row: {n:,} rows came with answers of shape {y.shape}.")
        kind = kind or self._meant(y)
        if kind not in self.kinds:
            raise DataError(
                f"{self.name} does not do {kind}, only {' and '.join(self.kinds)}. Choose another model or another kind of task."
            )
        y = y.astype(np.int64) if kind == "classification" else y.astype(np.float64)
        if kind == "regression" and not np.isfinite(y).all():
            raise DataError(
                f"{self.name} needs finite numbers to learn from; {int((~np.isfinite(y)).sum()):,} answers are missing or infinite."
            )
        if kind == "classification" and len(np.unique(y)) < 2:
            raise DataError(
                f"{self.name} needs at least two classes, and all {len(y):,} rows are of one. Choose another target or bring more rows."
            )
        return (X.astype(np.float64) if self.double else X), y, kind

    def _given(self, X: Any) -> Any:
        """X finite; without its zeros only where that is how it came and the model can learn so."""
        if not hasattr(X, "toarray"):
            return finite(X, self.name)
        if self.sparse:
            finite(X.data.reshape(-1, 1), self.name) if X.nnz else None
            return X.tocsr()
        n, d = X.shape
        if n * d > _columns.CELLS:
            raise DataError(
                f"{self.name} needs every column of every row at hand, and {n:,} texts of {d:,} words are too many for that. Choose TF-IDF + linear, "
                "or read the texts as a few numbers."
            )
        return finite(X.toarray(), self.name)

    def varied(self, X: np.ndarray) -> None:
        """Raises DataError where every column is constant, for models that divide by how much columns vary."""
        if not np.ptp(X, axis=0).any():
            raise DataError(f"{self.name} needs a column that varies, and each of the {X.shape[1]:,} is constant. Choose other columns.")

    def _meant(self, y: np.ndarray) -> Kind:
        if len(self.kinds) == 1:
            return self.kinds[0]
        return "regression" if y.dtype.kind == "f" else "classification"


def said(heard: list[str]) -> str:
    """Warnings of a fit as one note: what did not converge is told, not hidden."""
    firsts = dict.fromkeys(" ".join(message.split("\n")[0].split()) for message in heard if message.strip())
    return " ".join(firsts)
