"""Bias and variance of a model on a table, at every value of a knob, as it is worked out in a worker."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from mllab.errors import DataError
from mllab.jobs.state import State
from mllab.jobs.training import model
from mllab.learning import Decomposition, fits, inside, split_error
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


def whole(table: "Table", task: "Task") -> Arrays:
    """X_train (n, d), y_train (n,) of a task: at most MOST of all its rows, none of them held out, to be judged out of the bag.

    The encoder is fitted on all of them. Raises DataError for fewer than two rows.
    """
    from mllab.models.task import encoder, rows

    found = rows(table, task)
    drawn = np.random.default_rng(task.seed).permutation(np.concatenate([found.train, found.test]))
    kept = np.sort(drawn[:MOST])
    if len(kept) < 2:
        raise DataError(f"The table has {len(kept)} rows with an answer, and at least 2 are needed. Bring a table of at least ten rows.")
    fitted = encoder(found.frame.iloc[kept], [table.column(name) for name in task.columns], task.seed)
    return {"X_train": fitted.matrix.values, "y_train": found.y[kept]}


def over_knob(spec: dict[str, Any], arrays: Arrays) -> Iterator[State]:
    """A state while the bootstraps of each of `settings` are fitted. `spec` has model, kind, settings, rounds, seed and loss.

    `arrays` are X_train (n, d), y_train (n,), X_test (m, d), y_test (m,); without the last two, rows are judged out of the bag. The values are loss, bias and
    variance (s, 3: figure, low, high), the ends those of 95 % intervals over the rows judged. A setting that the model refuses has no figures, and `refused`
    says why. Raises DataError when it refuses all of them.
    """
    found: list[np.ndarray] = []
    refused = ""
    for at, setting in enumerate(spec["settings"]):
        part = np.full((3, 3), np.nan)
        try:
            for part, rounds in _parts(spec, setting, arrays):
                yield _state([*found, part], at + rounds / spec["rounds"], spec, refused)
        except DataError as wrong:
            part, refused = np.full((3, 3), np.nan), str(wrong)
        found.append(part)
        if np.isnan(found).all() and at == len(spec["settings"]) - 1:
            raise DataError(refused)
        yield _state(found, at + 1, spec, refused)


def _parts(spec: dict[str, Any], setting: dict[str, Any], arrays: Arrays) -> Iterator[tuple[np.ndarray, int]]:
    """The figures of a setting (3, 3) while its bootstraps are fitted, and how many are."""
    outside = "X_test" not in arrays
    y = arrays["y_train" if outside else "y_test"]
    learned = inside(len(y), spec["rounds"], spec["seed"]) if outside else None
    for predictions in _rounds(spec, setting, arrays):
        if len(predictions) >= 2:
            known = None if learned is None else learned[: len(predictions)]
            yield summary(split_error(predictions, y, spec["loss"], known)), len(predictions)


def _rounds(spec: dict[str, Any], setting: dict[str, Any], arrays: Arrays) -> Iterator[np.ndarray]:
    chosen = {**spec["model"], "knobs": {**spec["model"]["knobs"], **setting}}
    made = model({"model": chosen})

    def learn(X: np.ndarray, y: np.ndarray) -> Any:
        return made.fit(X, spec["seed"], y=y, kind=spec["kind"]).estimator

    with quiet():
        asked = arrays.get("X_test", arrays["X_train"])
        yield from fits(learn, arrays["X_train"], arrays["y_train"], asked, spec["rounds"], spec["seed"])


def summary(found: Decomposition) -> np.ndarray:
    """(3, 3): loss, bias and variance, each with the ends of its 95 % interval over the rows judged."""
    rows = [found.each_loss, found.each_bias, found.each_variance]
    half = [1.96 * float(row.std(ddof=1)) / len(row) ** 0.5 if len(row) > 1 else 0.0 for row in rows]
    return np.array([[row.mean(), row.mean() - wide, row.mean() + wide] for row, wide in zip(rows, half, strict=True)])


def _state(found: list[np.ndarray], done: float, spec: dict[str, Any], refused: str) -> State:
    of = len(spec["settings"])
    parts = np.stack(found)
    values = {name: parts[:, place] for place, name in enumerate(FIGURES)}
    return State({**values, "step": len(found), "of": of, "refused": refused}, done / of)
