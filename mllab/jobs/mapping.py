"""The map's work, as it is done in a worker: a picture, how far to trust it, how it changes with the seed and with the settings."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from mllab.jobs.flat import flat
from mllab.jobs.state import State
from mllab.reduce import REDUCERS, Reducer
from mllab.reduce._custom import CustomAxes

Arrays = dict[str, np.ndarray]


def embed(spec: dict[str, Any], arrays: Arrays) -> Iterator[State]:
    """The pictures of a reducer on their way to the last. `spec` has reducer (name, knobs) and seed; arrays X, and start and y where there are."""
    for picture in reducer(spec).steps(arrays["X"], spec["seed"], arrays.get("start"), arrays.get("y")):
        yield State(flat(picture), picture.step / picture.of if picture.of else None)


def judge(spec: dict[str, Any], arrays: Arrays) -> Iterator[State]:
    """How far the picture `positions` of `X` can be trusted, in the last state; those before it tell only how far it is."""
    from mllab.reduce.quality import Quality, judging

    for found in judging(arrays["X"], arrays["positions"], spec["seed"]):
        yield State(flat(found), 1.0) if isinstance(found, Quality) else State({}, found)


def group(spec: dict[str, Any], arrays: Arrays) -> Iterator[State]:
    """The group of every row of `X` (-1 for noise), in the last state; those before it tell only how far it is, where that is known.

    `spec` has clusterer (name, knobs) and the most rows that it is fitted to.
    """
    from mllab.cluster import CLUSTERERS, fitting_whole

    clusterer = CLUSTERERS[spec["clusterer"]["name"]](**spec["clusterer"]["knobs"])
    fitting = fitting_whole(clusterer, arrays["X"], 0, min(clusterer.limit, spec["most"]))
    while True:
        try:
            yield State({}, next(fitting))
        except StopIteration as ended:
            yield State({"labels": ended.value.labels}, 1.0)
            return


def stability(spec: dict[str, Any], arrays: Arrays) -> Iterator[State]:
    """The same settings with `seeds` seeds: a state after each."""
    from mllab.reduce.quality import stability

    for found in stability(reducer(spec), arrays["X"], spec["seeds"], spec["seed"], arrays.get("y")):
        yield State({**flat(found), "step": found.done}, found.done / found.of)


def sweep(spec: dict[str, Any], arrays: Arrays) -> Iterator[State]:
    """One picture for each of `settings`, a state after each: `positions 0`, `positions 1` ... so far."""
    from mllab.reduce.quality import sweep

    settings, pictures = spec["settings"], {}
    for index, picture in sweep(reducer(spec), arrays["X"], settings, spec["seed"], spec["fresh"], arrays.get("y")):
        pictures[f"positions {index}"] = picture.positions
        yield State({**pictures, "step": index + 1, "of": len(settings)}, (index + 1) / len(settings))


def reducer(spec: dict[str, Any]) -> Reducer:
    """The reducer with its knobs that a spec names. Raises ParamError when there is none such."""
    name, knobs = spec["reducer"]["name"], spec["reducer"]["knobs"]
    return CustomAxes(**knobs) if name == CustomAxes.name else REDUCERS[name](**knobs)
