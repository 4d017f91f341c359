"""Walking down a surface: one optimizer, or several abreast from the same start."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from mllab.errors import ParamError
from mllab.learning.descent.optimizers import Memory, Optimizer
from mllab.learning.descent.schedules import SCHEDULES, Schedule
from mllab.learning.descent.surfaces import Surface

FAR = 1e6  # whoever is further from 0 than this has left for good
MOST = 5_000


@dataclass(frozen=True, eq=False)
class Descent:
    """One walk.

    path      (steps + 1, d) the places, the start first; after a divergence it stays at the last place that was a number and within reach
    loss      (steps + 1,) the heights there
    slope     (steps + 1,) how steep it is there: the length of the gradient
    rates     (steps,) the learning rate of every step
    diverged  the number of the step that left for infinity or for where there is no height; None where none did
    """

    path: np.ndarray = field(repr=False)
    loss: np.ndarray = field(repr=False)
    slope: np.ndarray = field(repr=False)
    rates: np.ndarray = field(repr=False)
    diverged: int | None


def descend(surface: Surface, optimizer: Optimizer, start: Sequence[float], steps: int = 200, schedule: Schedule | None = None) -> Descent:
    """The whole walk of one optimizer down `surface` from `start` (d,). O(steps). Raises ParamError as `race` does."""
    return race(surface, [optimizer], start, steps, schedule)[0]


def race(
    surface: Surface, optimizers: Sequence[Optimizer], start: Sequence[float], steps: int = 200, schedule: Schedule | None = None
) -> list[Descent]:
    """The walks of several optimizers from the same start, each with its own learning rate under the same schedule.

    All of them step abreast, so that slopes are worked out for all at once. O(steps · optimizers).
    Raises ParamError where the start does not fit the surface or has no height, or for steps outside 1 to 5,000.
    """
    begin = _checked(surface, start, steps)
    rates = (schedule or SCHEDULES["constant"]()).factors(steps)[:, None] * np.array([one.learning_rate for one in optimizers])
    path = np.empty((steps + 1, len(begin), len(optimizers)))
    path[0] = begin[:, None]
    memories: list[Memory] = [{} for _ in optimizers]
    left: list[int | None] = [None] * len(optimizers)
    with np.errstate(all="ignore"):
        for t in range(steps):
            here = path[t]
            _step(surface, optimizers, here, rates[t], t + 1, memories, left)
            for i, memory in enumerate(memories):
                path[t + 1, :, i] = here[:, i] if left[i] is not None else memory["x"]
            _leaving(surface, path, t + 1, left)
        loss, slope = surface.value(np.moveaxis(path, 1, 0)), np.sqrt((surface.gradient(np.moveaxis(path, 1, 0)) ** 2).sum(axis=0))
    return [Descent(path[:, :, i].copy(), loss[:, i], slope[:, i], rates[:, i], left[i]) for i in range(len(optimizers))]


def _step(
    surface: Surface,
    optimizers: Sequence[Optimizer],
    here: np.ndarray,
    rates: np.ndarray,
    number: int,
    memories: list[Memory],
    left: list[int | None],
) -> None:
    gradients = surface.gradient(here)
    for i, optimizer in enumerate(optimizers):
        if left[i] is None:
            hessian = surface.hessian(here[:, i]) if optimizer.curved else None
            memories[i] = optimizer.move(here[:, i], gradients[:, i], memories[i], float(rates[i]), number, hessian)


def _leaving(surface: Surface, path: np.ndarray, number: int, left: list[int | None]) -> None:
    """Note who has just left, and put them back to where they were last."""
    fine = np.isfinite(surface.value(path[number])) & (np.abs(path[number]) < FAR).all(axis=0)
    for i in np.flatnonzero(~fine):
        if left[i] is None:
            left[i] = number
        path[number, :, i] = path[number - 1, :, i]


def _checked(surface: Surface, start: Sequence[float], steps: int) -> np.ndarray:
    begin = np.asarray(start, float)
    d = len(surface.variables)
    if begin.shape != (d,):
        raise ParamError(
            f"{surface.name} has {d} variables ({', '.join(surface.variables)}), got a start of {begin.size}. Give {d} numbers."
        )
    if not 1 <= steps <= MOST:
        raise ParamError(f"steps must be from 1 to {MOST:,}, got {steps}.")
    if not np.isfinite(begin).all() or not np.isfinite(surface.value(begin)):
        raise ParamError(f"{surface.name} has no height at {tuple(begin.tolist())}. Start elsewhere.")
    return begin
