"""Where words lie on an axis, and how much that depends on which pairs made it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from mllab.embed.axes.axis import Axis
from mllab.embed.axes.given import needed
from mllab.embed.words import Words
from mllab.errors import ParamError

Interval = Literal["jackknife", "bootstrap", "none"]
LEVEL = 0.95


@dataclass(frozen=True, eq=False)
class Projection:
    """The `words`' places on an axis (m,): the cosine between word and axis, with the ends `low` and `high` of their 95 % interval (NaN if none).

    With `relative`, the mean of the list is taken off; `mean` is what it was.
    """

    words: tuple[str, ...]
    values: np.ndarray
    low: np.ndarray
    high: np.ndarray
    mean: float
    relative: bool
    interval: Interval
    missing: tuple[str, ...]


def project(
    words: Words,
    axis: Axis,
    terms: Iterable[str],
    relative: bool = True,
    interval: Interval = "jackknife",
    seed: int = 0,
    draws: int = 1000,
) -> Projection:
    """Project `terms` on the axis; `relative` to their mean, since an axis has an offset of its own that no word is to blame for.

    The interval says how much a place would move with other pairs, not how sure anything is about the world. 'jackknife' leaves each pair out
    in turn (Quenouille 1949, Tukey 1958): t-interval with p - 1 degrees of freedom; for two lists, words are left out of each by itself
    and the variances added. 'bootstrap' draws pairs anew, `draws` times from `seed`, and takes the middle 95 % (Efron 1979); too narrow
    below about ten pairs. One pair has no interval. O(m d p). Raises DataError when no term is found, ParamError for another `interval`.
    """
    looked = needed(words, terms, 1, "A projection")
    values = looked.unit @ axis.direction
    mean = float(values.mean())
    shown = values - mean if relative else values
    if interval == "jackknife":
        low, high = _jackknife(axis, looked.unit, shown, relative)
    elif interval == "bootstrap":
        low, high = _bootstrap(axis, looked.unit, relative, seed, draws)
    elif interval == "none":
        low = high = np.full(len(values), np.nan)
    else:
        raise ParamError(f"The interval is 'jackknife', 'bootstrap' or 'none', got {interval!r}.")
    return Projection(looked.words, shown, low, high, mean, relative, interval, looked.missing)


def coordinates(words: Words, axes: Sequence[Axis], terms: Iterable[str], relative: bool = True) -> tuple[tuple[str, ...], np.ndarray]:
    """The words found and their places (m, k) on k axes at once: a plane of two, a cube of three. Raises DataError when no term is found."""
    looked = needed(words, terms, 1, "A projection")
    places = looked.unit @ np.array([axis.direction for axis in axes]).T
    return looked.words, places - places.mean(axis=0) if relative else places


def angles(axes: Sequence[Axis]) -> np.ndarray:
    """(k, k) angles between axes in degrees: 90 says that they measure different things, 0 that they are one."""
    directions = np.array([axis.direction for axis in axes])
    return np.asarray(np.degrees(np.arccos(np.clip(directions @ directions.T, -1, 1))))


def ends(words: Words, axis: Axis, n: int = 10, among: int = 10_000) -> tuple[list[tuple[str, float]], list[tuple[str, float]]]:
    """The n words furthest to the low and to the high end among the first `among` words, the axis's own words and hidden ones left out. O(among d)."""
    values = words.units(np.arange(min(among, len(words)))) @ axis.direction
    own = {row for word in (*axis.low, *axis.high) for row in (words.vocabulary.find(word), words.vocabulary.find(word.lower()))}
    order = [int(row) for row in np.argsort(values, kind="stable") if row not in own and row not in words.hidden]
    told = [(words.vocabulary[row], float(values[row])) for row in (*order[:n], *order[: -n - 1 : -1])]
    return told[: min(n, len(order))], told[min(n, len(order)) :]


def _places(directions: np.ndarray, unit: np.ndarray, relative: bool) -> np.ndarray:
    """(r, m) places of the words on r axes."""
    values = directions @ unit.T
    return values - values.mean(axis=1, keepdims=True) if relative else values


def _jackknife(axis: Axis, unit: np.ndarray, shown: np.ndarray, relative: bool) -> tuple[np.ndarray, np.ndarray]:
    a, b = len(axis.low), len(axis.high)
    if axis.paired:
        strata = [(_left_out(a), _left_out(b))]
    else:
        strata = [(_left_out(a), _all(a, b)), (_all(b, a), _left_out(b))]
    variance, freedom = np.zeros(len(unit)), 0
    for low, high in strata:
        n = len(low)
        if n >= 2:
            moved = _places(axis.directions(low, high), unit, relative)
            variance += (n - 1) / n * ((moved - moved.mean(axis=0)) ** 2).sum(axis=0)
            freedom += n - 1
    if not freedom:
        return np.full(len(unit), np.nan), np.full(len(unit), np.nan)
    from scipy.special import stdtrit  # the quantile of Student's t; scipy.stats has it, too, and takes a second to import

    reach = stdtrit(freedom, (1 + LEVEL) / 2) * np.sqrt(variance)
    return shown - reach, shown + reach


def _left_out(n: int) -> np.ndarray:
    """(n, n) weights, row i without word i; of a single word there is nothing to leave out."""
    return (1 - np.eye(n)) / (n - 1) if n > 1 else np.ones((1, 1))


def _all(rows: int, n: int) -> np.ndarray:
    return np.full((rows, n), 1 / n)


def _bootstrap(axis: Axis, unit: np.ndarray, relative: bool, seed: int, draws: int) -> tuple[np.ndarray, np.ndarray]:
    a, b = len(axis.low), len(axis.high)
    if max(a, b) < 2:
        return np.full(len(unit), np.nan), np.full(len(unit), np.nan)
    rng = np.random.default_rng(seed)
    low = rng.multinomial(a, np.full(a, 1 / a), size=draws) / a
    high = low if axis.paired else rng.multinomial(b, np.full(b, 1 / b), size=draws) / b
    moved = _places(axis.directions(low, high), unit, relative)
    bounds = np.quantile(moved, [(1 - LEVEL) / 2, (1 + LEVEL) / 2], axis=0)
    return bounds[0], bounds[1]
