"""What a model says over the plane of two columns: fitted on these two alone, for the rows of one fold."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from mllab.data.table import Column
from mllab.errors import DataError
from mllab.models._base import Kind, Model
from mllab.models.board._score import predictions
from mllab.models.metrics import METRICS
from mllab.models.task import Fold, encoder

if TYPE_CHECKING:
    import pandas as pd

CELLS = 64  # along each axis with numbers
MOST = 12  # classes along an axis
FAR = 0.002  # of the rows lie further out at each end than is drawn, so that a few do not squeeze the others
BEYOND = 0.04  # of the extent, left free at each end


@dataclass(frozen=True, eq=False)
class Axis:
    """One column as an axis.

    place   (n,) where each row lies: its number, or the position of its class; NaN where it is missing
    stops   (c,) the middle of each cell
    names   of the classes; empty for numbers
    about   "date" where numbers are days since 1970
    """

    name: str
    place: np.ndarray
    stops: np.ndarray
    names: tuple[str, ...] = ()
    about: str = ""

    @property
    def ends(self) -> tuple[float, float]:
        """The outer edges of the first and the last cell."""
        half = (self.stops[-1] - self.stops[0]) / max(len(self.stops) - 1, 1) / 2 or 0.5
        return float(self.stops[0] - half), float(self.stops[-1] + half)


@dataclass(frozen=True, eq=False)
class Plane:
    """A plane, encoded: X (n, d) of all rows, `cells` (r · c, d) of the picture, row by row from the bottom; `share` of the rows' spread lies in it."""

    across: Axis
    up: Axis
    X: np.ndarray = field(repr=False)
    cells: np.ndarray = field(repr=False)
    share: float = 1.0


@dataclass(frozen=True, eq=False)
class Seen:
    """What the model says: `cells` (r · c,) or (r · c, k), `predicted` (v,) or (v, k) of the rows that judge, and how good that is."""

    cells: np.ndarray = field(repr=False)
    predicted: np.ndarray = field(repr=False)
    figure: float
    note: str = ""


def plane(frame: "pd.DataFrame", columns: Sequence[Column], fold: Fold, seed: int = 0) -> Plane:
    """The plane of two columns of a frame, encoded as the models see them, by the rows that the fold learns from. O(n).

    Raises DataError unless there are two different columns that can be drawn: numbers, dates, or classes.
    """
    if len(columns) != 2 or columns[0].name == columns[1].name:
        raise DataError("A decision boundary is drawn over two different columns. Choose two.")
    chosen = frame[[column.name for column in columns]]
    fitted = encoder(chosen.iloc[fold.train], columns, seed)
    axes = [_axis(chosen[column.name], column) for column in columns]
    across, up = axes[0][0], axes[1][0]
    cells = _cells(chosen, axes[0][1], axes[1][1])
    return Plane(across, up, fitted.transform(chosen), fitted.transform(cells))


def _axis(values: "pd.Series", column: Column) -> tuple[Axis, Any]:
    """The axis, and for each of its cells a value as the column has it."""
    import pandas as pd

    if column.kind == "number":
        numbers = values.to_numpy(np.float64, na_value=np.nan)
        middles = stops(numbers, column.name)
        return Axis(column.name, numbers, middles), middles
    if column.kind == "date":
        moments = pd.to_datetime(values, errors="coerce")
        days = np.where(moments.isna(), np.nan, moments.to_numpy("datetime64[s]").astype(np.float64) / 86_400)
        middles = stops(days, column.name)
        return Axis(column.name, days, middles, about="date"), pd.to_datetime(middles, unit="D")
    counts = values.value_counts()
    if not 1 <= len(counts) <= MOST:
        raise DataError(f"{column.name!r} has {len(counts):,} classes; an axis has room for 1 to {MOST}. Choose another column.")
    classes = sorted(counts.index.tolist(), key=str)
    place = values.map({name: position for position, name in enumerate(classes)}).to_numpy(np.float64, na_value=np.nan)
    return Axis(column.name, place, np.arange(len(classes), dtype=np.float64), tuple(map(str, classes))), classes


def stops(numbers: np.ndarray, name: str) -> np.ndarray:
    """(c,) the middles of cells over nearly all of the numbers. Raises DataError where there are none."""
    known = numbers[np.isfinite(numbers)]
    if not len(known):
        raise DataError(f"{name!r} has no values in these rows. Choose another column.")
    low, high = (float(end) for end in np.quantile(known, [FAR, 1 - FAR]))
    free = (high - low) * BEYOND or 0.5
    return np.linspace(low - free, high + free, CELLS)


def _cells(frame: "pd.DataFrame", across: Any, up: Any) -> "pd.DataFrame":
    """A row for each cell, with the types that the columns have."""
    import pandas as pd

    made = {}
    for name, values in zip(
        frame.columns, (np.tile(np.arange(len(across)), len(up)), np.repeat(np.arange(len(up)), len(across))), strict=True
    ):
        stops = pd.Series(across if name == frame.columns[0] else up)
        numbers = pd.api.types.is_numeric_dtype(frame[name]) and not pd.api.types.is_bool_dtype(frame[name])
        made[name] = stops.iloc[values].reset_index(drop=True).astype("float64" if numbers else frame[name].dtype)
    return pd.DataFrame(made)


def seen(model: Model, kind: Kind, shown: Plane, y: np.ndarray, fold: Fold, metric: str, k: int = 0, seed: int = 0) -> Seen:
    """The model fitted to the plane's columns of the rows that the fold learns from, asked about every cell and about the rows that judge.

    O(a fit and a prediction of cells + rows). Raises DataError where the model refuses.
    """
    trained = model.fit(shown.X[fold.train], seed, y[fold.train], kind)
    told = predictions(trained.estimator, np.concatenate([shown.cells, shown.X[fold.valid]]), k)
    cells, rows = told[: len(shown.cells)], told[len(shown.cells) :]
    return Seen(cells, rows, METRICS[metric].score(y[fold.valid], rows), trained.note)


def on_one_fold(model: Model, kind: Kind, X: np.ndarray, y: np.ndarray, fold: Fold, metric: str, k: int = 0, seed: int = 0) -> float:
    """The figure of the model on the rows that judge one fold. O(a fit). Raises DataError where the model refuses."""
    trained = model.fit(X[fold.train], seed, y[fold.train], kind)
    return METRICS[metric].score(y[fold.valid], predictions(trained.estimator, X[fold.valid], k))


def lighter(fold: Fold, train: int = 4_000, valid: int = 1_000, seed: int = 0) -> Fold:
    """The same fold with at most so many rows of each part, drawn by the seed: what a slider can answer in time."""
    rng = np.random.default_rng(seed)
    return Fold(
        *(
            rows if len(rows) <= most else np.sort(rng.choice(rows, most, False))
            for rows, most in ((fold.train, train), (fold.valid, valid))
        )
    )


def telling(frame: "pd.DataFrame", columns: Sequence[Column], y: np.ndarray, k: int = 0) -> list[str]:
    """The columns that can be an axis, those that tell most about y by themselves first: by mutual information over at most 8 parts each. O(n d)."""
    answers = y if k else _parted(y)
    found = {}
    for column in columns:
        if column.kind not in {"number", "date", "category", "boolean"}:
            continue
        codes = _codes(frame[column.name], column)
        if codes is not None:
            found[column.name] = _shared(codes, answers)
    return sorted(found, key=lambda name: -found[name])


def _codes(values: "pd.Series", column: Column) -> np.ndarray | None:
    """(n,) part of each row, 0 for missing; None where the column has too many classes for an axis, or nothing."""
    import pandas as pd

    if column.kind in {"category", "boolean"}:
        codes, names = pd.factorize(values)
        return codes + 1 if 1 <= len(names) <= MOST else None
    numbers = pd.to_datetime(values, errors="coerce").astype("int64").to_numpy() if column.kind == "date" else values
    numbers = np.asarray(pd.Series(numbers).to_numpy(np.float64, na_value=np.nan))
    return _parted(numbers) if np.isfinite(numbers).any() else None


def _parted(numbers: np.ndarray, parts: int = 8) -> np.ndarray:
    """(n,) the eighth that each number lies in, from 1; 0 for missing ones."""
    known = np.isfinite(numbers)
    edges = np.unique(np.quantile(numbers[known], np.linspace(0, 1, parts + 1)[1:-1]))
    return np.where(known, 1 + np.searchsorted(edges, np.where(known, numbers, 0.0)), 0)


def _shared(a: np.ndarray, b: np.ndarray) -> float:
    """Mutual information of two codings, in nats."""
    _, a = np.unique(a, return_inverse=True)
    _, b = np.unique(b, return_inverse=True)
    table = np.bincount(a * (b.max() + 1) + b, minlength=(a.max() + 1) * (b.max() + 1)).reshape(a.max() + 1, -1) / len(a)
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = table * np.log(table / (table.sum(axis=1, keepdims=True) * table.sum(axis=0, keepdims=True)))
    return float(np.nansum(terms))
