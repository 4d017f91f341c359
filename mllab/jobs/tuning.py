"""The work behind moving knobs, as it is done in a worker: a model at many settings, on ever more rows, and the search for the best setting.

All are given what `prepare` made: X0, X1 ... (n, d), y (n,) and marks (j, n). What one of them measured, the others find again.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from mllab.jobs import arrays as stored
from mllab.jobs.kept import kept
from mllab.jobs.matrices import whole
from mllab.jobs.state import State, Values
from mllab.jobs.training import model, unmarked
from mllab.models import tune
from mllab.models.tune import Data, Learned, Nested, Range, Search, Swept, Trials

Arrays = dict[str, np.ndarray]


def sweep(spec: dict[str, Any], arrays: Arrays) -> Iterator[State]:
    """A model at each of `settings`, a state after each. `spec` has model, kind, k, seed and settings."""
    for found in tune.sweep(model(spec), spec["settings"], data(spec, arrays)):
        yield State({**_figures(found), "step": len(found.settings), "of": found.of}, len(found.settings) / found.of)


def learn(spec: dict[str, Any], arrays: Arrays) -> Iterator[State]:
    """A model on ever more rows, a state after each number. `spec` has model, kind, k, seed, count, and recent for rows in order of time."""
    given = data(spec, arrays)
    rows = tune.sizes(given.folds, given.k, spec["count"])
    for found in tune.learning(model(spec), given, rows, spec["recent"]):
        yield State({**_figures(found), "rows": found.rows, "step": len(found.rows), "of": found.of}, len(found.rows) / found.of)


def search(spec: dict[str, Any], arrays: Arrays) -> Iterator[State]:
    """The search for the best knobs, a state after each trial. `spec` has model, kind, k, seed, metric, ranges and how."""
    ranges, how = _asked(spec)
    for found in tune.search(model(spec), ranges, how, data(spec, arrays), spec["metric"]):
        yield State({**_history(found), "step": len(found.settings), "of": found.of}, len(found.settings) / found.of)


def nested(spec: dict[str, Any], arrays: Arrays) -> Iterator[State]:
    """The search inside every fold. As `search`; `inner` (j * i, n) marks the i folds inside each of the j, `spec["inner"]` is i."""
    ranges, how = _asked(spec)
    cut, count = unmarked(arrays["inner"]), spec["inner"]
    inside = [cut[place : place + count] for place in range(0, len(cut), count)]
    for found in tune.nested(model(spec), ranges, how, data(spec, arrays), spec["metric"], inside):
        told = {"values": found.values, "inner": found.inner, "settings": _texts(found.chosen), "done": len(found.values)}
        share = (len(found.values) + (found.trial % how.trials) / how.trials) / found.of
        yield State({**told, "step": len(found.values), "of": found.of}, min(share, 1.0))


def data(spec: Mapping[str, Any], arrays: Arrays) -> Data:
    """The folds that a job was given, with what is known of them."""
    cut = unmarked(arrays["marks"])
    names = [*(f"X{j}" for j in range(len(cut))), "y", "marks"]
    about = {name: stored.digest(name, arrays[name]) for name in names}
    known = kept(about, spec["kind"], spec["k"], spec["seed"])
    return Data(spec["kind"], [whole(arrays[f"X{j}"]) for j in range(len(cut))], arrays["y"], cut, spec["k"], spec["seed"], known)


def swept(spec: Mapping[str, Any], values: Values) -> Swept:
    """What a state of `sweep` told."""
    valid, train = _heard(values)
    done = tuple(spec["settings"][: int(values["step"])])
    return Swept(done, valid, train, values["seconds"], _notes(values), int(values["of"]))


def learned(values: Values) -> Learned:
    """What a state of `learn` told."""
    valid, train = _heard(values)
    return Learned(values["rows"], valid, train, values["seconds"], _notes(values), int(values["of"]))


def trials(spec: Mapping[str, Any], values: Values) -> Trials:
    """What a state of `search` told."""
    settings = tuple(json.loads(text) for text in values["settings"])
    shares = dict(zip(values["important"].tolist(), values["importance"].tolist(), strict=True))
    return Trials(
        spec["metric"], settings, values["folds"], values["state"], values["seconds"], int(values["best"]), shares, _notes(values), int(values["of"])
    )  # fmt: skip


def nests(spec: Mapping[str, Any], values: Values) -> Nested:
    """What a state of `nested` told."""
    chosen = tuple(json.loads(text) for text in values["settings"])
    return Nested(spec["metric"], values["values"], values["inner"], chosen, 0, int(values["of"]))


def _asked(spec: Mapping[str, Any]) -> tuple[list[Range], Search]:
    return [Range.from_spec(one) for one in spec["ranges"]], Search(**spec["how"])


def _figures(found: Swept | Learned) -> Values:
    values: Values = {f"value {name}": figures for name, figures in found.values.items()}
    values |= {f"train {name}": figures for name, figures in found.train.items()}
    return {**values, "seconds": found.seconds, "notes": "\n".join(found.notes)}


def _heard(values: Values) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray]]:
    valid, train = (
        {name.removeprefix(part): found for name, found in values.items() if name.startswith(part)} for part in ("value ", "train ")
    )
    return valid, train


def _history(found: Trials) -> Values:
    return {
        "settings": _texts(found.settings),
        "folds": found.folds,
        "state": found.state,
        "seconds": found.seconds,
        "best": found.best,
        "important": np.array(list(found.importance), np.str_),
        "importance": np.array(list(found.importance.values()), np.float64),
        "notes": "\n".join(found.notes),
    }


def _texts(settings: tuple[Mapping[str, Any], ...]) -> np.ndarray:
    """(t,) each setting as JSON."""
    return np.array([json.dumps(one) for one in settings], np.str_)


def _notes(values: Values) -> tuple[str, ...]:
    return tuple(filter(None, values["notes"].split("\n")))
