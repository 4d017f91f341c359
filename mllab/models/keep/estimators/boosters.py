"""ONNX for boosted trees of libraries of their own, XGBoost and LightGBM, from what these write of them."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from mllab.models.keep.estimators.flow import Flow


@dataclass(frozen=True, eq=False)
class Tree:
    """A tree over rows of single precision, its nodes from 0, the root.

    column, border   (m,) what an inner node asks; left, right (m,) its children, -1 for a leaf
    value            (m,) what a leaf adds, to the sum of class `of`
    """

    column: np.ndarray
    border: np.ndarray
    left: np.ndarray
    right: np.ndarray
    value: np.ndarray
    of: int


def summed(flow: Flow, x: str, trees: Sequence[Tree], asks: str, base: np.ndarray) -> str:
    """(n, k) the sums of the leaves that rows x come to, from `base` (k,) on; a row goes left where it is `asks` ("LT" or "LEQ") the border."""
    nodes = [len(tree.column) for tree in trees]
    inner = np.concatenate([tree.left >= 0 for tree in trees])
    number = np.concatenate([np.arange(count) for count in nodes])
    of_tree = np.repeat(np.arange(len(trees)), nodes)
    value = np.concatenate([tree.value for tree in trees])
    told: dict[str, Any] = {
        "nodes_treeids": of_tree.tolist(),
        "nodes_nodeids": number.tolist(),
        "nodes_featureids": np.where(inner, np.concatenate([tree.column for tree in trees]), 0).tolist(),
        "nodes_values": np.where(inner, np.concatenate([tree.border for tree in trees]), 0.0).tolist(),
        "nodes_truenodeids": np.where(inner, np.concatenate([tree.left for tree in trees]), 0).tolist(),
        "nodes_falsenodeids": np.where(inner, np.concatenate([tree.right for tree in trees]), 0).tolist(),
        "nodes_modes": np.where(inner, f"BRANCH_{asks}", "LEAF").tolist(),
        "target_treeids": of_tree[~inner].tolist(),
        "target_nodeids": number[~inner].tolist(),
        "target_ids": np.repeat([tree.of for tree in trees], nodes)[~inner].tolist(),
        "target_weights": value[~inner].tolist(),
    }
    whole = flow.add("TreeEnsembleRegressor", x, op_domain="ai.onnx.ml", op_version=1, n_targets=len(base), **told)
    return flow.add("Add", whole, flow.constant(base))


def of_xgboost(estimator: Any) -> tuple[list[Tree], np.ndarray]:
    """The trees, and what the sums begin with (k,), a single one for two classes."""
    learner = json.loads(estimator.get_booster().save_raw("json"))["learner"]
    model = learner["gradient_booster"]["model"]
    base = np.atleast_1d(np.array(json.loads(learner["learner_model_param"]["base_score"]), np.float64))
    if learner["objective"]["name"] == "binary:logistic":  # written as a probability
        base = np.log(base / (1 - base))
    classes = max(1, int(learner["learner_model_param"]["num_class"]))
    trees = [_xgboost(tree, of) for tree, of in zip(model["trees"], model["tree_info"], strict=True)]
    return trees, np.broadcast_to(base, (classes,)) if len(base) < classes else base


def _xgboost(tree: dict[str, Any], of: int) -> Tree:
    border = np.array(tree["split_conditions"], np.float64)  # of a leaf: what it adds
    left, right = (np.array(tree[f"{side}_children"], np.int64) for side in ("left", "right"))
    return Tree(np.array(tree["split_indices"], np.int64), border, left, right, border, int(of))


def of_lightgbm(estimator: Any) -> tuple[list[Tree], np.ndarray]:
    """The same; what the sums begin with is in the leaves of the first trees."""
    told = estimator.booster_.dump_model()
    classes = int(told["num_tree_per_iteration"])
    trees = [_lightgbm(tree["tree_structure"], place % classes) for place, tree in enumerate(told["tree_info"])]
    return trees, np.zeros(classes)


def _lightgbm(root: dict[str, Any], of: int) -> Tree:
    nodes = list(_walked(root))
    place = {id(node): number for number, node in enumerate(nodes)}
    border = np.array([node.get("threshold", 0.0) for node in nodes], np.float64)
    near = border.astype(np.float32)
    near = np.where(near > border, np.nextafter(near, np.float32(-np.inf)), near)  # x <= border is then the same for every single x
    left, right = (np.array([place[id(node[side])] if side in node else -1 for node in nodes]) for side in ("left_child", "right_child"))
    column = np.array([node.get("split_feature", 0) for node in nodes], np.int64)
    return Tree(column, near, left, right, np.array([node.get("leaf_value", 0.0) for node in nodes], np.float64), of)


def _walked(root: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every node of nested ones, the root first."""
    left = [root]
    while left:
        node = left.pop()
        yield node
        left.extend(node[side] for side in ("right_child", "left_child") if side in node)


def numbers(scope: Any, operator: Any, container: Any) -> None:
    """The sum is the answer."""
    flow = Flow(scope, container, {})
    flow.answered(_sums(flow, operator), operator.outputs[0])


def classes(scope: Any, operator: Any, container: Any) -> None:
    """The sums as probabilities: by the logistic function for two classes, else by the softmax."""
    (label, chances), flow = operator.outputs, Flow(scope, container, {})
    sums = _sums(flow, operator)
    if len(operator.raw_operator.classes_) == 2:
        second = flow.add("Sigmoid", sums)
        found = flow.add("Concat", flow.add("Sub", flow.constant(1.0), second), second, axis=1)
    else:
        found = flow.add("Softmax", sums, axis=1)
    flow.answered(found, chances)
    flow.labelled(found, operator.raw_operator.classes_, label.full_name)


def _sums(flow: Flow, operator: Any) -> str:
    estimator = operator.raw_operator
    theirs = hasattr(estimator, "get_booster")
    trees, base = of_xgboost(estimator) if theirs else of_lightgbm(estimator)
    return summed(flow, flow.given(operator), trees, "LT" if theirs else "LEQ", base)


def converters(estimator: Any) -> dict[type, Any]:
    """What converts the class of a fitted estimator of these libraries, and those of its members; empty for all others."""
    found = {}
    members = getattr(estimator, "estimators_", None)
    for one in (estimator, *(members if isinstance(members, list) else ())):
        if type(one).__module__.startswith(("xgboost.", "lightgbm.", "mllab.models.estimators.gaps")):
            found[type(one)] = classes if hasattr(one, "predict_proba") else numbers
    return found
