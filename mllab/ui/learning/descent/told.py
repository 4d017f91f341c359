"""How a race ended, in words: who arrived, who did not, and why."""

from mllab.learning.descent import Descent, Optimizer, Outcome
from mllab.ui.show import plain

ENDS = {
    "arrived": "arrives at {lowest} in step {step:,}",
    "other minimum": "is caught in a minimum that is not the lowest, from step {step:,} on",
    "saddle": "stands on a saddle from step {step:,} on: level there, and yet no minimum",
    "top": "has climbed to a top, in step {step:,}: level there too, and Newton goes wherever it is level",
    "level": "stands where it is level, from step {step:,} on: no slope tells it where to go",
    "jumps": "jumps to and fro over the bottom: its steps are longer than the hollow is wide. A smaller learning rate, or a schedule that lowers it, lets it settle",
    "bottomless": "falls without end from step {step:,} on: the surface has no bottom there",
}
ORDER = ("arrived", "other minimum", "saddle", "top", "level", "jumps", "under way", "bottomless", "diverged")


def lines(optimizers: tuple[Optimizer, ...], found: list[Descent], ends: list[Outcome], known: bool) -> list[str]:
    """A line for each, those that arrived first; `known` whether the lowest places are known for certain."""
    told = zip(optimizers, found, ends, strict=True)
    ranked = sorted(told, key=lambda one: (ORDER.index(one[2].kind), one[2].step))
    return [f"**{plain(optimizer.name)}** {how(optimizer, walk, end, known)}." for optimizer, walk, end in ranked]


def how(optimizer: Optimizer, found: Descent, end: Outcome, known: bool) -> str:
    """How one walk ended."""
    if end.kind == "diverged":
        return f"diverges in step {end.step:,}: {_why(optimizer, end)}"
    if end.kind == "under way":
        return f"is still under way after {end.step:,} steps, at a height of {found.loss[-1]:.3g}: {_slow(optimizer, found)}"
    lowest = "the lowest place" if known else "the lowest place in the picture"
    said = ENDS[end.kind].format(step=end.step, lowest=lowest)
    return f"{said} (height {found.loss[-1]:.3g})" if end.kind in {"arrived", "other minimum"} else said


def headline(optimizers: tuple[Optimizer, ...], ends: list[Outcome]) -> str:
    """The race in one sentence."""
    there = sorted((end.step, one.name) for one, end in zip(optimizers, ends, strict=True) if end.kind == "arrived")
    gone = [one.name for one, end in zip(optimizers, ends, strict=True) if end.kind in {"diverged", "bottomless"}]
    first = f"{there[0][1]} arrives first, in step {there[0][0]:,}" if there else "Nobody arrives at the lowest place"
    if len(there) == len(ends) > 1:
        first += ", and all of them arrive"
    return f"**{plain(first)}{plain('; ' + ' and '.join(gone) + (' diverges' if len(gone) == 1 else ' diverge')) if gone else ''}.**"


def _why(optimizer: Optimizer, end: Outcome) -> str:
    most, product = optimizer.steady(), end.rate * end.curvature
    if product > most:
        return f"learning rate × curvature is {end.rate:.3g} × {end.curvature:.3g} = {product:.3g}, and above {most:.3g} each step overshoots by more than the last one did"
    return f"its steps carry it to where the surface only gets steeper (curvature at the start {end.curvature:.3g})"


def _slow(optimizer: Optimizer, found: Descent) -> str:
    rate = float(found.rates[-1])
    if rate < 0.01 * float(found.rates.max()):
        return "the schedule has all but stopped it"
    if found.loss[-1] >= found.loss[0]:
        return "it has not come down at all; its steps are too long for this surface"
    return "its steps are too short for the way; give it more steps or a greater learning rate"
