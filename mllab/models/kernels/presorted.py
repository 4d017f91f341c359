"""A regression tree from columns that are sorted once, compiled: the tree of scikit-learn's best splits (Breiman et al. 1984) without a sort in every node.

Sums are taken in another order than there, so a choice that hangs on rounding (two questions that part the rows of a node alike) is not made:
it is told, and whoever asked grows that tree the long way.
"""

import numpy as np
from numba import njit

ALIKE = np.float32(1e-7)  # values nearer than this are one value, as in scikit-learn
SURE = 1e-10  # rounding of a gain, as a share of the squares in a node, stays far below; gains nearer than this count as equal
LOW, HIGH = 1, 2


@njit(nogil=True)
def _best(values, lists, lo, hi, sides, blocks, n, total, weight, wy, w, leaf):  # type: ignore[no-untyped-def]
    """The best split of a node, and the gain of the second best: column (-1 for none), threshold, gain, second, weight and sum at the left."""
    column, cut, best, second = -1, 0.0, -np.inf, -np.inf
    weight_left, sum_left = 0.0, 0.0
    for j in range(len(lo)):
        first, end, side = lo[j], hi[j], sides[j]
        many = end - first
        block = n - many
        value = values[j]
        s, ww = 0.0, 0.0
        for step in range(many):
            p = end - 1 - step if side == LOW else first + step
            i = lists[p]
            s += wy[i]
            ww += w[i]
            here = value[i]
            if step + 1 < many:
                there = value[lists[p - 1]] if side == LOW else value[lists[p + 1]]
            elif block > 0:
                there = blocks[j]
            else:
                break
            below, above = (there, here) if side == LOW else (here, there)
            if above <= below + ALIKE or step + 1 < leaf or n - step - 1 < leaf:
                continue
            gain = s * s / ww + (total - s) * (total - s) / (weight - ww)
            if gain > best:
                second, best, column = best, gain, j
                cut = np.float64(below) / 2.0 + np.float64(above) / 2.0
                weight_left, sum_left = (weight - ww, total - s) if side == LOW else (ww, s)
            elif gain > second:
                second = gain
    return column, cut, best, second, weight_left, sum_left


@njit(nogil=True)
def _parted(places, first, end, left, spare):  # type: ignore[no-untyped-def]
    """Rows of places[first:end] that go left come first, each part in its order; where the right begins."""
    at, put = first, 0
    for p in range(first, end):
        i = places[p]
        if left[i]:
            places[at] = i
            at += 1
        else:
            spare[put] = i
            put += 1
    places[at:end] = spare[:put]
    return at


@njit(nogil=True)
def _facts(rows, first, end, y, w):  # type: ignore[no-untyped-def]
    """Sum of weights times squared answers, and 1 if all answers are the same."""
    squares, same = 0.0, 1.0
    for p in range(first, end):
        i = rows[p]
        squares += w[i] * y[i] * y[i]
        if y[i] != y[rows[first]]:
            same = 0.0
    return squares, same


@njit(cache=True, nogil=True)
def grow(values, lists, starts, sides, blocks, rows, y, w, depth, split, leaf, links, told):  # type: ignore[no-untyped-def]
    """Grow a tree of squared error, depth first; the number of its nodes and its depth, or 0 nodes where a choice hangs on rounding.

    values (d, n) float32 columns; lists[starts[j]:starts[j + 1]] the rows of column j by its values, without those of its commonest value
    blocks[j] where that is its lowest (sides[j] = 1) or highest (2); rows (m,) all rows. y, w (n,) answers and weights, none of them 0.
    Nodes fill links (b, 4): left, right, column, rows; and told (b, 4): threshold, impurity, weight, mean. lists and rows are reordered.
    O(m d) per level.
    """
    d, n = values.shape
    lo, hi = np.empty((depth + 2, d), np.int64), np.empty((depth + 2, d), np.int64)
    lo[0], hi[0] = starts[:-1], starts[1:]
    place = np.empty((depth + 2, 5), np.int64)  # first row, end, depth, parent, 0 for a left child and 1 for a right one
    sums = np.empty((depth + 2, 4))  # of answers, weights, squares; 1 where all answers are the same
    left, spare, wy = np.empty(n, np.bool_), np.empty(n, np.int32), w * y
    squares, same = _facts(rows, 0, len(rows), y, w)
    place[0] = (0, len(rows), 0, -1, 0)
    sums[0] = (wy[rows].sum(), w[rows].sum(), squares, same)
    top, nodes, deepest = 0, 0, 0
    while top >= 0:
        first, end, level, parent, which = place[top]
        total, weight, squares, same = sums[top]
        many = end - first
        if parent >= 0:
            links[parent, which] = nodes
        links[nodes] = (-1, -1, -2, many)
        told[nodes] = (-2.0, squares / weight - (total / weight) ** 2, weight, total / weight)
        node = nodes
        nodes += 1
        deepest = max(deepest, level)
        if level >= depth or many < split or many < 2 * leaf or same == 1.0:
            top -= 1
            continue
        spread, slack = squares - total * total / weight, SURE * squares
        if spread <= 10 * slack or spread <= 1e-15 * weight:
            return 0, 0
        column, cut, best, second, weight_left, sum_left = _best(
            values, lists, lo[top], hi[top], sides, blocks, many, total, weight, wy, w, leaf
        )
        if column < 0:
            top -= 1
            continue
        if best - second <= slack or best - total * total / weight <= slack:
            return 0, 0
        links[node, 2] = column
        told[node, 0] = cut
        value = values[column]
        for p in range(first, end):
            left[rows[p]] = value[rows[p]] <= cut
        middle = _parted(rows, first, end, left, spare)
        if level + 1 < depth:
            for j in range(d):
                lo[top + 1, j], hi[top + 1, j] = lo[top, j], _parted(lists, lo[top, j], hi[top, j], left, spare)
                lo[top, j] = hi[top + 1, j]
        place[top + 1] = (first, middle, level + 1, node, 0)
        place[top] = (middle, end, level + 1, node, 1)
        squares_left, same_left = _facts(rows, first, middle, y, w)
        squares_right, same_right = _facts(rows, middle, end, y, w)
        sums[top + 1] = (sum_left, weight_left, squares_left, same_left)
        sums[top] = (total - sum_left, weight - weight_left, squares_right, same_right)
        top += 1
    return nodes, deepest
