"""What the worker of a board makes is what the same calls make here."""

import numpy as np
import pytest

from mllab.data import samples
from mllab.jobs.training import final, marks, packed, unmarked, unpacked
from mllab.models import MODELS
from mllab.models.fitted import fitted
from mllab.models.keep import unpack
from mllab.models.task import folds, propose, rows


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
