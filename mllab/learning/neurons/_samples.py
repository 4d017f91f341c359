"""The samples of a lesson: places in the square from -6 to 6 and what is to be answered there, some kept for testing."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mllab.data.table import Table
from mllab.errors import DataError
from mllab.learning.neurons.points import Points

MOST_CLASSES = 10
SPREAD = 2.0  # a column of a table has this standard deviation in the picture


@dataclass(frozen=True, eq=False)
class Samples:
    """`places` (n, 2) and `answers` (n,), the first `train` of them to learn from.

    Answers are -1 or 1 for two classes, class numbers for more, numbers of about unit size for regression. `classes` names them, none for regression;
    `axes` names the two coordinates.
    """

    places: np.ndarray
    answers: np.ndarray
    train: int
    classes: tuple[str, ...] = ("-1", "1")
    axes: tuple[str, str] = ("x₁", "x₂")

    @property
    def regression(self) -> bool:
        """Whether the answers are numbers."""
        return not self.classes

    @property
    def outputs(self) -> int:
        """One output, or one for each of more than two classes."""
        return len(self.classes) if len(self.classes) > 2 else 1


def drawn(points: Points, seed: int = 0, share: int = 50, n: int | None = None) -> Samples:
    """Draw points, as many as TensorFlow Playground does, and keep all but `share` percent for testing. O(n)."""
    rng = np.random.default_rng(seed)
    places, answers = points.draw(n or points.usual, rng)
    order = rng.permutation(len(places))
    classes = ("-1", "1") if points.problem == "classification" else ()
    return Samples(places[order], answers[order], len(places) * share // 100, classes)


def of_columns(
    X: np.ndarray, y: np.ndarray, classes: Sequence[str], axes: tuple[str, str], seed: int = 0, share: int = 50, most: int = 2000
) -> Samples:
    """Two columns X (n, 2) of a table, centred and scaled to be seen, and answers y: class numbers, or numbers where there are no `classes`.

    A coordinate beyond three standard deviations is taken as three. Rows with a missing value are left out, and of more than `most` a random choice is taken. Raises DataError when fewer than 4 remain. O(n).
    """
    X, y = np.asarray(X, float), np.asarray(y, float)
    rng = np.random.default_rng(seed)
    rows = rng.permutation(np.flatnonzero(np.isfinite(X).all(axis=1) & np.isfinite(y)))[:most]
    if len(rows) < 4:
        raise DataError(f"Only {len(rows)} rows have all three values. Choose other columns.")
    places = np.clip(SPREAD * _standard(X[rows]), -6, 6)
    answers = y[rows]
    if not classes:
        answers = np.clip(_standard(answers[:, None])[:, 0] / 2, -1, 1)
    elif len(classes) == 2:
        answers = np.where(answers > 0, 1.0, -1.0)
    return Samples(places, answers, max(1, len(rows) * share // 100), tuple(classes), axes)


def of_table(table: Table, axes: tuple[str, str], target: str, seed: int = 0, share: int = 50) -> Samples:
    """Two number columns of a table as places, and `target` to be answered: a number, or one of up to `MOST_CLASSES` classes. O(n).

    Raises DataError for more classes, for only one, and as `of_columns` does.
    """
    import pandas as pd

    frame = table.frame(list(dict.fromkeys([*axes, target])))
    X = np.column_stack([pd.to_numeric(frame[name], errors="coerce").to_numpy(float, na_value=np.nan) for name in axes])
    if table.column(target).kind == "number":
        return of_columns(X, pd.to_numeric(frame[target], errors="coerce").to_numpy(float, na_value=np.nan), (), axes, seed, share)
    codes, names = pd.factorize(frame[target].astype(object).where(frame[target].notna()), sort=True)
    if not 2 <= len(names) <= MOST_CLASSES:
        raise DataError(f"{target!r} has {len(names)} classes; the network takes 2 to {MOST_CLASSES}. Choose another column.")
    return of_columns(X, np.where(codes < 0, np.nan, codes), tuple(map(str, names)), axes, seed, share)


def by_hand(points: Sequence[tuple[float, float, int]], seed: int = 0, share: int = 50) -> Samples:
    """Points drawn by hand: x, y and the class, -1 or 1. DataError when there are fewer than 4. O(n)."""
    if len(points) < 4:
        raise DataError(f"{len(points)} points are too few to learn from and to test on. Draw at least 4.")
    array = np.random.default_rng(seed).permutation(np.asarray(points, float))
    return Samples(array[:, :2], array[:, 2], max(1, len(array) * share // 100))


def placed(points: Sequence[tuple[float, float, int]], classes: Sequence[str], seed: int = 0, share: int = 50) -> Samples:
    """Points drawn by hand: x, y and the place of the class in `classes`. Of two the first is 1 and the second -1; names that are all numbers are to be
    answered as such. DataError when there are fewer than 4, or only one class. O(n)."""
    used = {kind for _, _, kind in points}
    if len(points) < 4 or len(used) < 2:
        raise DataError(
            f"{len(points)} points of {len(used)} classes are too few to learn from and to test on. Draw at least 4, of two classes."
        )
    array = np.random.default_rng(seed).permutation(np.asarray(points, float))
    places, kinds, train = array[:, :2], array[:, 2].astype(int), max(1, len(array) * share // 100)
    if (numbers := _numbers(classes)) is not None:
        return Samples(places, numbers[kinds], train, ())
    if len(classes) == 2:
        return Samples(places, np.where(kinds == 0, 1.0, -1.0), train, (classes[1], classes[0]))
    return Samples(places, kinds.astype(float), train, tuple(classes))


def _numbers(names: Sequence[str]) -> np.ndarray | None:
    try:
        return np.array([float(name.replace("−", "-")) for name in names])
    except ValueError:
        return None


def _standard(columns: np.ndarray) -> np.ndarray:
    spread = columns.std(axis=0)
    found: np.ndarray = (columns - columns.mean(axis=0)) / np.where(spread > 0, spread, 1)
    return found
