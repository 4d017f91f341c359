"""`mllab compare`: several models that predict one column of a file from the others, judged on the same folds."""

import argparse
from typing import TYPE_CHECKING

from mllab.shell.fit import columns
from mllab.shell.tables import add_file, opened

if TYPE_CHECKING:
    from mllab.models.task import Task

READINGS = ("components", "words", "sentences")
SHOWN = ("model", "low", "high", "on training rows", "against the baseline", "against the best", "seconds to train", "folds")


def arguments(parser: argparse.ArgumentParser, given: list[str]) -> None:
    """FILE, --target, --models and how they are judged."""
    from mllab.models.metrics import METRICS

    add_file(parser)
    parser.add_argument("--target", required=True, help="the column to predict")
    parser.add_argument(
        "--models", metavar="LIST", help='models with commas between, with knobs where wanted: "ridge, random forest(members=300)"'
    )
    parser.add_argument(
        "--kind", choices=("classification", "regression"), help="take the target as classes or as numbers (proposed by its type)"
    )
    parser.add_argument("--quantile", type=float, metavar="Q", help="predict the value below which this share of the answers lies: 0.9")
    parser.add_argument(
        "--text", choices=READINGS, help="how columns of texts are read (words where there is nothing else to predict from)"
    )
    parser.add_argument("--columns", help="predict from these columns only, with commas between")
    parser.add_argument("--folds", type=int, default=5, help="parts that the rows are cut into (5)")
    parser.add_argument("--repeats", type=int, default=1, help="how often they are cut anew (1)")
    parser.add_argument(
        "--metric",
        choices=METRICS,
        metavar="METRIC",
        help=f"what the board is sorted by: {', '.join(METRICS)}, or one of a quantile: pinball loss (0.9)",
    )
    parser.add_argument("--seed", type=int, default=0, help="the same seed gives the same result (0)")
    parser.add_argument("--out", metavar="FILE.csv", help="write the board with every metric")


def _asked(task: "Task", options: argparse.Namespace) -> "Task":
    """The task with what was asked of it. Raises ParamError for a quantile of classes."""
    kind = options.kind or (task.kind if options.quantile is None else "regression")
    if kind != task.kind:
        task = task.but(kind=kind, split="stratified" if kind == "classification" else "random")
    return task.but(quantile=options.quantile, text=options.text or task.text)


def run(options: argparse.Namespace) -> None:
    """Train and judge, print the board, best first, and write it where asked."""
    from mllab.models import compare
    from mllab.models.named import listed
    from mllab.models.task import propose

    with opened(options.file) as table:
        task = propose(table, options.target, options.seed)
        if (asked := columns(options)) is not None:
            task = task.but(columns=tuple(table.column(name).name for name in asked))
        task = _asked(task, options)
        models = listed(options.models) if options.models else None
        board = compare(table, task, models, options.folds, options.seed, options.repeats, options.metric)
    shown = board[[board.columns[0], board.columns[1], *SHOWN[1:]]]
    print(shown.to_string(index=False, float_format="{:.4g}".format))
    if options.out:
        board.to_csv(options.out, index=False)
        print(f"Written to {options.out}")
