"""Folds: the rows to learn from, cut so that each is judged by models that have not seen it."""

from dataclasses import dataclass

import numpy as np

from mllab.errors import DataError
from mllab.models.task._rows import Rows
from mllab.models.task._task import Task


@dataclass(frozen=True, eq=False)
class Fold:
    """Positions in `Rows`: (m,) to learn from and (v,) to judge by."""

    train: np.ndarray
    valid: np.ndarray


def folds(rows: Rows, task: Task, count: int = 5, repeats: int = 1) -> list[Fold]:
    """`count` folds of the rows that are not held out, `repeats` times with other seeds, as the task's split says.

    Stratified folds have each class's share, groups stay whole, and in time each fold is judged by what came after all that it learned
    from (once, since time has one order). Raises DataError when there are fewer rows or groups than folds.
    """
    if count < 2:
        raise DataError(f"Cross-validation needs at least 2 folds, got {count}.")
    if len(rows.train) < 2 * count:
        raise DataError(f"{len(rows.train)} rows cannot be cut into {count} folds. Use fewer folds or bring more rows.")
    if rows.time is not None:
        return _forward(rows, count)
    found = []
    for repeat in range(repeats):
        place = _places(rows, task, count, np.random.default_rng([task.seed, repeat, 1]))
        found += [Fold(rows.train[place != fold], rows.train[place == fold]) for fold in range(count)]
    return found


def _places(rows: Rows, task: Task, count: int, rng: np.random.Generator) -> np.ndarray:
    """(m,) the fold of each row to learn from."""
    place = np.empty(len(rows.train), np.int64)
    if rows.groups is not None:
        return _by_group(rows.groups[rows.train], count, rng)
    mixed = rng.random(len(place))
    order = np.lexsort((mixed, rows.y[rows.train])) if task.split == "stratified" else np.argsort(mixed)
    place[order] = np.arange(len(order)) % count
    return place


def _by_group(groups: np.ndarray, count: int, rng: np.random.Generator) -> np.ndarray:
    """The biggest group goes to the fold that is emptiest, and so on; ties are broken by chance."""
    names, inverse, sizes = np.unique(groups, return_inverse=True, return_counts=True)
    if len(names) < count:
        raise DataError(
            f"The rows to learn from are of {len(names)} groups, which cannot fill {count} folds. Use fewer folds or another column."
        )
    filled, home = np.zeros(count), np.empty(len(names), np.int64)
    for group in np.lexsort((rng.random(len(names)), -sizes)):
        home[group] = filled.argmin()
        filled[home[group]] += sizes[group]
    return home[inverse]


def _forward(rows: Rows, count: int) -> list[Fold]:
    moments = np.nan_to_num(rows.time[rows.train], nan=-np.inf) if rows.time is not None else np.empty(0)
    parts = np.array_split(rows.train[np.argsort(moments, kind="stable")], count + 1)
    return [Fold(np.sort(np.concatenate(parts[: i + 1])), np.sort(parts[i + 1])) for i in range(count)]
