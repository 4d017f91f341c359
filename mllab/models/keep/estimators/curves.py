"""ONNX for what a column becomes before it is weighed: the bends of splines, and bins."""

from typing import Any

import numpy as np
from sklearn.preprocessing import KBinsDiscretizer

from mllab.models.estimators.splines import PenalizedSplines
from mllab.models.keep.estimators.flow import DOUBLE, Flow

DEGREE = 3


def columns(transformer: Any) -> int:
    """How many columns come out of a fitted transformer."""
    if isinstance(transformer, KBinsDiscretizer):
        return int(np.sum(transformer.n_bins_))
    return int(transformer.n_features_in_ + len(transformer.curved_) * transformer.bends_.shape[1])


def binned(scope: Any, operator: Any, container: Any) -> None:
    """1 for the bin that a value falls into, 0 for the others; the first and the last bin have no outer end."""
    edges = [np.asarray(column, np.float64) for column in operator.raw_operator.bin_edges_]
    flow = Flow(scope, container, {})
    low, high = (np.concatenate(part) for part in zip(*[_ends(one) for one in edges], strict=True))
    of = np.repeat(np.arange(len(edges)), [len(one) - 1 for one in edges])
    x = flow.add("Gather", flow.given(operator, DOUBLE), flow.constant(of, np.int64), axis=1)
    inside = flow.add(
        "And", flow.add("GreaterOrEqual", x, flow.constant(low, np.float64)), flow.add("Less", x, flow.constant(high, np.float64))
    )
    flow.answered(inside, operator.outputs[0])


def _ends(edges: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return np.r_[-np.inf, edges[1:-1]], np.r_[edges[1:-1], np.inf]


def bent(scope: Any, operator: Any, container: Any) -> None:
    """Every column as a line, and the bends of those that are curved: `PenalizedSplines.transform`, in double precision."""
    splines = operator.raw_operator
    flow = Flow(scope, container, {})
    x = flow.given(operator, DOUBLE)
    middle, scale = (flow.constant(values, np.float64) for values in (splines.middle_, splines.scale_))
    lines = flow.add("Mul", flow.add("Sub", x, middle), scale)
    if not len(splines.curved_):
        flow.answered(lines, operator.outputs[0])
        return
    bends = flow.add("MatMul", _basis(flow, splines, x), flow.constant(splines.bends_, np.float64))
    flat = flow.shaped(bends, 0, len(splines.curved_) * splines.bends_.shape[1])
    flow.answered(flow.add("Concat", lines, flat, axis=1), operator.outputs[0])


def _basis(flow: Flow, splines: PenalizedSplines, x: str) -> str:
    """(n, c, pieces + 3): the cubic B-splines on even knots of the c curved columns, which go on straight beyond the ends.

    Counted in pieces from the lowest knot, each is the same bell (max(0, 2 - |v|)^3 - 4 max(0, 1 - |v|)^3) / 6 around its middle; at an end only
    its two neighbors slope, by a half (de Boor 1978).
    """
    knots = [spline.t for spline in splines.splines_.bsplines_]
    first = np.array([t[DEGREE] for t in knots])
    piece = np.array([(t[-DEGREE - 1] - t[DEGREE]) / splines.pieces for t in knots])
    chosen = flow.add("Gather", x, flow.constant(splines.curved_, np.int64), axis=1)
    place = flow.add("Div", flow.add("Sub", chosen, _number(flow, first)), _number(flow, piece))
    v = flow.add("Unsqueeze", place, flow.constant([2], np.int64))
    zero, end = _number(flow, 0.0), _number(flow, float(splines.pieces))
    within = flow.add("Min", flow.add("Max", v, zero), end)
    apart = flow.add("Abs", flow.add("Sub", within, _number(flow, np.arange(splines.pieces + DEGREE) - 1.0)))
    wide, narrow = (_cube(flow, flow.add("Max", flow.add("Sub", _number(flow, reach), apart), zero)) for reach in (2.0, 1.0))
    bell = flow.add("Div", flow.add("Sub", wide, flow.add("Mul", narrow, _number(flow, 4.0))), _number(flow, 6.0))
    below, above = flow.add("Min", v, zero), flow.add("Max", flow.add("Sub", v, end), zero)
    low, high = np.zeros(splines.pieces + DEGREE), np.zeros(splines.pieces + DEGREE)
    low[:DEGREE] = high[-DEGREE:] = [-0.5, 0.0, 0.5]
    beyond = flow.add("Add", flow.add("Mul", below, _number(flow, low)), flow.add("Mul", above, _number(flow, high)))
    return flow.add("Add", bell, beyond)


def _number(flow: Flow, values: Any) -> str:
    return flow.constant(values, np.float64)


def _cube(flow: Flow, x: str) -> str:
    return flow.add("Mul", flow.add("Mul", x, x), x)
