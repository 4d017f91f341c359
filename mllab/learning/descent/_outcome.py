"""What became of a walk: arrived, elsewhere, stuck, under way, or gone."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from mllab.learning.descent._descend import Descent
from mllab.learning.descent.optimizers import Optimizer
from mllab.learning.descent.surfaces import Surface

Kind = Literal["arrived", "other minimum", "saddle", "top", "level", "under way", "jumps", "diverged", "bottomless"]
NEAR = 0.01  # of the width that is drawn: so close is there
LEVEL = 1e-9
LATELY = 20


@dataclass(frozen=True)
class Outcome:
    """How a walk ended.

    kind       arrived (at one of the lowest places), other minimum, saddle, top, level (no slope and no curvature), under way, jumps (to and fro), diverged,
               bottomless (gone, ever deeper)
    step       the first step from which it stays near where it ended, or the step that left; the last step for what is under way
    away       how far it ended from the place without slope that its last slope and curvature point to; 0 for what is gone
    curvature  the largest curvature where learning rate times curvature first was more than the optimizer bears; at the start where it never was
    rate       the learning rate there
    """

    kind: Kind
    step: int
    away: float
    curvature: float
    rate: float


def outcome(surface: Surface, optimizer: Optimizer, found: Descent, lowest: float | None = None) -> Outcome:
    """What became of the walk. `lowest` is the least height known, where the surface does not know its minima. O(steps)."""
    width = max(high - low for low, high in surface.extent)
    steps = len(found.rates)
    last = found.diverged - 1 if found.diverged is not None else steps
    bent = _too_much(surface, optimizer, found, last)
    if found.diverged is not None:
        return Outcome("bottomless" if found.loss[-1] < found.loss[0] else "diverged", found.diverged, 0.0, *bent)
    end = found.path[-1]
    toward, bends = _level_place(surface, end)
    if (away := float(np.linalg.norm(toward - end))) > NEAR * width:
        return Outcome("jumps" if _to_and_fro(found.path) else "under way", steps, away, *bent)
    near = np.linalg.norm(found.path - toward, axis=1) <= 2 * NEAR * width
    step = int(np.flatnonzero(~near)[-1]) + 1 if not near.all() else 0
    return Outcome(_named(surface, end, bends, float(found.loss[-1]), lowest, width), step, away, *bent)


def _named(surface: Surface, end: np.ndarray, bends: np.ndarray, loss: float, lowest: float | None, width: float) -> Kind:
    tiny = LEVEL * max(float(np.abs(bends).max()), LEVEL)
    if (bends < -tiny).all():
        return "top"
    if (bends < -tiny).any():
        return "saddle"
    if (np.abs(bends) <= LEVEL).all() and not surface.minima:
        return "level"
    if surface.minima:
        return "arrived" if min(np.linalg.norm(end - np.array(one)) for one in surface.minima) <= 2 * NEAR * width else "other minimum"
    return "arrived" if lowest is None or loss <= lowest + NEAR * max(abs(lowest), 1.0) else "other minimum"


def _level_place(surface: Surface, at: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Where the slope at `at` would vanish by the curvature there, and the curvatures (d,)."""
    with np.errstate(all="ignore"):
        gradient, hessian = surface.gradient(at), surface.hessian(at)
    if not np.isfinite(hessian).all() or not np.isfinite(gradient).all():
        return np.full_like(at, np.inf), np.zeros(len(at))
    bends, along = np.linalg.eigh(hessian)
    slope = along.T @ gradient
    bent = np.abs(bends) > LEVEL * max(float(np.abs(bends).max()), LEVEL)
    jump = np.where(bent, slope / np.where(bent, bends, 1.0), np.where(np.abs(slope) > LEVEL, np.inf, 0.0))
    return (at - along @ jump if np.isfinite(jump).all() else np.full_like(at, np.inf)), bends


def _to_and_fro(path: np.ndarray) -> bool:
    moves = np.diff(path[-LATELY - 1 :], axis=0)
    size = np.linalg.norm(moves, axis=1)
    moves, size = moves[size > 0], size[size > 0]
    if len(moves) < 4:
        return False
    turn = (moves[1:] * moves[:-1]).sum(axis=1) / (size[1:] * size[:-1])
    return bool(np.median(turn) < -0.3)


def _too_much(surface: Surface, optimizer: Optimizer, found: Descent, last: int) -> tuple[float, float]:
    """The curvature and learning rate of the first step that is too long for the bowl it is in, of the first step of all where none is."""
    path, rates = found.path[: max(last, 1)], found.rates[: max(last, 1)]
    with np.errstate(all="ignore"):
        bends = np.nan_to_num(np.moveaxis(surface.hessian(path.T), 2, 0), posinf=0.0, neginf=0.0)
    largest = np.linalg.eigvalsh(bends)[:, -1]
    over = np.flatnonzero(rates * largest > optimizer.steady())
    at = int(over[0]) if len(over) else 0
    return float(largest[at]), float(rates[at])
