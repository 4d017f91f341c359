"""What the worker of a board makes is what the same calls make here."""

import numpy as np
import pytest

from mllab.data import samples
from mllab.jobs.training import final, heard, marks, packed, score, unmarked, unpacked
from mllab.models import MODELS
from mllab.models.board import score as scores_of
from mllab.models.fitted import fitted
from mllab.models.keep import unpack
from mllab.models.task import encoded, folds, propose, rows


@pytest.fixture(scope="module")
def task_and_rows():
    table = samples.load("iris")
    task = propose(table, "species")
    return table, task, rows(table, task)


def test_rows_and_folds_arrive_as_they_were(task_and_rows):
    _, task, found = task_and_rows
    assert unpacked(packed(found.frame)).equals(found.frame.reset_index(drop=True))
    cut = folds(found, task, 3, 2)
    for sent, arrived in zip(cut, unmarked(marks(cut, len(found.y))), strict=True):
        np.testing.assert_array_equal(sent.train, arrived.train)
        np.testing.assert_array_equal(sent.valid, arrived.valid)


@pytest.mark.parametrize("name", ["logistic regression", "random forest", "histogram gradient boosting"])
def test_the_model_of_all_rows_arrives_as_it_was(name, task_and_rows):
    table, task, found = task_and_rows
    columns = [table.column(name) for name in task.columns]
    here = fitted(found, task, MODELS[name](), columns)
    spec = {
        "model": MODELS[name]().spec(),
        "task": task.spec(),
        "classes": list(found.classes),
        "columns": [[column.name, column.kind, column.sql] for column in columns],
    }
    (state,) = final(spec, {"table": packed(found.frame), "y": found.y, "train": found.train})
    there = unpack(state.values["packed"])
    held_out = found.frame.iloc[found.test]
    np.testing.assert_array_equal(there.predict(held_out), here.predict(held_out))
    np.testing.assert_array_equal(state.values["train_loss"], here.trained.train_loss)


@pytest.fixture
def board_work(task_and_rows):
    """A tree on five folds of iris, as the page asks for it."""
    table, task, found = task_and_rows
    cut = folds(found, task, 5)
    matrices = encoded(found.frame, cut, [table.column(name) for name in task.columns], 0)
    arrays = {**{f"X{j}": X for j, X in enumerate(matrices)}, "y": found.y, "marks": marks(cut, len(found.y))}
    return {"model": TREE.spec(), "kind": "classification", "k": 3, "seed": 0}, arrays


TREE = MODELS["decision tree"](depth=3)


@pytest.fixture
def fits(monkeypatch):
    """Grows by one with each training of a tree."""
    found = []
    learned = type(TREE).learned
    monkeypatch.setattr(type(TREE), "learned", lambda self, *more, **named: found.append(self.depth) or learned(self, *more, **named))
    return found


def test_a_model_that_was_stopped_goes_on_from_the_fold_where_it_stopped(board_work, fits, workspace):
    states = score(*board_work)
    for _ in range(3):
        next(states)
    states.close()
    assert len(fits) == 3
    *_, last = score(*board_work)
    assert len(fits) == 5, "three folds are found again, two are trained"
    assert not list((workspace / "parts").glob("*")), "a model that is done needs them no more"

    spec, arrays = board_work
    cut = unmarked(arrays["marks"])
    *_, direct = scores_of(TREE, "classification", [arrays[f"X{j}"] for j in range(5)], arrays["y"], cut, 3, 0)
    resumed = heard(spec, last.values)
    for metric, values in direct.values.items():
        np.testing.assert_array_equal(resumed.values[metric], values)
        np.testing.assert_array_equal(resumed.train_values[metric], direct.train_values[metric])
    np.testing.assert_array_equal(resumed.predicted, direct.predicted)


@pytest.mark.parametrize("other", [{"seed": 1}, {"model": MODELS["decision tree"](depth=4).spec()}, "y"])
def test_other_work_finds_nothing_of_it(board_work, fits, other):
    spec, arrays = board_work
    states = score(spec, arrays)
    next(states)
    states.close()
    changed = {**arrays, "y": arrays["y"][::-1].copy()} if other == "y" else arrays
    for _ in score({**spec, **(other if isinstance(other, dict) else {})}, changed):
        pass
    assert len(fits) == 6


def test_a_fold_that_was_not_written_to_its_end_is_trained_again(board_work, fits, workspace):
    states = score(*board_work)
    next(states), next(states)
    states.close()
    first, _ = sorted((workspace / "parts").glob("*.npz"))
    first.write_bytes(first.read_bytes()[:100])
    for _ in score(*board_work):
        pass
    assert len(fits) == 2 + 4
