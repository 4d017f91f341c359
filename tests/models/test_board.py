"""Comparing: the same folds for all, intervals by Nadeau & Bengio's formula, differences in words, the same figures as scikit-learn's own loop."""

import numpy as np
import pytest
from scipy.stats import t as students_t
from sklearn.datasets import load_breast_cancer, load_diabetes

from mllab import data, jobs, models
from mllab.errors import DataError, ParamError
from mllab.jobs import training
from mllab.models import MODELS
from mllab.models.board import difference, interval, leaderboard, score
from mllab.models.board._size import size
from mllab.models.task import Fold, encoded, folds, propose, rows

CHEAP = ["logistic regression", "k-nearest neighbors", "decision tree"]


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    """scikit-learn's breast cancer table, every second row of it."""
    frame = load_breast_cancer(as_frame=True).frame.iloc[::2].replace({"target": {0: "malignant", 1: "benign"}})
    path = tmp_path_factory.mktemp("cancer") / "cancer.csv"
    frame.to_csv(path, index=False)
    return data.read(path)


@pytest.fixture(scope="module")
def board(table):
    return models.compare(table, "target", CHEAP, folds=5, seed=0)


def test_the_interval_is_the_corrected_one_of_the_paper():
    """Nadeau & Bengio 2003, section 4: variance of the mean of J scores is s² (1/J + n2/n1)."""
    scores = np.array([0.81, 0.84, 0.79, 0.86, 0.82])
    found = interval(scores, judging=20, training=80)
    reach = students_t.ppf(0.975, 4) * np.sqrt(scores.var(ddof=1) * (1 / 5 + 20 / 80))
    assert (found.low, found.high) == pytest.approx((scores.mean() - reach, scores.mean() + reach))
    plain = students_t.ppf(0.975, 4) * scores.std(ddof=1) / np.sqrt(5)
    assert reach / plain == pytest.approx(1.5)  # sqrt(1 + 5/4): the plain interval is a third too narrow


def test_the_test_of_a_difference_is_the_formula():
    a, b = np.array([0.81, 0.84, 0.79, 0.86, 0.82]), np.array([0.80, 0.80, 0.78, 0.83, 0.80])
    gap = a - b
    statistic = gap.mean() / np.sqrt(gap.var(ddof=1) * (1 / 5 + 20 / 80))
    assert difference(a, b, 20, 80).p == pytest.approx(2 * students_t.sf(abs(statistic), 4))
    assert difference(a, a, 20, 80).p == 1.0


def test_a_single_score_has_no_interval():
    assert np.isnan(interval(np.array([0.9]), 20, 80).low)


def test_no_interval_passes_what_the_figure_can_be(board):
    """The best ROC AUC varies so much over the folds that the formula alone ends above 1."""
    assert board["high"].max() == 1.0
    assert (board["high"] >= board["ROC AUC"]).all()


def test_best_first_with_a_baseline_among_them(board):
    assert list(board["ROC AUC"]) == sorted(board["ROC AUC"], reverse=True)
    assert set(board["model"]) == {"baseline", *CHEAP}
    assert board.iloc[-1]["model"] == "baseline"
    assert board.iloc[-1]["ROC AUC"] == pytest.approx(0.5)
    assert (board["low"] <= board["ROC AUC"]).all()
    assert (board["ROC AUC"] <= board["high"]).all()


def test_what_is_better_is_said_in_words(board):
    told = board.set_index("model")
    assert told.loc["logistic regression", "against the baseline"].startswith("better than the baseline (p < 0.001")
    assert told.iloc[0]["against the best"] == ""
    assert "worse than the best" in told.loc["baseline", "against the best"]


def test_the_figures_are_those_of_scikit_learns_own_loop_over_the_same_folds(table, board):
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import cross_validate
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    task = propose(table, "target")
    found = rows(table, task)
    cut = [(fold.train, fold.valid) for fold in folds(found, task, 5)]
    peer = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000, tol=1e-6))
    theirs = cross_validate(peer, found.frame.to_numpy(), found.y, cv=cut, scoring=["roc_auc", "accuracy", "neg_log_loss"])
    ours = board.set_index("model").loc["logistic regression"]
    assert ours["ROC AUC"] == pytest.approx(theirs["test_roc_auc"].mean(), abs=1e-4)
    assert ours["accuracy"] == pytest.approx(theirs["test_accuracy"].mean(), abs=1e-9)
    assert ours["log loss"] == pytest.approx(-theirs["test_neg_log_loss"].mean(), abs=1e-4)


def test_the_same_seed_gives_the_same_board_with_any_number_of_workers(table, board):
    steady = [name for name in board.columns if name not in {"seconds to train", "ms per 1,000 rows"}]
    again = models.compare(table, "target", CHEAP, folds=5, seed=0, workers=1)
    assert again[steady].equals(board[steady])


def test_repeats_add_folds(table):
    found = models.compare(table, "target", ["decision tree"], folds=3, repeats=2)
    assert set(found["folds"]) == {"6 of 6"}


def test_numbers_are_compared_by_their_error(tmp_path):
    frame = load_diabetes(as_frame=True).frame
    frame.to_csv(tmp_path / "diabetes.csv", index=False)
    found = models.compare(data.read(tmp_path / "diabetes.csv"), "target", ["ridge", "decision tree"], seed=1)
    assert found.iloc[0]["model"] == "ridge"
    assert list(found["RMSE"]) == sorted(found["RMSE"])
    assert found.set_index("model").loc["baseline", "R²"] < 0.01


def test_an_unknown_model_is_refused_by_name(table):
    with pytest.raises(ParamError, match="no such model"):
        models.compare(table, "target", ["no such model"])


def arrays(n=60):
    rng = np.random.default_rng(0)
    X = rng.normal(size=(n, 3)).astype(np.float32)
    return X, (X[:, 0] > 0).astype(np.int64)


def test_a_fold_with_one_class_is_passed_over_and_told():
    X, y = arrays()
    lonely = Fold(np.flatnonzero(y == 0)[:10], np.flatnonzero(y == 1)[:10])
    whole = Fold(np.arange(40), np.arange(40, 60))
    *_, last = score(MODELS["logistic regression"](), "classification", [X, X], y, [lonely, whole], k=2)
    assert len(last.values["accuracy"]) == 1
    assert "single class" in last.notes[0]
    with pytest.raises(DataError, match="single class"):
        list(score(MODELS["logistic regression"](), "classification", [X], y, [lonely], k=2))


def test_rows_that_nobody_judged_have_no_prediction():
    X, y = arrays()
    *_, last = score(MODELS["logistic regression"](), "classification", [X], y, [Fold(np.arange(40), np.arange(40, 50))], k=2)
    assert np.isfinite(last.predicted[40:50]).all()
    assert np.isnan(last.predicted[:40]).all()
    assert last.predicted[40:50].sum(axis=1) == pytest.approx(1)


def test_the_size_of_a_forest_is_at_least_that_of_its_trees():
    from sklearn.ensemble import RandomForestClassifier

    X, y = arrays(300)
    forest = RandomForestClassifier(20, random_state=0).fit(X, y)
    trees = sum(tree.tree_.__getstate__()["nodes"].nbytes + tree.tree_.__getstate__()["values"].nbytes for tree in forest.estimators_)
    assert trees <= size(forest) <= 3 * trees + 60_000


def test_a_board_made_of_jobs_is_the_board_of_one_call(table, board):
    task = propose(table, "target")
    found = rows(table, task)
    cut = folds(found, task, 5)
    columns = [[column.name, column.kind, column.sql] for column in (table.column(name) for name in task.columns)]
    marked = training.marks(cut, len(found.y))
    prepared = jobs.start(
        "mllab.jobs.training:prepare", {"columns": columns, "seed": 0}, {"table": training.packed(found.frame), "marks": marked}
    )
    assert prepared.wait(60).state == "done", prepared.error()
    spec = {"model": MODELS["logistic regression"]().spec(), "kind": task.kind, "k": 2, "seed": 0}
    matrices = {name: X for name, X in prepared.result().items() if name.startswith("X")}
    assert np.array_equal(matrices["X2"], encoded(found.frame, cut, [table.column(name) for name in task.columns])[2])
    scored = jobs.start("mllab.jobs.training:score", spec, {**matrices, "y": found.y, "marks": marked})
    assert scored.wait(60).state == "done", scored.error()
    told = leaderboard([training.heard(spec, scored.result())])
    assert told.loc[0, "ROC AUC"] == board.set_index("model").loc["logistic regression", "ROC AUC"]
