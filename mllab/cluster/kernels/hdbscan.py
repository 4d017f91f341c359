"""HDBSCAN's loops, compiled: core distances, the minimum spanning tree a stretch at a time, and what remains of the tree above a size.

Distances are summed in the order of the columns, without rearranging, so that a row at the core distance of another lies exactly there:
which of several equally long edges the tree takes decides to which group a row at the border goes.
"""

import numpy as np
from numba import njit

SLACK = 1 + 1e-12  # a sum of squares above the bound by more than rounding can only grow further


@njit(nogil=True)
def _distance(X, i, j, bound):  # type: ignore[no-untyped-def]
    """Euclidean distance of two rows; inf as soon as it must be above `bound`."""
    total, most = 0.0, bound * bound * SLACK
    d = X.shape[1]
    for first in range(0, d, 8):
        for c in range(first, min(first + 8, d)):
            gap = X[i, c] - X[j, c]
            total += gap * gap
        if total > most:
            return np.inf
    return np.sqrt(total)


@njit(cache=True, nogil=True)
def cores(X, near, k):  # type: ignore[no-untyped-def]
    """(n,) distance of every row of X (n, d) to its k-th nearest among the candidates `near` (n, >= k); 0 for k = 0. O(n k d)."""
    found = np.zeros(len(X))
    if k:
        far = np.empty(near.shape[1])
        for i in range(len(X)):
            for c in range(near.shape[1]):
                far[c] = _distance(X, i, near[i, c], np.inf)
            found[i] = np.sort(far)[k - 1]
    return found


@njit(cache=True, nogil=True)
def grow(X, core, left, reach, source, edges, weights, first, last):  # type: ignore[no-untyped-def]
    """Edges first to last - 1 of the minimum spanning tree of mutual reachability, by Prim's algorithm from row 0. O((last - first) n d).

    left (n,) are the rows outside the tree, the first n - first of them and in order; reach (n,) is how near the tree comes to each and
    `source` (n,) from where. edges (n - 1, 2) and weights (n - 1,) are filled. No distance is computed where core distances alone are too far.
    """
    n = len(X)
    now = edges[first - 1, 1] if first else 0
    for edge in range(first, last):
        many = n - edge
        kept, nearest, best = 0, -1, np.inf
        for at in range(many):
            j = left[at]
            if j == now:
                continue
            left[kept] = j
            kept += 1
            floor = max(core[now], core[j])
            if floor < reach[j]:
                far = max(floor, _distance(X, now, j, reach[j]))
                if far < reach[j]:
                    reach[j], source[j] = far, now
            if nearest < 0 or reach[j] < best:
                nearest, best = j, reach[j]
        edges[edge, 0], edges[edge, 1], weights[edge] = source[nearest], nearest, best
        now = nearest


@njit(nogil=True)
def _root(parents, node):  # type: ignore[no-untyped-def]
    top = node
    while parents[top] >= 0:
        top = parents[top]
    while parents[node] >= 0:
        parents[node], node = top, parents[node]
    return top


@njit(cache=True, nogil=True)
def merged(edges, n):  # type: ignore[no-untyped-def]
    """The merges (n - 1, 2) of sorted edges as SciPy numbers them, and how many rows each holds. O(n log n)."""
    merges, sizes = np.empty((n - 1, 2), np.int64), np.ones(2 * n - 1, np.int64)
    parents = np.full(2 * n - 1, -1)
    for at in range(n - 1):
        one, other = _root(parents, edges[at, 0]), _root(parents, edges[at, 1])
        merges[at] = one, other
        parents[one] = parents[other] = n + at
        sizes[n + at] = sizes[one] + sizes[other]
    return merges, sizes


@njit(cache=True, nogil=True)
def condensed(merges, sizes, weights, smallest):  # type: ignore[no-untyped-def]
    """What remains of a tree of merges when parts of fewer rows than `smallest` only fall off. O(n).

    Returns of every row its group and the density (1 / distance) at which it falls off, and of every group, from the root (0) down and
    level by level, the group above, the density at which it parts from that, and its rows.
    """
    n = len(merges) + 1
    home, leaves = np.zeros(n, np.int64), np.zeros(n)
    above, born, rows = np.full(2 * n, -1), np.zeros(2 * n), np.zeros(2 * n, np.int64)
    group, fell = np.zeros(2 * n - 1, np.int64), np.full(2 * n - 1, -1.0)
    turns, end, groups = np.empty(2 * n - 1, np.int64), 1, 1
    turns[0], rows[0] = 2 * n - 2, n
    for turn in range(2 * n - 1):
        node = turns[turn]
        if node < n:
            home[node], leaves[node] = group[node], fell[node]
            continue
        weight = weights[node - n]
        density = 1.0 / weight if weight > 0 else np.inf
        large = 0
        for side in range(2):
            large += sizes[merges[node - n, side]] >= smallest
        for side in range(2):
            part = merges[node - n, side]
            turns[end], group[part], fell[part] = part, group[node], fell[node]
            end += 1
            if fell[node] >= 0:
                continue
            if large == 2:
                above[groups], born[groups], rows[groups] = group[node], density, sizes[part]
                group[part] = groups
                groups += 1
            elif sizes[part] < smallest:
                fell[part] = density
    return home, leaves, above[:groups], born[:groups], rows[:groups]
