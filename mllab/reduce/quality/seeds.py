"""Stability: the same settings with other seeds. What moves from picture to picture says nothing about the data."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from mllab.errors import ParamError
from mllab.reduce._base import Reducer
from mllab.reduce.quality.procrustes import onto, size


@dataclass(frozen=True, eq=False)
class Stability:
    """How much the places of the rows differ between `done` of `of` pictures that differ in their seed only.

    spread     (n,) per row: standard deviation of its places, in units of the picture's size (root mean square distance from its middle)
    figure     root mean square of `spread`: 0 for the same picture again and again, 1 for pictures that have nothing to do with each other
    pictures   (done, n, m) float32, all laid onto the first
    After the first picture nothing is known yet: NaN.
    """

    done: int
    of: int
    spread: np.ndarray = field(repr=False)
    figure: float
    pictures: np.ndarray = field(repr=False)


def stability(reducer: Reducer, X: np.ndarray, seeds: int = 5, seed: int = 0, y: np.ndarray | None = None) -> Iterator[Stability]:
    """Fit `reducer` to X (n, d) with the seeds `seed`, `seed` + 1, ... and yield after each; every picture is laid onto the first (Gower 1975).

    A method that draws nothing at random gives 0. One fit per seed. Raises ParamError for fewer than 2 seeds.
    """
    if seeds < 2:
        raise ParamError(f"Stability needs at least 2 seeds, got {seeds}.")
    pictures: list[np.ndarray] = []
    for number in range(seeds):
        positions = np.asarray(reducer.fit(X, seed + number, y=y).positions, dtype=np.float32)
        pictures.append(onto(positions, pictures[0]) if pictures else positions)
        yield _state(np.stack(pictures), seeds)


def _state(pictures: np.ndarray, of: int) -> Stability:
    done, n, _ = pictures.shape
    if done == 1:
        return Stability(1, of, np.full(n, np.nan, np.float32), float("nan"), pictures)
    off = pictures - pictures.mean(axis=0, dtype=np.float64)
    variance = np.einsum("sij,sij->i", off, off) / (done - 1) / (size(pictures[0]) or 1.0) ** 2
    return Stability(done, of, np.sqrt(variance).astype(np.float32), float(np.sqrt(variance.mean())), pictures)
