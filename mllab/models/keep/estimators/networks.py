"""ONNX for our networks: each goes the same way through its layers as its `forward` does."""

from typing import Any

import numpy as np

from mllab.models.estimators.network import Network, NetworkClassifier, NetworkRegressor
from mllab.models.keep.estimators.flow import Flow


def _multilayer(network: Network, flow: Flow, x: str, columns: int) -> str:
    for layer in range(network.layers):
        x = flow.linear(f"hidden{layer}", x)
        if network.batch_norm:
            x = flow.batch_norm(f"norm{layer}", x)
        x = flow.bend(network.activation, x)
    return flow.linear("out", x)


def _residual(network: Network, flow: Flow, x: str, columns: int) -> str:
    def even(layer: int, x: str) -> str:
        return flow.batch_norm(f"norm{layer}", x) if network.batch_norm else x

    x = flow.linear("first", _coded(flow, x))
    for layer in range(network.layers):
        inner = flow.bend(network.activation, flow.linear(f"into{layer}", even(layer, x)))
        x = flow.add("Add", x, flow.linear(f"back{layer}", inner))
    return flow.linear("out", flow.bend(network.activation, even(network.layers, x)))


def _coded(flow: Flow, x: str) -> str:
    """Numbers as piecewise-linear codes: how far each has come through the bins of its column."""
    bins = flow.learned
    spread = flow.add("Gather", x, flow.constant(bins["bins.column"], np.int64), axis=1)
    within = flow.add("Div", flow.add("Sub", spread, flow.constant(bins["bins.left"])), flow.constant(bins["bins.wide"]))
    return flow.add("Min", flow.add("Max", within, flow.constant(bins["bins.low"])), flow.constant(bins["bins.high"]))


def _sequence(network: Network, flow: Flow, x: str, columns: int) -> str:
    x = flow.add("Unsqueeze", x, flow.constant([1], np.int64))
    before = (network.kernel - 1) // 2
    for layer in range(network.layers):
        scan = [flow.constant(flow.learned[f"scan{layer}.{what}"]) for what in ("weight", "bias")]
        x = flow.add("Conv", x, *scan, pads=[before, network.kernel - 1 - before])
        if network.batch_norm:
            x = flow.batch_norm(f"norm{layer}", x)
        x = flow.bend(network.activation, x)
        if columns > 1:
            x, columns = flow.add("MaxPool", x, kernel_shape=[2], strides=[2]), columns // 2
    return flow.linear("out", flow.add("Flatten", x, axis=1))


def _tokens(network: Network, flow: Flow, x: str, columns: int) -> str:
    answer = flow.learned["answer"]
    rows = flow.add("Concat", flow.add("Shape", x, start=0, end=1), flow.constant([1, len(answer)], np.int64), axis=0)
    t = flow.add("Concat", flow.add("Expand", flow.constant(answer.reshape(1, 1, -1)), rows), _tokenized(flow, x), axis=1)
    for layer in range(network.layers):
        last = layer == network.layers - 1
        kept = flow.first(t, 1) if last else t
        heard = _attended(network, flow, layer, flow.layer_norm(f"attend{layer}", t) if layer else t, last)
        t = flow.add("Add", kept, heard)
        t = flow.add("Add", t, _thought(network, flow, layer, flow.layer_norm(f"think{layer}", t)))
    return flow.linear("out", flow.bend(network.activation, flow.layer_norm("end", flow.one(t, 0, 1))))


def _tokenized(flow: Flow, x: str) -> str:
    """(n, m, width): every column's share, added up over the columns of a token."""
    of, bias = flow.learned["tokens"], flow.learned["column.bias"]
    shares = flow.add("Mul", flow.add("Unsqueeze", x, flow.constant([2], np.int64)), flow.constant(flow.learned["column.weight"]))
    if len(bias) < len(of):
        shares = flow.add("MatMul", flow.constant(np.arange(len(bias))[:, None] == of), shares)
    return flow.add("Add", shares, flow.constant(bias))


def _attended(network: Network, flow: Flow, layer: int, t: str, last: bool) -> str:
    """What each token hears from the others; with `last` only the first one listens."""
    width, heads = len(flow.learned["answer"]), network.heads
    parted = flow.add("Transpose", flow.shaped(flow.linear(f"asks{layer}", t), 0, 0, 3, heads, width // heads), perm=[2, 0, 3, 1, 4])
    asked, key, value = (flow.one(parted, place, 0) for place in range(3))
    asked = flow.add("Mul", flow.first(asked, 2) if last else asked, flow.constant((width // heads) ** -0.5))
    weights = flow.add("Softmax", flow.add("MatMul", asked, flow.add("Transpose", key, perm=[0, 1, 3, 2])), axis=-1)
    heard = flow.add("Transpose", flow.add("MatMul", weights, value), perm=[0, 2, 1, 3])
    return flow.linear(f"told{layer}", flow.shaped(heard, 0, 0, width))


def _thought(network: Network, flow: Flow, layer: int, t: str) -> str:
    inner = len(flow.learned[f"into{layer}.bias"]) // 2
    value, gate = (flow.linear(f"into{layer}", t, part) for part in (slice(inner), slice(inner, None)))
    return flow.linear(f"back{layer}", flow.add("Mul", value, flow.bend(network.activation, gate)))


WAYS = {"multilayer": _multilayer, "residual": _residual, "sequence": _sequence, "tokens": _tokens}


def _outputs(scope: Any, operator: Any, container: Any) -> tuple[Flow, str]:
    """The flow, and the name of the outputs (n, k) of the last layer."""
    network = operator.raw_operator
    flow = Flow(scope, container, network.learned_)
    x = flow.add("Div", flow.add("Sub", flow.given(operator), flow.constant(network.middle_)), flow.constant(network.scale_))
    return flow, WAYS[network.architecture](network, flow, x, len(network.middle_))


def _numbers(scope: Any, operator: Any, container: Any) -> None:
    network = operator.raw_operator
    flow, out = _outputs(scope, operator, container)
    spread = flow.add("Mul", out, flow.constant(network.spread_))
    flow.answered(flow.add("Add", spread, flow.constant(network.center_)), operator.outputs[0])


def _classes(scope: Any, operator: Any, container: Any) -> None:
    label, chances = operator.outputs
    flow, out = _outputs(scope, operator, container)
    flow.answered(flow.add("Softmax", out, axis=1), chances)
    flow.labelled(out, operator.raw_operator.classes_, label.full_name)


CONVERTERS: dict[type, Any] = {NetworkClassifier: _classes, NetworkRegressor: _numbers}
