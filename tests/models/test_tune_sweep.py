"""Validation and learning curves: scikit-learn's own figures, planted laws found again, words that follow from figures."""

from itertools import pairwise

import numpy as np
import pytest
from sklearn.datasets import load_breast_cancer, load_diabetes

from mllab.errors import DataError, ParamError
from mllab.models import MODELS
from mllab.models.task import Fold
from mllab.models.tune import (
    Data,
    Range,
    best,
    fit_in_words,
    learning,
    more_rows_in_words,
    narrowed,
    power_law,
    ranges,
    settings,
    sizes,
    sweep,
)


def whole(y, count=5, seed=0):
    """Folds of all rows, in mixed order."""
    parts = np.array_split(np.random.default_rng(seed).permutation(len(y)), count)
    return [Fold(np.sort(np.concatenate(parts[:j] + parts[j + 1 :])), np.sort(parts[j])) for j in range(count)]


@pytest.fixture(scope="module")
def cancer():
    X, y = load_breast_cancer(return_X_y=True)
    X = ((X - X.mean(0)) / X.std(0)).astype(np.float32)[::2]
    y = y[::2].astype(np.int64)
    cut = whole(y)
    return Data("classification", [X] * len(cut), y, cut, 2)


@pytest.fixture(scope="module")
def diabetes():
    X, y = load_diabetes(return_X_y=True)
    X = (X / X.std(0)).astype(np.float32)
    cut = whole(y)
    return Data("regression", [X] * len(cut), y, cut)


def last(states):
    *_, found = states
    return found


def test_a_validation_curve_is_that_of_scikit_learn(cancer):
    """sklearn.model_selection.validation_curve over the same folds: both figures of every depth on every fold."""
    from sklearn.model_selection import validation_curve

    depths = [1, 2, 4, 8]
    tree = MODELS["decision tree"]()
    found = last(sweep(tree, [{"depth": depth} for depth in depths], cancer))
    cut = [(fold.train, fold.valid) for fold in cancer.folds]
    train, valid = validation_curve(
        tree.estimator("classification", 0),
        cancer.matrices[0],
        cancer.y,
        param_name="max_depth",
        param_range=depths,
        cv=cut,
        scoring="accuracy",
    )
    np.testing.assert_allclose(found.values["accuracy"], valid)
    np.testing.assert_allclose(found.train["accuracy"], train)


def test_a_curve_of_regression_is_that_of_scikit_learn(diabetes):
    from sklearn.model_selection import validation_curve

    lengths = [1, 5, 25, 100]
    neighbors = MODELS["k-nearest neighbors"]()
    found = last(sweep(neighbors, [{"k": k} for k in lengths], diabetes))
    cut = [(fold.train, fold.valid) for fold in diabetes.folds]
    estimator = neighbors.estimator("regression", 0)
    _, valid = validation_curve(
        estimator,
        diabetes.matrices[0],
        diabetes.y,
        param_name="n_neighbors",
        param_range=lengths,
        cv=cut,
        scoring="neg_root_mean_squared_error",
    )
    np.testing.assert_allclose(found.values["RMSE"], -valid, rtol=1e-6)


def test_a_curve_fills_point_by_point_and_nothing_is_trained_twice(cancer, monkeypatch):
    data = Data(cancer.kind, cancer.matrices, cancer.y, cancer.folds, cancer.k)
    tree = MODELS["decision tree"]()
    wanted = [{"depth": 1}, {"depth": 2}, {"depth": 3}]
    assert [len(found.settings) for found in sweep(tree, wanted[:2], data)] == [1, 2]
    fits = []
    learned = type(tree).learned
    monkeypatch.setattr(type(tree), "learned", lambda self, *given, **more: fits.append(self.depth) or learned(self, *given, **more))
    last(sweep(tree, wanted, data))
    assert fits == [3] * 5


def test_a_heat_map_has_every_pair(cancer):
    known = ranges(MODELS["decision tree"], "classification")
    pairs = settings([narrowed(known["depth"], 1, 3), narrowed(known["leaf"], 1, 10)], 3)
    assert len(pairs) == 9
    assert {(one["depth"], one["leaf"]) for one in pairs} == {(depth, leaf) for depth in (1, 2, 3) for leaf in (1, 3, 10)}
    assert last(sweep(MODELS["decision tree"](), pairs, cancer)).values["accuracy"].shape == (9, 5)


def test_a_grid_respects_ratio_whole_numbers_and_ends():
    ks = ranges(MODELS["k-nearest neighbors"], "classification")["k"].grid(9)
    assert all(isinstance(k, int) for k in ks)
    assert (ks[0], ks[-1]) == (1, 200)
    assert len(set(ks)) == len(ks)
    strengths = np.array(ranges(MODELS["logistic regression"], "classification")["strength"].grid(9))
    np.testing.assert_allclose(strengths[1:] / strengths[:-1], 10.0)  # 1e-4 to 1e4
    even = np.array(ranges(MODELS["linear discriminant analysis"], "classification")["shrinkage"].grid(5))
    np.testing.assert_allclose(even, [0, 0.25, 0.5, 0.75, 1])


def test_knobs_with_choices_are_tried_one_by_one_and_free_texts_not_at_all():
    known = ranges(MODELS["k-nearest neighbors"], "classification")
    assert known["weights"].grid() == ("uniform", "distance")
    assert ranges(MODELS["logistic regression"], "classification")["balanced"].grid() == (False, True)
    assert "members" not in ranges(MODELS["voting"], "classification")


def test_knobs_of_the_other_kind_are_not_tried():
    assert "criterion" in ranges(MODELS["decision tree"], "classification")
    assert "criterion" not in ranges(MODELS["decision tree"], "regression")


def test_a_range_is_narrowed_within_itself_only():
    depth = ranges(MODELS["decision tree"], "regression")["depth"]
    assert narrowed(depth, 2, 4).grid() == (2, 3, 4)
    for low, high in ((0, 4), (5, 5), (2, 99)):
        with pytest.raises(ParamError, match="depth"):
            narrowed(depth, low, high)


@pytest.mark.parametrize("name", list(MODELS))
def test_every_value_of_every_grid_is_one_that_the_model_takes(name):
    from dataclasses import replace

    for kind in MODELS[name].kinds:
        for one in ranges(MODELS[name], kind).values():
            for value in one.grid():
                replace(MODELS[name](), **{one.name: value})


def test_the_simplest_setting_within_a_standard_error_of_the_best():
    """Breiman et al. 1984: best 0.90 with a standard error of 0.02; 0.885 at a setting that fits its own rows less is as good."""
    valid = np.array([[0.80, 0.80, 0.80], [0.865, 0.885, 0.905], [0.86, 0.90, 0.94], [0.84, 0.86, 0.87]])
    train = np.array([[0.81], [0.90], [0.95], [1.0]]).repeat(3, axis=1)
    found = best(valid, train, "accuracy")
    assert found.error == pytest.approx(0.04 / np.sqrt(3))
    assert (found.at, found.within) == (2, 1)
    mirrored = best(1 - valid, 1 - train, "log loss")
    assert (mirrored.at, mirrored.within) == (2, 1)


def test_a_setting_with_a_failed_fold_is_never_the_best():
    valid = np.array([[0.8, 0.8], [np.nan, 0.99]])
    assert best(valid, valid, "accuracy").at == 0
    assert best(valid[1:], valid[1:], "accuracy") is None


def test_under_and_overfitting_are_told_from_the_figures():
    """Trees on stripes of two classes with a quarter of the answers wrong: a stump cannot learn them, an unlimited tree learns the noise."""
    rng = np.random.default_rng(0)
    X = rng.uniform(0, 6, (900, 1)).astype(np.float32)
    y = (np.floor(X[:, 0]) % 2).astype(np.int64)
    y = np.where(rng.random(900) < 0.25, 1 - y, y)
    cut = whole(y, 10)
    data = Data("classification", [X] * len(cut), y, cut, 2)
    found = last(sweep(MODELS["decision tree"](), [{"depth": depth, "leaf": leaf} for depth, leaf in ((1, 1), (6, 20), (30, 1))], data))
    valid, train = found.values["accuracy"], found.train["accuracy"]
    words = [fit_in_words(valid, train, place, "accuracy", 90, 810) for place in range(3)]
    assert words[0].startswith("**It underfits")
    assert words[1].startswith("**Neither")
    assert words[2].startswith("**It overfits")


def test_a_fold_that_fails_is_passed_over_and_told():
    rng = np.random.default_rng(0)
    X, y = rng.normal(size=(60, 3)).astype(np.float32), np.repeat([0, 1], 30)
    cut = [Fold(np.arange(30), np.arange(30, 60)), Fold(np.arange(0, 60, 2), np.arange(1, 60, 2))]
    found = last(sweep(MODELS["decision tree"](), [{"depth": 1}], Data("classification", [X, X], y, cut, 2)))
    assert np.isnan(found.values["accuracy"][0]).tolist() == [True, False]
    assert "single class" in found.notes[0]
    with pytest.raises(DataError, match="single class"):
        last(sweep(MODELS["decision tree"](), [{"depth": 1}], Data("classification", [X], y, cut[:1], 2)))


def test_a_learning_curve_is_that_of_scikit_learn_where_all_rows_are_used(cancer):
    from sklearn.model_selection import cross_val_score

    bayes = MODELS["Gaussian naive Bayes"]()
    found = last(learning(bayes, cancer, sizes(cancer.folds, 2, 5)))
    cut = [(fold.train, fold.valid) for fold in cancer.folds]
    peer = cross_val_score(bayes.estimator("classification"), cancer.matrices[0], cancer.y, cv=cut, scoring="accuracy")
    most = min(len(fold.train) for fold in cancer.folds)
    same = [place for place, fold in enumerate(cancer.folds) if len(fold.train) == most]
    np.testing.assert_allclose(found.values["accuracy"][-1][same], peer[same])


def test_smaller_parts_lie_within_larger_ones_with_every_class(cancer, monkeypatch):
    seen = []
    bayes = MODELS["Gaussian naive Bayes"]()
    learned = type(bayes).learned
    monkeypatch.setattr(type(bayes), "learned", lambda self, made, X, y, **more: seen.append((X, y)) or learned(self, made, X, y, **more))
    data = Data(cancer.kind, cancer.matrices, cancer.y, cancer.folds[:1], 2)
    last(learning(bayes, data, sizes(data.folds, 2, 5)))
    parts = [{row.tobytes() for row in X} for X, _ in seen]
    assert all(small <= large for small, large in pairwise(parts))
    share = cancer.y[cancer.folds[0].train].mean()
    assert all(abs(y.mean() - share) <= 2 / len(y) for _, y in seen)


def test_the_last_rows_come_first_where_rows_have_a_time(cancer, monkeypatch):
    seen = []
    ridge = MODELS["Gaussian naive Bayes"]()
    learned = type(ridge).learned
    monkeypatch.setattr(type(ridge), "learned", lambda self, made, X, y, **more: seen.append(X) or learned(self, made, X, y, **more))
    data = Data(cancer.kind, cancer.matrices, cancer.y, cancer.folds[:1], 2)
    last(learning(ridge, data, np.array([20]), recent=True))
    np.testing.assert_array_equal(seen[0], cancer.matrices[0][cancer.folds[0].train[-20:]])


def test_too_few_rows_for_a_curve_are_refused():
    with pytest.raises(DataError, match="at least 20"):
        sizes([Fold(np.arange(12), np.arange(12, 15))])


@pytest.mark.parametrize(("metric", "sign"), [("RMSE", 1), ("accuracy", -1)])
def test_a_planted_power_law_is_found_again(metric, sign):
    rows = np.array([20, 40, 80, 160, 320, 640])
    exact = 0.2 + 1.5 * rows**-0.6
    values = (exact if sign == 1 else 1 - exact)[:, None].repeat(5, axis=1)
    law = power_law(rows, values, metric)
    assert (law.a, law.b, law.c) == pytest.approx((0.2 if sign == 1 else 0.8, 1.5 * sign, 0.6), rel=1e-4)
    assert law.at(np.array([5000]))[0] == pytest.approx(0.2 + 1.5 * 5000**-0.6 if sign == 1 else 0.8 - 1.5 * 5000**-0.6, rel=1e-4)


def test_the_band_of_an_extrapolation_holds_the_truth_about_as_often_as_it_says():
    """40 noisy curves of one law; the figure at four times the rows lies in the 90 % band at least 80 % of the time (fewer is unlikely, p < 0.05)."""
    rows = np.array([25, 50, 100, 200, 400, 800])
    hits = 0
    for seed in range(40):
        rng = np.random.default_rng(seed)
        values = (0.3 + 2.0 * rows**-0.5)[:, None] + rng.normal(0, 0.02, (6, 5)) * np.sqrt(50 / rows)[:, None] + rng.normal(0, 0.01, 5)
        _, low, high = power_law(rows, values, "RMSE", seed=seed).at(np.array([3200]))
        hits += low[0] <= 0.3 + 2.0 * 3200**-0.5 <= high[0]
    assert hits >= 32


def test_more_rows_in_words():
    rows = np.array([20, 40, 80, 160, 320, 640])
    noise = np.random.default_rng(0).normal(0, 0.002, (6, 5))
    steep = power_law(rows, (0.1 + 3 * rows**-0.5)[:, None] + noise, "RMSE")
    flat = power_law(rows, (0.1 + 300.0 * rows**-3.0)[:, None] + noise, "RMSE")
    assert more_rows_in_words(steep, 640, "RMSE", 0.002).startswith("**More rows would help:** with 1,280 rows instead of 640")
    assert more_rows_in_words(flat, 640, "RMSE", 0.002).startswith("**More rows would hardly help")


def test_a_law_needs_four_sizes():
    with pytest.raises(DataError, match="4 numbers of rows"):
        power_law(np.array([10, 20, 40]), np.ones((3, 5)), "RMSE")


def test_a_range_survives_its_spec():
    for one in ranges(MODELS["decision tree"], "classification").values():
        assert Range.from_spec(one.spec()) == one
