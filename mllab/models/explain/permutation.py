"""Permutation importance: how much worse predictions get when a column's values are dealt out to the wrong rows."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from mllab.data.matrix._columns import Reading
from mllab.data.table import Column
from mllab.models._base import Kind, Model
from mllab.models.board import Interval, interval
from mllab.models.board._score import predictions
from mllab.models.metrics import METRICS
from mllab.models.task import Fold, encoder

if TYPE_CHECKING:
    import pandas as pd

JUDGED = 2_000  # rows of a fold that are dealt out


@dataclass(frozen=True, eq=False)
class Importance:
    """What the folds so far have told.

    columns  (c,) and `drops` (j, c): by how much the metric got worse when the column was permuted, mean over the repeats, per fold
    base     (j,) the metric with every column in place
    judging, training  rows that judge and rows that a fold learns from
    """

    columns: tuple[str, ...]
    metric: str
    drops: np.ndarray = field(repr=False)
    base: np.ndarray = field(repr=False)
    judging: float
    training: float
    done: int
    of: int

    def intervals(self) -> list[Interval]:
        """(c,) the mean drop of each column with its 95 % interval over folds (Nadeau & Bengio 2003)."""
        return [interval(drops, self.judging, self.training) for drops in self.drops.T]


def importance(
    frame: "pd.DataFrame",
    y: np.ndarray,
    k: int,
    folds: Sequence[Fold],
    columns: Sequence[Column],
    model: Model,
    kind: Kind,
    metric: str,
    repeats: int = 5,
    seed: int = 0,
    text: Reading = "components",
) -> Iterator[Importance]:
    """Importance of every column, a state after each fold: the model is fitted to what the fold learns from and asked about rows it has not seen.

    All outputs of a column are permuted together (Breiman 2001; Fisher, Rudin & Dominici 2019), on at most 2,000 rows of a fold. Columns that
    say the same share the credit, so that each alone may look useless; permuted rows may be ones that cannot be. O(folds c repeats) predictions.
    """
    drops, base = [], []
    names = tuple(column.name for column in columns)
    for at, fold in enumerate(folds):
        rng = np.random.default_rng([seed, at])
        if k and len(np.unique(y[fold.train])) < 2:
            continue
        encode = encoder(frame.iloc[fold.train], columns, seed, text)
        trained = model.fit(encode.values, seed, y[fold.train], kind)
        valid = fold.valid if len(fold.valid) <= JUDGED else np.sort(rng.choice(fold.valid, JUDGED, replace=False))
        X = encode.transform(frame.iloc[valid])
        judge = METRICS[metric]
        first = judge.score(y[valid], predictions(trained.estimator, X, k))
        worse = permuted(_asked(trained.estimator, k), judge.score, X, y[valid], encode.sources, names, repeats, rng)
        base.append(first)
        drops.append(judge.sign() * (first - worse.mean(axis=1)))
        judging, training = (
            float(np.mean([len(rows) for rows in which])) for which in ([f.valid for f in folds], [f.train for f in folds])
        )
        yield Importance(names, metric, np.array(drops), np.array(base), judging, training, at + 1, len(folds))


def _asked(estimator: Any, k: int) -> Callable[[np.ndarray], np.ndarray]:
    return lambda X: predictions(estimator, X, k)


def permuted(
    answers: Callable[[np.ndarray], np.ndarray],
    score: Callable[[np.ndarray, np.ndarray], float],
    X: np.ndarray,
    y: np.ndarray,
    sources: Sequence[str],
    columns: Sequence[str],
    repeats: int,
    rng: np.random.Generator,
) -> np.ndarray:
    """(c, repeats) the score of X (n, d), y (n,) when all outputs of a column are permuted together; that of X itself where a column has none."""
    where = {name: np.flatnonzero(np.asarray(sources) == name) for name in columns}
    plain, n = score(y, answers(X)), len(X)
    found = np.full((len(columns), repeats), plain)
    for row, name in enumerate(columns):
        if not len(where[name]):
            continue
        Z = np.tile(X, (repeats, 1))  # one call for all repeats: what a call costs beside its rows is paid once
        for repeat in range(repeats):
            Z[repeat * n : (repeat + 1) * n, where[name]] = X[rng.permutation(n)][:, where[name]]
        told = answers(Z)
        found[row] = [score(y, told[repeat * n : (repeat + 1) * n]) for repeat in range(repeats)]
    return found
