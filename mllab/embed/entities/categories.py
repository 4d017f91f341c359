"""Categories by how they bear on another column."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from mllab.data.table import Table
from mllab.embed.entities._labels import labels
from mllab.embed.entities._network import Learned, learn
from mllab.embed.words import Words
from mllab.errors import DataError

if TYPE_CHECKING:
    import pandas as pd

FEWEST = 3


def of_categories(
    table: Table,
    column: str,
    target: str,
    *,
    dimension: int | None = None,
    epochs: int = 60,
    seed: int = 0,
    told: Callable[[float], object] = lambda share: None,
) -> Words:
    """Every category of a column as an entity: near are those that bear alike on `target` when all other columns are known too.

    Entity embedding: a vector per category is learned with a small network that predicts the target from it and from the other columns (Guo
    and Berkhahn 2016). The `dimension` is half the categories, at most 10, unless given. A tenth of the rows is held out: the epoch that
    predicts them best is kept (so its score flatters a little), and `notes` says whether it predicts better than the mean or the most frequent class, without which the
    vectors mean nothing. Categories of a few rows stay near where they began. One seed, one result on one machine. O(epochs n).
    `told` hears the share done and may raise to stop. Raises DataError for fewer than three categories or twenty rows.
    """
    from mllab.data.classes import codes

    frame = table.frame([column, target]).dropna()
    found, names = codes(frame[column])
    if len(names) < FEWEST or len(frame) < 20:
        raise DataError(
            f"{column!r} has {len(names)} categories in {len(frame)} rows with {target!r}; at least 3 in 20 rows are needed. Choose others."
        )
    wanted, classes = _target(table, target, frame[target])
    others = _others(table, [column, target], frame.index.to_numpy(), seed)
    size = dimension or min(10, (len(names) + 1) // 2)
    learned = learn(found, others, wanted, classes, size, epochs, seed, told)
    order = np.argsort(-np.bincount(found, minlength=len(names)), kind="stable")
    said = f"{len(names):,} categories of {column}, learned from {len(frame):,} rows by predicting {target}. {_judged(learned, classes)}"
    return Words.of(labels([names[i] for i in order], order.tolist()), learned.vectors[order], f"{table.name}, {column}", notes=(said,))


def _target(table: Table, target: str, values: "pd.Series") -> tuple[np.ndarray, int]:
    """The target as class numbers and how many there are, or as standardised numbers and 0."""
    from mllab.data.classes import codes

    if table.column(target).kind == "number":
        numbers = values.to_numpy(np.float64)
        spread = numbers.std()
        if not np.isfinite(spread) or spread == 0:
            raise DataError(f"{target!r} is the same in every row, or infinite, so there is nothing to predict. Choose another column.")
        return ((numbers - numbers.mean()) / spread).astype(np.float32), 0
    found, names = codes(values)
    if len(names) < 2:
        raise DataError(f"{target!r} is the same in every row, so there is nothing to predict. Choose another column.")
    return found, len(names)


def _others(table: Table, leave_out: list[str], rows: np.ndarray, seed: int) -> np.ndarray:
    """The other columns as algorithms see them (n, d) float32; no column where there is none to use."""
    from mllab.data.matrix import encode

    usable = [name for name in table.names if name not in leave_out and table.column(name).kind != "identifier"]
    if not usable:
        return np.zeros((len(rows), 0), np.float32)
    return np.asarray(encode(table, usable, rows=rows, seed=seed).values, np.float32)


def _judged(learned: Learned, classes: int) -> str:
    if classes:
        return f"Held-out rows right: {learned.score:.0%}; the most frequent class would be right in {learned.baseline:.0%}."
    return f"Held-out variance explained: {learned.score:.0%}; the mean explains {learned.baseline:.0%}."
