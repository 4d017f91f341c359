"""ONNX for what skl2onnx has no converter of, or a faulty one: the baseline, the perceptron, bins, splines, Gaussian processes of classes, and
histogram gradient boosting."""

import copy
from collections.abc import Mapping
from typing import Any

import numpy as np
from skl2onnx import update_registered_converter
from skl2onnx._supported_operators import sklearn_operator_name_map
from skl2onnx.common._registration import get_converter, get_shape_calculator
from skl2onnx.common.data_types import Int64TensorType
from sklearn.base import ClassifierMixin, TransformerMixin
from sklearn.dummy import DummyClassifier, DummyRegressor
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor, VotingClassifier
from sklearn.gaussian_process import GaussianProcessClassifier
from sklearn.preprocessing import KBinsDiscretizer

from mllab.models.estimators.perceptron import PerceptronClassifier
from mllab.models.estimators.splines import PenalizedSplines
from mllab.models.keep.estimators import curves, processes
from mllab.models.keep.estimators.flow import DOUBLE, Flow


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


def _constant(flow: Flow, operator: Any, values: np.ndarray) -> str:
    """Every row the same (1, m): zero times the columns, plus the values."""
    zeros = flow.constant(np.zeros((operator.inputs[0].type.shape[1], values.size)))
    return flow.add("Add", flow.add("MatMul", flow.given(operator), zeros), flow.constant(values.reshape(1, -1)))


def _usual_number(scope: Any, operator: Any, container: Any) -> None:
    flow = Flow(scope, container, {})
    flow.answered(_constant(flow, operator, np.asarray(operator.raw_operator.constant_)), operator.outputs[0])


def _usual_class(scope: Any, operator: Any, container: Any) -> None:
    (label, chances), usual, flow = operator.outputs, operator.raw_operator, Flow(scope, container, {})
    shares = _constant(flow, operator, np.asarray(usual.class_prior_))
    flow.answered(shares, chances)
    flow.labelled(shares, usual.classes_, label.full_name)


def _perceptron(scope: Any, operator: Any, container: Any) -> None:
    learned, (label, sure) = operator.raw_operator, operator.outputs
    flow = Flow(scope, container, {})
    product = flow.add("MatMul", flow.given(operator, DOUBLE), flow.constant(learned.coef_.T, np.float64))
    sums = flow.add("Add", product, flow.constant(learned.intercept_, np.float64))
    flow.labelled(sums, learned.classes_, label.full_name)
    places = flow.constant(np.arange(len(learned.classes_)), np.int64)
    said = flow.add("Equal", flow.add("ArgMax", sums, axis=1, keepdims=1), places)  # it has no probabilities: it is sure of what it says
    flow.answered(said, sure)


def _alike(operator: Any, columns: int) -> Any:
    """(n, columns) of the precision that comes in."""
    return type(operator.inputs[0].type)([None, columns])


def _number_shape(operator: Any) -> None:
    operator.outputs[0].type = _alike(operator, 1)


def _class_shape(operator: Any) -> None:
    operator.outputs[0].type = Int64TensorType([None])
    operator.outputs[1].type = _alike(operator, len(operator.raw_operator.classes_))


def _wide_shape(operator: Any) -> None:
    operator.outputs[0].type = _alike(operator, curves.columns(operator.raw_operator))


BOOSTED = {
    HistGradientBoostingClassifier: "SklearnHistGradientBoostingClassifier",
    HistGradientBoostingRegressor: "SklearnHistGradientBoostingRegressor",
}
CONVERTERS: dict[type, Any] = {
    DummyClassifier: _usual_class,
    DummyRegressor: _usual_number,
    GaussianProcessClassifier: processes.process,
    KBinsDiscretizer: curves.binned,
    PenalizedSplines: curves.bent,
    PerceptronClassifier: _perceptron,
    **{estimator: _boosted(name) for estimator, name in BOOSTED.items()},
}


def shape(estimator: type) -> Any:
    """The function that tells the shapes of what an estimator gives."""
    if estimator in BOOSTED:
        return get_shape_calculator(BOOSTED[estimator])
    if issubclass(estimator, TransformerMixin):
        return _wide_shape
    return _class_shape if issubclass(estimator, ClassifierMixin) else _number_shape


def known(converters: Mapping[type, Any]) -> None:
    """Name our converters to skl2onnx, which looks members of voting and stacking up in a list of its own."""
    for of, convert in converters.items():
        if of not in sklearn_operator_name_map:
            update_registered_converter(of, f"Mllab{of.__name__}", shape(of), convert)


def ready(estimator: Any) -> Any:
    """The estimator as skl2onnx takes it: the same answers, with a setting of `transform` changed that predicting does not look at."""
    if isinstance(estimator, VotingClassifier):
        estimator = copy.copy(estimator)
        estimator.flatten_transform = False
    return estimator
