"""A model as ONNX: a graph of plain operations that phones, browsers, databases and other languages run without Python.

source: sklearn-onnx (skl2onnx), Dupré & contributors 2018, converts the estimators; the encoding is written here
"""

import json
import sys
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import numpy as np

from mllab.errors import DataError
from mllab.models.keep._graph import encoding, from_single, levelled, named_classes

if TYPE_CHECKING:
    import pandas as pd

    from mllab.models.fitted import Fitted

CLOSE = 1e-5  # what predictions may differ by: of 1 for probabilities, of the largest answer for numbers
OPSETS = {"": 18, "ai.onnx.ml": 3}
WHOLE = {"number", "boolean", "category"}
PROBED = 500
NETWORKS = "mllab.models.estimators.network"


@dataclass(frozen=True, eq=False)
class Exported:
    """An ONNX file.

    whole       it takes the columns as they are (numbers as double, yes and no as 1 and 0, categories as text); otherwise the encoded matrix `X`
    inputs      the names of its inputs
    difference  the largest difference from our own answers on `rows` rows that were tried, as a share of what they may be; NaN and no rows where
                onnxruntime, which runs such files, is not installed
    """

    data: bytes = field(repr=False)
    whole: bool
    inputs: tuple[str, ...]
    difference: float
    rows: int


def onnx(fitted: "Fitted", frame: "pd.DataFrame") -> Exported:
    """The model as an ONNX file, tried on the first 500 rows of `frame`. O(size).

    Outputs are `label` (the class's name) and `probabilities`, whose columns the metadata `classes` names, or `prediction`. Raises DataError, by
    name, where the model has no ONNX form or its answers would differ by more than 1e-5.
    """
    whole = {role.form for role in fitted.encoder.matrix.roles} <= WHOLE
    probe = frame.iloc[:PROBED]
    inputs = tuple(fitted.encoder.matrix.columns) if whole else ("X",)
    data = _graph(fitted, whole, exact=False)
    if find_spec("onnxruntime") is None:
        return Exported(data, whole, inputs, float("nan"), 0)
    difference, rows = _difference(data, fitted, probe, whole)
    if not difference <= CLOSE and not _trees(data):  # trees are only written in single precision
        data = _graph(fitted, whole, exact=True)
        difference, rows = _difference(data, fitted, probe, whole)
    if difference <= CLOSE:
        return Exported(data, whole, inputs, difference, len(probe))
    raise DataError(
        f"The ONNX form of this {fitted.model.name} answers otherwise than the model itself in {rows:,} of {len(probe):,} rows (by up to {difference:.1e}; "
        f"{CLOSE:.0e} is allowed), so it is not given out. Keep the .skops file."
    )


def _trees(data: bytes) -> bool:
    return b"TreeEnsemble" in data


def _graph(fitted: "Fitted", whole: bool, exact: bool) -> bytes:
    graph = _estimator(fitted, exact)
    if whole:
        from onnx import compose

        graph = compose.merge_models(encoding(fitted.encoder, OPSETS), graph, io_map=[("X", "X")])
    _described(graph, fitted, whole)
    data: bytes = graph.SerializeToString()
    return data


def _estimator(fitted: "Fitted", exact: bool) -> Any:
    """The graph from `X` to `label` and `probabilities`, or to `prediction`; `exact` computes in double precision."""
    from skl2onnx import convert_sklearn
    from skl2onnx.common.data_types import DoubleTensorType, FloatTensorType

    from mllab.models.keep.estimators.converters import ready

    estimator = ready(fitted.trained.estimator)
    hard = getattr(estimator, "voting", "") == "hard"  # says a class and no probabilities, where skl2onnx gives the largest of its members
    options = {id(estimator): {"zipmap": False}} if fitted.classes and (hard or hasattr(estimator, "predict_proba")) else None
    d = len(fitted.encoder.names)
    given = [("X", DoubleTensorType([None, d]) if exact else FloatTensorType([None, d]))]
    try:
        graph = _converted(convert_sklearn, estimator, given, options)
    except Exception as problem:
        raise DataError(
            f"{fitted.model.name} has no ONNX form ({_why(problem)}). Keep the .skops file, or choose another model."
        ) from problem
    if hard:
        del graph.graph.output[1:]
    codes = [int(code) for code in estimator.classes_] if fitted.classes else []
    named = levelled(named_classes(graph, fitted.classes, codes), OPSETS)
    return from_single(named) if exact else named


def _why(problem: Exception) -> str:
    """In a few words; a member of an ensemble that the converter does not know is all that it tells of a KeyError."""
    if isinstance(problem, KeyError) and problem.args and isinstance(problem.args[0], type):
        return f"not as a member of others: {problem.args[0].__name__}"
    return " ".join(str(problem).split("\n")[0].split())[:160].rstrip(".")


def _converted(convert: Any, estimator: Any, given: Any, options: Any) -> Any:
    from mllab.models.keep.estimators import boosters
    from mllab.models.keep.estimators.converters import CONVERTERS, known, shape

    converters = {**CONVERTERS, **boosters.converters(estimator)}
    if NETWORKS in sys.modules:  # where one is at hand; for other models PyTorch need not be there
        from mllab.models.keep.estimators import networks

        converters |= networks.CONVERTERS
    known(converters)
    more = {
        "target_opset": OPSETS,
        "custom_conversion_functions": converters,
        "custom_shape_calculators": {of: shape(of) for of in converters},
    }
    try:
        return convert(estimator, initial_types=given, options=options, **more)
    except NameError:  # it knows no such option
        return convert(estimator, initial_types=given, **more)


def _described(graph: Any, fitted: "Fitted", whole: bool) -> None:
    codes = getattr(fitted.trained.estimator, "classes_", ()) if fitted.classes else ()
    told = {
        "model": fitted.model.name,
        "knobs": json.dumps(fitted.model.values()),
        "target": fitted.task.target,
        "columns": json.dumps(fitted.encoder.matrix.columns if whole else list(fitted.encoder.names)),
        "classes": json.dumps([fitted.classes[int(code)] for code in codes]),
        "made by": "mllab",
    }
    for key, value in told.items():
        entry = graph.metadata_props.add()
        entry.key, entry.value = key, value


def _difference(data: bytes, fitted: "Fitted", probe: "pd.DataFrame", whole: bool) -> tuple[float, int]:
    """The largest difference between the file's answers and ours, relative to what they may be, and in how many rows it is too large."""
    ours = fitted.predict(probe)
    try:
        theirs = answers(data, fitted, probe, whole)
    except Exception as problem:  # onnxruntime has a type of its own for every reason
        raise DataError(f"{fitted.model.name} has no ONNX form that runs ({_why(problem)}). Keep the .skops file.") from problem
    if not fitted.classes:
        apart = np.abs(theirs["prediction"].ravel() - ours) / max(1.0, np.abs(ours).max())
    elif "probabilities" in theirs:
        codes = np.asarray(fitted.trained.estimator.classes_, np.int64)
        apart = np.abs(theirs["probabilities"] - ours[:, codes]).max(axis=1)
    else:
        apart = (theirs["label"].ravel() != np.asarray(fitted.classes, dtype=object)[ours.argmax(axis=1)]).astype(np.float64)
    return float(apart.max()), int((~(apart <= CLOSE)).sum())


def answers(data: bytes, fitted: "Fitted", frame: "pd.DataFrame", whole: bool) -> dict[str, np.ndarray]:
    """What an ONNX file says of the rows of a frame: its outputs by name."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level, options.intra_op_num_threads = 3, 1
    session = onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])
    given = feed(fitted, frame) if whole else {"X": fitted.encoder.transform(frame)}
    return dict(zip([one.name for one in session.get_outputs()], session.run(None, given), strict=True))


def feed(fitted: "Fitted", frame: "pd.DataFrame") -> dict[str, np.ndarray]:
    """The rows of a frame as the inputs of a whole graph: each column (n, 1) double or text, empty text where nothing is known."""
    from mllab.data.matrix._columns import typed

    found = {}
    for role in fitted.encoder.matrix.roles:
        clean = typed(frame[role.name], role.form, role.length)
        values = clean.fillna("").to_numpy(dtype=object) if role.form == "category" else clean.to_numpy(np.float64)
        found[role.name] = values.reshape(-1, 1)
    return found
