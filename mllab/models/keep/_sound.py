"""Trees that were read are followed by compiled code without a look: they are looked at once, so that a made-up file cannot lead it astray."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from mllab.errors import DataError


def sound(estimator: Any, columns: int) -> None:
    """Raises DataError where a tree of scikit-learn in `estimator` points outside of itself or of the `columns` that are encoded. O(nodes)."""
    for kind, tree in _trees(estimator, set()):
        if not _fine(kind, tree, columns):
            raise DataError("This model holds a tree whose branches lead nowhere: the file is damaged or was made up. Bring another.")


def _fine(kind: str, tree: Any, columns: int) -> bool:
    if kind == "Tree":
        return _tree(tree.__getstate__()["nodes"], min(tree.n_features, columns))
    return _grown(tree.nodes, columns) if kind == "TreePredictor" else _halved(tree)


def _halved(tree: Any) -> bool:
    """A tree over rows: its nodes are spans of a list of row numbers, and those that are no leaves have two children."""
    rows, order, nodes = (np.asarray(part) for part in tree.get_arrays()[:3])
    inner = np.flatnonzero(nodes["is_leaf"] == 0)
    spans = (nodes["idx_start"] >= 0) & (nodes["idx_start"] <= nodes["idx_end"]) & (nodes["idx_end"] <= len(rows))
    return bool(
        len(order) == len(rows) and np.all((order >= 0) & (order < len(rows))) and np.all(spans) and np.all(2 * inner + 2 < len(nodes))
    )


def _tree(nodes: np.ndarray, columns: int) -> bool:
    inner = nodes["left_child"] != -1
    places = np.arange(len(nodes))[inner]
    left, right, column = (nodes[name][inner] for name in ("left_child", "right_child", "feature"))
    return bool(_ahead(places, left, right, len(nodes)) and np.all((column >= 0) & (column < columns)))


def _grown(nodes: np.ndarray, columns: int) -> bool:
    inner = nodes["is_leaf"] == 0
    places = np.arange(len(nodes))[inner]
    left, right = (nodes[name][inner].astype(np.int64) for name in ("left", "right"))
    return bool(
        _ahead(places, left, right, len(nodes))
        and np.all((nodes["feature_idx"][inner] >= 0) & (nodes["feature_idx"][inner] < columns))
        and not nodes["is_categorical"].any()
    )


def _ahead(places: np.ndarray, left: np.ndarray, right: np.ndarray, count: int) -> bool:
    """Both children come after their parent, so that every walk ends."""
    return bool(np.all((left > places) & (left < count) & (right > places) & (right < count)))


def _trees(thing: Any, seen: set[int]) -> Iterator[tuple[str, Any]]:
    if id(thing) in seen:
        return
    seen.add(id(thing))
    name = type(thing).__name__
    if name in {"Tree", "TreePredictor", "KDTree", "BallTree"} and type(thing).__module__.startswith("sklearn."):
        yield name, thing
        return
    for part in _parts(thing):
        yield from _trees(part, seen)


def _parts(thing: Any) -> Any:
    if isinstance(thing, dict):
        return thing.values()
    if isinstance(thing, list | tuple):
        return thing
    if isinstance(thing, np.ndarray):
        return thing.ravel() if thing.dtype == object else ()
    return vars(thing).values() if hasattr(thing, "__dict__") and not isinstance(thing, type) else ()
