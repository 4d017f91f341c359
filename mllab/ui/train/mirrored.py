"""MLflow is told of a finished board, and of a model that is kept, by a worker: the page only says what to tell."""

import json
from dataclasses import asdict
from typing import Any

import numpy as np
import streamlit as st

from mllab import jobs, tracking
from mllab.models.board import Scores
from mllab.models.keep import versions
from mllab.models.named import called
from mllab.paths import workspace
from mllab.tracking import Training
from mllab.ui.train.view import View

TRACK, ATTACH = "mllab.jobs.finishing:track", "mllab.jobs.finishing:attach"
RUN = "_train_run"  # the board that was noted last: its token, and its run


def mirror(view: View, run: str, script: str) -> None:
    """Have every model of a finished board told as a training of `run`."""
    st.session_state[RUN] = (view.token[:-1], run)
    if tracking.wanted():
        trainings = [asdict(_training(view, one, run, script)) for one in view.scores]
        jobs.start(TRACK, {"home": str(workspace()), "trainings": trainings}, {}, f"MLflow: {len(trainings)} models of {view.table.name}")


def attach(view: View, file: bytes, card: str) -> None:
    """Have the kept model and its card put to its training, if its board was noted."""
    token, run = st.session_state.get(RUN, ((), ""))
    if tracking.wanted() and view.chosen is not None and token == view.token[:-1]:
        model = called(view.chosen.model)
        spec = {"home": str(workspace()), "run": run, "model": model, "card": card}
        jobs.start(ATTACH, spec, {"file": np.frombuffer(file, np.uint8)}, f"MLflow: {model} is kept")


def _training(view: View, one: Scores, run: str, script: str) -> Training:
    task, table = view.task, view.table
    seconds = {"seconds to train a fold": float(one.train_seconds.mean()), "bytes": float(one.size)}
    spec = {"task": task.spec(), "model": one.model.spec(), "folds": one.of, "table": table.name, "digest": table.version}
    return Training(
        run,
        called(one.model),
        {
            **one.model.values(),
            "target": task.target,
            "split": task.split,
            "seed": task.seed,
            "columns": len(task.columns),
            "folds": one.of,
        },
        {**{name: _mean(values) for name, values in one.values.items()}, **seconds},
        {name: [_figure(value) for value in values] for name, values in one.values.items()},
        _tags(view, one),
        {"spec.json": json.dumps(spec, indent=1), "board.py": script},
        float(one.train_seconds.sum()),
    )


def _tags(view: View, one: Scores) -> dict[str, str]:
    told: dict[str, Any] = {"table": view.table.name, "digest": view.table.version, "task": view.task.kind, "target": view.task.target}
    used = {f"version {name}": version for name, version in versions().items()}
    return {**told, "model": one.model.name, "notes": " ".join(one.notes)[:4000], **used}


def _mean(values: np.ndarray) -> float | None:
    known = values[np.isfinite(values)]
    return float(known.mean()) if len(known) else None


def _figure(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
