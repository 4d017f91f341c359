"""What is done when a board is finished, as it is done in a worker: MLflow is told of its trainings, and of what becomes of them."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from mllab import tracking
from mllab.jobs.state import State
from mllab.tracking import Training

Arrays = dict[str, np.ndarray]


def track(spec: dict[str, Any], arrays: Arrays) -> Iterator[State]:
    """Tell MLflow of the trainings of a board, a state per training. `spec` has home (the workspace) and trainings."""
    trainings = [Training(**one) for one in spec["trainings"]]
    for done, id in enumerate(tracking.told(trainings, spec["home"]), 1):
        yield State({"step": done, "of": len(trainings), "run": id}, done / len(trainings))


def attach(spec: dict[str, Any], arrays: Arrays) -> Iterator[State]:
    """Put the kept model `file` (bytes) and its `card` to its training. `spec` has home, run, model and card."""
    files = {"model.skops": arrays["file"].tobytes(), "model card.md": spec["card"].encode()}
    yield State({"run": tracking.attached(spec["run"], spec["model"], files, spec["home"])}, 1.0)


def untrack(spec: dict[str, Any], arrays: Arrays) -> Iterator[State]:
    """Delete the trainings of a run from the workspace's own MLflow store. `spec` has home and run."""
    yield State({"forgotten": tracking.forgotten(spec["run"], spec["home"])}, 1.0)
