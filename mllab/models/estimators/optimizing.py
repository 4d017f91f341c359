"""Optimizers on one row of parameters, and how their step size changes over time."""

import math

import torch
from torch import Tensor

MOMENTUM = 0.9
BETAS, EPSILON = (0.9, 0.999), 1e-8  # of Adam, as its authors recommend
# Of the one-cycle schedule: where the peak is, and how far below it the rate begins and ends (Smith & Topin 2019; PyTorch's defaults).
PEAK, BEGINS, ENDS = 0.3, 1 / 25, 1 / 250_000
PLATEAU, REDUCED = 5, 0.3  # epochs without a better loss, after which the rate is multiplied by this


class Optimizer:
    """Steps of a row of parameters (p,) against its slopes; `shrinks` (p,) is 1 for what decays.

    The rules are PyTorch's, a step of which takes longer to begin than such a row to change: SGD and momentum (Polyak 1964) and Adam
    (Kingma & Ba 2015) add the decay to the slope, AdamW (Loshchilov & Hutter 2019) takes it from the weights.
    """

    def __init__(self, name: str, row: Tensor, shrinks: Tensor, decay: float) -> None:
        self.name, self.row, self.shrinks, self.decay = name, row, shrinks, decay
        self.steps = 0
        self.first, self.second = torch.zeros_like(row), torch.zeros_like(row)

    @torch.no_grad()
    def step(self, slope: Tensor, rate: float) -> None:
        """One step of size `rate`. O(p)."""
        self.steps += 1
        if self.decay and self.name == "AdamW":
            self.row.addcmul_(self.row, self.shrinks, value=-rate * self.decay)
        elif self.decay:
            slope = slope.addcmul(self.row, self.shrinks, value=self.decay)
        if self.name in {"Adam", "AdamW"}:
            self._scaled(slope, rate)
        elif self.name == "momentum":
            self.row.sub_(self.first.mul_(MOMENTUM).add_(slope), alpha=rate)
        else:
            self.row.sub_(slope, alpha=rate)

    def _scaled(self, slope: Tensor, rate: float) -> None:
        """Every number by its own measure: the running mean of its slopes over the root of that of their squares."""
        first, second = BETAS
        self.first.lerp_(slope, 1 - first)
        self.second.mul_(second).addcmul_(slope, slope, value=1 - second)
        measure = self.second.sqrt().div_((1 - second**self.steps) ** 0.5).add_(EPSILON)
        self.row.addcdiv_(self.first, measure, value=-rate / (1 - first**self.steps))


def share(schedule: str, step: int, steps: int) -> float:
    """The part of the learning rate that step number `step` of `steps` takes (0-based)."""
    if schedule == "cosine":
        return (1 + math.cos(math.pi * step / steps)) / 2
    if schedule != "one-cycle":
        return 1.0
    peak = max(PEAK * steps - 1, 1e-9)
    if step <= peak:
        return _between(BEGINS, 1.0, step / peak)
    return _between(1.0, ENDS, (step - peak) / max(steps - 1 - peak, 1e-9))


def _between(first: float, last: float, way: float) -> float:
    return last + (first - last) / 2 * (1 + math.cos(math.pi * way))


class Plateau:
    """Reduces a rate whenever the loss has not got better for some epochs."""

    def __init__(self) -> None:
        self.best, self.waited, self.share = math.inf, 0, 1.0

    def seen(self, loss: float) -> None:
        """The loss after one more epoch."""
        self.waited = 0 if loss < self.best else self.waited + 1
        self.best = min(self.best, loss)
        if self.waited >= PLATEAU:
            self.share, self.waited = self.share * REDUCED, 0
