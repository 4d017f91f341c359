"""Work for jobs to do in tests: real generator functions, imported by worker processes."""

import os
import sys
import time

import numpy as np

from mllab.errors import DataError
from mllab.jobs import State


def count(spec, arrays):
    """Count to `of`, `pause` seconds each; the values tell the sum of the array, when it was, and who did it."""
    begun = time.time()
    for step in range(1, spec["of"] + 1):
        time.sleep(spec.get("pause", 0))
        values = {
            "step": step,
            "of": spec["of"],
            "total": float(arrays["X"].sum()),
            "begun": begun,
            "ended": time.time(),
            "pid": os.getpid(),
        }
        yield State(values, step / spec["of"])


def long_call(spec, arrays):
    """One state, then a single compiled call that holds Python's lock: no thread of this process can answer meanwhile."""
    yield State({"step": 1, "of": 2, "pid": os.getpid()}, 0.5)
    pattern = "(a+)+$"  # catastrophic backtracking, in C and without letting go of the lock
    __import__("re").match(pattern, "a" * spec.get("length", 40) + "b")
    yield State({"step": 2, "of": 2}, 1.0)


def refuse(spec, arrays):
    """Raise what a user can mend."""
    yield State({"step": 1}, 0.1)
    raise DataError("The table has one row. Bring at least two.")


def break_down(spec, arrays):
    """Raise what is a bug."""
    yield State({"step": 1}, 0.1)
    yield State({"ratio": 1 / spec["zero"]})


def hoard(spec, arrays):
    """Take memory in pieces of 10 MB until it is refused; every piece is touched."""
    held = []
    for step in range(spec["pieces"]):
        held.append(np.ones(10_000_000, np.uint8))
        yield State({"step": step + 1, "of": spec["pieces"]}, step / spec["pieces"])


def grab(spec, arrays):
    """Take all of it in one call."""
    yield State({"step": 1})
    yield State({"total": float(np.ones(spec["bytes"], np.uint8)[0])})


def walk(spec, arrays):
    """A power iteration: what it comes to depends on every number and on the order of every sum."""
    X = np.asarray(arrays["X"])
    vector = np.random.default_rng(spec["seed"]).standard_normal(X.shape[1])
    for step in range(spec["of"]):
        vector = X.T @ (X @ vector)
        vector /= np.linalg.norm(vector)
        yield State({"vector": vector, "step": step + 1, "of": spec["of"]}, (step + 1) / spec["of"])


def nothing(spec, arrays):
    """No state at all."""
    yield from ()


def objects(spec, arrays):
    """A state that cannot be kept."""
    yield State({"thing": object()})


def quadratic(spec, arrays):
    """Time that grows with the square of the rows."""
    time.sleep(spec["per_pair"] * len(arrays["X"]) ** 2)
    yield State({"rows": len(arrays["X"])}, 1.0)


def pairs(spec, arrays):
    """Memory that grows with the square of the rows."""
    n = len(arrays["X"])
    yield State({"total": float(np.ones((n, n)).sum())}, 1.0)


def loaded(spec, arrays):
    """Whether numba is there without having been asked for."""
    yield State({"numba": "numba" in sys.modules, "pid": os.getpid()}, 1.0)
