"""Permutation importance as it is done in a worker: a fit per fold, a state after each."""

from collections.abc import Iterator
from typing import Any

from mllab.data.table import Column
from mllab.jobs.state import State, Values
from mllab.jobs.training import Arrays, model, unmarked, unpacked
from mllab.models.explain import Importance
from mllab.models.explain import importance as importance_of

NUMBERS = ("judging", "training", "done", "of")


def importance(spec: dict[str, Any], arrays: Arrays) -> Iterator[State]:
    """`spec` has model (name, knobs), columns (name, kind, sql of each), kind, k, metric, repeats, seed and `text`; arrays are table, marks and y."""
    frame, cut = unpacked(arrays["table"]), unmarked(arrays["marks"])
    columns = [Column(*one) for one in spec["columns"]]
    asked = (model(spec), spec["kind"], spec["metric"], spec["repeats"], spec["seed"], spec.get("text", "components"))
    for found in importance_of(frame, arrays["y"], spec["k"], cut, columns, *asked):
        yield State(told(found), found.done / found.of)


def told(found: Importance) -> Values:
    """An importance as the values of a state."""
    return {"drops": found.drops, "base": found.base, "step": found.done, **{name: getattr(found, name) for name in NUMBERS}}


def heard(spec: dict[str, Any], values: Values) -> Importance:
    """The importance that was told."""
    names = tuple(one[0] for one in spec["columns"])
    return Importance(names, spec["metric"], values["drops"], values["base"], **{name: values[name] for name in NUMBERS})
