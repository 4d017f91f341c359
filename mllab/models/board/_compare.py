"""The public call: several models on one table, judged on the same folds."""

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from mllab.data.table import Column, Table
from mllab.models._base import Kind, Model
from mllab.models.board._leaderboard import BASELINE, leaderboard
from mllab.models.board._score import Part, Scores, gathered, part
from mllab.models.metrics import first
from mllab.models.named import named
from mllab.models.task import Fold, Rows, Task, encoded, folds, propose, rows

if TYPE_CHECKING:
    import pandas as pd

DEFAULT: dict[Kind, tuple[str, ...]] = {
    "classification": (BASELINE, "logistic regression", "k-nearest neighbors", "Gaussian naive Bayes", "decision tree", "random forest", "histogram gradient boosting"),
    "regression": (BASELINE, "ridge", "k-nearest neighbors", "decision tree", "random forest", "histogram gradient boosting"),
}  # fmt: skip
WORDS: dict[Kind, tuple[str, ...]] = {
    "classification": (BASELINE, "multinomial naive Bayes", "TF-IDF + linear", "logistic regression", "decision tree", "random forest"),
    "regression": (BASELINE, "TF-IDF + linear", "ridge", "decision tree", "random forest"),
}
QUANTILE = (BASELINE, "quantile regression", "gradient boosting", "histogram gradient boosting")


def usual(task: Task) -> tuple[str, ...]:
    """The models that a board of the task begins with: for words those that live on many columns, for a quantile those that aim at one."""
    if task.quantile is not None:
        return QUANTILE
    return WORDS[task.kind] if task.text == "words" else DEFAULT[task.kind]


def compare(
    table: Table,
    target: str | Task,
    models: Sequence[str | Model] | None = None,
    folds: int = 5,
    seed: int = 0,
    repeats: int = 1,
    metric: str | None = None,
    kind: Kind | None = None,
    workers: int | None = None,
) -> "pd.DataFrame":
    """A board of models that predict `target` from the other columns of `table`, best first; see `leaderboard` for its columns.

    `models` are names of MODELS, with knobs where wanted (`random forest(members=300)`), or models; the baseline is always among them. Each fold's encoding is computed once and shared. `workers` threads
    train at the same time (the number of cores by default); the figures are the same for any number. Raises DataError for a target that cannot be predicted.
    """
    task = target if isinstance(target, Task) else propose(table, target, seed)
    if kind is not None and kind != task.kind:
        task = task.but(kind=kind, split="stratified" if kind == "classification" else "random", quantile=None)
    chosen = members(models, task)
    return leaderboard(judged(table, task, chosen, folds, repeats, workers), metric or first(task.kind, task.quantile))


def members(models: Sequence[str | Model] | None, task: Task) -> list[Model]:
    """The models that were named, with a baseline in front where none is among them; all aim at the task's quantile, if it has one."""
    chosen = [named(one) if isinstance(one, str) else one for one in (usual(task) if models is None else models)]
    whole = chosen if any(one.name == BASELINE for one in chosen) else [named(BASELINE), *chosen]
    return whole if task.quantile is None else [one.aimed(task.quantile) for one in whole]


def judged(table: Table, task: Task, models: Sequence[Model], count: int = 5, repeats: int = 1, workers: int | None = None) -> list[Scores]:
    """The scores of each model, in their order."""
    found = rows(table, task)
    cut = folds(found, task, count, repeats)
    columns = [table.column(name) for name in task.columns]
    parts = _parts(models, task, found, cut, columns, workers or os.cpu_count() or 1)
    return [gathered(model, task.kind, known, found.y, cut, found.k) for model, known in zip(models, parts, strict=True)]


def _parts(
    models: Sequence[Model], task: Task, found: Rows, cut: Sequence[Fold], columns: Sequence[Column], workers: int
) -> list[list[Part | None]]:
    """For each model its folds. A fold's models go to threads, slow ones first, as soon as it is encoded: the next is encoded while they train.

    Fitting is compiled code, which threads do side by side; encoding is not, and would otherwise leave all cores but one idle.
    """
    from concurrent.futures import ThreadPoolExecutor

    order = sorted(range(len(models)), key=lambda place: models[place].quick)
    with ThreadPoolExecutor(workers) as pool:
        waiting = []
        for fold in cut:
            (X,) = encoded(found.frame, [fold], columns, task.seed, task.text)
            waiting.append({i: pool.submit(part, models[i], task.kind, X, found.y, fold, found.k, task.seed) for i in order})
        return [[row[i].result() for row in waiting] for i in range(len(models))]
