"""The work of a board, as it is done in a worker: every fold encoded once, each model scored on all of them, and one fitted to all rows.

A table travels as the bytes of a Parquet file, folds as marks: (j, n) int8, 1 for a row that a fold learns from, 2 for one that judges it.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from mllab.data.table import Column
from mllab.errors import DataError
from mllab.jobs.matrices import flat, whole
from mllab.jobs.parts import Parts
from mllab.jobs.state import State, Values
from mllab.models import MODELS, Model
from mllab.models.board import Scores
from mllab.models.board import score as scores_of
from mllab.models.fitted import Fitted, fitted
from mllab.models.task import Fold, Rows, Task, encoded

if TYPE_CHECKING:
    import pandas as pd

Arrays = dict[str, np.ndarray]
LEARNS, JUDGES = 1, 2
NUMBERS = ("size", "judging", "training", "done", "of")
CURVES = ("train_loss", "valid_loss", "loss_name", "step", "of", "note")
ARRAYS = ("train_seconds", "predict_seconds", "predicted")


def packed(frame: "pd.DataFrame") -> np.ndarray:
    """The rows of a frame as (b,) uint8, the bytes of a Parquet file; texts, dates and numbers keep their types."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    sink = pa.BufferOutputStream()
    pq.write_table(pa.Table.from_pandas(frame.reset_index(drop=True), preserve_index=False), sink, compression="zstd", compression_level=1)
    found = np.frombuffer(sink.getvalue(), np.uint8)
    found.flags.writeable = False
    return found


def unpacked(table: np.ndarray) -> "pd.DataFrame":
    """The frame that was packed."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    return pq.read_table(pa.BufferReader(np.ascontiguousarray(table).tobytes())).to_pandas()


def marks(folds: Sequence[Fold], n: int) -> np.ndarray:
    """(j, n) int8 of the folds of n rows."""
    found = np.zeros((len(folds), n), np.int8)
    for row, fold in zip(found, folds, strict=True):
        row[fold.train], row[fold.valid] = LEARNS, JUDGES
    return found


def unmarked(found: np.ndarray) -> list[Fold]:
    """The folds that were marked."""
    return [Fold(np.flatnonzero(row == LEARNS), np.flatnonzero(row == JUDGES)) for row in found]


def prepare(spec: dict[str, Any], arrays: Arrays) -> Iterator[State]:
    """Encode `table` for every fold of `marks`: the result has X0, X1 ... (n, d) float32, made `flat`. `spec` has columns (name, kind, sql of each), seed, and `text`, how texts are read."""
    frame, cut = unpacked(arrays["table"]), unmarked(arrays["marks"])
    columns = [Column(*one) for one in spec["columns"]]
    found: Values = {}
    for j, fold in enumerate(cut):
        found[f"X{j}"] = flat(encoded(frame, [fold], columns, spec["seed"], spec.get("text", "components"))[0])
        yield State(found if j + 1 == len(cut) else {"step": j + 1, "of": len(cut)}, (j + 1) / len(cut))


def score(spec: dict[str, Any], arrays: Arrays) -> Iterator[State]:
    """One model on every fold, a state after each. `spec` has model (name, knobs), kind, k and seed; arrays are X0, X1 ..., y and marks.

    Folds that were done before the same work was stopped are found again.
    """
    cut, parts = unmarked(arrays["marks"]), Parts(spec, arrays)
    matrices = [whole(arrays[f"X{j}"]) for j in range(len(cut))]
    for found in scores_of(model(spec), spec["kind"], matrices, arrays["y"], cut, spec["k"], spec["seed"], parts):
        yield State(told(found), found.done / found.of)
    parts.let_go()


def final(spec: dict[str, Any], arrays: Arrays) -> Iterator[State]:
    """The model fitted to the rows `train` of `table`, as it travels (`packed`), with its curves, in one state; `y` are the answers of all rows.

    `spec` has model (name, knobs), task, classes and columns (name, kind, sql of each). `packed` is empty for a model that cannot travel.
    """
    columns, task = [Column(*one) for one in spec["columns"]], Task.from_spec(spec["task"])
    train = arrays["train"]
    rows = Rows(unpacked(arrays["table"]), arrays["y"], tuple(spec["classes"]), train, np.setdiff1d(np.arange(len(arrays["y"])), train))
    found = fitted(rows, task, model(spec), columns)
    yield State({"packed": _travels(found), **{name: getattr(found.trained, name) for name in CURVES}}, 1.0)


def _travels(found: Fitted) -> np.ndarray:
    from mllab.models.keep import pack

    try:
        return pack(found)
    except DataError:  # told where somebody wants to keep it; here it is fitted once more
        return np.empty(0, np.uint8)


def model(spec: dict[str, Any]) -> Model:
    """The model with its knobs that a spec names. Raises ParamError when there is none such."""
    made: Model = MODELS[spec["model"]["name"]](**spec["model"]["knobs"])
    return made


def told(found: Scores) -> Values:
    """Scores as the values of a state."""
    values: Values = {f"value {name}": figures for name, figures in found.values.items()}
    values |= {f"train {name}": figures for name, figures in found.train_values.items()}
    values |= {name: getattr(found, name) for name in (*NUMBERS, *ARRAYS)}
    return {**values, "notes": "\n".join(found.notes), "step": found.done}


def heard(spec: dict[str, Any], values: Values) -> Scores:
    """The scores that were told."""
    named = {
        kind: {name.removeprefix(kind): value for name, value in values.items() if name.startswith(kind)} for kind in ("value ", "train ")
    }
    rest = {name: values[name] for name in (*NUMBERS, *ARRAYS)}
    return Scores(
        model(spec), spec["kind"], named["value "], named["train "], notes=tuple(filter(None, values["notes"].split("\n"))), **rest
    )
