"""Edits between a word and every word of a vocabulary."""

import numpy as np
from numba import njit, prange

LONG = 64  # letters of a word beyond which nobody misspells it by two
PARTS = 16


@njit(cache=True)
def _letters(text, first, last, out):  # type: ignore[no-untyped-def]
    """The code points of UTF-8 bytes into out; how many, or -1 when there are more than fit. Plain Latin capitals become small."""
    n = 0
    at = first
    while at < last:
        if n == len(out):
            return -1
        byte = int(text[at])
        more = 0 if byte < 0x80 else 1 if byte < 0xE0 else 2 if byte < 0xF0 else 3
        code = byte if more == 0 else byte & (0x3F >> more)
        for step in range(1, more + 1):
            if at + step < last:
                code = (code << 6) | (int(text[at + step]) & 0x3F)
        out[n] = code + 32 if 65 <= code <= 90 else code
        n += 1
        at += more + 1
    return n


@njit(cache=True)
def _distance(a, n, b, m, most, before, above, row):  # type: ignore[no-untyped-def]
    """The restricted Damerau distance of a[:n] and b[:m], or most + 1 when it is more. before, above, row are room for m + 1 numbers."""
    for j in range(m + 1):
        above[j] = j
    for i in range(1, n + 1):
        row[0] = i
        best = i
        for j in range(1, m + 1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] != b[j - 1]))
            if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
                cost = min(cost, before[j - 2] + 1)
            row[j] = cost
            best = min(best, cost)
        if best > most:
            return most + 1
        before, above, row = above, row, before
    return above[m]


@njit(cache=True, parallel=True)
def edits(text, offsets, letters, most):  # type: ignore[no-untyped-def]
    """needed (n,) uint8: edits from `letters` (int32 code points) to every word, most + 1 where more are needed. O(n length^2)."""
    n = len(offsets) - 1
    needed = np.full(n, most + 1, np.uint8)
    for part in prange(PARTS):
        room = np.empty((4, LONG + 1), np.int32)
        for i in range(part * n // PARTS, (part + 1) * n // PARTS):
            first, last = offsets[i], offsets[i + 1]
            if last - first + most < len(letters) or last - first > 4 * (len(letters) + most):
                continue
            m = _letters(text, first, last, room[0, :LONG])
            if m < 0 or abs(m - len(letters)) > most:
                continue
            needed[i] = min(_distance(letters, len(letters), room[0], m, most, room[1], room[2], room[3]), most + 1)
    return needed
