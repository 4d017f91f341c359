"""What work will cost, from doing it on a few of its rows and following the power of n that shows.

Iterative work that tells its share is not waited for: a part of it gives the rest. Time grows as `a n^b`, with b from the three largest
samples, kept between 0 and 3; memory with b between 1 and 2. An estimate is right to a factor of two when the work grows like a power;
it cannot know of a limit that is crossed above the sample (a switch to another algorithm, swapping).
"""

import math
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from mllab.errors import DataError
from mllab.jobs import memory
from mllab.jobs.state import State
from mllab.jobs.worker import found

SMALLEST = 256  # rows
BUDGET = 1.2  # seconds for all samples together, in a warm worker
CHEAP = 0.1  # seconds for one size of sample, when it is done more than once
ENOUGH = 0.3  # seconds; a longer sample tells no more


@dataclass(frozen=True)
class Sample:
    """What the work cost on `rows` rows: seconds, and bytes above what the process held before."""

    rows: int
    seconds: float
    bytes: float


def measure(spec: dict[str, Any], arrays: dict[str, np.ndarray]) -> Iterator[State]:
    """Do the work that `spec` names on ever more rows until it takes long enough to tell; the last state has `seconds` and `memory`."""
    total = len(arrays[spec["rows"][0]])
    samples: list[Sample] = []
    for sample in _samples(spec, arrays, total):
        samples.append(sample)
        yield State({"step": len(samples), "rows": sample.rows})
    last = samples[-1]
    seconds = last.seconds * _growth(samples, total, "seconds", 0.0, 3.0)
    held = last.bytes * _growth(samples, total, "bytes", 1.0, 2.0)
    yield State({"seconds": float(seconds), "memory": float(memory.used() + held), "rows": last.rows}, 1.0)


def _samples(spec: dict[str, Any], arrays: dict[str, np.ndarray], total: int) -> Iterator[Sample]:
    rows = min(SMALLEST, total)
    _cost(spec, arrays, rows, total, BUDGET)  # imports and compiles, and is not counted
    left = BUDGET
    while True:
        sample, spent = _best(spec, arrays, rows, total, left)
        left -= spent
        yield sample
        if rows == total or (rows > SMALLEST and (sample.seconds > ENOUGH or left < sample.seconds)):
            return
        rows = min(rows * (2 if sample.seconds > ENOUGH / 4 else 4), total)


def _best(spec: dict[str, Any], arrays: dict[str, np.ndarray], rows: int, total: int, left: float) -> tuple[Sample, float]:
    """The quickest of up to three samples while they are cheap, so that another program's hiccup is not taken for growth; and the time spent."""
    begun = time.monotonic()
    found = [_cost(spec, arrays, rows, total, left)]
    while len(found) < 3 and time.monotonic() - begun < CHEAP:
        found.append(_cost(spec, arrays, rows, total, left))
    quickest = min(sample.seconds for sample in found)
    return Sample(rows, quickest, max(sample.bytes for sample in found)), time.monotonic() - begun


def _cost(spec: dict[str, Any], arrays: dict[str, np.ndarray], rows: int, total: int, patience: float) -> Sample:
    """One sample. Work that is not over when patience ends is asked for no next state, and the rest follows from its share."""
    work = found(spec["function"])(spec["spec"], _cut(arrays, spec["rows"], rows, total))
    before = memory.used()
    memory.forget_peak()
    begun = time.monotonic()
    first: tuple[float, float] | None = None
    seconds = 0.0
    for state in work:
        seconds = time.monotonic() - begun
        share = state.share or 0.0
        first = first or (seconds, share)
        if seconds > patience and share > first[1]:
            seconds = first[0] + (seconds - first[0]) * (1 - first[1]) / (share - first[1])
            break
    else:
        seconds = time.monotonic() - begun
    return Sample(rows, max(seconds, 1e-6), float(max(memory.peak() - before, 0)))


def _cut(arrays: dict[str, np.ndarray], names: list[str], rows: int, total: int) -> dict[str, np.ndarray]:
    if rows == total:
        return arrays
    chosen = np.sort(np.random.default_rng(0).choice(total, rows, replace=False))
    for name in names:
        if len(arrays[name]) != total:
            raise DataError(f"The arrays {', '.join(names)} must have as many rows as each other, got {len(arrays[name]):,} and {total:,}.")
    return {name: array[chosen] if name in names else array for name, array in arrays.items()}


def _growth(samples: list[Sample], total: int, what: str, least: float, most: float) -> float:
    """How many times the last sample's cost all rows will cost, by the power that the last three show."""
    known = [sample for sample in samples[-3:] if getattr(sample, what) > 0]
    power = 1.0
    if len(known) > 1:
        power = float(np.polyfit([math.log(one.rows) for one in known], [math.log(getattr(one, what)) for one in known], 1)[0])
    return float((total / samples[-1].rows) ** min(max(power, least), most))
