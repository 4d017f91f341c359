"""The encoding of numbers, truths and categories as an ONNX graph, from what the pipeline has learned."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from mllab.data.matrix._columns import HUGE, Role

if TYPE_CHECKING:
    from mllab.models.task import Encoder

FLOAT, STRING, DOUBLE, LONG = 1, 8, 11, 7  # types as ONNX numbers them
IR = 8  # the version of the file's own form


class Graph:
    """Nodes in the order in which they are added; every result has a name of its own."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    def add(self, operation: str, *given: str, domain: str = "", **settings: Any) -> str:
        """One operation; gives the name of its result."""
        from onnx import helper

        name = f"encode/{len(self.nodes)}"
        self.nodes.append(helper.make_node(operation, list(given), [name], name=name, domain=domain, **settings))
        return name

    def constant(self, values: Any, kind: Any = np.float64) -> str:
        """An array that is part of the graph."""
        from onnx import numpy_helper

        name = f"encode/constant {len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.asarray(values, dtype=kind), name))
        return name


def levelled(graph: Any, opsets: Mapping[str, int]) -> Any:
    """The graph said to be of these versions of the operations, of which older ones are parts: graphs of one version can be joined."""
    from onnx import helper

    del graph.opset_import[:]
    graph.opset_import.extend(helper.make_opsetid(domain, version) for domain, version in opsets.items())
    graph.ir_version = IR
    return graph


def from_single(graph: Any) -> Any:
    """The same graph taking `X` in single precision, though it computes in double."""
    from onnx import helper

    for node in graph.graph.node:
        node.input[:] = ["X double" if name == "X" else name for name in node.input]
    graph.graph.node.insert(0, helper.make_node("Cast", ["X"], ["X double"], to=DOUBLE, name="X double"))
    graph.graph.input[0].type.tensor_type.elem_type = FLOAT
    return graph


def encoding(encoder: "Encoder", opsets: Mapping[str, int]) -> Any:
    """The graph from a (n, 1) input per column to `X` (n, d) float32."""
    from onnx import helper

    graph, vectorized, roles = Graph(), encoder.pipeline.named_steps["vectorize"], encoder.matrix.roles
    parts = [_part(graph, vectorized, roles, i) for i in range(len(roles))]
    whole = graph.add("Concat", *parts, axis=1)
    graph.nodes.append(helper.make_node("Cast", [whole], ["X"], to=FLOAT, name="encode/X"))
    inputs = [helper.make_tensor_value_info(role.name, STRING if role.form == "category" else DOUBLE, [None, 1]) for role in roles]
    output = helper.make_tensor_value_info("X", FLOAT, [None, len(encoder.names)])
    made = helper.make_graph(graph.nodes, "encode", inputs, [output], graph.constants)
    return levelled(helper.make_model(made), opsets)


def _part(graph: Graph, vectorized: Any, roles: Sequence[Role], i: int) -> str:
    """The outputs of one column, (n, m) double."""
    role = roles[i]
    if role.form == "number":
        at = [j for j, other in enumerate(roles) if other.form == "number"].index(i)
        learned = vectorized.numbers_
        filled, gone = _filled(graph, role.name, learned.medians_[at])
        value = _scaled(graph, filled, learned.scaler_.mean_[at], learned.scaler_.scale_[at])
        return graph.add("Concat", value, _scaled(graph, gone, learned.shares_[at], 1.0), axis=1) if role.missing else value
    first, block = (step for _, step in vectorized.others_.transformers_[f"c{i}"].steps)
    if role.form == "boolean":
        filled, gone = _filled(graph, role.name, first.statistics_[0])
        whole = graph.add("Concat", filled, gone, axis=1) if len(block.mean_) == 2 else filled
    else:
        whole = _one_hot(graph, role, [str(value) for value in first.categories_[0]])
    return _scaled(graph, whole, block.mean_, 1 / block.factor_)


def _filled(graph: Graph, name: str, usual: float) -> tuple[str, str]:
    """The column with `usual` where it has no number, and 1 where it has none."""
    beyond = graph.add("GreaterOrEqual", graph.add("Abs", name), graph.constant(HUGE))
    gone = graph.add("Or", graph.add("IsNaN", name), beyond)
    return graph.add("Where", gone, graph.constant(usual), name), graph.add("Cast", gone, to=DOUBLE)


def _one_hot(graph: Graph, role: Role, categories: list[str]) -> str:
    """1 for the category that the text is; zeros for a text that was never seen."""
    keys = dict(zip(categories, range(len(categories)), strict=True))
    if role.missing and "missing" in keys:
        keys[""] = keys["missing"]
    code = graph.add(
        "LabelEncoder", role.name, domain="ai.onnx.ml", keys_strings=list(keys), values_int64s=list(keys.values()), default_int64=-1
    )
    places = graph.constant(np.arange(len(categories)).reshape(1, -1), np.int64)
    return graph.add("Cast", graph.add("Equal", code, places), to=DOUBLE)


def _scaled(graph: Graph, values: str, middle: Any, spread: Any) -> str:
    return graph.add("Div", graph.add("Sub", values, graph.constant(middle)), graph.constant(spread))


def named_classes(graph: Any, classes: Sequence[str], codes: Sequence[int]) -> Any:
    """The same graph with outputs called `label`, the class's name, and `probabilities`; or `prediction`, for numbers."""
    from onnx import helper

    outputs = [one.name for one in graph.graph.output]
    wanted = ("label", "probabilities") if classes else ("prediction",)
    renamed = dict(zip(outputs, wanted, strict=False))
    if classes:
        renamed[outputs[0]] = "label code"
    for node in graph.graph.node:
        for names in (node.input, node.output):
            names[:] = [renamed.get(name, name) for name in names]
    for one in graph.graph.output:
        one.name = renamed.get(one.name, one.name)
    if classes:
        texts = [classes[code] for code in codes]
        graph.graph.node.append(
            helper.make_node(
                "LabelEncoder", ["label code"], ["label"], domain="ai.onnx.ml", keys_int64s=list(codes), values_strings=texts, name="label"
            )
        )
        shape = [dim.dim_value or None for dim in graph.graph.output[0].type.tensor_type.shape.dim]
        graph.graph.output[0].CopyFrom(helper.make_tensor_value_info("label", STRING, shape))
    return graph
