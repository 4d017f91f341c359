"""What the page works on: a task, its rows and folds, the models that were judged on them, and the one that is looked at."""

from dataclasses import dataclass, field

from mllab.data.table import Column, Table
from mllab.models.board import Scores
from mllab.models.task import Fold, Rows, Task

Token = tuple[object, ...]


@dataclass(frozen=True, eq=False)
class View:
    """One board on the page.

    scores  the models that are done, in the order of the board's picker
    chosen  the model that is looked at: the best, or the one picked; None before any is done
    token   what everything depends on but the metric, for caches: table, task, folds and the chosen model
    whole   whether no model of the board is still to come
    """

    table: Table
    task: Task
    rows: Rows = field(repr=False)
    folds: tuple[Fold, ...] = field(repr=False)
    columns: tuple[Column, ...]
    scores: tuple[Scores, ...]
    chosen: Scores | None
    metric: str
    token: Token
    whole: bool = True
