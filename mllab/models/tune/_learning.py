"""The learning curve: the same model on ever more of each fold's rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from mllab.errors import DataError
from mllab.models._base import Model
from mllab.models.task import Fold
from mllab.models.tune._sweep import gathered
from mllab.models.tune._tried import Cell, Data, tried

LEAST = 10  # rows


@dataclass(frozen=True, eq=False)
class Learned:
    """What is known so far: (s, j) figures of a model that learned from s numbers of rows, on j folds; NaN where a fold could not be trained.

    rows     (s,) numbers of rows, ascending, and `of` how many numbers there will be
    values   metric -> (s, j) on rows that judge, `train` on the rows that were learned from
    """

    rows: np.ndarray
    values: dict[str, np.ndarray]
    train: dict[str, np.ndarray]
    seconds: np.ndarray
    notes: tuple[str, ...]
    of: int = 0


def sizes(folds: Sequence[Fold], k: int = 0, count: int = 8) -> np.ndarray:
    """(s,) numbers of rows, each about the same ratio above the last, up to all that the smallest fold learns from.

    The first has a few rows of every class. Raises DataError when a fold has too few rows for a curve.
    """
    most = min(len(fold.train) for fold in folds)
    least = max(LEAST, 3 * k, most // 128)
    if most < 2 * least:
        raise DataError(
            f"A learning curve needs folds of at least {2 * least} rows to learn from, got {most}. Use more rows or fewer folds."
        )
    return np.unique(np.geomspace(least, most, count).round().astype(np.int64))


def learning(model: Model, data: Data, rows: np.ndarray, recent: bool = False) -> Iterator[Learned]:
    """The model on each number of rows, a state after each. O(sizes · folds) fits, less what was tried before.

    Rows are drawn so that a smaller part lies within the larger, in mixed order with the classes in turn; with `recent` they are the last ones of each
    fold, as they would be in time. The encoding is that of the whole fold. Source: Cortes, Jackel, Solla, Vapnik & Denker 1994.
    Raises DataError when nothing could be trained.
    """
    orders = [
        _order(fold.train, data.y, data.k, np.random.default_rng([data.seed, place]), recent) for place, fold in enumerate(data.folds)
    ]
    cells: list[list[Cell]] = []
    for number in rows:
        whole = [None if number == len(order) else np.sort(order[:number]) for order in orders]
        cells.append([tried(model, data, place, chosen) for place, chosen in enumerate(whole)])
        found = gathered(({},) * len(cells), cells, data, len(rows))
        yield Learned(rows[: len(cells)], found.values, found.train, found.seconds, found.notes, len(rows))
    if all("failed" in cell for row in cells for cell in row):
        raise DataError(f"{model.name} could not be trained on any part of the rows. The first said: {cells[0][0]['failed']}")


def _order(train: np.ndarray, y: np.ndarray, k: int, rng: np.random.Generator, recent: bool) -> np.ndarray:
    """The rows of a fold in the order in which they are added: each class at its share all along the way."""
    if recent:
        return train[::-1]
    mixed = rng.permutation(train)
    if not k:
        return mixed
    codes = y[mixed]
    place = np.empty(len(mixed))
    for code in np.unique(codes):
        own = np.flatnonzero(codes == code)
        place[own] = (np.arange(len(own)) + rng.random()) / len(own)
    return mixed[np.argsort(place, kind="stable")]
