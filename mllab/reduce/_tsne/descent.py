"""Downhill: gradient descent with momentum and gains, first with exaggerated attraction, then without."""

import time
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from mllab.reduce._tsne.affinity import Affinities
from mllab.reduce._tsne.forces import forces_on

SHOWN = 10  # steps between two states
PATIENCE = 0.2  # seconds after which a state is shown in any case, so that a slow descent can be seen and stopped
WAIT = 50  # steps that momentum needs before a small fall means anything
LONGEST = np.float32(5)  # of one step of one point, in units of the picture


@dataclass(frozen=True)
class Phase:
    """Some steps under the same conditions.

    It ends early when, after the first `wait` steps, the divergence falls by less than `settled` of itself in `look` steps, three times in a
    row, and the points move by less than `moves` of the picture's size in a step.
    """

    steps: int
    exaggeration: float
    rate: float
    momentum: float
    settled: float = 0.0
    wait: int = WAIT
    moves: float = np.inf
    look: int = SHOWN


@dataclass(frozen=True)
class Moment:
    """One state of the descent: positions (n, axes), divergence, steps done, and whether it settled here."""

    positions: np.ndarray
    divergence: float
    step: int
    settled: bool = False


def moving(y: np.ndarray, speed: np.ndarray) -> float:
    """How far the points of y (axes, n) moved in their last step, on average, as a part of the picture's size. O(n)."""
    return float(np.sqrt((speed**2).sum(axis=0)).mean() / max(float(np.sqrt(y.var(axis=1).sum())), 1e-12))


def descend(P: Affinities, start: np.ndarray, phases: tuple[Phase, ...]) -> Iterator[Moment]:
    """Moments of the way from `start` (n, axes) down, every `look` steps or PATIENCE seconds and at the end. O(n log n) a step with the grid, else O(n^2)."""
    from mllab.reduce.kernels.tsne_forces import step as move

    y = np.ascontiguousarray(start.T, dtype=np.float32)
    speed, gains = np.zeros_like(y), np.ones_like(y)
    forces, done, now = forces_on(P, len(y)), 0, np.nan
    clock = time.perf_counter()
    for phase in phases:
        before, calm = np.inf, 0
        for _ in range(phase.steps):
            forces.at(y)
            shown = done % phase.look == 0
            if shown:
                now = forces.divergence(y)
                slow = done > phase.wait and bool(phase.settled) and before - now < phase.settled * now
                calm = calm + 1 if slow and moving(y, speed) < phase.moves else 0
                before = now
                yield Moment(y.T.copy(), now, done, calm >= 3)
                if calm >= 3:
                    return
                clock = time.perf_counter()
            elif time.perf_counter() - clock > PATIENCE:
                yield Moment(y.T.copy(), now, done)
                clock = time.perf_counter()
            weights = np.float32(phase.exaggeration), np.float32(1 / forces.total)
            move(y, speed, gains, forces.pull, forces.push, *weights, np.float32(phase.rate), np.float32(phase.momentum), LONGEST)
            y -= y.mean(axis=1, keepdims=True)
            done += 1
    forces.at(y)
    yield Moment(y.T.copy(), forces.divergence(y), done)
