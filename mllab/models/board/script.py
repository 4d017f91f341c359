"""A board as plain code: each model trained and judged on the same folds, best first."""

from collections.abc import Sequence

from mllab.models._base import Kind, Model
from mllab.models.metrics import METRICS
from mllab.models.named import called
from mllab.script import Script

NUMPY = "import numpy as np"
SKLEARN = "from sklearn import metrics"
OVER_CLASSES = (
    "np.mean([metrics.{name}(y == code, P[:, code]) for code in ([1] if k == 2 else range(k)) if 0 < (y == code).sum() < len(y)])"
)

CODE = {
    "accuracy": "metrics.accuracy_score(y, P.argmax(axis=1))",
    "balanced accuracy": "metrics.balanced_accuracy_score(y, P.argmax(axis=1))",
    "macro F1": 'metrics.f1_score(y, P.argmax(axis=1), average="macro")',
    "MCC": "metrics.matthews_corrcoef(y, P.argmax(axis=1))",
    "ROC AUC": OVER_CLASSES.format(name="roc_auc_score"),
    "average precision": OVER_CLASSES.format(name="average_precision_score"),
    "log loss": "-np.log(np.clip(P[np.arange(len(y)), y] / P.sum(axis=1), 1e-15, None)).mean()",
    "Brier score": "((P - np.eye(k)[y]) ** 2).sum(axis=1).mean() / 2",
    "RMSE": "metrics.root_mean_squared_error(y, P)",
    "MAE": "metrics.mean_absolute_error(y, P)",
    "median error": "metrics.median_absolute_error(y, P)",
    "R²": "metrics.r2_score(y, P)",
    "MAPE": "metrics.mean_absolute_percentage_error(y, P) if (y != 0).all() else np.nan",
    "pinball loss (0.9)": "metrics.mean_pinball_loss(y, P, alpha=0.9)",
}

PROBABILITIES = """\
def predicted(model, X):
    P = np.zeros((len(X), k))
    if hasattr(model, "predict_proba"):
        P[:, model.classes_] = model.predict_proba(X)
    else:
        P[np.arange(len(X)), model.predict(X)] = 1
    return P"""
NUMBERS = """\
def predicted(model, X):
    return model.predict(X)"""
LOOP = """\
board = {}
for name, trained in models.items():
    found = []
    for X, (train, valid) in zip(matrices, folds):
        if %s:
            found.append(score(y[valid], predicted(trained(X[train], y[train]), X[valid])))
    board[name] = np.nanmean(found)
for name, mean in sorted(board.items(), key=lambda one: %s):
    print(f"{mean:.4f}  {name}")"""


def coded(metric: str) -> str:
    """The code of a metric of y (n,) and P."""
    if metric in CODE:
        return CODE[metric]
    found = METRICS[metric]
    return "np.mean(y <= P)" if found.better == "nearer" else f"metrics.mean_pinball_loss(y, P, alpha={metric.split('(')[1][:-1]})"


def scored(models: Sequence[Model], kind: Kind, seed: int, metric: str) -> Script:
    """Code that makes `board`, the mean of `metric` per model, from `y`, `folds` and `matrices` (and `k` classes). O(models)."""
    made = Script()
    for i, model in enumerate(models):
        made += _function(model, kind, seed, f"model_{i + 1}")
    listed = "\n".join(f"    {called(model)!r}: model_{i + 1}," for i, model in enumerate(models))
    made += Script("models = {\n" + listed + "\n}")
    made += Script(PROBABILITIES if kind == "classification" else NUMBERS)
    made += Script(
        f'def score(y, P):\n    """{metric}"""\n    return {coded(metric)}', (SKLEARN, NUMPY) if "metrics." in coded(metric) else (NUMPY,)
    )
    enough = "len(np.unique(y[train])) > 1" if kind == "classification" else "len(train)"
    order = "-one[1]" if METRICS[metric].better == "higher" else "one[1]"
    return made + Script(LOOP % (enough, order))


def _function(model: Model, kind: Kind, seed: int, name: str) -> Script:
    code = model.script(seed, kind)
    body = "\n    ".join(code.body.splitlines())
    return Script(f"def {name}(X, y):  # {called(model)}\n    {body}\n    return model", code.imports)
