"""A tree of two classes from counts of rows, compiled: scikit-learn's own tree, node by node and to the last bit, several times sooner.

Rows that count once, or as often as they were drawn, make sums of whole numbers, which are exact in any order. So the same questions, drawn by
the same generator (Marsaglia 2003), find the same splits, also where two are equally good, and no column need be sorted as it is there.
A row's count, its weight and its weight in the second class travel in one whole number of 63 bits, and are added up at once.
"""

import numpy as np
from numba import njit

ALIKE = np.float32(1e-7)  # values nearer than this are one value, as in scikit-learn
EPS = 2.220446049250313e-16
BITS = np.uint64(0xFFFFFFFF)
HALF = 2147483647  # the largest number that is drawn
PLACE = 21  # bits of each of the three numbers
MASK = (1 << PLACE) - 1
WIDE = 16  # values for each row, up to which rows are counted by value instead of sorted
FEW = 24  # rows that are sorted by insertion


@njit(nogil=True)
def _drawn(state):  # type: ignore[no-untyped-def]
    """The next number of a 32-bit xorshift generator, below 2^31."""
    s = state[0]
    if s == 0:
        s = np.uint64(1)
    s ^= (s << np.uint64(13)) & BITS
    s ^= s >> np.uint64(17)
    s ^= (s << np.uint64(5)) & BITS
    state[0] = s
    return np.int64(s % np.uint64(HALF + 1))


@njit(nogil=True)
def _weight(told):  # type: ignore[no-untyped-def]
    return np.float64((told >> PLACE) & MASK)


@njit(nogil=True)
def _gini(told):  # type: ignore[no-untyped-def]
    weight, second = _weight(told), np.float64(told & MASK)
    first = weight - second
    return 1.0 - (first * first + second * second) / (weight * weight)


@njit(nogil=True)
def _gain(left, total):  # type: ignore[no-untyped-def]
    """Minus the impurity that is left, weighed."""
    right = total - left
    return -_weight(right) * _gini(right) - _weight(left) * _gini(left)


@njit(nogil=True)
def _offer(left, total, below, above, leaf, found):  # type: ignore[no-untyped-def]
    """Take the place between two values if it is better than the best so far, found (gain, threshold)."""
    gone = left >> (2 * PLACE)
    if above <= below + ALIKE or gone < leaf or (total >> (2 * PLACE)) - gone < leaf:
        return
    gain = _gain(left, total)
    if gain > found[0]:
        found[0], found[1] = gain, np.float64(below) / 2.0 + np.float64(above) / 2.0


@njit(nogil=True)
def _low(value, low, first, end, rows, counts):  # type: ignore[no-untyped-def]
    """What is told of the rows of a node with the lower of two values."""
    left = 0
    for p in range(first, end):
        i = rows[p]
        left += counts[i] * (value[i] == low)
    return left


@njit(nogil=True)
def _best(rank, steps, first, end, rows, counts, total, leaf, keys, slots, found):  # type: ignore[no-untyped-def]
    """Try every place of a column between the rows of a node. False where the column is constant there.

    rank (n,) the place of each row's value among the values `steps` of the column; keys and slots are workspace, slots as zeros.
    """
    size = end - first
    low, high = rank[rows[first]], rank[rows[first]]
    for p in range(first, end):
        low, high = min(low, rank[rows[p]]), max(high, rank[rows[p]])
    if steps[high] <= steps[low] + ALIKE:
        return False
    left, before = 0, low
    if high - low < WIDE * size:
        for p in range(first, end):
            slots[rank[rows[p]]] += counts[rows[p]]
        for r in range(low, high + 1):
            here = slots[r]
            if here:
                if left:
                    _offer(left, total, steps[before], steps[r], leaf, found)
                left += here
                slots[r], before = 0, r
        return True
    for p in range(first, end):
        keys[p - first] = (np.int64(rank[rows[p]]) << 32) | np.int64(rows[p])
    _sort(keys, size)
    for q in range(size):
        r = keys[q] >> 32
        if r != before:
            _offer(left, total, steps[before], steps[r], leaf, found)
        left += counts[keys[q] & 0xFFFFFFFF]
        before = r
    return True


@njit(nogil=True)
def _sort(keys, many):  # type: ignore[no-untyped-def]
    if many > FEW:
        keys[:many] = np.sort(keys[:many])
        return
    for i in range(1, many):
        one, j = keys[i], i - 1
        while j >= 0 and keys[j] > one:
            keys[j + 1] = keys[j]
            j -= 1
        keys[j + 1] = one


@njit(nogil=True)
def _cut(low, high, state):  # type: ignore[no-untyped-def]
    """A place between two values, drawn as scikit-learn does."""
    a, b = np.float64(low), np.float64(high)
    cut = (b - a) * np.float64(_drawn(state)) / np.float64(HALF) + a
    return a if cut == b else cut


@njit(nogil=True)
def _random(value, first, end, rows, counts, total, leaf, state, found):  # type: ignore[no-untyped-def]
    """Try one random place of a column. False where the column is constant there."""
    low, high = value[rows[first]], value[rows[first]]
    for p in range(first, end):
        low, high = min(low, value[rows[p]]), max(high, value[rows[p]])
    if high <= low + ALIKE:
        return False
    cut, left = _cut(low, high, state), 0
    for p in range(first, end):
        i = rows[p]
        left += counts[i] * (value[i] <= cut)
    _take(left, total, cut, leaf, found)
    return True


@njit(nogil=True)
def _take(left, total, cut, leaf, found):  # type: ignore[no-untyped-def]
    gone = left >> (2 * PLACE)
    if gone >= leaf and (total >> (2 * PLACE)) - gone >= leaf:
        gain = _gain(left, total)
        if gain > found[0]:
            found[0], found[1] = gain, cut


@njit(nogil=True)
def _of_two(value, pair, first, end, rows, counts, total, leaf, by_chance, state, found):  # type: ignore[no-untyped-def]
    """The same for a column of two values: there is one place only. False where the column is constant there."""
    left = _low(value, pair[0], first, end, rows, counts)
    if left == 0 or left == total:
        return False
    if by_chance:
        _take(left, total, _cut(pair[0], pair[1], state), leaf, found)
    else:
        _offer(left, total, pair[0], pair[1], leaf, found)
    return True


@njit(nogil=True)
def _parted(value, cut, first, end, rows, spare, counts):  # type: ignore[no-untyped-def]
    """Rows at or below the cut come first; where the others begin, and what is told of the first."""
    at, put, left = first, 0, 0
    for p in range(first, end):
        i = rows[p]
        if value[i] <= cut:
            rows[at] = i
            at += 1
            left += counts[i]
        else:
            spare[put] = i
            put += 1
    rows[at:end] = spare[:put]
    return at, left


@njit(cache=True, nogil=True)
def grow(values, pairs, two, ranks, steps, starts, rows, counts, depth, split, leaf, tried, seed, by_chance, links, told, sums):  # type: ignore[no-untyped-def]
    """Grow a tree of Gini impurity, depth first; the number of its nodes and its depth.

    values (d, n) float32, of which the columns `two` (d,) have but the values pairs (d, 2); ranks (d, n) int32 places among the sorted values
    steps[starts[j]:starts[j + 1]] of a column; rows (m,) int32 those that count, reordered; counts (n,) int64 a row's 1, weight, and weight in
    the second class, of `PLACE` bits each. `tried` columns at each split, at the best place or, with `by_chance`, at a random one. Nodes fill
    links (b, 4): left, right, column, rows; told (b, 2): threshold, impurity; sums (b,) as counts. O(tried m) per level.
    """
    d, m = len(values), len(rows)
    widest = 0
    for j in range(d):
        widest = max(widest, starts[j + 1] - starts[j])
    keys, slots, spare = np.empty(m, np.int64), np.zeros(widest, np.int64), np.empty(m, np.int32)
    features, constants = np.arange(d), np.zeros(d, np.int64)
    state, found = np.array([np.uint64(seed)]), np.empty(2)
    deep = min(depth, m) + 2
    place, impure, whole = np.empty((deep, 7), np.int64), np.empty(deep), 0
    for p in range(m):
        whole += counts[rows[p]]
    place[0] = (0, m, 0, -1, 0, 0, whole)  # first row, end, depth, parent, 0 for a left child, columns known to be constant, sums
    impure[0] = _gini(whole)
    top, nodes, deepest = 0, 0, 0
    while top >= 0:
        first, end, level, parent, which, known, total = place[top]
        impurity, size, node = impure[top], end - first, nodes
        top -= 1
        nodes += 1
        deepest = max(deepest, level)
        if parent >= 0:
            links[parent, which] = node
        links[node] = (-1, -1, -2, size)
        told[node, 0], told[node, 1], sums[node] = -2.0, impurity, total
        if level >= depth or size < split or size < 2 * leaf or impurity <= EPS:
            continue
        best, column, cut = -np.inf, -1, 0.0
        waiting, seen, new, drawn, fixed = d, 0, 0, 0, known  # in scikit-learn: f_i, n_visited, n_found, n_drawn and n_total constants
        while waiting > fixed and (seen < tried or seen <= new + drawn):
            seen += 1
            j = drawn + _drawn(state) % (waiting - new - drawn)
            if j < known:
                features[drawn], features[j] = features[j], features[drawn]
                drawn += 1
                continue
            j += new
            f = features[j]
            found[0] = best
            if two[f]:
                varies = _of_two(values[f], pairs[f], first, end, rows, counts, total, leaf, by_chance, state, found)
            elif by_chance:
                varies = _random(values[f], first, end, rows, counts, total, leaf, state, found)
            else:
                varies = _best(ranks[f], steps[starts[f] : starts[f + 1]], first, end, rows, counts, total, leaf, keys, slots, found)
            if not varies:
                features[j], features[fixed] = features[fixed], f
                new += 1
                fixed += 1
                continue
            waiting -= 1
            features[waiting], features[j] = f, features[waiting]
            if found[0] > best:
                best, cut, column = found[0], found[1], f
        features[:known] = constants[:known]
        constants[known : known + new] = features[known : known + new]
        if column < 0:
            continue
        middle, left = _parted(values[column], cut, first, end, rows, spare, counts)
        right, weight = total - left, _weight(total)
        lefts, rights = _gini(left), _gini(right)
        if (weight / _weight(whole)) * (impurity - (_weight(right) / weight * rights) - (_weight(left) / weight * lefts)) + EPS < 0.0:
            continue
        links[node, 2] = column
        told[node, 0] = cut
        place[top + 1] = (middle, end, level + 1, node, 1, fixed, right)
        place[top + 2] = (first, middle, level + 1, node, 0, fixed, left)
        impure[top + 1], impure[top + 2] = rights, lefts
        top += 2
    return nodes, deepest
