"""Every metric against scikit-learn's figure for the same predictions, and the sums that can be done by hand."""

import numpy as np
import pytest
from sklearn import metrics as sk

from mllab.models.metrics import FIRST, METRICS, metrics_for


def predicted(k, n=300, seed=0):
    """(codes, probabilities) that are right more often than not, with ties."""
    rng = np.random.default_rng(seed)
    y = rng.integers(0, k, n)
    P = rng.random((n, k)).round(1) + 0.05
    P[np.arange(n), y] += 0.4
    return y, P / P.sum(axis=1, keepdims=True)


CLASSES = {
    "accuracy": lambda y, P: sk.accuracy_score(y, P.argmax(1)),
    "balanced accuracy": lambda y, P: sk.balanced_accuracy_score(y, P.argmax(1)),
    "macro F1": lambda y, P: sk.f1_score(y, P.argmax(1), average="macro"),
    "MCC": lambda y, P: sk.matthews_corrcoef(y, P.argmax(1)),
    "ROC AUC": lambda y, P: sk.roc_auc_score(y, P[:, 1]) if P.shape[1] == 2 else sk.roc_auc_score(y, P, multi_class="ovr"),
    "average precision": lambda y, P: (
        sk.average_precision_score(y, P[:, 1]) if P.shape[1] == 2 else sk.average_precision_score(np.eye(P.shape[1])[y], P)
    ),
    "log loss": lambda y, P: sk.log_loss(y, P),
    "Brier score": lambda y, P: sk.brier_score_loss(y, P, scale_by_half=True),
}
NUMBERS = {
    "RMSE": sk.root_mean_squared_error,
    "MAE": sk.mean_absolute_error,
    "median error": sk.median_absolute_error,
    "R²": sk.r2_score,
    "MAPE": sk.mean_absolute_percentage_error,
    "pinball loss (0.9)": lambda y, p: sk.mean_pinball_loss(y, p, alpha=0.9),
}


def test_every_metric_is_held_against_another_library():
    assert {*CLASSES, *NUMBERS} == set(METRICS)
    assert all(METRICS[name].kind == kind for kind, name in FIRST.items())


@pytest.mark.parametrize("k", [2, 3, 7])
@pytest.mark.parametrize("name", CLASSES)
def test_it_is_scikit_learns_figure_for_classes(name, k):
    y, P = predicted(k)
    assert METRICS[name].score(y, P) == pytest.approx(CLASSES[name](y, P), abs=1e-12)


@pytest.mark.parametrize("name", NUMBERS)
def test_it_is_scikit_learns_figure_for_numbers(name):
    rng = np.random.default_rng(0)
    y = rng.normal(5, 2, 200)
    p = y + rng.normal(0, 1, 200)
    assert METRICS[name].score(y, p) == pytest.approx(NUMBERS[name](y, p), rel=1e-12)


def test_a_fold_without_a_class_has_no_ranking_and_still_an_accuracy():
    y, P = np.zeros(5, np.int64), np.tile([0.7, 0.3], (5, 1))
    assert np.isnan(METRICS["ROC AUC"].score(y, P))
    assert METRICS["accuracy"].score(y, P) == 1.0
    assert METRICS["MCC"].score(y, P) == 0.0


def test_a_share_of_nothing_is_not_told():
    assert np.isnan(METRICS["MAPE"].score(np.array([0.0, 1.0]), np.ones(2)))
    assert np.isnan(METRICS["R²"].score(np.ones(3), np.ones(3)))


@pytest.mark.parametrize("metric", METRICS.values(), ids=METRICS)
def test_every_metric_explains_itself(metric):
    assert len(metric.about) > 30
    assert metric in metrics_for(metric.kind)
