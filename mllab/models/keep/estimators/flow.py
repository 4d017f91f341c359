"""Layers of a network as ONNX operations, from arrays that it has learned."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from skl2onnx.common.data_types import DoubleTensorType

FLOAT, DOUBLE, LONG = 1, 11, 7  # types as ONNX numbers them
LEAKS, CLOSE = 0.01, 1e-5  # what PyTorch takes for leaky ReLU and for normalizations


class Flow:
    """Adds operations to a container of skl2onnx; a result is told by its name. `learned` has the arrays of the layers."""

    def __init__(self, scope: Any, container: Any, learned: Mapping[str, np.ndarray]) -> None:
        self._scope = scope
        self._container = container
        self.learned = learned

    def add(self, operation: str, *given: str, result: str = "", **settings: Any) -> str:
        """One operation; its result has a name of its own unless it is given one."""
        name: str = result or self._scope.get_unique_variable_name(operation)
        self._container.add_node(operation, list(given), name, name=self._scope.get_unique_operator_name(operation), **settings)
        return name

    def constant(self, values: Any, kind: Any = np.float32) -> str:
        """An array that is part of the graph."""
        array = np.asarray(values, kind)
        name: str = self._scope.get_unique_variable_name("constant")
        told = {np.dtype(np.float32): FLOAT, np.dtype(np.float64): DOUBLE, np.dtype(np.int64): LONG}[array.dtype]
        self._container.add_initializer(name, told, list(array.shape), array.ravel().tolist())
        return name

    def given(self, operator: Any, kind: int = FLOAT) -> str:
        """The rows that come in, in the precision that is wanted."""
        return self.add("Cast", operator.inputs[0].full_name, to=kind)

    def answered(self, x: str, variable: Any) -> None:
        """x as a result of the operator, in the precision that the graph around it computes in."""
        self.add("Cast", x, to=DOUBLE if isinstance(variable.type, DoubleTensorType) else FLOAT, result=variable.full_name)

    def linear(self, name: str, x: str, part: slice = slice(None)) -> str:
        """x (..., in) to (..., out), or to a part of the outputs."""
        weight, bias = (self.learned[f"{name}.{what}"][part] for what in ("weight", "bias"))
        return self.add("Add", self.add("MatMul", x, self.constant(weight.T)), self.constant(bias))

    def batch_norm(self, name: str, x: str) -> str:
        """Units brought to mean 0 and variance 1 by the running means; x (n, units, ...)."""
        layer = [self.constant(self.learned[f"{name}.{what}"]) for what in ("weight", "bias", "means", "variances")]
        return self.add("BatchNormalization", x, *layer, epsilon=CLOSE)

    def layer_norm(self, name: str, x: str) -> str:
        """Each row of units with mean 0 and variance 1."""
        layer = [self.constant(self.learned[f"{name}.{what}"]) for what in ("weight", "bias")]
        return self.add("LayerNormalization", x, *layer, axis=-1, epsilon=CLOSE)

    def bend(self, activation: str, x: str) -> str:
        """The activation."""
        if activation == "SiLU":
            return self.add("Mul", x, self.add("Sigmoid", x))
        if activation == "GELU":  # x times the normal distribution function (Hendrycks & Gimpel 2016)
            half = self.add("Mul", x, self.constant(0.5))
            return self.add("Mul", half, self.add("Add", self.add("Erf", self.add("Mul", x, self.constant(0.5**0.5))), self.constant(1.0)))
        if activation == "leaky ReLU":
            return self.add("LeakyRelu", x, alpha=LEAKS)
        return self.add({"ReLU": "Relu", "tanh": "Tanh"}[activation], x)

    def shaped(self, x: str, *shape: int) -> str:
        """x in another shape; 0 keeps a length, -1 is what is left."""
        return self.add("Reshape", x, self.constant(shape, np.int64))

    def first(self, x: str, axis: int) -> str:
        """x cut down to the first along an axis."""
        return self.add("Slice", x, *(self.constant([value], np.int64) for value in (0, 1, axis)))

    def one(self, x: str, place: int, axis: int) -> str:
        """The one of x at a place along an axis, which goes."""
        return self.add("Gather", x, self.constant(place, np.int64), axis=axis)

    def labelled(self, sums: str, classes: Any, label: str) -> None:
        """The result `label` (n,): the class with the largest of the sums (n, k)."""
        self.add("Gather", self.constant(classes, np.int64), self.add("ArgMax", sums, axis=1, keepdims=0), result=label)
