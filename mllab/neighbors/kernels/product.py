"""Scores of a few rows against all, and the best of them, while they still lie in the processor's cache.

Scores of whole blocks would pass through main memory three times: written, looked through and picked from. Here sixteen rows at a time
are multiplied with all columns and picked from at once. Columns come in tiles whose size the compiler knows, so that everything
in the inner loop is one address and a constant: only then does it compute eight or sixteen at a time.
"""

import numpy as np
from numba import njit, prange

from mllab.neighbors.kernels.select import choose

WIDE = 512  # columns of a tile
ROWS = 16  # rows at a time; their scores and a tile stay in the second cache
DEEP = 64  # axes at a time, likewise
TURNS = 64  # parts that the rows are dealt into, each with a room of its own for scores


@njit(fastmath=True, error_model="numpy")
def _add(tiles, at, q, row, axis, made):  # type: ignore[no-untyped-def]
    """Add what four axes give to the scores `made` (4 WIDE) of four rows in a tile."""
    a0, a1, a2, a3 = q[row, axis], q[row, axis + 1], q[row, axis + 2], q[row, axis + 3]
    b0, b1, b2, b3 = q[row + 1, axis], q[row + 1, axis + 1], q[row + 1, axis + 2], q[row + 1, axis + 3]
    c0, c1, c2, c3 = q[row + 2, axis], q[row + 2, axis + 1], q[row + 2, axis + 2], q[row + 2, axis + 3]
    d0, d1, d2, d3 = q[row + 3, axis], q[row + 3, axis + 1], q[row + 3, axis + 2], q[row + 3, axis + 3]
    x = tiles[at : at + 4 * WIDE]
    for j in range(WIDE):
        x0, x1, x2, x3 = x[j], x[WIDE + j], x[2 * WIDE + j], x[3 * WIDE + j]
        made[j] += a0 * x0 + a1 * x1 + a2 * x2 + a3 * x3
        made[WIDE + j] += b0 * x0 + b1 * x1 + b2 * x2 + b3 * x3
        made[2 * WIDE + j] += c0 * x0 + c1 * x1 + c2 * x2 + c3 * x3
        made[3 * WIDE + j] += d0 * x0 + d1 * x1 + d2 * x2 + d3 * x3


@njit(fastmath=True, error_model="numpy")
def _score(tiles, norms, q, first, scores, made):  # type: ignore[no-untyped-def]
    """scores[r] = q[first + r] . every column + norms, for ROWS rows; made (ROWS WIDE) is room to work in."""
    axes = q.shape[1]
    for tile in range(len(norms) // WIDE):
        made[:] = 0
        for deep in range(0, axes, DEEP):
            for row in range(0, ROWS, 4):
                room = made[row * WIDE : (row + 4) * WIDE]
                for axis in range(deep, min(deep + DEEP, axes), 4):
                    _add(tiles, (tile * axes + axis) * WIDE, q, first + row, axis, room)
        more = norms[tile * WIDE : (tile + 1) * WIDE]
        for row in range(ROWS):
            made_here, here = made[row * WIDE : (row + 1) * WIDE], scores[row, tile * WIDE : (tile + 1) * WIDE]
            for j in range(WIDE):
                here[j] = made_here[j] + more[j]


@njit(cache=True, parallel=True, fastmath=True, error_model="numpy")
def pick(tiles, norms, n, q, own, picked, bound):  # type: ignore[no-untyped-def]
    """picked[i] = columns of the `keep` lowest of q[i] . column + norms, own[i] left out; bound[i] = the highest of them. O(rows columns axes).

    tiles and norms of `_exact.tiled`, of n columns; q (b, axes), b in whole ROWS, axes in fours; own (b,) column of the row itself or -1;
    picked (b, keep) int32, bound (b,). Needs n > keep.
    """
    blocks = len(q) // ROWS
    per = (blocks + TURNS - 1) // TURNS
    for turn in prange(TURNS):
        if turn * per >= blocks:
            continue
        scores, made = np.empty((ROWS, len(norms)), q.dtype), np.empty(ROWS * WIDE, q.dtype)
        for block in range(turn * per, min(blocks, (turn + 1) * per)):
            _score(tiles, norms, q, block * ROWS, scores, made)
            for row in range(block * ROWS, (block + 1) * ROWS):
                bound[row] = choose(scores[row - block * ROWS, :n], own[row], picked[row])
