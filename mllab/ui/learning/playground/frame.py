"""What travels to the browser of a network: figures, weights, maps and the curve of now."""

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from mllab.learning.neurons import Live, measures, meters, scores
from mllab.ui.learning.playground.forks import curve, told
from mllab.ui.points.packet import packet, part

if TYPE_CHECKING:
    from mllab.ui.learning.playground.running import Running


def frame(running: "Running", stopped: str, whole: bool, forks: bool) -> bytes:
    """A frame; with `forks` also the ways that were kept, with `whole` all that does not change. About a millisecond."""
    live, maps = running.under_way()
    theta = live.theta
    head = _figures(live) | {"revision": running.revision, "stopped": stopped, "met": _met(running)}
    parts = {
        "theta": part(live.now.weights.theta.astype(np.float32)), "neurons": part(maps.neurons(live.plain, theta)),
        "output": part(maps.output(live.plain, theta)), "curve": part(curve(live.marks)),
    }  # fmt: skip
    if forks:
        head["forks"] = [_known_all(one) for one in told(running.forks, live.lesson)]
        for number, one in enumerate(running.forks):
            parts |= {f"fork{number}": part(curve(one.marks)), f"map{number}": part(one.output)}
    if whole:
        head |= {"train": live.samples.train, "classes": live.samples.classes, "axes": live.samples.axes}
        head |= {"sizes": live.network.sizes, "activations": live.network.activations, "inputs": live.lesson.inputs}
        parts |= {"places": part(live.samples.places.astype(np.float32)), "answers": part(live.samples.answers.astype(np.float32))}
        parts |= {"told": part(maps.told)}
    return packet(head, parts, set())


def _figures(live: Live) -> dict[str, Any]:
    now, theta = live.now, live.theta
    judged = scores(live.plain, theta, *live.tested_on, live.samples.regression)
    found = meters(live.plain, theta, *live.learned_from)
    figures = {
        "loss": now.loss, "test": now.test_loss, "right": now.right, "test_right": now.test_right,
        "squared": judged.squared, "surprise": judged.cross_entropy,
    }  # fmt: skip
    return {
        **_known_all(figures), "epoch": now.weights.epoch, "diverged": now.diverged, "edited": live.edited, "marks": len(live.marks),
        "slopes": [_known(float(length)) for length in found.slopes], "dead": found.dead.tolist(),
    }  # fmt: skip


def _met(running: "Running") -> list[bool]:
    found = measures(running.live) if running.goals else {}
    return [one.met(found) for one in running.goals]


def _known_all(figures: dict[str, Any]) -> dict[str, Any]:
    return {name: _known(value) if isinstance(value, float) else value for name, value in figures.items()}


def _known(value: float) -> float | None:
    return value if math.isfinite(value) else None
