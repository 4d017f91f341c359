"""Bias and variance of a model on a table, at every value of a knob, as it is worked out in a worker."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from mllab.errors import DataError
from mllab.jobs.state import State
from mllab.jobs.training import model
from mllab.learning import Decomposition, fits, split_error
from mllab.peers import quiet

if TYPE_CHECKING:
    from mllab.data.table import Table
    from mllab.models.task import Task

Arrays = dict[str, np.ndarray]
MOST, JUDGED = 2_000, 1_000  # rows to learn from and to judge by
FIGURES = ("loss", "bias", "variance")


def halves(table: "Table", task: "Task") -> Arrays:
    """X_train (n, d), y_train (n,), X_test (m, d), y_test (m,) of a task: at most MOST of the rows that may be learned from and JUDGED of those held out.

    The encoder is fitted on the rows to learn from. Raises DataError when fewer than two rows are left to judge by.
    """
    from mllab.models.task import encoder, rows

    found = rows(table, task)
    rng = np.random.default_rng(task.seed)
    train, test = (np.sort(rng.permutation(part)[:most]) for part, most in ((found.train, MOST), (found.test, JUDGED)))
    if len(test) < 2:
        raise DataError(f"{len(test)} rows are left to judge by, and at least 2 are needed. Bring a table of at least ten rows.")
    fitted = encoder(found.frame.iloc[train], [table.column(name) for name in task.columns], task.seed)
    X_test = np.ascontiguousarray(fitted.transform(found.frame.iloc[test]))
    return {"X_train": fitted.matrix.values, "y_train": found.y[train], "X_test": X_test, "y_test": found.y[test]}


def over_knob(spec: dict[str, Any], arrays: Arrays) -> Iterator[State]:
    """A state while the bootstraps of each of `settings` are fitted. `spec` has model, kind, settings, rounds, seed and loss.

    `arrays` are X_train (n, d), y_train (n,), X_test (m, d), y_test (m,). The values are loss, bias and variance (s, 3: figure, low, high), the ends those of
    95 % intervals over the test rows.
    """
    found: list[np.ndarray] = []
    for at, setting in enumerate(spec["settings"]):
        part = None
        for predictions in _rounds(spec, setting, arrays):
            if len(predictions) >= 2:
                part = summary(split_error(predictions, arrays["y_test"], spec["loss"]))
                yield _state([*found, part], at, len(predictions), spec)
        if part is not None:
            found.append(part)


def _rounds(spec: dict[str, Any], setting: dict[str, Any], arrays: Arrays) -> Iterator[np.ndarray]:
    chosen = {**spec["model"], "knobs": {**spec["model"]["knobs"], **setting}}
    made = model({"model": chosen})

    def learn(X: np.ndarray, y: np.ndarray) -> Any:
        return made.fit(X, spec["seed"], y=y, kind=spec["kind"]).estimator

    with quiet():
        yield from fits(learn, arrays["X_train"], arrays["y_train"], arrays["X_test"], spec["rounds"], spec["seed"])


def summary(found: Decomposition) -> np.ndarray:
    """(3, 3): loss, bias and variance, each with the ends of its 95 % interval over the test rows."""
    rows = [found.each_loss, found.each_bias, found.each_variance]
    half = [1.96 * float(row.std(ddof=1)) / len(row) ** 0.5 if len(row) > 1 else 0.0 for row in rows]
    return np.array([[row.mean(), row.mean() - wide, row.mean() + wide] for row, wide in zip(rows, half, strict=True)])


def _state(found: list[np.ndarray], at: int, rounds: int, spec: dict[str, Any]) -> State:
    of = len(spec["settings"])
    done = at + rounds / spec["rounds"]
    parts = np.stack(found)
    values = {name: parts[:, place] for place, name in enumerate(FIGURES)}
    return State({**values, "step": len(found), "of": of}, done / of)
