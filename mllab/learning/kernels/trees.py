"""Regression trees of weighted rows, and what a tree, many bagged and many boosted ones say. Breiman, Friedman, Olshen & Stone 1984.

A tree is five arrays: the column and threshold of each node, its two children (-1 at a leaf) and its value; rows at or below the threshold go left.
"""

import numpy as np
from numba import njit

ALIKE = 1e-7  # places nearer than this are never parted, as in scikit-learn


@njit(cache=True, nogil=True)
def split(X, y, weight, order, begin, end):  # type: ignore[no-untyped-def]
    """The column and threshold that lower the squared error of rows order[:, begin:end] most; column -1 where none does. O(d n)."""
    total, mass = 0.0, 0.0
    for i in range(begin, end):
        row = order[0, i]
        total += weight[row] * y[row]
        mass += weight[row]
    column, threshold, best = -1, 0.0, -np.inf
    for c in range(len(X)):
        left, light = 0.0, 0.0
        for i in range(begin, end - 1):
            row, after = order[c, i], order[c, i + 1]
            left += weight[row] * y[row]
            light += weight[row]
            if X[c, after] <= X[c, row] + ALIKE:
                continue
            gain = left * left / light + (total - left) * (total - left) / (mass - light)
            if gain > best:
                column, threshold, best = c, (X[c, row] + X[c, after]) / 2, gain
    return column, threshold


@njit(cache=True, nogil=True)
def part(X, order, kept, begin, end, column, threshold):  # type: ignore[no-untyped-def]
    """Bring the rows at or below the threshold to the front of order[:, begin:end], each column's order as it was; gives where the others begin. O(d n)."""
    middle = begin
    for c in range(len(X)):
        at, rest = begin, 0
        for i in range(begin, end):
            row = order[c, i]
            if X[column, row] <= threshold:
                order[c, at] = row
                at += 1
            else:
                kept[rest] = row
                rest += 1
        order[c, at:end] = kept[:rest]
        middle = at
    return middle


@njit(cache=True, nogil=True)
def pure(y, order, begin, end):  # type: ignore[no-untyped-def]
    """Whether all of these rows have the same answer."""
    same = begin + 1
    while same < end and y[order[0, same]] == y[order[0, begin]]:
        same += 1
    return same == end


@njit(cache=True, nogil=True)
def grow(X, y, weight, order, deepest, columns, thresholds, children, values, said):  # type: ignore[no-untyped-def]
    """Grow a tree on X (d, n) with answers y (n,) and `order` (d, k), the rows that count in each column's order, which is used up.

    Fills columns, thresholds, values (2 n,), children (2 n, 2), and `said` (n,) for the rows that count. O(d n depth).
    """
    k = order.shape[1]
    kept = np.empty(k, order.dtype)
    stack = np.empty((2 * k + 2, 4), np.int64)  # node, begin, end, depth
    stack[0] = np.array([0, 0, k, 0])
    high, nodes = 1, 1
    while high > 0:
        high -= 1
        node, begin, end, depth = stack[high]
        total, mass = 0.0, 0.0
        for i in range(begin, end):
            row = order[0, i]
            total += weight[row] * y[row]
            mass += weight[row]
        values[node], children[node, 0], children[node, 1] = total / mass, -1, -1
        column, threshold = -1, 0.0
        if depth < deepest and end - begin > 1 and not pure(y, order, begin, end):
            column, threshold = split(X, y, weight, order, begin, end)
        if column < 0:
            for i in range(begin, end):
                said[order[0, i]] = values[node]
            continue
        middle = part(X, order, kept, begin, end, column, threshold)
        columns[node], thresholds[node] = column, threshold
        children[node, 0], children[node, 1] = nodes, nodes + 1
        stack[high] = np.array([nodes, begin, middle, depth + 1])
        stack[high + 1] = np.array([nodes + 1, middle, end, depth + 1])
        high, nodes = high + 2, nodes + 2


@njit(cache=True, nogil=True)
def leaf(columns, thresholds, children, place):  # type: ignore[no-untyped-def]
    """The node where a place (d,) comes to rest."""
    node = 0
    while children[node, 0] >= 0:
        node = children[node, 0 if place[columns[node]] <= thresholds[node] else 1]
    return node


@njit(cache=True, nogil=True)
def deeper(X, y, order, at, out):  # type: ignore[no-untyped-def]
    """One tree for each training set: X (1 or r, d, n), y (r, n), order as X; `out` (depths, r, m) is what it says at `at` (m, d) when cut off at each depth."""
    n, deepest = y.shape[1], len(out) - 1
    columns, children = np.empty(2 * n, np.int64), np.empty((2 * n, 2), np.int64)
    thresholds, values, said, ones = np.empty(2 * n), np.empty(2 * n), np.empty(n), np.ones(n)
    for r in range(len(y)):
        own = r if len(X) > 1 else 0
        grow(X[own], y[r], ones, order[own].copy(), deepest, columns, thresholds, children, values, said)
        for m in range(len(at)):
            node = 0
            for depth in range(deepest + 1):
                out[depth, r, m] = values[node]
                if children[node, 0] >= 0:
                    node = children[node, 0 if at[m, columns[node]] <= thresholds[node] else 1]


@njit(cache=True, nogil=True)
def bagged(X, y, order, weight, deepest, at, counts, out):  # type: ignore[no-untyped-def]
    """Means of trees grown on bootstraps: `weight` (r, trees, n) says how often each counts a row; `out` (c, r, m) after counts (c,) trees, rising."""
    n, d = y.shape[1], X.shape[1]
    columns, children = np.empty(2 * n, np.int64), np.empty((2 * n, 2), np.int64)
    thresholds, values, said, total = np.empty(2 * n), np.empty(2 * n), np.empty(n), np.empty(len(at))
    for r in range(len(y)):
        own = r if len(X) > 1 else 0
        total[:] = 0
        c = 0
        for t in range(counts[-1]):
            counting = 0
            for i in range(n):
                counting += weight[r, t, i] > 0
            rows = np.empty((d, counting), np.int64)
            for column in range(d):
                k = 0
                for i in range(n):
                    if weight[r, t, order[own, column, i]] > 0:
                        rows[column, k] = order[own, column, i]
                        k += 1
            grow(X[own], y[r], weight[r, t], rows, deepest, columns, thresholds, children, values, said)
            for m in range(len(at)):
                total[m] += values[leaf(columns, thresholds, children, at[m])]
            while c < len(counts) and counts[c] == t + 1:
                for m in range(len(at)):
                    out[c, r, m] = total[m] / (t + 1)
                c += 1


@njit(cache=True, nogil=True)
def boosted(X, y, order, deepest, rate, at, counts, out):  # type: ignore[no-untyped-def]
    """Trees one after the other, each grown on what those before it left over and added in part; `out` (c, r, m) after counts (c,) trees, rising."""
    n = y.shape[1]
    columns, children = np.empty(2 * n, np.int64), np.empty((2 * n, 2), np.int64)
    thresholds, values, said, ones = np.empty(2 * n), np.empty(2 * n), np.empty(n), np.ones(n)
    left, total = np.empty(n), np.empty(len(at))
    for r in range(len(y)):
        own = r if len(X) > 1 else 0
        middle = y[r].mean()
        left[:] = y[r] - middle
        total[:] = middle
        c = 0
        for t in range(counts[-1]):
            grow(X[own], left, ones, order[own].copy(), deepest, columns, thresholds, children, values, said)
            for i in range(n):
                left[i] -= rate * said[i]
            for m in range(len(at)):
                total[m] += rate * values[leaf(columns, thresholds, children, at[m])]
            while c < len(counts) and counts[c] == t + 1:
                for m in range(len(at)):
                    out[c, r, m] = total[m]
                c += 1
