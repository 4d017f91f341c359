"""A model at many settings of its knobs, each judged on the same folds: what validation curves and heat maps are drawn from."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product

import numpy as np

from mllab.errors import DataError
from mllab.models._base import Model
from mllab.models.tune._range import Range
from mllab.models.tune._tried import Cell, Data, of_all, tried
from mllab.params import Value

Setting = dict[str, Value]


@dataclass(frozen=True, eq=False)
class Swept:
    """What is known so far: (s, j) figures of s settings on j folds, NaN where a fold failed.

    values   metric -> (s, j) on rows that judge, `train` on rows that were learned from
    seconds  (s,) to train on all folds
    notes    what failed, in words, each once
    of       how many settings there will be
    """

    settings: tuple[Setting, ...]
    values: dict[str, np.ndarray]
    train: dict[str, np.ndarray]
    seconds: np.ndarray
    notes: tuple[str, ...]
    of: int = field(default=0)


def settings(ranges: Sequence[Range], count: int = 9) -> tuple[Setting, ...]:
    """Every combination of the grids of some ranges, the last one moving fastest."""
    return tuple(dict(zip((one.name for one in ranges), values, strict=True)) for values in product(*(one.grid(count) for one in ranges)))


def sweep(model: Model, wanted: Sequence[Mapping[str, Value]], data: Data) -> Iterator[Swept]:
    """The model at every setting, a state after each. O(settings · folds) fits, less what was tried before.

    A fold that fails is passed over and told. Raises DataError when nothing could be trained at all.
    """
    cells: list[list[Cell]] = []
    for setting in wanted:
        there = replace(model, **setting)
        cells.append([tried(there, data, place) for place in range(len(data.folds))])
        yield gathered(tuple(map(dict, wanted[: len(cells)])), cells, data, len(wanted))
    failures = [cell["failed"] for row in cells for cell in row if "failed" in cell]
    if cells and len(failures) == sum(map(len, cells)):
        raise DataError(f"{model.name} could not be trained with any of these settings. The first said: {failures[0]}")


def gathered(done: tuple[Setting, ...], cells: Sequence[Sequence[Cell]], data: Data, of: int) -> Swept:
    """Cells of some settings, put together."""
    values: dict[str, list[np.ndarray]] = {}
    train: dict[str, list[np.ndarray]] = {}
    for row in cells:
        for name, valid, learned in of_all(row, data.kind):
            values.setdefault(name, []).append(valid)
            train.setdefault(name, []).append(learned)
    notes = dict.fromkeys(note for row in cells for cell in row if (note := cell.get("failed") or cell.get("note")))
    seconds = np.array([sum(cell.get("seconds", 0.0) for cell in row) for row in cells])
    stacked = [{name: np.array(rows) for name, rows in part.items()} for part in (values, train)]
    return Swept(done, stacked[0], stacked[1], seconds, tuple(notes), of)
