"""A growing tree after some of its splits, laid out to be drawn."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mllab.learning.boundaries._tree import Growth


@dataclass(frozen=True, eq=False)
class Laid:
    """The nodes (m,) that there are: children for yes (`left`) and no (`right`) or -1, the question or "", rows, shares (m, k) of the classes, depth and place across."""

    left: np.ndarray
    right: np.ndarray
    question: tuple[str, ...]
    rows: np.ndarray
    answers: np.ndarray
    depth: np.ndarray
    place: np.ndarray


def laid(grown: Growth, splits: int, axes: Sequence[str]) -> Laid:
    """The tree after so many splits: leaves stand side by side in order, a question over the middle of what follows. O(m)."""
    m = 2 * splits + 1
    left, right = (np.where(child[:m] < m, child[:m], -1) for child in (grown.left, grown.right))
    depth, place = np.zeros(m, np.int64), np.zeros(m)
    for node in grown.cut[:splits]:
        depth[[left[node], right[node]]] = depth[node] + 1
    for at, leaf in enumerate(_in_order(left, right)):
        place[leaf] = at
    for node in grown.cut[:splits][::-1]:
        place[node] = (place[left[node]] + place[right[node]]) / 2
    question = tuple(asked(grown, node, axes) if left[node] > 0 else "" for node in range(m))
    rows = grown.counts[:m].sum(axis=1)
    return Laid(left, right, question, rows, grown.counts[:m] / rows[:, None], depth, place)


def asked(grown: Growth, node: int, axes: Sequence[str]) -> str:
    """The question of a node: "petal width ≤ 0.8"."""
    return f"{axes[grown.feature[node]]} ≤ {grown.threshold[node]:.4g}"


def _in_order(left: np.ndarray, right: np.ndarray) -> list[int]:
    """The leaves from the outermost yes to the outermost no."""
    found, ahead = [], [0]
    while ahead:
        node = ahead.pop()
        if left[node] > 0:
            ahead += [int(right[node]), int(left[node])]
        else:
            found.append(node)
    return found
