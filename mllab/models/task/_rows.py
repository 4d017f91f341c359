"""The rows of a task: what is known of each, its answer, and whether it is held out."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from mllab.data.classes import codes
from mllab.data.table import Table
from mllab.errors import DataError
from mllab.models.task._task import Task

if TYPE_CHECKING:
    import pandas as pd

LEAST = 10  # rows with an answer, below which nothing can be trained and judged
MOST_CLASSES = 1_000


@dataclass(frozen=True, eq=False)
class Rows:
    """Rows with an answer.

    frame    (n rows) the columns to predict from; its index is the row number in the table
    y        (n,) int64 class codes, or float64 numbers
    classes  the class of each code; empty for numbers
    train    (m,) positions to learn and choose by; `test` (n - m,) those that are held out
    groups   (n,) codes of the groups that stay together, or None
    time     (n,) when each row was, in seconds or in the units of the column, NaN unknown, or None
    notes    what was left out, in words
    """

    frame: "pd.DataFrame"
    y: np.ndarray
    classes: tuple[str, ...]
    train: np.ndarray
    test: np.ndarray
    groups: np.ndarray | None = field(default=None, repr=False)
    time: np.ndarray | None = field(default=None, repr=False)
    notes: tuple[str, ...] = ()

    @property
    def k(self) -> int:
        """The number of classes; 0 for numbers."""
        return len(self.classes)


def rows(table: Table, task: Task, most: int = 100_000) -> Rows:
    """The rows of `table` for the task, at most `most` of them drawn by its seed; those without an answer are left out and told.

    The same table and task always hold out the same rows. O(n). Raises DataError when too few answers or classes are left.
    """
    names = list(dict.fromkeys([*task.columns, task.target, *([task.by] if task.by else [])]))
    frame = table.frame(names, sample=most, seed=task.seed)
    notes = [f"{len(frame):,} of {table.rows:,} rows, drawn at random."] if len(frame) < table.rows else []
    y, classes = _answers(frame[task.target], task)
    known = y >= 0 if task.kind == "classification" else np.isfinite(y)
    if not known.all():
        notes.append(f"{int((~known).sum()):,} rows without an answer in {task.target!r} were left out.")
        frame, y = frame[known], y[known]
    if classes:
        there, y = np.unique(y, return_inverse=True)
        y, classes = y.astype(np.int64), [classes[code] for code in there]
    _enough(y, classes, task)
    groups = codes(frame[task.by])[0] if task.split == "group" else None
    time = _moments(frame[task.by]) if task.split == "time" else None
    test = _held_out(task, y, groups, time)
    train = np.setdiff1d(np.arange(len(y)), test)
    return Rows(frame[list(task.columns)], y, tuple(classes), train, test, groups, time, tuple(notes))


def _answers(values: "pd.Series", task: Task) -> tuple[np.ndarray, list[str]]:
    import pandas as pd

    if task.kind == "classification":
        return codes(values)
    numbers = pd.to_numeric(values.astype("float64") if values.dtype == "boolean" else values, errors="coerce").to_numpy(
        np.float64, na_value=np.nan
    )
    if not np.isfinite(numbers).any():
        raise DataError(
            f"{task.target!r} holds no numbers, so it cannot be predicted as one. Predict its classes, or choose another target."
        )
    return np.where(np.isfinite(numbers), numbers, np.nan), []


def _enough(y: np.ndarray, classes: list[str], task: Task) -> None:
    if len(y) < LEAST:
        raise DataError(
            f"Only {len(y)} rows have an answer in {task.target!r}; at least {LEAST} are needed to train and to judge. Bring more rows."
        )
    if task.kind == "classification" and len(classes) < 2:
        raise DataError(f"Every answer in {task.target!r} is {classes[0]!r}: there is nothing to tell apart. Choose another target.")
    if classes and len(classes) == len(y):
        raise DataError(
            f"Every answer in {task.target!r} is different, so it names rows and nothing can be learned. Choose another target."
        )
    if len(classes) > MOST_CLASSES:
        raise DataError(
            f"{task.target!r} has {len(classes):,} classes; at most {MOST_CLASSES:,} can be told apart here. Group rare ones on the Prepare page."
        )
    if task.kind == "regression" and y.min() == y.max():
        raise DataError(f"Every answer in {task.target!r} is {y[0]:g}: there is nothing to predict. Choose another target.")


def _moments(values: "pd.Series") -> np.ndarray:
    import pandas as pd

    if not pd.api.types.is_numeric_dtype(values):
        values = pd.to_datetime(values, errors="coerce")
        if values.notna().any():
            return np.where(values.isna().to_numpy(), np.nan, values.astype("datetime64[s]").to_numpy().astype(np.float64))
    found = pd.to_numeric(values, errors="coerce").to_numpy(np.float64, na_value=np.nan)
    if not np.isfinite(found).any():
        raise DataError(f"{values.name!r} is neither dates nor numbers, so it tells no past and future. Choose another column to split by.")
    return found


def _held_out(task: Task, y: np.ndarray, groups: np.ndarray | None, time: np.ndarray | None) -> np.ndarray:
    """Positions (t,) of the rows that are held out, ascending."""
    n, rng = len(y), np.random.default_rng(task.seed)
    wanted = round(n * task.test)
    if time is not None:
        return np.sort(np.argsort(np.nan_to_num(time, nan=-np.inf), kind="stable")[n - wanted :])
    if groups is not None:
        return _whole_groups(groups, wanted, rng)
    if task.split == "stratified":
        return _strata(y, task.test, rng)
    return np.sort(rng.choice(n, wanted, replace=False))


def _whole_groups(groups: np.ndarray, wanted: int, rng: np.random.Generator) -> np.ndarray:
    order = rng.permutation(np.unique(groups))
    if len(order) < 3:
        raise DataError(
            f"The rows are of {len(order)} groups; a split by group needs at least 3. Choose another column, or split at random."
        )
    sizes = np.array([(groups == group).sum() for group in order]).cumsum()
    taken = order[: min(len(order) - 2, int(np.searchsorted(sizes, wanted)) + 1)] if wanted else order[:0]
    return np.flatnonzero(np.isin(groups, taken))


def _strata(y: np.ndarray, share: float, rng: np.random.Generator) -> np.ndarray:
    """Every so-and-so-manieth row when they lie class by class: each class gives its share, and one that has a single row keeps it."""
    order = np.lexsort((rng.random(len(y)), y))
    marks = np.floor(np.arange(len(y) + 1) * share + rng.random() * (1 - 1e-9))
    chosen = order[np.diff(marks) > 0]
    return np.sort(chosen[np.bincount(y)[y[chosen]] > 1])
