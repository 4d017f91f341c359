"""One model on every fold: how good, how fast, how large, and what it said of each row that it had not seen."""

import time
from collections.abc import Iterator, MutableMapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from mllab.data.matrix import _columns
from mllab.errors import DataError
from mllab.models._base import Kind, Model
from mllab.models.board._size import size
from mllab.models.metrics import metrics_for
from mllab.models.task import Fold
from mllab.peers import quiet, threads_for


@dataclass(frozen=True, eq=False)
class Scores:
    """What cross-validation has found so far about one model.

    values           metric -> (j,) one figure per fold that is done; NaN where it cannot be told
    train_values     the same on the rows that the fold learned from
    train_seconds    (j,) and `predict_seconds` (j,) per 1,000 rows
    size             bytes of the last fitted model
    predicted        (n, k) mean probabilities, or (n,) mean numbers, for rows that were judged; NaN for the others
    judging          rows that judge a fold, on average, and `training` rows that it learns from
    done, of         folds
    notes            what happened, in words, each once
    """

    model: Model
    kind: Kind
    values: dict[str, np.ndarray]
    train_values: dict[str, np.ndarray]
    train_seconds: np.ndarray
    predict_seconds: np.ndarray
    size: int
    predicted: np.ndarray = field(repr=False)
    judging: float
    training: float
    done: int
    of: int
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Part:
    """One fold of one model."""

    values: dict[str, float]
    train_values: dict[str, float]
    train_seconds: float
    predict_seconds: float
    size: int
    predicted: np.ndarray
    note: str


def score(
    model: Model,
    kind: Kind,
    matrices: Sequence[Any],
    y: np.ndarray,
    folds: Sequence[Fold],
    k: int = 0,
    seed: int = 0,
    done: MutableMapping[int, Part] | None = None,
) -> Iterator[Scores]:
    """The scores after each fold, the last being whole. `matrices` has one (n, d) per fold; y (n,); k classes, 0 for numbers.

    Folds that are in `done`, by their place, are not trained again; those that are trained are put there.
    A fold that cannot be trained (it lacks all but one class) is passed over and told. Raises DataError when none can.
    """
    known: MutableMapping[int, Part] = {} if done is None else done
    parts: list[Part | None] = []
    for place, (X, fold) in enumerate(zip(matrices, folds, strict=True)):
        found = known.get(place)
        if found is None:
            found = part(model, kind, X, y, fold, k, seed)
            if found is not None:
                known[place] = found
        parts.append(found)
        yield gathered(model, kind, parts, y, folds, k)


def part(model: Model, kind: Kind, X: Any, y: np.ndarray, fold: Fold, k: int, seed: int) -> Part | None:
    """One fold of one model; None when it has only one class to learn from."""
    if k and len(np.unique(y[fold.train])) < 2:
        return None
    begun = time.perf_counter()
    trained = model.answering(X[fold.train], seed, y[fold.train], kind)
    fitted = time.perf_counter()
    predicted = predictions(trained.estimator, X[fold.valid], k)
    judged = time.perf_counter() - fitted
    seen = predictions(trained.estimator, X[fold.train], k)
    return Part(
        figures(kind, y[fold.valid], predicted, model.aim),
        figures(kind, y[fold.train], seen, model.aim),
        fitted - begun,
        judged * 1000 / max(1, len(fold.valid)),
        size(trained.estimator),
        predicted,
        trained.note,
    )


def predictions(estimator: Any, X: Any, k: int) -> np.ndarray:
    """(n, k) probabilities of all k classes, or (n,) numbers for k = 0. A model without probabilities is sure of what it says.

    X (n, d) may be CSR: an estimator that needs all columns is given so many rows at a time as the memory holds.
    """
    with quiet(), threads_for(X):
        if hasattr(X, "toarray") and not _reads_sparse(estimator):
            step = max(1, _columns.CELLS // X.shape[1])
            return np.concatenate([_predicted(estimator, X[at : at + step].toarray(), k) for at in range(0, X.shape[0], step)])
        return _predicted(estimator, X, k)


def _reads_sparse(estimator: Any) -> bool:
    from sklearn.utils import get_tags

    return bool(get_tags(estimator).input_tags.sparse)


def _predicted(estimator: Any, X: Any, k: int) -> np.ndarray:
    if not k:
        return np.asarray(estimator.predict(X), np.float64)
    n = X.shape[0]
    found = np.zeros((n, k))
    if hasattr(estimator, "predict_proba"):
        found[:, np.asarray(estimator.classes_, np.int64)] = estimator.predict_proba(X)
    else:
        found[np.arange(n), np.asarray(estimator.predict(X), np.int64)] = 1.0
    return found


def figures(kind: Kind, y: np.ndarray, predicted: np.ndarray, aim: float | None = None) -> dict[str, float]:
    """Every metric of the kind, and those of the quantile that is aimed at."""
    metrics = [*(metrics_for(kind, aim) if aim is not None else []), *metrics_for(kind)]
    return {metric.name: metric.score(y, predicted) for metric in metrics}


def gathered(model: Model, kind: Kind, parts: Sequence[Part | None], y: np.ndarray, folds: Sequence[Fold], k: int) -> Scores:
    """The folds that are done, as one."""
    known = [(part, fold) for part, fold in zip(parts, folds, strict=False) if part is not None]
    if not known and len(parts) == len(folds):
        raise DataError(f"{model.name} could not be judged: every fold has a single class to learn from. Use fewer folds or another split.")
    total, times = np.zeros((len(y), k) if k else len(y)), np.zeros(len(y))
    for done, fold in known:
        total[fold.valid] += done.predicted
        times[fold.valid] += 1
    with np.errstate(invalid="ignore"):
        predicted = total / (times[:, None] if k else times)
    lost = len(parts) - len(known)
    notes = [done.note for done, _ in known if done.note] + (
        [f"{lost} folds have a single class to learn from and were passed over."] if lost else []
    )
    names = list(known[0][0].values) if known else [metric.name for metric in metrics_for(kind)]
    return Scores(
        model,
        kind,
        {name: np.array([done.values[name] for done, _ in known]) for name in names},
        {name: np.array([done.train_values[name] for done, _ in known]) for name in names},
        np.array([done.train_seconds for done, _ in known]),
        np.array([done.predict_seconds for done, _ in known]),
        known[-1][0].size if known else 0,
        predicted,
        float(np.mean([len(fold.valid) for fold in folds])),
        float(np.mean([len(fold.train) for fold in folds])),
        len(parts),
        len(folds),
        tuple(dict.fromkeys(notes)),
    )
