"""HDBSCAN in stretches that can be stopped between: neighbors, the minimum spanning tree, and the groups that persist in it."""

from collections.abc import Generator
from typing import Literal

import numpy as np

STRETCH = 1e8  # differences of single figures that a stretch of the tree looks at, at most: about 0.1 s
SPARE = 8  # neighbors more than are counted, since their order is told in single precision
SEARCH = 0.4  # of the time goes into the search for neighbors, about

Told = tuple[str, float]


def tree(X: np.ndarray, min_points: int) -> Generator[Told, None, tuple[np.ndarray, np.ndarray]]:
    """The edges (n - 1, 2) of the minimum spanning tree of mutual reachability, and their lengths (n - 1,); yields what it does and the share done."""
    from mllab.cluster.kernels.hdbscan import grow

    n, d = X.shape
    core = yield from _cores(X, min_points)
    exact = np.array(X, dtype=np.float64)
    left, reach, source = np.arange(n), np.full(n, np.inf), np.zeros(n, np.int64)
    edges, weights = np.empty((n - 1, 2), np.int64), np.empty(n - 1)
    many = max(1, int(STRETCH / (n * (d + 8))))
    for first in range(0, n - 1, many):
        if first:
            yield "Joining what is dense", SEARCH + (1 - SEARCH) * (1 - (1 - first / n) ** 2)
        grow(exact, core, left, reach, source, edges, weights, first, min(first + many, n - 1))
    return edges, weights


def _cores(X: np.ndarray, min_points: int) -> Generator[Told, None, np.ndarray]:
    """The distance from every row to its `min_points`-th nearest, itself counted."""
    from mllab.cluster.kernels.hdbscan import cores
    from mllab.neighbors import searching

    k = min(min_points, len(X)) - 1
    search = searching(X, min(k + SPARE, len(X) - 1))
    while True:
        try:
            yield "Looking for neighbors", SEARCH * next(search)
        except StopIteration as ended:
            return cores(np.array(X, dtype=np.float64), np.array(ended.value.indices), k)


def groups(edges: np.ndarray, weights: np.ndarray, smallest: int, selection: Literal["eom", "leaf"]) -> tuple[np.ndarray, np.ndarray]:
    """The group of every row, -1 for none, and how firmly it belongs to it: its density over the highest in the group."""
    from mllab.cluster.kernels.hdbscan import condensed, merged

    order = np.argsort(weights)
    merges, sizes = merged(edges[order], len(edges) + 1)
    home, leaves, above, born, rows = condensed(merges, sizes, weights[order], smallest)
    chosen = _leaves(above) if selection == "leaf" else _longest_lived(home, leaves, above, born, rows)
    number = np.where(chosen, np.cumsum(chosen) - 1, -1)
    for group in range(1, len(above)):  # from the root down: what lies in a chosen group belongs to it
        if number[above[group]] >= 0:
            number[group] = number[above[group]]
    labels = number[home]
    return labels, _strength(labels, leaves, int(chosen.sum()))


def _leaves(above: np.ndarray) -> np.ndarray:
    """The groups that part no further; the root is none."""
    chosen = np.ones(len(above), bool)
    chosen[above[1:]] = chosen[0] = False
    return chosen


def _longest_lived(home: np.ndarray, leaves: np.ndarray, above: np.ndarray, born: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """The groups, none inside another, whose rows together live longest: the excess of mass."""
    many = len(above)
    with np.errstate(invalid="ignore"):  # rows that are alike live for ever
        lived = np.bincount(home, leaves - born[home], many) + np.bincount(above[1:], rows[1:] * (born[1:] - born[above[1:]]), many)
    chosen, inner = np.ones(many, bool), np.zeros(many)
    chosen[0] = False
    for group in range(many - 1, 0, -1):
        if inner[group] > lived[group]:
            chosen[group], lived[group] = False, inner[group]
        inner[above[group]] += lived[group]
    inside = np.zeros(many, bool)
    for group in range(1, many):  # from the root down
        inside[group] = inside[above[group]] or chosen[above[group]]
    return chosen & ~inside


def _strength(labels: np.ndarray, leaves: np.ndarray, many: int) -> np.ndarray:
    """(n,) 0 to 1."""
    most = np.zeros(many)
    inside = labels >= 0
    np.maximum.at(most, labels[inside], leaves[inside])
    found = np.zeros(len(labels))
    top = most[labels[inside]]
    with np.errstate(invalid="ignore", divide="ignore"):
        found[inside] = np.where(np.isinf(leaves[inside]) | (top == 0), 1.0, leaves[inside] / top)
    return found
