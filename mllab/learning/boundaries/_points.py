"""Points of some classes in a plane, in their own units: made ones, two columns of a table, or drawn by hand."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mllab.data.table import Table
from mllab.errors import DataError
from mllab.learning.neurons.points import Points

MOST_CLASSES = 10
READ = 20_000  # rows of a table of which those without a missing value are taken
ROOM = 0.06
LARGEST = 1e30  # numbers beyond have no place in a picture of single precision


@dataclass(frozen=True, eq=False)
class Labelled:
    """Places `X` (n, 2) and class numbers `y` (n,), 0 ... k - 1, of the `classes`; `axes` names the coordinates.

    Places are numbers of single precision, since that is what scikit-learn's trees see.
    """

    X: np.ndarray
    y: np.ndarray
    classes: tuple[str, ...]
    axes: tuple[str, str] = ("x₁", "x₂")

    @property
    def k(self) -> int:
        """How many classes there are."""
        return len(self.classes)

    @property
    def frame(self) -> np.ndarray:
        """(2, 2) the ends of both axes, with some room around the points."""
        low, high = self.X.min(axis=0), self.X.max(axis=0)
        room = ROOM * np.where(high > low, high - low, 1.0)
        return np.stack([low - room, high + room], axis=1)

    @property
    def scale(self) -> tuple[np.ndarray, np.ndarray]:
        """(2,) the middle and (2,) the spread of the coordinates: (X - middle) / spread has mean 0 and standard deviation 1."""
        spread = self.X.std(axis=0)
        return self.X.mean(axis=0), np.where(spread > 0, spread, 1.0)

    def evened(self) -> "Labelled":
        """The same points with both coordinates brought to mean 0 and standard deviation 1."""
        middle, spread = self.scale
        return Labelled((self.X - middle) / spread, self.y, self.classes, self.axes)

    def against(self, chosen: int) -> "Labelled":
        """Two classes: the chosen one (1) and all the others (0)."""
        if self.k == 2:
            return Labelled(self.X, np.where(self.y == chosen, 1, 0), (self.classes[1 - chosen], self.classes[chosen]), self.axes)
        return Labelled(self.X, (self.y == chosen).astype(int), ("the others", self.classes[chosen]), self.axes)


def grid(frame: np.ndarray, columns: int, rows: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(r c, 2) the middles of the cells of a grid over the frame, the lowest row first, and their coordinates (c,) and (r,)."""
    x, y = (low + (high - low) * (np.arange(many) + 0.5) / many for (low, high), many in zip(frame, (columns, rows), strict=True))
    return np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2), x, y


def made(points: Points, n: int = 200, seed: int = 0) -> Labelled:
    """Draw n points of two classes. DataError for points whose answer is a number. O(n)."""
    if points.problem != "classification":
        raise DataError(f"{points.name!r} has numbers for answers. Choose points of two classes.")
    places, answers = points.draw(n, np.random.default_rng(seed))
    return _checked(places, (answers > 0).astype(int), ("class −1", "class 1"), ("x₁", "x₂"))


def by_hand(points: Sequence[tuple[float, float, int]], classes: Sequence[str] = ("class 1", "class 2")) -> Labelled:
    """Points drawn by hand: x, y and the place of the class in `classes`, of which those are taken that were drawn. O(n).

    DataError when there are fewer than 4 points, or only one class.
    """
    array = np.asarray(points, float).reshape(-1, 3)
    there, y = np.unique(array[:, 2].astype(int), return_inverse=True)
    return _checked(array[:, :2], y, tuple(classes[one] for one in there), ("x₁", "x₂"))


def of_table(table: Table, axes: tuple[str, str], target: str, most: int = 400, seed: int = 0) -> Labelled:
    """Two number columns of a table, and the classes of `target`; of more than `most` rows with all three values a random choice. O(n).

    A number of more than 10 values is asked as two classes, cut at its median. Raises DataError for more than 10 classes, for one only, and for fewer than 4 rows.
    """
    import pandas as pd

    frame = table.frame(list(dict.fromkeys([*axes, target])), sample=READ, seed=seed)
    X = np.column_stack([pd.to_numeric(frame[name], errors="coerce").to_numpy(float, na_value=np.nan) for name in axes])
    X[np.abs(X) > LARGEST] = np.nan
    codes, names = classes_of(frame[target], table.column(target).kind == "number")
    rows = np.flatnonzero(np.isfinite(X).all(axis=1) & (codes >= 0))
    if len(rows) > most:
        rows = np.sort(np.random.default_rng(seed).choice(rows, most, replace=False))
    there, y = np.unique(codes[rows], return_inverse=True)
    return _checked(X[rows], y, tuple(names[code] for code in there), axes)


def classes_of(answers: "object", number: bool) -> tuple[np.ndarray, list[str]]:
    """The class number of every row, -1 where it is missing, and what the classes are called; a number of many values is cut at its median.

    DataError for more than 10 classes. O(n).
    """
    import pandas as pd

    column = pd.Series(answers)
    values = pd.to_numeric(column, errors="coerce").astype(float) if number else column
    if number and values.nunique() > MOST_CLASSES:
        middle = float(values.median())
        codes = np.where(values.isna(), -1, values > middle).astype(int)
        return codes, [f"up to {middle:.4g}", f"above {middle:.4g}"]
    if not number:
        values = column.astype(object).where(column.notna()).map(str, na_action="ignore")
    codes, names = pd.factorize(values, sort=True)
    if len(names) > MOST_CLASSES:
        raise DataError(f"{column.name!r} has {len(names)} classes, and a picture takes 2 to {MOST_CLASSES}. Predict another column.")
    return codes, [f"{name:g}" if number else str(name) for name in names]


def _checked(X: np.ndarray, y: np.ndarray, classes: tuple[str, ...], axes: tuple[str, str]) -> Labelled:
    if len(X) < 4:
        raise DataError(f"There are {len(X)} points with both coordinates and a class, and at least 4 are needed.")
    if len(np.unique(y)) < 2:
        raise DataError("All points are of one class, so there is nothing to tell apart. Take points of at least two.")
    return Labelled(X.astype(np.float32).astype(float), np.asarray(y, int), classes, axes)
