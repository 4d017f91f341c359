"""One model on one fold, measured once: what was found before is looked up, in memory or wherever the caller keeps it."""

from collections.abc import Iterator, MutableMapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from mllab.errors import DataError, ParamError
from mllab.models._base import Kind, Model
from mllab.models.board._score import part
from mllab.models.metrics import metrics_for
from mllab.models.task import Fold

Cell = dict[str, Any]  # plain JSON: valid and train (metric -> figure), seconds, note; or failed, in words
Kept = MutableMapping[str, Cell]


@dataclass(frozen=True, eq=False)
class Data:
    """What models are judged on: a matrix (n, d) for each fold, y (n,), the folds, k classes (0 for numbers), and what has been tried."""

    kind: Kind
    matrices: Sequence[np.ndarray]
    y: np.ndarray
    folds: Sequence[Fold]
    k: int = 0
    seed: int = 0
    kept: Kept = field(default_factory=dict, repr=False)

    @property
    def judging(self) -> float:
        """Rows that judge a fold, on average."""
        return float(np.mean([len(fold.valid) for fold in self.folds]))

    @property
    def training(self) -> float:
        """Rows that a fold learns from, on average."""
        return float(np.mean([len(fold.train) for fold in self.folds]))


def tried(model: Model, data: Data, place: int, rows: np.ndarray | None = None) -> Cell:
    """The figures of the model on fold `place`, learned from `rows` of it (positions; all by default).

    What cannot be trained is told in `failed` and has no figures. Costs a fit the first time, nothing after.
    """
    fold = data.folds[place]
    key = f"{model!r} | fold {place}" + ("" if rows is None else f" | {len(rows)} rows")
    if key not in data.kept:
        data.kept[key] = _measured(model, data, place, fold if rows is None else Fold(rows, fold.valid))
    return data.kept[key]


def _measured(model: Model, data: Data, place: int, fold: Fold) -> Cell:
    try:
        found = part(model, data.kind, data.matrices[place], data.y, fold, data.k, data.seed)
    except (DataError, ParamError) as refused:
        return {"failed": str(refused)}
    if found is None:
        return {"failed": "A fold has a single class to learn from."}
    figures = {"valid": _plain(found.values), "train": _plain(found.train_values)}
    return {**figures, "seconds": found.train_seconds, "note": found.note}


def _plain(figures: dict[str, float]) -> dict[str, float | None]:
    """Ready for JSON, which knows no NaN."""
    return {name: float(value) if np.isfinite(value) else None for name, value in figures.items()}


def figure(cell: Cell, part: str, metric: str) -> float:
    """One figure of a cell; NaN where there is none."""
    found = cell.get(part, {}).get(metric)
    return float("nan") if found is None else float(found)


def of_all(cells: Sequence[Cell], kind: Kind) -> Iterator[tuple[str, np.ndarray, np.ndarray]]:
    """For every metric of the kind its name, the (j,) figures on the rows that judge, and those on the rows that were learned from."""
    told = dict.fromkeys(name for cell in cells for name in cell.get("valid", {}))  # with those of a quantile, where the model aims at one
    for name in told or [metric.name for metric in metrics_for(kind)]:
        valid, train = (np.array([figure(cell, part, name) for cell in cells]) for part in ("valid", "train"))
        yield name, valid, train
