"""The jobs behind moving knobs: what they tell is what the functions find, and what was measured is kept between them."""

import numpy as np
import pytest

from mllab import jobs
from mllab.jobs import tuning
from mllab.jobs.kept import Kept, kept
from mllab.jobs.training import marks
from mllab.models import MODELS, tune
from mllab.models.task import Fold, Rows, Task
from mllab.models.tune import Data, Range, Search

TREE = MODELS["decision tree"]()
SPEC = {"model": TREE.spec(), "kind": "classification", "k": 2, "seed": 0}
DEPTH, CRITERION = Range("depth", 1, 6, whole=True), Range("criterion", choices=("gini", "entropy"))


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("MLLAB_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("MLLAB_WORKERS", "0")
    return tmp_path / "home"


@pytest.fixture(scope="module")
def given():
    rng = np.random.default_rng(0)
    X = rng.normal(size=(150, 4)).astype(np.float32)
    y = (X[:, 0] + rng.normal(0, 0.7, 150) > 0).astype(np.int64)
    cut = [Fold(np.setdiff1d(np.arange(150), part), part) for part in np.array_split(rng.permutation(150), 3)]
    return {"X0": X, "X1": X, "X2": X, "y": y, "marks": marks(cut, 150)}


def data(given):
    return Data("classification", [given["X0"]] * 3, given["y"], tuning.unmarked(given["marks"]), 2)


def done(function, spec, given):
    job = jobs.start(f"mllab.jobs.tuning:{function}", spec, given)
    assert job.wait(60).state == "done", job.error()
    return job.result()


def test_a_sweep_tells_what_the_function_finds(given):
    spec = {**SPEC, "settings": [{"depth": 1}, {"depth": 4}]}
    found = tuning.swept(spec, done("sweep", spec, given))
    *_, direct = tune.sweep(TREE, spec["settings"], data(given))
    assert found.settings == direct.settings
    np.testing.assert_array_equal(found.values["ROC AUC"], direct.values["ROC AUC"])
    np.testing.assert_array_equal(found.train["ROC AUC"], direct.train["ROC AUC"])


def test_a_learning_curve_tells_what_the_function_finds(given):
    found = tuning.learned(done("learn", {**SPEC, "count": 4, "recent": False}, given))
    *_, direct = tune.learning(TREE, data(given), tune.sizes(data(given).folds, 2, 4))
    np.testing.assert_array_equal(found.rows, direct.rows)
    np.testing.assert_array_equal(found.values["log loss"], direct.values["log loss"])


def test_a_search_tells_what_the_function_finds(given):
    how = Search(trials=10)
    spec = {**SPEC, "metric": "log loss", "ranges": [DEPTH.spec(), CRITERION.spec()], "how": how.values()}
    found = tuning.trials(spec, done("search", spec, given))
    *_, direct = tune.search(TREE, [DEPTH, CRITERION], how, data(given), "log loss")
    assert found.settings == direct.settings
    assert found.best == direct.best
    assert found.importance == direct.importance
    np.testing.assert_array_equal(found.folds, direct.folds)


def test_a_nested_search_tells_a_figure_for_every_fold(given):
    cut = tuning.unmarked(given["marks"])
    rows = Rows(None, given["y"], ("a", "b"), np.arange(150), np.arange(0))
    inner = [fold for inside in tune.inner_folds(rows, Task("y", "classification", ("x",)), cut, 2) for fold in inside]
    spec = {**SPEC, "metric": "accuracy", "ranges": [DEPTH.spec()], "how": Search(trials=3).values(), "inner": 2}
    found = tuning.nests(spec, done("nested", spec, {**given, "inner": marks(inner, 150)}))
    assert found.values.shape == found.inner.shape == (3,)
    assert np.isfinite(found.values).all()
    assert [list(one) for one in found.chosen] == [["depth"]] * 3


def test_what_one_job_measured_no_other_trains_again(given, monkeypatch):
    fits = []
    learned = type(TREE).learned
    monkeypatch.setattr(type(TREE), "learned", lambda self, *more, **named: fits.append(self.depth) or learned(self, *more, **named))
    done("sweep", {**SPEC, "settings": [{"depth": 1}, {"depth": 2}]}, given)
    assert fits == [1] * 3 + [2] * 3
    done("sweep", {**SPEC, "settings": [{"depth": 2}, {"depth": 3}]}, given)
    assert fits[6:] == [3] * 3
    grid = {"metric": "accuracy", "ranges": [Range("depth", 1, 3, whole=True).spec()], "how": Search("grid", trials=3).values()}
    done("search", {**SPEC, **grid}, given)
    assert len(fits) == 9


def test_a_stopped_curve_goes_on_where_it_was(given, monkeypatch):
    spec = {**SPEC, "settings": [{"depth": depth} for depth in range(1, 6)]}
    states = tuning.sweep(spec, given)
    next(states), next(states)
    states.close()
    fits = []
    learned = type(TREE).learned
    monkeypatch.setattr(type(TREE), "learned", lambda self, *more, **named: fits.append(self.depth) or learned(self, *more, **named))
    *_, last = tuning.sweep(spec, given)
    assert sorted(set(fits)) == [3, 4, 5]
    assert len(tuning.swept(spec, last.values).settings) == 5


def test_other_rows_are_other_figures(given):
    other = {**given, "y": 1 - given["y"]}
    for one in (given, other):
        done("sweep", {**SPEC, "settings": [{"depth": 1}]}, one)
    assert kept({}, "a")._path != kept({}, "b")._path


def test_a_torn_line_is_passed_over(tmp_path):
    file = tmp_path / "tried" / "x.jsonl"
    Kept(file)["a"] = {"valid": {"accuracy": 0.5}}
    with file.open("a") as out:
        out.write('\n["b", {"val')
    again = Kept(file)
    assert dict(again) == {"a": {"valid": {"accuracy": 0.5}}}
    again["c"] = 1
    assert set(Kept(file)) == {"a", "c"}


def test_only_the_newest_files_stay(home, monkeypatch):
    monkeypatch.setattr("mllab.jobs.kept.MOST", 3)
    for number in range(6):
        kept("task", number)["x"] = number
    kept("task", 6)
    assert len(list((home / "tried").glob("*.jsonl"))) <= 4
