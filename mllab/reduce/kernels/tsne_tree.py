"""An octree over the points of a picture in three dimensions, and the sum of all forces by it.

Points are put in the order of their cells (Morton 1966), so that a cell is a run of points and a block of neighbors can go down the tree
together (Barnes 1990): what is far from all of them is listed once, and the list is worked off in one loop that the compiler vectorizes.
Every block sums its own forces, so the result does not depend on the number of threads.
"""

import numpy as np
from numba import njit, prange

DEEP = 16  # levels of cells below the whole
LEAF = 8  # points of a cell that is parted no further
BLOCK = 16  # points that go down the tree together: with 32 their lists grow longer than what is saved, 27 ms of processor instead of 21 at 10,000
LIST = 1024  # far cells and near points that are worked off at a time


@njit(cache=True, parallel=True)
def cells(y, low, finer, codes):  # type: ignore[no-untyped-def]
    """codes[i] = the finest cell of point i of y (3, n): three bits a level, the coarsest level first. O(n)."""
    top = (1 << DEEP) - 1
    for i in prange(y.shape[1]):
        code = 0
        for axis in range(3):
            at = min(max(int((y[axis, i] - low[axis]) * finer), 0), top)
            for bit in range(DEEP):
                code |= ((at >> bit) & 1) << (3 * bit + axis)
        codes[i] = code


@njit(cache=True)
def end_of(codes, start, end, shift, digit):  # type: ignore[no-untyped-def]
    """Where the codes (sorted) from start to end whose three bits at `shift` are at most `digit` end."""
    while start < end:
        middle = (start + end) // 2
        if (codes[middle] >> shift) & 7 <= digit:
            start = middle + 1
        else:
            end = middle
    return start


@njit(cache=True)
def grow(codes, starts, ends, born, levels, leaves):  # type: ignore[no-untyped-def]
    """Fill the cells of the tree over sorted codes, each before those inside it; returns how many there are, fewer than 2 n + 1. O(n).

    A cell is `born` one level below the one it is in; where all its points lie in one of its parts it is that part, at a deeper level.
    """
    stack = np.empty((8 * (DEEP + 1) + 1, 3), np.int64)
    stack[0, 0], stack[0, 1], stack[0, 2] = 0, len(codes), 0
    waiting, many = 1, 0
    while waiting:
        waiting -= 1
        start, end, level = stack[waiting, 0], stack[waiting, 1], stack[waiting, 2]
        born[many] = level
        while level < DEEP and end - start > LEAF:
            shift = 3 * (DEEP - 1 - level)
            if (codes[start] >> shift) & 7 != (codes[end - 1] >> shift) & 7:
                break
            level += 1
        starts[many], ends[many], levels[many] = start, end, level
        leaves[many] = level == DEEP or end - start <= LEAF
        if not leaves[many]:
            shift, stop = 3 * (DEEP - 1 - level), end
            for digit in range(7, -1, -1):
                begin = end_of(codes, start, stop, shift, digit - 1)
                if begin < stop:
                    stack[waiting, 0], stack[waiting, 1], stack[waiting, 2] = begin, stop, level + 1
                    waiting += 1
                stop = begin
        many += 1
    return many


@njit(cache=True)
def describe(starts, ends, born, levels, sums, wide, centers, widths, counts, after):  # type: ignore[no-untyped-def]
    """Middle of mass, width and count of every cell, and the first cell after those inside it. `sums` (3, n + 1) add up the points. O(cells)."""
    many = len(starts)
    following = np.full(DEEP + 1, many)
    for at in range(many - 1, -1, -1):
        count = ends[at] - starts[at]
        for axis in range(3):
            centers[axis, at] = (sums[axis, ends[at]] - sums[axis, starts[at]]) / count
        widths[at] = wide / 2.0 ** levels[at]
        counts[at] = count
        after[at] = following[born[at]]
        following[born[at] :] = at


@njit(cache=True, fastmath=True)
def work_off(listed, many, points, first, last, sums):  # type: ignore[no-untyped-def]
    """Add to sums (4, BLOCK) what the `many` listed bodies (x, y, z, count) do to points first to last: force and mass."""
    one = np.float32(1)
    xs, ys, zs, ms = listed[0, :many], listed[1, :many], listed[2, :many], listed[3, :many]
    for p in range(first, last):
        a, b, c = points[0, p], points[1, p], points[2, p]
        f0 = f1 = f2 = z = np.float32(0)
        for j in range(many):
            g0, g1, g2 = a - xs[j], b - ys[j], c - zs[j]
            q = one / (one + g0 * g0 + g1 * g1 + g2 * g2)
            w = ms[j] * q
            z += w
            w *= q
            f0 += w * g0
            f1 += w * g1
            f2 += w * g2
        sums[0, p - first] += f0
        sums[1, p - first] += f1
        sums[2, p - first] += f2
        sums[3, p - first] += z


@njit(cache=True, parallel=True, fastmath=True)
def push_tree(points, order, starts, ends, leaves, centers, widths, counts, after, openness, forces, mass):  # type: ignore[no-untyped-def]
    """forces (3, n) and mass (n,) as the exact kernel `push_3d` gives them, of points in the order of their cells.

    A cell counts as one body where its width is below `openness` of its distance from the block, otherwise what is inside it is looked at. O(n log n).
    """
    n, many = points.shape[1], len(starts)
    for block in prange((n + BLOCK - 1) // BLOCK):
        first, last = block * BLOCK, min(n, (block + 1) * BLOCK)
        low, high = np.empty(3, np.float32), np.empty(3, np.float32)
        for axis in range(3):
            low[axis], high[axis] = points[axis, first:last].min(), points[axis, first:last].max()
        listed, sums, held, at = np.empty((4, LIST), np.float32), np.zeros((4, BLOCK), np.float32), 0, 0
        while at < many:
            far = np.float32(0)
            for axis in range(3):
                gap = max(low[axis] - centers[axis, at], centers[axis, at] - high[axis], np.float32(0))
                far += gap * gap
            if widths[at] * widths[at] < openness * openness * far:
                if held == LIST:
                    work_off(listed, held, points, first, last, sums)
                    held = 0
                listed[0, held], listed[1, held], listed[2, held], listed[3, held] = (
                    centers[0, at],
                    centers[1, at],
                    centers[2, at],
                    counts[at],
                )
                held += 1
                at = after[at]
            elif leaves[at]:
                for p in range(starts[at], ends[at]):
                    if held == LIST:
                        work_off(listed, held, points, first, last, sums)
                        held = 0
                    listed[0, held], listed[1, held], listed[2, held], listed[3, held] = (
                        points[0, p],
                        points[1, p],
                        points[2, p],
                        np.float32(1),
                    )
                    held += 1
                at = after[at]
            else:
                at += 1
        work_off(listed, held, points, first, last, sums)
        for p in range(first, last):
            i = order[p]
            forces[0, i], forces[1, i], forces[2, i], mass[i] = (
                sums[0, p - first],
                sums[1, p - first],
                sums[2, p - first],
                sums[3, p - first],
            )
