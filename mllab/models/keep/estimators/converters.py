"""ONNX for what skl2onnx has no converter of, or a faulty one: the baseline, the perceptron, and histogram gradient boosting."""

import copy
from typing import Any

import numpy as np
from skl2onnx.common._registration import get_converter, get_shape_calculator
from skl2onnx.common.data_types import FloatTensorType, Int64TensorType
from sklearn.base import ClassifierMixin
from sklearn.dummy import DummyClassifier, DummyRegressor
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor, VotingClassifier

from mllab.models.estimators.perceptron import PerceptronClassifier
from mllab.models.keep.estimators.flow import DOUBLE, FLOAT, Flow


class WholeNumbers:
    """A container of nodes that writes truths as whole numbers: skl2onnx gives booleans where onnx takes only integers."""

    def __init__(self, container: Any) -> None:
        self._container = container

    def __getattr__(self, name: str) -> Any:
        return getattr(self._container, name)

    def add_node(self, *given: Any, **settings: Any) -> Any:
        """The node, its settings mended."""
        return self._container.add_node(*given, **{name: _whole(value) for name, value in settings.items()})


def _whole(value: Any) -> Any:
    return [int(one) if isinstance(one, bool | np.bool_) else one for one in value] if isinstance(value, list | tuple) else value


def _boosted(name: str) -> Any:
    def convert(scope: Any, operator: Any, container: Any) -> None:
        operator.raw_operator = rounded_down(operator.raw_operator)
        get_converter(name)(scope, operator, WholeNumbers(container))

    return convert


def rounded_down(boosted: Any) -> Any:
    """The same model with thresholds in single precision.

    A threshold in double may lie between two neighbouring single numbers: x <= t is the same for every single x when it is rounded down, and
    rounding up, as skl2onnx does, would send the larger neighbour the wrong way.
    """
    made = copy.copy(boosted)
    made._predictors = [[_rounded_down(tree) for tree in trees] for trees in boosted._predictors]
    return made


def _rounded_down(tree: Any) -> Any:
    made = copy.copy(tree)
    made.nodes = tree.nodes.copy()
    exact = made.nodes["num_threshold"]
    near = exact.astype(np.float32)
    made.nodes["num_threshold"] = np.where(near > exact, np.nextafter(near, np.float32(-np.inf)), near)
    return made


def _constant(scope: Any, operator: Any, container: Any, values: np.ndarray, output: str) -> None:
    """Every row the same (1, m): zero times the columns, plus the values."""
    (given,) = operator.inputs
    zeros = scope.get_unique_variable_name("zeros")
    container.add_initializer(zeros, 1, [given.type.shape[1], values.size], [0.0] * (given.type.shape[1] * values.size))
    level = scope.get_unique_variable_name("level")
    container.add_initializer(level, 1, [1, values.size], values.ravel().astype(np.float32).tolist())
    product = scope.get_unique_variable_name("product")
    container.add_node("MatMul", [given.full_name, zeros], product, name=scope.get_unique_operator_name("MatMul"))
    container.add_node("Add", [product, level], output, name=scope.get_unique_operator_name("Add"))


def _usual_number(scope: Any, operator: Any, container: Any) -> None:
    _constant(scope, operator, container, np.asarray(operator.raw_operator.constant_), operator.outputs[0].full_name)


def _usual_class(scope: Any, operator: Any, container: Any) -> None:
    label, chances = operator.outputs
    usual = operator.raw_operator
    _constant(scope, operator, container, np.asarray(usual.class_prior_), chances.full_name)
    best = scope.get_unique_variable_name("best")
    container.add_node("ArgMax", [chances.full_name], best, axis=1, keepdims=0, name=scope.get_unique_operator_name("ArgMax"))
    codes = scope.get_unique_variable_name("codes")
    container.add_initializer(codes, 7, [len(usual.classes_)], [int(code) for code in usual.classes_])
    container.add_node("Gather", [codes, best], label.full_name, name=scope.get_unique_operator_name("Gather"))


def _perceptron(scope: Any, operator: Any, container: Any) -> None:
    learned, (label, sure) = operator.raw_operator, operator.outputs
    flow = Flow(scope, container, {})
    x = flow.add("Cast", operator.inputs[0].full_name, to=DOUBLE)
    sums = flow.add("Add", flow.add("MatMul", x, flow.constant(learned.coef_.T, np.float64)), flow.constant(learned.intercept_, np.float64))
    flow.labelled(sums, learned.classes_, label.full_name)
    places = flow.constant(np.arange(len(learned.classes_)), np.int64)
    said = flow.add("Equal", flow.add("ArgMax", sums, axis=1, keepdims=1), places)  # it has no probabilities: it is sure of what it says
    flow.add("Cast", said, to=FLOAT, result=sure.full_name)


def _number_shape(operator: Any) -> None:
    operator.outputs[0].type = FloatTensorType([None, 1])


def _class_shape(operator: Any) -> None:
    operator.outputs[0].type = Int64TensorType([None])
    operator.outputs[1].type = FloatTensorType([None, len(operator.raw_operator.classes_)])


BOOSTED = {
    HistGradientBoostingClassifier: "SklearnHistGradientBoostingClassifier",
    HistGradientBoostingRegressor: "SklearnHistGradientBoostingRegressor",
}
CONVERTERS: dict[type, Any] = {
    DummyClassifier: _usual_class,
    DummyRegressor: _usual_number,
    PerceptronClassifier: _perceptron,
    **{estimator: _boosted(name) for estimator, name in BOOSTED.items()},
}


def shape(estimator: type) -> Any:
    """The function that tells the shapes of what an estimator gives."""
    if estimator in BOOSTED:
        return get_shape_calculator(BOOSTED[estimator])
    return _class_shape if issubclass(estimator, ClassifierMixin) else _number_shape


def ready(estimator: Any) -> Any:
    """The estimator as skl2onnx takes it: the same answers, with a setting of `transform` changed that predicting does not look at."""
    if isinstance(estimator, VotingClassifier):
        estimator = copy.copy(estimator)
        estimator.flatten_transform = False
    return estimator
