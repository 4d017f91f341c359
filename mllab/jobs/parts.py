"""The folds of a model that are done, kept on disk until all of them are: a board that was stopped goes on within the model where it stopped.

workspace/parts/<digest>.npz   one fold of one model; the digest tells model, seed, the fold's matrix and marks, and the answers
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, MutableMapping
from pathlib import Path
from typing import Any

import numpy as np

import mllab
from mllab.jobs import arrays as stored
from mllab.jobs import values
from mllab.models.board import Part
from mllab.models.metrics import metrics_for
from mllab.paths import workspace

MOST = 500  # files; the oldest are let go
PLAIN = ("train_seconds", "predict_seconds", "size", "note")


class Parts(MutableMapping[int, Part]):
    """The folds that are done, by their place. `spec` and `arrays` are those of the job; nothing is read or digested before it is asked for.

    What another machine, or an earlier version of mllab, has measured is not found, and the fold is done again.
    """

    def __init__(self, spec: Mapping[str, Any], arrays: Mapping[str, np.ndarray]) -> None:
        self._spec = {**spec, "metrics": [metric.name for metric in metrics_for(spec["kind"])]}
        self._arrays = arrays
        self._paths: dict[int, Path] = {}

    def __getitem__(self, place: int) -> Part:
        found = values.read(self._path(place))
        if found is None:
            raise KeyError(place)
        valid, train = (
            {name.removeprefix(of): value for name, value in found.items() if name.startswith(of)} for of in ("value ", "train ")
        )
        return Part(valid, train, predicted=found["predicted"], **{name: found[name] for name in PLAIN})

    def __setitem__(self, place: int, part: Part) -> None:
        path = self._path(place)
        path.parent.mkdir(parents=True, exist_ok=True)
        told = {f"value {name}": figure for name, figure in part.values.items()}
        told |= {f"train {name}": figure for name, figure in part.train_values.items()}
        values.write(path, {**told, "predicted": part.predicted, **{name: getattr(part, name) for name in PLAIN}})

    def __delitem__(self, place: int) -> None:
        self._path(place).unlink(missing_ok=True)

    def __iter__(self) -> Iterator[int]:
        return (place for place in range(len(self._arrays["marks"])) if self._path(place).exists())

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def let_go(self) -> None:
        """Forget them: the model is done, and its job keeps what it found. Those of models that were stopped for good go by their age."""
        for place in list(self._paths):
            del self[place]
        _sweep()

    def _path(self, place: int) -> Path:
        if place not in self._paths:
            given = {"X": self._arrays[f"X{place}"], "marks": self._arrays["marks"][place], "y": self._arrays["y"]}
            told = [mllab.__version__, self._spec, {name: stored.digest(name, array) for name, array in given.items()}]
            digest = hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:24]
            self._paths[place] = workspace() / "parts" / f"{digest}.npz"
        return self._paths[place]


def _sweep() -> None:
    files = sorted((workspace() / "parts").glob("*.npz"), key=lambda file: file.stat().st_mtime, reverse=True)
    for file in files[MOST:]:
        file.unlink(missing_ok=True)
