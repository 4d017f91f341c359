"""ONNX for Gaussian processes of classes, two or many: skl2onnx knows two only, and in an operation that onnxruntime has not."""

from typing import Any

import numpy as np
from sklearn.gaussian_process._gpc import COEFS, LAMBDAS
from sklearn.gaussian_process.kernels import RBF, Matern

from mllab.models.keep.estimators.flow import DOUBLE, Flow

NODES = 48  # of the quadrature: right to 1e-14 up to
FAR = 6.0  # where the error function is 1


def process(scope: Any, operator: Any, container: Any) -> None:
    """The probabilities of each class against the rest, brought to a sum of 1, in double precision (Rasmussen & Williams 2006, algorithm 3.2)."""
    learned, (label, chances) = operator.raw_operator, operator.outputs
    flow = Flow(scope, container, {})
    x = flow.given(operator, DOUBLE)
    one = learned.base_estimator_
    each = [_chance(flow, x, binary) for binary in getattr(one, "estimators_", [one])]
    if len(each) == 1:
        shares = flow.add("Concat", flow.add("Sub", _number(flow, 1.0), each[0]), each[0], axis=1)
    else:
        all_of_them = flow.add("Concat", *each, axis=1)
        shares = flow.add("Div", all_of_them, _summed(flow, all_of_them))
    flow.answered(shares, chances)
    flow.labelled(shares, learned.classes_, label.full_name)


def _chance(flow: Flow, x: str, binary: Any) -> str:
    """(n, 1) of the second of two classes: the logistic curve over the bell of the latent value, as a sum of error functions (Williams & Barber 1998)."""
    height, kernel = binary.kernel_.k1.constant_value, binary.kernel_.k2
    likeness = flow.add("Mul", _likeness(flow, x, binary.X_train_, kernel), _number(flow, height))
    middle = flow.add("MatMul", likeness, _number(flow, (binary.y_train_ - binary.pi_).reshape(-1, 1)))
    inner = np.linalg.solve(binary.L_, np.diag(binary.W_sr_)).T
    root = flow.add("MatMul", likeness, _number(flow, inner))
    variance = flow.add("Sub", _number(flow, height), _summed(flow, flow.add("Mul", root, root)))
    slopes = LAMBDAS.reshape(1, -1)
    wide = flow.add("Sqrt", flow.add("Add", _number(flow, 1.0), flow.add("Mul", variance, _number(flow, 2 * slopes**2))))
    erf = _error_function(flow, flow.add("Div", flow.add("Mul", middle, _number(flow, slopes)), wide))
    return flow.add("Add", flow.add("MatMul", erf, _number(flow, COEFS.reshape(-1, 1) / 2)), _number(flow, COEFS.sum() / 2))


def _likeness(flow: Flow, x: str, known: np.ndarray, kernel: Any) -> str:
    """(n, m) how alike the rows are to those that were learned from: RBF, or Matérn with nu 3/2 or 5/2. Raises ValueError for others."""
    nu = kernel.nu if isinstance(kernel, Matern) else np.inf
    if not isinstance(kernel, RBF) or nu not in (1.5, 2.5, np.inf):
        raise ValueError(f"the kernel {kernel} is not known")
    scaled, points = flow.add("Div", x, _number(flow, kernel.length_scale)), known / kernel.length_scale
    products = flow.add("MatMul", scaled, _number(flow, -2 * points.T))
    sums = flow.add("Add", _summed(flow, flow.add("Mul", scaled, scaled)), _number(flow, (points**2).sum(axis=1)))
    squares = flow.add("Max", flow.add("Add", sums, products), _number(flow, 0.0))
    if nu == np.inf:
        return flow.add("Exp", flow.add("Mul", squares, _number(flow, -0.5)))
    far = flow.add("Mul", flow.add("Sqrt", squares), _number(flow, np.sqrt(2 * nu)))
    bend = flow.add("Add", _number(flow, 1.0), far)
    if nu == 2.5:
        bend = flow.add("Add", bend, flow.add("Mul", squares, _number(flow, 5 / 3)))
    return flow.add("Mul", bend, flow.add("Exp", flow.add("Neg", far)))


def _error_function(flow: Flow, t: str) -> str:
    """(n, 5) erf(t) by Gauss and Legendre's quadrature over [0, t]: onnxruntime has it in single precision only, and its weights here are thousands."""
    nodes, weights = np.polynomial.legendre.leggauss(NODES)
    within = flow.add("Max", flow.add("Min", t, _number(flow, FAR)), _number(flow, -FAR))
    at = flow.add("Mul", flow.shaped(within, 0, 0, 1), _number(flow, (nodes + 1) / 2))
    heights = flow.add("Exp", flow.add("Neg", flow.add("Mul", at, at)))
    area = flow.shaped(flow.add("MatMul", heights, _number(flow, weights.reshape(-1, 1) / np.sqrt(np.pi))), 0, len(COEFS))
    return flow.add("Mul", area, within)


def _summed(flow: Flow, x: str) -> str:
    """(n, 1) the sum of each row."""
    return flow.add("ReduceSum", x, flow.constant([1], np.int64), keepdims=1)


def _number(flow: Flow, values: Any) -> str:
    return flow.constant(values, np.float64)
