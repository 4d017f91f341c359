"""A decision tree as it can be drawn and walked: its questions in the columns' own units."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from mllab.models.task import Encoder

if TYPE_CHECKING:
    import pandas as pd

END = -1
TIME = ": time"  # how the position of a date in time is called among its outputs


@dataclass(frozen=True, eq=False)
class Tree:
    """The nodes of a tree, the root first.

    left, right  (m,) the child for yes and for no; -1 at a leaf
    question     (m,) what is asked, "age ≤ 31.5" or "plan is gold"; empty at a leaf
    rows         (m,) rows that came to it in training
    answers      (m, k) shares of the classes, or (m, 1) the mean
    depth        (m,) and `place` (m,): leaves stand side by side in order, a question over the middle of what follows
    """

    left: np.ndarray = field(repr=False)
    right: np.ndarray = field(repr=False)
    question: tuple[str, ...] = field(repr=False)
    rows: np.ndarray = field(repr=False)
    answers: np.ndarray = field(repr=False)
    depth: np.ndarray = field(repr=False)
    place: np.ndarray = field(repr=False)

    def cut(self, depth: int) -> np.ndarray:
        """Nodes down to a depth."""
        return np.flatnonzero(self.depth <= depth)


def tree(estimator: Any, encoder: Encoder, frame: "pd.DataFrame") -> Tree:
    """The tree of a fitted scikit-learn decision tree on what `encoder` makes of rows like `frame`. O(nodes)."""
    grown = estimator.tree_
    left, right = grown.children_left.astype(np.int64), grown.children_right.astype(np.int64)
    inner = np.flatnonzero(left != END)
    spoken = _spoken(encoder, frame, np.unique(grown.feature[inner]))
    question = [""] * len(left)
    swap = np.zeros(len(left), bool)
    for node in inner:
        question[node], swap[node] = spoken[int(grown.feature[node])](float(grown.threshold[node]))
    yes, no = np.where(swap, right, left), np.where(swap, left, right)
    answers = grown.value[:, 0, :]
    shares = answers / answers.sum(axis=1, keepdims=True) if hasattr(estimator, "classes_") else answers
    depth, place = _layout(yes, no)
    return Tree(yes, no, tuple(question), grown.n_node_samples.astype(np.int64), shares, depth, place)


def walk(estimator: Any, x: np.ndarray) -> np.ndarray:
    """The nodes that a row x (d,) passes, from the root to its leaf. O(depth)."""
    return np.asarray(estimator.decision_path(np.asarray(x, np.float32)[None]).indices, np.int64)


def _spoken(encoder: Encoder, frame: "pd.DataFrame", used: np.ndarray) -> dict[int, Any]:
    """For each output that is asked about, from a threshold to the question and whether its yes is scikit-learn's right."""
    kinds = {column.name: column.kind for column in encoder.columns}
    names, sources = encoder.names, encoder.sources
    lined = [name for name in dict.fromkeys(sources) if kinds.get(name) in {"number", "date"}]
    scales = _scales(encoder, frame, lined, kinds)
    return {int(at): _reader(names[at], sources[at], kinds.get(sources[at], ""), scales) for at in used}


def _reader(name: str, source: str, kind: str, scales: dict[str, tuple[float, float]]) -> Any:
    if kind == "number" and name == source:
        slope, shift = scales[source]
        return lambda threshold: (f"{source} ≤ {(threshold - shift) / slope:.4g}", False)
    if kind == "date" and name.endswith(TIME) and source in scales:
        slope, shift = scales[source]
        return lambda threshold: (f"{source} ≤ {_day((threshold - shift) / slope)}", False)
    if " = " in name or name.endswith(" is missing"):
        return lambda threshold: (name.replace(" = ", " is "), True)
    if kind == "boolean":
        return lambda threshold: (f"{source} is true", True)
    return lambda threshold: (f"{name} ≤ {threshold:.3g}", False)


def _scales(encoder: Encoder, frame: "pd.DataFrame", columns: list[str], kinds: Mapping[str, str]) -> dict[str, tuple[float, float]]:
    """Slope and shift from a number, or a date in seconds, to its output, read off two values of it."""
    from mllab.models.explain._varied import blocks

    ends = {name: _ends(frame[name], kinds[name]) for name in columns}
    found = blocks(encoder, frame, {name: values for name, (values, _) in ends.items()})
    outputs = {name: [one for one, source in zip(encoder.names, encoder.sources, strict=True) if source == name] for name in columns}
    scales = {}
    for name, (_, (low, high)) in ends.items():
        at = next((i for i, one in enumerate(outputs[name]) if one == name or one.endswith(TIME)), 0)
        first, second = (float(found[name][i, at]) for i in (0, 1))
        slope = (second - first) / (high - low) or 1.0
        scales[name] = (slope, first - slope * low)
    return scales


def _ends(values: "pd.Series", kind: str) -> tuple[list[Any], tuple[float, float]]:
    """Two values of a column that are as far apart as any, as they are and as numbers."""
    import pandas as pd

    if kind == "date":
        moments = pd.to_datetime(values, errors="coerce").dropna().astype("datetime64[s]")
        first, final = moments.min(), moments.max()
        return [first, final], (float(first.timestamp()), float(final.timestamp()))
    there = values.dropna().astype("float64").to_numpy()
    there = there[np.isfinite(there)]
    low, high = float(there.min()), float(there.max())
    high = high if high > low else low + 1.0
    return [low, high], (low, high)


def _day(seconds: float) -> str:
    return str(np.datetime64(round(seconds), "s").astype("datetime64[D]"))


def _layout(left: np.ndarray, right: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    depth, place = np.zeros(len(left), np.int64), np.zeros(len(left))
    order, stack, leaves = [], [0], 0
    while stack:
        node = stack.pop()
        order.append(node)
        if left[node] == END:
            place[node], leaves = leaves, leaves + 1
            continue
        depth[left[node]] = depth[right[node]] = depth[node] + 1
        stack += [int(right[node]), int(left[node])]
    for node in reversed(order):
        if left[node] != END:
            place[node] = (place[left[node]] + place[right[node]]) / 2
    return depth, place
