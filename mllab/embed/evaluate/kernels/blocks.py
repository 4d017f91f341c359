"""Which rows can be among the best answers of every question, gathered block by block, and their exact order."""

from dataclasses import dataclass, field

import numpy as np
from numba import njit, prange

from mllab.embed.search.kernels.exact import cosines

PARTS = 16
ADD, MUL = 0, 1
LOWEST = np.float32(-1e30)  # below every score; finite, as the compiler is told that all numbers are
STRETCH = 128  # rows that are passed over at once when none of them can win


@dataclass
class Kept:
    """Per question the best `best` lower bounds, lowest first, and up to `room` rows that can still win, with their upper bounds.

    count is how many are kept, or -1 when more could win than there is room for: those questions are searched one by one.
    """

    k: int
    best: int
    room: int
    least: np.ndarray = field(init=False)
    rows: np.ndarray = field(init=False)
    upper: np.ndarray = field(init=False)
    count: np.ndarray = field(init=False)

    def __post_init__(self) -> None:
        self.least = np.full((self.k, self.best), LOWEST, np.float32)
        self.rows = np.full((self.k, self.room), -1, np.int32)
        self.upper = np.full((self.k, self.room), -np.inf, np.float32)
        self.count = np.zeros(self.k, np.int32)


def collect(scores, norms, asked, inverse, rule, off, first, kept):  # type: ignore[no-untyped-def]
    """Take in a block: scores (w, columns) float32 of the test's words with the rows from `first` on, each off by no more than `off`."""
    _collect(scores, norms, asked, inverse, rule, np.float32(off), first, kept.least, kept.rows, kept.upper, kept.count)


@njit(cache=True, fastmath=True)
def _sums(one, two, three, bound, off):  # type: ignore[no-untyped-def]
    """How many rows of a stretch can reach `bound` by b + c - a. Counted, not compared: only so are sixteen rows taken at a time."""
    hits = np.int32(0)
    bound = bound - np.float32(4) * off
    for j in range(len(one)):
        hits = np.int32(hits + np.int32(two[j] + three[j] - one[j] >= bound))
    return hits


@njit(cache=True, fastmath=True)
def _shares(one, two, three, bound, off):  # type: ignore[no-untyped-def]
    """How many rows of a stretch can reach `bound` by the shares of b and c over that of a, without a division."""
    hits = np.int32(0)
    half, none = np.float32(0.5), np.float32(0)
    more, less, bound = half + off, half - off, bound * np.float32(0.999996)
    for j in range(len(one)):
        share = less + half * one[j]
        share = share if share > none else none
        hits = np.int32(hits + np.int32((more + half * two[j]) * (more + half * three[j]) >= bound * (share + np.float32(1e-6))))
    return hits


@njit(cache=True)
def _bounds(one, two, three, rule, off):  # type: ignore[no-untyped-def]
    """The lowest and the highest that a score can be: b + c - a, or the product of the shares of b and c over that of a."""
    if rule == ADD:
        return two + three - one - np.float32(4) * off, two + three - one + np.float32(4) * off
    half, none = np.float32(0.5), np.float32(0)
    little = max(half + half * two - off, none) * max(half + half * three - off, none)
    much = max(half + half * two + off, none) * max(half + half * three + off, none)
    low = little / (half + half * one + off + np.float32(1e-6)) * np.float32(0.999998)
    return low, much / (max(half + half * one - off, none) + np.float32(1e-6)) * np.float32(1.000002)


@njit(cache=True)
def _enter(least, value):  # type: ignore[no-untyped-def]
    """Put a lower bound in its place among the best, lowest first; the lowest leaves."""
    at = 0
    while at + 1 < len(least) and least[at + 1] < value:
        least[at] = least[at + 1]
        at += 1
    least[at] = value


@njit(cache=True)
def _tidy(rows, upper, count, bound):  # type: ignore[no-untyped-def]
    """Drop the rows that cannot win any more; how many are left."""
    left = 0
    for i in range(count):
        if upper[i] >= bound:
            rows[left], upper[left] = rows[i], upper[i]
            left += 1
    return left


@njit(cache=True)
def _take(one, two, three, norms, own, rule, off, row, least, rows, upper, count):  # type: ignore[no-untyped-def]
    """Take in a stretch of rows for one question, `row` the first of them; how many are kept then, or -1 where there is no room."""
    for j in range(len(one)):
        low, high = _bounds(one[j], two[j], three[j], rule, off)
        here = row + j
        if high < least[0] or norms[j] == 0 or here == own[0] or here == own[1] or here == own[2]:
            continue
        if low > least[0]:
            _enter(least, low)
        if count == len(rows):
            count = _tidy(rows, upper, count, least[0])
        if count == len(rows):
            return -1
        rows[count], upper[count] = here, high
        count += 1
    return count


@njit(cache=True, parallel=True)
def _collect(scores, norms, asked, inverse, rule, off, first, least, rows, upper, count):  # type: ignore[no-untyped-def]
    k = len(asked)
    for part in prange(PARTS):
        for q in range(part * k // PARTS, (part + 1) * k // PARTS):
            one, two, three = scores[inverse[q, 0]], scores[inverse[q, 1]], scores[inverse[q, 2]]
            for at in range(0, len(norms), STRETCH):
                here = slice(at, at + STRETCH)
                if count[q] < 0:
                    break
                if rule == ADD:
                    hits = _sums(one[here], two[here], three[here], least[q, 0], off)
                else:
                    hits = _shares(one[here], two[here], three[here], least[q, 0], off)
                if hits:
                    count[q] = _take(
                        one[here],
                        two[here],
                        three[here],
                        norms[here],
                        asked[q],
                        rule,
                        off,
                        first + at,
                        least[q],
                        rows[q],
                        upper[q],
                        count[q],
                    )


@njit(cache=True, parallel=True)
def settle(vectors, units, inverse, rule, least, rows, upper, count):  # type: ignore[no-untyped-def]
    """answers (k, best): the rows kept, scored in double precision, best first, ties in row order; -1 beyond the last."""
    k, best = least.shape
    answers = np.full((k, best), -1, np.int64)
    for part in prange(PARTS):
        for q in range(part * k // PARTS, (part + 1) * k // PARTS):
            if count[q] <= 0:
                continue
            left = np.sort(rows[q, : _tidy(rows[q], upper[q], count[q], least[q, 0])].copy())
            a, b, c = units[inverse[q, 0]], units[inverse[q, 1]], units[inverse[q, 2]]
            if rule == ADD:
                query = np.empty((1, len(a)))
                query[0] = b - a + c
                length = np.sqrt((query[0] * query[0]).sum())
                if length == 0:
                    continue
                query[0] /= length
                scores = cosines(vectors[left], query)[:, 0]
            else:
                queries = np.empty((3, len(a)))
                queries[0], queries[1], queries[2] = b, c, a
                shares = (1 + cosines(vectors[left], queries)) / 2
                scores = shares[:, 0] * shares[:, 1] / (shares[:, 2] + 1e-6)
            order = np.argsort(-scores, kind="mergesort")[:best]
            for place in range(len(order)):
                answers[q, place] = left[order[place]]
    return answers
