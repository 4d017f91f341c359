"""The search for the best knobs: the same winner and figures as scikit-learn's grid, no luck mistaken for skill, no winner that was spared a fold."""

import time
from dataclasses import dataclass
from types import SimpleNamespace
from typing import ClassVar

import numpy as np
import pytest
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.datasets import load_breast_cancer

from mllab.errors import DataError, ParamError
from mllab.models import MODELS, Model
from mllab.models.task import Fold, Rows, Task
from mllab.models.tune import Data, Search, inner_folds, narrowed, nested, optimism_in_words, ranges, search
from mllab.models.tune._nested import optimism
from mllab.models.tune._search import DONE, FAILED, PRUNED
from mllab.params import knob


def whole(y, count=5, seed=0):
    parts = np.array_split(np.random.default_rng(seed).permutation(len(y)), count)
    return [Fold(np.sort(np.concatenate(parts[:j] + parts[j + 1 :])), np.sort(parts[j])) for j in range(count)]


@pytest.fixture(scope="module")
def cancer():
    X, y = load_breast_cancer(return_X_y=True)
    X = ((X - X.mean(0)) / X.std(0)).astype(np.float32)[::2]
    y = y[::2].astype(np.int64)
    cut = whole(y)
    return Data("classification", [X] * len(cut), y, cut, 2)


@dataclass(frozen=True)
class Constant(Model):
    """Says its knob."""

    name: ClassVar[str] = "constant"
    kinds: ClassVar[tuple[str, ...]] = ("regression",)
    value: float = knob(1.0, 1e-3, 1e5, log=True)

    def estimator(self, kind, seed=0):
        from sklearn.dummy import DummyRegressor

        return DummyRegressor(strategy="constant", constant=self.value)


class Tossing(ClassifierMixin, BaseEstimator):
    """Answers by a coin for each row, another one for each `which`; it learns nothing."""

    def __init__(self, which=0):
        self.which = which

    def fit(self, X, y):
        self.classes_ = np.unique(y)
        return self

    def predict(self, X):
        return (np.sin(X[:, 0].astype(np.float64) * 1e4 + self.which * 7.3) > 0).astype(np.int64)


@dataclass(frozen=True)
class Tosses(Model):
    """A model whose knob means nothing."""

    name: ClassVar[str] = "tosses"
    kinds: ClassVar[tuple[str, ...]] = ("classification",)
    which: int = knob(0, 0, 10_000)

    def estimator(self, kind, seed=0):
        return Tossing(self.which)


def tree_ranges():
    known = ranges(MODELS["decision tree"], "classification")
    return [narrowed(known["depth"], 1, 8), narrowed(known["leaf"], 1, 50), known["criterion"]]


def last(states):
    *_, found = states
    return found


def test_a_grid_is_that_of_scikit_learn(cancer):
    """sklearn.model_selection.GridSearchCV over the same folds: every fold's score of every setting, and the winner."""
    from sklearn.model_selection import GridSearchCV

    found = last(search(MODELS["decision tree"](), tree_ranges(), Search("grid", trials=18), cancer, "accuracy"))
    assert len(found.settings) == 18
    wanted = {"max_depth": [1, 4, 8], "min_samples_leaf": [1, 7, 50], "criterion": ["gini", "entropy"]}
    cut = [(fold.train, fold.valid) for fold in cancer.folds]
    peer = GridSearchCV(MODELS["decision tree"]().estimator("classification", 0), wanted, cv=cut, scoring="accuracy").fit(
        cancer.matrices[0], cancer.y
    )
    theirs = {tuple(sorted(knobs.items())): place for place, knobs in enumerate(peer.cv_results_["params"])}
    for setting, folds in zip(found.settings, found.folds, strict=True):
        place = theirs[("criterion", setting["criterion"]), ("max_depth", setting["depth"]), ("min_samples_leaf", setting["leaf"])]
        np.testing.assert_allclose(folds, [peer.cv_results_[f"split{j}_test_score"][place] for j in range(5)])
    assert found.means[found.best] == pytest.approx(peer.best_score_)


@pytest.mark.parametrize("method", ["TPE", "random"])
def test_the_same_seed_searches_the_same(cancer, method):
    runs = [last(search(MODELS["decision tree"](), tree_ranges(), Search(method, trials=14), cancer, "log loss")) for _ in range(2)]
    assert runs[0].settings == runs[1].settings
    np.testing.assert_array_equal(runs[0].folds, runs[1].folds)
    assert runs[0].importance == runs[1].importance


def test_the_model_as_it_is_comes_first_so_that_the_winner_is_no_worse(cancer):
    tree = MODELS["decision tree"](depth=3, leaf=7)
    found = last(search(tree, tree_ranges(), Search(trials=10), cancer, "log loss"))
    assert (found.settings[0]["depth"], found.settings[0]["leaf"]) == (3, 7)
    assert found.means[found.best] <= found.means[0]


def test_pruning_never_changes_the_winners_full_score(cancer):
    found = last(search(MODELS["decision tree"](), tree_ranges(), Search("random", trials=30, prune=True), cancer, "log loss"))
    assert (found.state == PRUNED).any()
    assert np.isnan(found.folds[found.state == PRUNED]).any(axis=1).all()
    winner = found.settings[found.best]
    alone = Data(cancer.kind, cancer.matrices, cancer.y, cancer.folds, cancer.k)
    again = last(search(MODELS["decision tree"](**winner), tree_ranges(), Search(trials=2, prune=False), alone, "log loss"))
    np.testing.assert_array_equal(again.folds[0], found.folds[found.best])
    unpruned = last(search(MODELS["decision tree"](), tree_ranges(), Search("random", trials=30, prune=False), cancer, "log loss"))
    assert (unpruned.state == DONE).all()
    assert unpruned.settings == found.settings
    np.testing.assert_array_equal(unpruned.folds[found.best], found.folds[found.best])


def test_the_best_is_the_best_of_the_whole_trials(cancer):
    for metric, pick in (("accuracy", np.argmax), ("log loss", np.argmin)):
        found = last(search(MODELS["decision tree"](), tree_ranges(), Search("random", trials=8, prune=False), cancer, metric))
        assert found.best == pick(found.folds.mean(axis=1))


def test_what_moves_the_figure_is_found_important():
    """A tree on one strong step in two dimensions: its depth decides, the criterion hardly."""
    rng = np.random.default_rng(1)
    X = rng.uniform(-1, 1, (400, 2)).astype(np.float32)
    y = ((X[:, 0] > 0) ^ (X[:, 1] > 0)).astype(np.int64)
    cut = whole(y, 3)
    known = ranges(MODELS["decision tree"], "classification")
    found = last(
        search(
            MODELS["decision tree"](),
            [narrowed(known["depth"], 1, 5), known["criterion"]],
            Search("random", trials=25, prune=False),
            Data("classification", [X] * 3, y, cut, 2),
            "accuracy",
        )
    )
    assert found.importance["depth"] > 0.8
    assert sum(found.importance.values()) == pytest.approx(1)


def test_tpe_comes_nearer_to_a_planted_best_than_chance():
    """The error is how far a knob is from 37, over eight decades: of five searches each, the middle one by TPE ends nearer."""
    y = np.full(20, 37.0) + np.tile([-1, 1], 10)
    data = [Data("regression", [np.ones((20, 1), np.float32)] * 2, y, whole(y, 2), 0, seed) for seed in range(5)]
    over = [ranges(Constant, "regression")["value"]]

    def reached(method):
        how = Search(method, trials=40)
        return np.median([np.nanmin(last(search(Constant(), over, how, one, "RMSE", begin=False)).means) for one in data])

    assert reached("TPE") < reached("random")


def test_nested_cross_validation_sees_through_luck():
    """Coin tosses judged against coin tosses: the best of 40 looks better than chance on the folds that chose it, nested it is chance."""
    rng = np.random.default_rng(3)
    X, y = rng.normal(size=(200, 2)).astype(np.float32), rng.integers(0, 2, 200)
    cut = whole(y, 5)
    data = Data("classification", [X] * 5, y, cut, 2)
    over, how = [ranges(Tosses, "classification")["which"]], Search("random", trials=40, prune=False)
    looked = last(search(Tosses(), over, how, data, "accuracy"))
    rows = Rows(None, y, ("a", "b"), np.arange(200), np.arange(0))
    inner = inner_folds(rows, Task("y", "classification", ("x",), "stratified"), cut, 3)
    found = last(nested(Tosses(), over, how, data, "accuracy", inner))
    chance = np.sqrt(0.25 / 200)
    assert looked.means[looked.best] > 0.5 + 1.5 * chance
    assert abs(found.values.mean() - 0.5) < 2 * chance
    assert optimism(looked, found) > chance
    assert "too rosy" in optimism_in_words(looked, found, data)
    assert (found.inner > 0.5).all()


def test_inner_folds_never_hold_a_row_that_judges():
    y = np.tile([0, 1], 50)
    cut = whole(y)
    rows = Rows(None, y, ("a", "b"), np.arange(100), np.arange(0))
    for outer, inside in zip(cut, inner_folds(rows, Task("y", "classification", ("x",), "stratified"), cut, 3), strict=True):
        for fold in inside:
            assert not set(fold.train) & set(outer.valid)
            assert not set(fold.valid) & set(outer.valid)
            assert set(fold.train) | set(fold.valid) == set(outer.train)


def test_a_setting_that_fails_is_told_and_never_wins(cancer):
    rows = [np.arange(0, 20)]
    few = Data("classification", [cancer.matrices[0]], cancer.y, [Fold(rows[0], np.arange(20, 60))], 2)
    known = ranges(MODELS["k-nearest neighbors"], "classification")["weights"]
    states = list(search(MODELS["k-nearest neighbors"](), [known], Search("grid", trials=2), few, "accuracy"))
    assert states[-1].best >= 0
    single = Data("classification", [cancer.matrices[0]], np.zeros(len(cancer.y), np.int64), few.folds, 2)
    with pytest.raises(DataError, match="Every trial"):
        list(search(MODELS["k-nearest neighbors"](), [known], Search("grid", trials=2), single, "accuracy"))


def test_failed_trials_are_kept_in_the_history(cancer, monkeypatch):
    tree = MODELS["decision tree"]()
    learned = type(tree).learned

    def refuses(self, *given, **more):
        if self.criterion == "entropy":
            raise DataError("No entropy today.")
        return learned(self, *given, **more)

    monkeypatch.setattr(type(tree), "learned", refuses)
    data = Data(cancer.kind, cancer.matrices, cancer.y, cancer.folds, cancer.k)
    found = last(search(tree, [ranges(tree, "classification")["criterion"]], Search("grid", trials=2), data, "accuracy"))
    assert found.state.tolist() == [DONE, FAILED]
    assert found.best == 0
    assert found.notes == ("No entropy today.",)


def test_a_model_without_knobs_is_refused_by_name(cancer):
    with pytest.raises(ParamError, match="decision tree"):
        next(search(MODELS["decision tree"](), [], Search(), cancer, "accuracy"))


def test_a_grid_that_is_too_fine_says_so(cancer):
    with pytest.raises(ParamError, match="8 settings, more than 4"):
        next(search(MODELS["decision tree"](), tree_ranges(), Search("grid", trials=4), cancer, "accuracy"))


def test_a_limit_of_time_ends_the_search(cancer, monkeypatch):
    from mllab.models.tune import _search

    clock = iter(np.arange(0, 1000, 3.0))
    monkeypatch.setattr(
        _search, "time", SimpleNamespace(monotonic=lambda: next(clock), perf_counter=time.perf_counter)
    )  # other threads keep theirs
    found = list(search(MODELS["decision tree"](), tree_ranges(), Search("random", trials=30, seconds=10.0), cancer, "accuracy"))
    assert len(found) == 4
