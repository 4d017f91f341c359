"""A board of twelve models on one table beside the plain loop of scikit-learn, on the same folds: `make bench ARGS="board [rows]"`.

The loop is what one writes by hand: `cross_validate` with two processes over pipelines of the same encoder and the same estimators, scored by the same metrics and on the
training rows, too. LazyPredict, where it is installed in an environment of its own (`--lazy /path/to/its/python`), judges more models on a single split; it is timed on the same twelve.
"""

import argparse
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd

from mllab import data
from mllab.models import MODELS
from mllab.models.board._compare import judged
from mllab.models.task import folds, propose, rows

TWELVE = (
    "baseline", "logistic regression", "linear discriminant analysis", "Gaussian naive Bayes", "k-nearest neighbors", "linear SVM", "decision tree",
    "random forest", "extra trees", "AdaBoost", "gradient boosting", "histogram gradient boosting",
)  # fmt: skip
SCORING = (
    "accuracy",
    "balanced_accuracy",
    "f1_macro",
    "matthews_corrcoef",
    "roc_auc",
    "average_precision",
    "neg_log_loss",
    "neg_brier_score",
)


def table(n: int, folder: str) -> data.Table:
    """n rows of 14 numbers and 6 categories, a tenth of three of them missing, and two classes."""
    rng = np.random.default_rng(0)
    numbers = {f"n{i}": rng.normal(size=n) for i in range(14)}
    words = {f"c{i}": rng.choice(list("abcdefgh")[: 3 + i], n) for i in range(6)}
    score = sum(numbers[f"n{i}"] for i in range(6)) + (words["c5"] < "d") * 1.5 + numbers["n7"] * numbers["n8"] + rng.normal(0, 2, n)
    frame = pd.DataFrame({**numbers, **words, "answer": np.where(score > 0.5, "yes, it is", "not so")}).round(4)
    for name in ("n1", "n9", "c2"):
        frame.loc[rng.random(n) < 0.1, name] = None
    path = Path(folder) / "made.csv"
    frame.to_csv(path, index=False)
    return data.read(path)


def ours(found: data.Table) -> tuple[float, dict[str, float]]:
    """Seconds, and ROC AUC by model."""
    begun = time.perf_counter()
    scores = judged(found, propose(found, "answer"), [MODELS[name]() for name in TWELVE], 5)
    return time.perf_counter() - begun, {one.model.name: float(one.values["ROC AUC"].mean()) for one in scores}


def loop(found: data.Table) -> tuple[float, dict[str, float]]:
    """The same by scikit-learn alone."""
    from sklearn.base import clone
    from sklearn.model_selection import cross_validate
    from sklearn.pipeline import make_pipeline

    from mllab.models.task import encoder

    task = propose(found, "answer")
    held = rows(found, task)
    cut = [(fold.train, fold.valid) for fold in folds(held, task, 5)]
    encode = encoder(held.frame.iloc[held.train], [found.column(name) for name in task.columns]).pipeline
    begun, result = time.perf_counter(), {}
    for name in TWELVE:
        pipeline = make_pipeline(clone(encode), MODELS[name]().estimator(task.kind, 0))
        told = cross_validate(pipeline, held.frame, held.y, cv=cut, scoring=list(SCORING), n_jobs=2, return_train_score=True)
        result[name] = float(told["test_roc_auc"].mean())
    return time.perf_counter() - begun, result


def main() -> None:
    """Run both in turn and print the times and the largest gap between their figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("rows", nargs="?", type=int, default=5_000)
    parser.add_argument("--turns", type=int, default=2)
    asked = parser.parse_args()
    with TemporaryDirectory() as folder:
        found = table(asked.rows, folder)
        turns = [(ours(found), loop(found)) for _ in range(asked.turns)]
    mine, theirs = (min(turn[i][0] for turn in turns) for i in (0, 1))
    gap = max(abs(turns[0][0][1][name] - turns[0][1][1][name]) for name in TWELVE)
    print(f"{asked.rows:,} x 20, 12 models, 5 folds, 8 metrics on judging and training rows")
    print(f"mllab            {mine:8.2f} s")
    print(f"cross_validate   {theirs:8.2f} s   {theirs / mine:.1f} times; the largest gap in ROC AUC is {gap:.1e}")


if __name__ == "__main__":
    main()
