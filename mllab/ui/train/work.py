"""The work behind a board: every fold encoded once by one job, then a job per model. What was done before is found again, not done again."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import streamlit as st

from mllab import jobs
from mllab.data.table import Column, Table
from mllab.errors import DataError
from mllab.jobs import Job, Status
from mllab.jobs.training import heard, marks, packed
from mllab.models import Model
from mllab.models.board import Scores
from mllab.models.named import called
from mllab.models.task import Fold, Rows, Task, folds, rows
from mllab.ui.train.setting import Setting
from mllab.ui.train.view import Token

PREPARE, SCORE = "mllab.jobs.training:prepare", "mllab.jobs.training:score"
SOON = 0.6  # seconds that the page waits before it shows progress
STARTED = "_train_jobs"
DONE = -1  # the version of what will not change any more


@dataclass(frozen=True, eq=False)
class Work:
    """What is to be done: the rows of a task cut into folds, and models to judge on them. `token` tells all but the models."""

    table: Table
    task: Task
    rows: Rows = field(repr=False)
    folds: tuple[Fold, ...] = field(repr=False)
    columns: tuple[Column, ...]
    models: tuple[Model, ...]
    token: Token

    def prepared(self) -> Job:
        """The job that encodes the folds."""
        return self._job("", self._prepare)

    def scored(self) -> list[Job | None]:
        """The job of each model; None until the folds are encoded."""
        slots = _slots()
        waits = any((self.token, called(model)) not in slots for model in self.models)
        if waits and self.prepared().status().state != "done":
            return [None] * len(self.models)
        return [self._job(called(model), lambda model=model: self._score(model)) for model in self.models]  # type: ignore[misc]

    def _job(self, name: str, begin: Any) -> Job:
        slots, key = _slots(), (self.token, name)
        if key in slots and (job := jobs.find(slots[key])) is not None:
            return job
        job = begin()
        slots[key] = job.id
        return job  # type: ignore[no-any-return]

    def _prepare(self) -> Job:
        columns = [[column.name, column.kind, column.sql] for column in self.columns]
        spec = {"columns": columns, "seed": self.task.seed, "text": self.task.text}
        table, cut, _ = _arrays(self, self.token)
        return _revived(jobs.start(PREPARE, spec, {"table": table, "marks": cut}, f"folds of {self.table.name}", again=False))

    def _score(self, model: Model) -> Job:
        spec = {"model": model.spec(), "kind": self.task.kind, "k": self.rows.k, "seed": self.task.seed}
        return _revived(jobs.start(SCORE, spec, self.given(), f"{called(model)} on {self.table.name}", again=False))

    def given(self) -> dict[str, np.ndarray]:
        """What a job on the encoded folds is given: X0, X1 ... (n, d), y (n,) and marks (j, n). Raises DataError before they are encoded."""
        _, cut, y = _arrays(self, self.token)
        return {**_matrices(self.prepared().id), "y": y, "marks": cut}


@dataclass(frozen=True, eq=False)
class Standing:
    """Where the work stands: a status per model (None before its turn), its scores as far as they are known, and the encoding's status."""

    prepared: Status
    statuses: tuple[Status | None, ...]
    scores: tuple[Scores | None, ...]
    jobs: tuple[Job | None, ...] = field(repr=False)

    @property
    def over(self) -> bool:
        """Whether nothing more will come by itself."""
        if any(status is None for status in self.statuses):
            return self.prepared.over and self.prepared.state != "done"
        return all(status is not None and status.over for status in self.statuses)

    @property
    def done(self) -> list[Scores]:
        """The scores of the models that are done."""
        pairs = zip(self.statuses, self.scores, strict=True)
        return [found for status, found in pairs if status is not None and status.state == "done" and found is not None]

    @property
    def share(self) -> float:
        """The part of all work that is done, the encoding counted as one model."""
        parts = [self.prepared, *self.statuses]
        return float(np.mean([0.0 if one is None else 1.0 if one.state == "done" else one.share or 0.0 for one in parts]))

    @property
    def version(self) -> Token:
        """Changes whenever there is something new to draw."""
        return tuple((status.state, status.version) if status else ("", 0) for status in self.statuses)


def work(table: Table, setting: Setting, models: Sequence[Model]) -> Work:
    """The work that a setting means. Raises DataError where the task cannot be trained and judged."""
    task = setting.task
    token = (table.id, table.version, repr(task))
    found = _rows(table, task, token)
    columns = tuple(table.column(name) for name in task.columns)
    whole = (*token, setting.folds, setting.repeats)
    return Work(table, task, found, _folds(found, task, setting.folds, setting.repeats, whole), columns, tuple(models), whole)


def standing(found: Work) -> Standing:
    """Where it stands now; jobs that are not begun are begun."""
    begun = found.scored()
    statuses = tuple(job.status() if job else None for job in begun)
    scores = tuple(_scores(job, status) if job and status else None for job, status in zip(begun, statuses, strict=True))
    prepared = found.prepared().status() if any(job is None for job in begun) else Status("done", 1.0)
    return Standing(prepared, statuses, scores, tuple(begun))


def awaited(found: Work) -> Standing:
    """Where it stands; what is about to be done is waited for, so that no progress flashes up."""
    begun = time.monotonic()
    while not (now := standing(found)).over and time.monotonic() - begun < SOON and not now.done:
        time.sleep(0.02)
    return now


def stop(found: Work) -> None:
    """Stop what is under way; what is done stays."""
    for job in (found.prepared(), *found.scored()):
        if job is not None:
            job.stop()


def go_on(found: Work) -> None:
    """Begin anew what was stopped, failed or lost; nothing that is done is trained again."""
    for job in (found.prepared(), *found.scored()):
        if job is not None:
            job.again()


def _revived(job: Job) -> Job:
    """The job, begun anew when the app was closed before its end or its result was swept; what was stopped or failed waits to be asked for."""
    if job.status().state in {"done", "lost"}:
        job.again()  # leaves alone what is done and whole
    return job


def _scores(job: Job, status: Status) -> Scores | None:
    """What a model's job has found so far; read from the disk only when there is something newer."""
    version = DONE if status.state == "done" else status.version
    if not version:
        return None
    found = _read(job.id, version)
    if found is None:
        _read.clear(job.id, version)  # swept, or replaced while it was read: look again next time
        if version == DONE:
            job.again()
    return found


@st.cache_resource(max_entries=256, show_spinner=False)
def _read(id: str, version: int) -> Scores | None:
    job = jobs.find(id)
    values = None if job is None else job.newest()
    return None if job is None or values is None else heard(job.told["spec"], values)


@st.cache_resource(max_entries=8, show_spinner="Reading the rows")
def _rows(_table: Table, _task: Task, token: Token) -> Rows:
    return rows(_table, _task)


@st.cache_resource(max_entries=8, show_spinner=False)
def _folds(_rows: Rows, _task: Task, count: int, repeats: int, token: Token) -> tuple[Fold, ...]:
    return tuple(folds(_rows, _task, count, repeats))


@st.cache_resource(max_entries=2, show_spinner=False)
def _arrays(_work: Work, token: Token) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The rows as a packed table, the marks of the folds and the answers; read-only, so that each is digested once."""
    cut, y = marks(_work.folds, len(_work.rows.y)), _work.rows.y.copy()
    for array in (cut, y):
        array.flags.writeable = False
    return packed(_work.rows.frame), cut, y


@st.cache_resource(max_entries=1, show_spinner=False)
def _matrices(id: str) -> dict[str, np.ndarray]:
    job = jobs.find(id)
    values = None if job is None else job.result()
    if values is None:
        raise DataError("The encoded folds are gone. Reload the page to encode them again.")
    return {name: value for name, value in values.items() if isinstance(value, np.ndarray)}


def _slots() -> dict[tuple[Token, str], str]:
    found: dict[tuple[Token, str], str] = st.session_state.setdefault(STARTED, {})
    return found
