"""A board of twelve models on one table beside the plain loop of scikit-learn, on the same folds.

    python -m bench.board [rows, default 5000] [--turns 2] [--folds 5] [--lazy /path/to/its/python] [--models "decision tree,random forest"]
    python -m bench.board 100000 --turns 1 --folds 2

The loop is what one writes by hand: `cross_validate` with two processes over pipelines of the same encoder and the same estimators, scored by the
same metrics and on the training rows, too. LazyPredict, which needs older libraries, runs in an environment of its own
(`python -m venv lazy; lazy/bin/pip install lazypredict pyarrow`) and fits the same twelve by their usual names and its own settings, once for each
of the same folds; it tells five figures of the rows that judge, and none of the others. Above 20,000 rows two of the twelve are left out on both
sides: they look at every pair of rows, or take thousands of iterations. Turns alternate and the least of each counts; beside the
clock stands the processor time of all processes.
"""

import argparse
import json
import os
import resource
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd

from mllab import data
from mllab.models import MODELS
from mllab.models.board._compare import judged
from mllab.models.task import Rows, folds, propose, rows

TWELVE = (
    "baseline", "logistic regression", "linear discriminant analysis", "Gaussian naive Bayes", "k-nearest neighbors", "linear SVM", "decision tree",
    "random forest", "extra trees", "AdaBoost", "gradient boosting", "histogram gradient boosting",
)  # fmt: skip
MANY, LATE = 20_000, ("k-nearest neighbors", "linear SVM")
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


@dataclass(frozen=True)
class Timed:
    """Seconds by the clock and of processors, and ROC AUC by model."""

    wall: float
    processor: float
    figures: dict[str, float] = field(default_factory=dict)


def timed(work: Callable[[], dict[str, float]]) -> Timed:
    """What the work gives, and what it took, processes that it began included."""
    before, begun = _processor(), time.perf_counter()
    figures = work()
    return Timed(time.perf_counter() - begun, _processor() - before, figures)


def _processor() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def ours(found: data.Table, names: Sequence[str], count: int = 5) -> dict[str, float]:
    """ROC AUC by model, as a board has it."""
    scores = judged(found, propose(found, "answer"), [MODELS[name]() for name in names], count)
    return {one.model.name: float(one.values["ROC AUC"].mean()) for one in scores}


def loop(found: data.Table, names: Sequence[str], count: int = 5) -> dict[str, float]:
    """The same by scikit-learn alone."""
    from joblib.externals.loky import get_reusable_executor
    from sklearn.base import clone
    from sklearn.model_selection import cross_validate
    from sklearn.pipeline import make_pipeline

    from mllab.models.task import encoder

    held, cut = cuts(found, count)
    task = propose(found, "answer")
    encode = encoder(held.frame.iloc[held.train], [found.column(name) for name in task.columns]).pipeline
    result = {}
    for name in names:
        pipeline = make_pipeline(clone(encode), MODELS[name]().estimator(task.kind, 0))
        told = cross_validate(pipeline, held.frame, held.y, cv=cut, scoring=list(SCORING), n_jobs=2, return_train_score=True)
        result[name] = float(told["test_roc_auc"].mean())
    get_reusable_executor().shutdown(wait=True)  # its processes are counted once they have ended
    return result


def cuts(found: data.Table, count: int = 5) -> tuple[Rows, list[tuple[np.ndarray, np.ndarray]]]:
    """The rows, and the folds of a board as positions."""
    task = propose(found, "answer")
    held = rows(found, task)
    return held, [(fold.train, fold.valid) for fold in folds(held, task, count)]


LAZY = """
import json, resource, sys, time, warnings
warnings.filterwarnings("ignore")
import numpy as np, pandas as pd
from lazypredict.Supervised import LazyClassifier
from sklearn import discriminant_analysis, dummy, ensemble, linear_model, naive_bayes, neighbors, svm, tree

kinds = {
    "baseline": dummy.DummyClassifier, "logistic regression": linear_model.LogisticRegression,
    "linear discriminant analysis": discriminant_analysis.LinearDiscriminantAnalysis, "Gaussian naive Bayes": naive_bayes.GaussianNB,
    "k-nearest neighbors": neighbors.KNeighborsClassifier, "linear SVM": svm.LinearSVC, "decision tree": tree.DecisionTreeClassifier,
    "random forest": ensemble.RandomForestClassifier, "extra trees": ensemble.ExtraTreesClassifier, "AdaBoost": ensemble.AdaBoostClassifier,
    "gradient boosting": ensemble.GradientBoostingClassifier, "histogram gradient boosting": ensemble.HistGradientBoostingClassifier,
}
folder, names = sys.argv[1], json.loads(sys.argv[2])
frame, cut = pd.read_parquet(folder + "/frame.parquet"), np.load(folder + "/folds.npz")
y, marks = cut["y"], cut["marks"]
used = lambda: sum(one.ru_utime + one.ru_stime for one in (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))
before, begun, fitted = used(), time.perf_counter(), []
for row in marks:
    learns, judges = row == 1, row == 2
    lazy = LazyClassifier(verbose=0, ignore_warnings=True, classifiers=[kinds[name] for name in names])
    told, _ = lazy.fit(frame[learns], frame[judges], y[learns], y[judges])
    fitted.append(len(told))
print(json.dumps({"wall": time.perf_counter() - begun, "processor": used() - before, "fitted": fitted}))
"""


def lazy(found: data.Table, names: Sequence[str], python: str, count: int = 5) -> Timed:
    """LazyPredict on the same rows and folds, timed in its own process without its imports. Raises RuntimeError where it leaves a model out."""
    held, cut = cuts(found, count)
    with tempfile.TemporaryDirectory() as folder:
        held.frame.reset_index(drop=True).to_parquet(f"{folder}/frame.parquet")
        marks = np.zeros((len(cut), len(held.y)), np.int8)
        for row, (learns, judges) in zip(marks, cut, strict=True):
            row[learns], row[judges] = 1, 2
        np.savez(f"{folder}/folds.npz", y=held.y, marks=marks)
        command = [python, "-c", LAZY, folder, json.dumps(list(names))]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    told = json.loads(done.stdout.strip().splitlines()[-1])
    if told["fitted"] != [len(names)] * len(cut):
        raise RuntimeError(f"LazyPredict fitted {told['fitted']} of {len(names)} models.")
    return Timed(told["wall"], told["processor"])


def main() -> None:
    """Run all in turn and print the times and the largest gap between our figures and the loop's."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", nargs="?", type=int, default=5_000)
    parser.add_argument("--turns", type=int, default=2)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--lazy", metavar="PYTHON", help="the interpreter of an environment with LazyPredict")
    parser.add_argument("--models", type=lambda text: tuple(one.strip() for one in text.split(",")))
    asked = parser.parse_args()
    names = asked.models or tuple(name for name in TWELVE if asked.rows <= MANY or name not in LATE)
    with TemporaryDirectory() as folder:
        found = table(asked.rows, folder)
        peers: dict[str, Callable[[], Timed]] = {
            "mllab": lambda: timed(lambda: ours(found, names, asked.folds)),
            "cross_validate": lambda: timed(lambda: loop(found, names, asked.folds)),
        }
        if asked.lazy:
            peers["LazyPredict"] = lambda: lazy(found, names, asked.lazy, asked.folds)
        turns = [{name: run() for name, run in peers.items()} for _ in range(asked.turns)]
    mine, theirs = (turns[0][name].figures for name in ("mllab", "cross_validate"))
    gaps = {name: abs(mine[name] - theirs[name]) for name in names}
    widest = max(gaps, key=gaps.__getitem__)
    print(
        f"{asked.rows:,} x 20, {len(names)} models, {asked.folds} folds, 8 metrics on judging and training rows; load {os.getloadavg()[0]:.1f}"
    )
    least = {name: (min(turn[name].wall for turn in turns), min(turn[name].processor for turn in turns)) for name in peers}
    for name, (wall, processor) in least.items():
        beside = (
            "" if name == "mllab" else f"   {wall / least['mllab'][0]:.1f} times ({processor / least['mllab'][1]:.1f} of processor time)"
        )
        print(f"{name:16} {wall:8.2f} s {processor:8.2f} s of processor time{beside}")
    print(f"The largest gap in ROC AUC between mllab and cross_validate is {gaps[widest]:.1e} ({widest}).")


if __name__ == "__main__":
    main()
