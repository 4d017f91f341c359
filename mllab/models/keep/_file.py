"""A kept model is one skops file: a scikit-learn pipeline from raw rows to answers, with what is known of it beside.

    schema.json, *.npy   the pipeline, as skops writes it: types by name and arrays; nothing in it is a program
    mllab.json           task, model, classes, columns, and facts
    model card.md, model.py

`skops.io.load` opens it anywhere mllab is installed. Here every type is checked against mllab's own list before anything is made of it,
and nothing is ever unpickled. XGBoost and LightGBM read their own part of such a file by their own code: take files from those you trust.
"""

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from mllab.data.table import Column
from mllab.errors import DataError
from mllab.models.keep._card import as_markdown
from mllab.models.keep._facts import Facts
from mllab.models.keep._facts import versions as installed
from mllab.models.keep._refused import checked
from mllab.models.keep._sound import sound
from mllab.models.keep._types import trusted

if TYPE_CHECKING:
    from sklearn.pipeline import Pipeline

    from mllab.models.fitted import Fitted
    from mllab.models.task import Encoder

FORMAT = 1
TOLD = "mllab.json"
DENSE = 3  # of 9: larger takes far longer and saves little


@dataclass(frozen=True, eq=False)
class Kept:
    """A model that was read: `fitted` answers, `facts` tell where it comes from, `notes` what may differ here."""

    fitted: "Fitted"
    facts: Facts
    notes: tuple[str, ...] = field(default=())


def write(fitted: "Fitted", facts: Facts) -> bytes:
    """The model and its facts as one file. O(size). Raises DataError, by name, for a model that cannot be kept."""
    files = {"model card.md": as_markdown(fitted, facts), "model.py": facts.script}
    return _written(fitted, {"facts": facts.spec()}, files)


def read(data: bytes, name: str = "This file") -> Kept:
    """The model of a file. Raises DataError, saying what it is, for anything but a kept model of trusted types."""
    told = glance(data, name)
    facts = Facts.from_spec(told.get("facts") or {})
    return Kept(_fitted(data, told, name), facts, _differs(facts.versions))


def pack(fitted: "Fitted") -> np.ndarray:
    """(b,) uint8: the model alone, as it travels from a worker."""
    return np.frombuffer(_written(fitted, {}, {}), np.uint8)


def unpack(packed: np.ndarray) -> "Fitted":
    """The model that was packed."""
    data = np.ascontiguousarray(packed).tobytes()
    return _fitted(data, glance(data), "This model")


def glance(data: bytes, name: str = "This file") -> dict[str, Any]:
    """What a file tells of its model, without making it. Raises DataError unless mllab kept it."""
    checked(data, name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            told = json.loads(archive.read(TOLD))
    except KeyError:
        raise DataError(f"{name} is a skops file that mllab has not written, so its columns are not known. Keep it with mllab.") from None
    except (zipfile.BadZipFile, ValueError, OSError, RecursionError) as problem:
        raise DataError(f"{name} is damaged ({problem}). Bring another copy.") from problem
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise DataError(f"{name} is of a form that this mllab does not know. Keep it again, or use a newer mllab.")
    return told


def _written(fitted: "Fitted", more: Mapping[str, Any], files: Mapping[str, str]) -> bytes:
    from skops import io as skops

    try:
        data = skops.dumps(_whole(fitted), compression=zipfile.ZIP_DEFLATED, compresslevel=DENSE)
    except Exception as problem:
        raise DataError(
            f"{fitted.model.name} cannot be kept as a file: {' '.join(str(problem).split())[:200]}. Keep its script, or another model."
        ) from problem
    sink = io.BytesIO(data)
    with zipfile.ZipFile(sink, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(TOLD, json.dumps({**_told(fitted), **more}, indent=1, allow_nan=False))
        for name, text in files.items():
            archive.writestr(name, text)
    return sink.getvalue()


def _whole(fitted: "Fitted") -> "Pipeline":
    """Raw rows to class codes or numbers, as one scikit-learn pipeline."""
    from sklearn.pipeline import Pipeline

    return Pipeline([("encode", _portable(fitted.encoder.pipeline)), ("model", fitted.trained.estimator)])


def _portable(pipeline: Any) -> Any:
    """A copy in which the names of outputs are arrays: skrub keeps them as a pandas index, which skops cannot write."""
    import copy

    found = copy.deepcopy(pipeline)
    _without_index(found, set())
    return found


def _without_index(thing: Any, seen: set[int]) -> None:
    import pandas as pd

    if id(thing) in seen or (not isinstance(thing, dict | list | tuple) and not hasattr(thing, "__dict__")):
        return
    seen.add(id(thing))
    held: Any = thing if isinstance(thing, dict) else dict(enumerate(thing)) if isinstance(thing, list | tuple) else vars(thing)
    for key, value in list(held.items()):
        if not isinstance(value, pd.Index):
            _without_index(value, seen)
        elif isinstance(thing, dict | list):
            thing[key] = np.asarray(value, dtype=object)
        else:
            setattr(thing, key, np.asarray(value, dtype=object))


def _told(fitted: "Fitted") -> dict[str, Any]:
    matrix = fitted.encoder.matrix
    return {
        "format": FORMAT,
        "task": fitted.task.spec(),
        "model": fitted.model.spec(),
        "classes": list(fitted.classes),
        "columns": [asdict(column) for column in fitted.encoder.columns],
        "encoding": {
            "names": list(matrix.names),
            "sources": list(matrix.sources),
            "notes": matrix.notes,
            "roles": [asdict(role) for role in matrix.roles],
            "seed": matrix.seed,
        },
        "note": fitted.trained.note,
    }


def _fitted(data: bytes, told: dict[str, Any], name: str) -> "Fitted":
    from mllab.models import MODELS
    from mllab.models._base import Trained
    from mllab.models.fitted import Fitted
    from mllab.models.task import Task

    pipeline = _loaded(data, name)
    try:
        task, model = Task.from_spec(told["task"]), MODELS[told["model"]["name"]](**told["model"]["knobs"])
        encode, estimator = pipeline.named_steps["encode"], pipeline.named_steps["model"]
        encoder = _encoder(told, encode)
        classes = tuple(map(str, told["classes"]))
    except (KeyError, TypeError, AttributeError) as problem:
        raise DataError(f"{name} does not tell its model wholly ({problem}). It is damaged, or of another version of mllab.") from problem
    sound(estimator, len(encoder.names))
    return Fitted(task, model, classes, encoder, Trained(estimator, note=str(told.get("note", ""))))


def _encoder(told: dict[str, Any], pipeline: Any) -> "Encoder":
    from mllab.data.matrix._columns import Role
    from mllab.data.matrix._matrix import Matrix
    from mllab.models.task import Encoder

    code = told["encoding"]
    names = tuple(map(str, code["names"]))
    roles = tuple(Role(**role) for role in code["roles"])
    values, rows = np.empty((0, len(names)), np.float32), np.empty(0, np.int64)
    matrix = Matrix(values, names, tuple(map(str, code["sources"])), dict(code["notes"]), rows, pipeline, roles, int(code["seed"]))
    return Encoder(tuple(Column(**column) for column in told["columns"]), matrix)


def _loaded(data: bytes, name: str) -> Any:
    """The pipeline of a file in which every type is on our list."""
    from skops import io as skops
    from skops.io.exceptions import UntrustedTypesFoundException

    try:
        asked = skops.get_untrusted_types(data=data)
        if strange := sorted(set(asked) - trusted()):
            raise UntrustedTypesFoundException(strange)
        found = skops.loads(data, trusted=asked)
    except UntrustedTypesFoundException as problem:
        listed = ", ".join(sorted(set(skops.get_untrusted_types(data=data)) - trusted())[:8])
        raise DataError(
            f"{name} asks for {listed}, which no model of mllab needs, so nothing of it was loaded. Do not use it."
        ) from problem
    except Exception as problem:
        raise DataError(f"{name} cannot be read: {' '.join(str(problem).split())[:200] or type(problem).__name__}.") from problem
    if type(found).__name__ != "Pipeline" or not hasattr(found, "named_steps"):
        raise DataError(f"{name} holds {type(found).__name__!r} and not a model with its encoding. Bring a .skops file that mllab wrote.")
    return found


def _differs(made: Mapping[str, str]) -> tuple[str, ...]:
    """Libraries of which this is another version than the model was made with."""
    here = installed()
    listed = [f"{name} {version} (here {here[name]})" for name, version in made.items() if here.get(name, version) != version]
    told = [f"Made with {', '.join(listed)}: its answers may differ slightly."] if listed else []
    gone = [name for name in made if name not in here and name not in {"torch", "mllab"}]
    return (*told, *([f"Made with {', '.join(gone)}, which is not installed here."] if gone else []))
