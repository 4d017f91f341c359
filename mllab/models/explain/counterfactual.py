"""The smallest change to a row that changes what a model says of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np

from mllab.models.explain._varied import blocks, outputs, plausible
from mllab.models.task import Encoder

if TYPE_CHECKING:
    import pandas as pd

REFINED = 4  # times that the gap between two values is cut
CUTS = 16
PAIRED = 8  # columns that are changed two at a time
GRID = 24
PAIR_GRID = 12  # values of each of two columns


@dataclass(frozen=True)
class Change:
    """New values for one or two columns, what the model then says, and how large the change is: summed over columns, in spreads.

    The spread of a number is the width of its middle half (interquartile range), or its standard deviation where that is 0; another value
    of a category counts as one.
    """

    values: Mapping[str, Any]
    answer: float
    size: float


@dataclass(frozen=True, eq=False)
class _Grid:
    values: list[Any]
    block: np.ndarray
    far: np.ndarray  # (g,) from the row's own value
    number: bool
    grain: float  # the step in which the column counts: 1 for whole numbers, 0.01 for prices; 0 where there is none


def counterfactuals(
    answers: Callable[[np.ndarray], np.ndarray],
    encoder: Encoder,
    frame: "pd.DataFrame",
    row: "pd.DataFrame",
    wanted: Callable[[np.ndarray], np.ndarray],
    fixed: Sequence[str] = (),
    most: int = 5,
) -> list[Change]:
    """At most `most` changes of `row` (one row) after which `wanted` holds of the answer, smallest first (Wachter, Mittelstadt & Russell 2017); none where it holds already.

    `answers` maps encoded rows to (n,), `wanted` those to (n,) booleans; `frame` says which values are plausible, and `fixed` columns stay. One column
    at a time, numbers to the exact border; then two at a time over the eight that move the answer most. Blind to changes of three columns, and to what
    in the world causes what: a change of the row need not change the outcome. O(24 d + 28 * 144) predictions.
    """
    kinds = {column.name: column.kind for column in encoder.columns}
    names = [name for name in dict.fromkeys(encoder.sources) if name not in fixed]
    x = encoder.transform(row)[0]
    if bool(wanted(answers(x[None]))[0]):
        return []
    grids = _grids(encoder, frame, row, {name: plausible(frame[name], kinds[name], GRID) for name in names}, kinds)
    places = {name: outputs(encoder, name) for name in grids}
    told = {name: answers(_set(x, {name: places[name]}, {name: grid.block})) for name, grid in grids.items()}
    found = [_nearest((name,), (np.arange(len(grid.far)),), grids, told[name], wanted) for name, grid in grids.items()]
    changes = [_refined(one, answers, wanted, encoder, row, x, places, grids) for one in found if one]
    if len(changes) < most:
        first = float(answers(x[None])[0])
        telling = sorted(grids, key=lambda name: -float(np.abs(told[name] - first).max()))[:PAIRED]
        alone = {name for one in changes for name in one.values}
        pairs = [pair for pair in combinations(telling, 2) if not alone & set(pair)]
        changes += [one for pair in pairs if (one := _pair(pair, answers, wanted, x, places, grids))]
    return sorted(changes, key=lambda one: (len(one.values), one.size))[:most]


def _grids(
    encoder: Encoder, frame: "pd.DataFrame", row: "pd.DataFrame", values: Mapping[str, list[Any]], kinds: Mapping[str, str]
) -> dict[str, _Grid]:
    made = blocks(encoder, frame, {name: grid for name, grid in values.items() if grid})
    found = {}
    for name, block in made.items():
        number = kinds[name] == "number"
        grain = _grain(frame[name]) if number else 0.0
        far = np.array([_far(value, row[name].iloc[0], frame[name], number) for value in values[name]])
        if (far > 0).any():
            found[name] = _Grid(list(values[name]), block, far, number, grain)
    return found


def _grain(column: "pd.Series") -> float:
    """The largest of 1, 0.1 ... 1e-6 that every value is a multiple of; 0 where none is."""
    values = column.dropna().astype("float64").to_numpy()
    for digits in range(7):
        scaled = values * 10.0**digits
        if np.allclose(scaled, np.round(scaled), rtol=0, atol=1e-6):
            return float(10.0**-digits)
    return 0.0


def _far(value: Any, own: Any, column: "pd.Series", number: bool) -> float:
    import pandas as pd

    if not number:
        return float(pd.isna(own) or str(value) != str(own))
    if pd.isna(own):
        return 1.0
    there = column.dropna().astype("float64")
    spread = float(there.quantile(0.75) - there.quantile(0.25)) or float(there.std()) or 1.0
    return abs(float(value) - float(own)) / spread


def _set(x: np.ndarray, places: Mapping[str, np.ndarray], block: Mapping[str, np.ndarray]) -> np.ndarray:
    """Copies of x with the outputs of each column taken from its block."""
    many = max(len(one) for one in block.values())
    Z = np.tile(x, (many, 1))
    for name, at in places.items():
        Z[:, at] = block[name]
    return Z


def _nearest(
    names: tuple[str, ...],
    at: tuple[np.ndarray, ...],
    grids: Mapping[str, _Grid],
    told: np.ndarray,
    wanted: Callable[[np.ndarray], np.ndarray],
) -> Change | None:
    far = np.sum([grids[name].far[places] for name, places in zip(names, at, strict=True)], axis=0)
    fits = wanted(told) & (far > 0)
    if not fits.any():
        return None
    best = int(np.flatnonzero(fits)[np.argmin(far[fits])])
    values = {name: grids[name].values[int(places[best])] for name, places in zip(names, at, strict=True)}
    return Change(values, float(told[best]), float(far[best]))


def _pair(
    pair: tuple[str, str],
    answers: Callable[[np.ndarray], np.ndarray],
    wanted: Callable[[np.ndarray], np.ndarray],
    x: np.ndarray,
    places: Mapping[str, np.ndarray],
    grids: Mapping[str, _Grid],
) -> Change | None:
    one, other = (grids[name] for name in pair)
    i, j = (where.ravel() for where in np.meshgrid(_thinned(one), _thinned(other), indexing="ij"))
    both = (one.far[i] > 0) & (other.far[j] > 0)
    i, j = i[both], j[both]
    if not len(i):
        return None
    Z = _set(x, {name: places[name] for name in pair}, {pair[0]: one.block[i], pair[1]: other.block[j]})
    return _nearest(pair, (i, j), grids, answers(Z), wanted)


def _thinned(grid: _Grid) -> np.ndarray:
    """Places of at most PAIR_GRID of the values, both ends among them; of categories the most frequent."""
    n = len(grid.far)
    return np.unique(np.linspace(0, n - 1, min(n, PAIR_GRID)).round().astype(int)) if grid.number else np.arange(min(n, PAIR_GRID))


def _refined(
    change: Change,
    answers: Callable[[np.ndarray], np.ndarray],
    wanted: Callable[[np.ndarray], np.ndarray],
    encoder: Encoder,
    row: "pd.DataFrame",
    x: np.ndarray,
    places: Mapping[str, np.ndarray],
    grids: Mapping[str, _Grid],
) -> Change:
    """A number brought back towards its own value as far as the answer stays as wanted; whole numbers stay whole, prices prices."""
    import pandas as pd

    ((name, value),) = change.values.items()
    own = row[name].iloc[0]
    if not grids[name].number or pd.isna(own):
        return change
    near, far, answer = float(own), float(value), change.answer
    unit, grain = change.size / abs(far - near), grids[name].grain
    for _ in range(REFINED):
        tried = np.linspace(near, far, CUTS + 1)[1:]
        tried = _snapped(tried, grain, far > near)
        told = answers(_set(x, {name: places[name]}, {name: blocks(encoder, row, {name: list(tried)})[name]}))
        fits = np.flatnonzero(wanted(told))
        if not len(fits):
            break
        first = int(fits[0])
        far, answer = float(tried[first]), float(told[first])
        near = float(tried[first - 1]) if first else near
        if abs(far - near) <= grain * (1 + 1e-9):
            break
    return Change({name: int(far) if grain == 1 else far}, answer, unit * abs(far - float(own)))


def _snapped(tried: np.ndarray, grain: float, up: bool) -> np.ndarray:
    """Values moved outwards to the next multiple of the grain, each once, in their order."""
    if not grain:
        return tried
    places = np.round(tried / grain, 6)
    steps = np.unique(np.ceil(places) if up else np.floor(places))
    return np.asarray(np.round((steps if up else steps[::-1]) * grain, 6))
