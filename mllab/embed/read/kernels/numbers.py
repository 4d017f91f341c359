"""Lines of a word and decimal numbers into float32, many at a time; what is not plain is left for a second look."""

import numpy as np
from numba import njit

TENS = np.array([float(f"1e{power}") for power in range(309)])
EXACT = 22  # 10 ** 22 is the last power of ten that a double holds exactly
WHOLE = np.uint64(1 << 53)  # whole numbers below are exact in a double
DIGITS = 19  # so many always fit into 64 bits
FAR = 290  # beyond 10 ** +-290 a second look is taken
SLACK = 2.0**-50  # more than the relative error of three roundings of a double and of the digits left out
FINE, ODD = np.int8(0), np.int8(1)
POINT, PLUS, MINUS, SPACE, TAB = 46, 43, 45, 32, 9


@njit(cache=True)
def _scaled(whole, power):  # type: ignore[no-untyped-def]
    """whole * 10 ** power as the float32 nearest to its nearest double, and whether that is certain.

    Both exact in a double: one rounding, as in Clinger (1990). Otherwise the double is off by less than SLACK, and where all numbers within
    that have the same float32, so has the true one.
    """
    if whole == 0:
        return np.float32(0.0), True
    if power < -FAR or power > FAR:
        return np.float32(0.0), False
    value = float(whole)
    value = value / TENS[-power] if power < 0 else value * TENS[power]
    if whole < WHOLE and -EXACT <= power <= EXACT:
        near = np.float32(value)
        return near, near <= np.float32(3.4028235e38)
    low, high = np.float32(value * (1.0 - SLACK)), np.float32(value * (1.0 + SLACK))
    return low, low == high and high <= np.float32(3.4028235e38)


@njit(cache=True)
def _number(block, at, end, sign):  # type: ignore[no-untyped-def]
    """The number that starts at `at`: its value, where it ends, and whether it is plain and ends at `sign` or `end`."""
    minus = at < end and block[at] == MINUS
    if at < end and (block[at] == MINUS or block[at] == PLUS):
        at += 1
    whole, power, digits, seen, after = np.uint64(0), 0, 0, 0, False
    while at < end:
        byte = block[at]
        digit = np.uint64(byte) - np.uint64(48)
        if digit < np.uint64(10):
            seen += 1
            if digits < DIGITS:
                whole = whole * np.uint64(10) + digit
                digits += whole != 0
                power -= after
            else:
                power += not after
        elif byte == POINT and not after:
            after = True
        else:
            break
        at += 1
    if seen == 0:
        return np.float32(0.0), at, False
    if at < end and (block[at] == 101 or block[at] == 69):
        at += 1
        down = at < end and block[at] == MINUS
        if at < end and (block[at] == MINUS or block[at] == PLUS):
            at += 1
        raised, first = 0, at
        while at < end and 48 <= block[at] <= 57 and raised < 10_000:
            raised = raised * 10 + (block[at] - 48)
            at += 1
        if at == first:
            return np.float32(0.0), at, False
        power += -raised if down else raised
    if at < end and block[at] != sign:
        return np.float32(0.0), at, False
    value, certain = _scaled(whole, power)
    return -value if minus else value, at, certain


@njit(cache=True)
def _line(block, at, end, after_word, sign, row):  # type: ignore[no-untyped-def]
    """Fill `row` from one line: where its word ends, and FINE or ODD. `after_word` is the sign behind the word, 0 for lines without one."""
    first = at
    if after_word:
        while at < end and block[at] != after_word:
            at += 1
        if at in (first, end):
            return at, ODD
        word_end = at
        at += 1
    else:
        word_end = at
    for axis in range(len(row)):
        if sign == SPACE:
            while at < end and block[at] == SPACE:
                at += 1
        row[axis], at, plain = _number(block, at, end, sign)
        if not plain:
            return word_end, ODD
        if axis + 1 < len(row):
            at += 1
    while at < end and (block[at] == SPACE or block[at] == TAB):
        at += 1
    return word_end, FINE if at == end else ODD


@njit(cache=True, nogil=True)
def parse(block, starts, ends, after_word, sign, rows, word_ends, verdicts):  # type: ignore[no-untyped-def]
    """Fill rows (n, d) float32, word_ends (n,) int64 and verdicts (n,) int8 from the lines of `block` (bytes,) uint8. O(bytes).

    It holds no lock, so that threads can share the lines: numba's own threads cost 80 MB of memory to load.
    """
    for i in range(len(starts)):
        word_ends[i], verdicts[i] = _line(block, starts[i], ends[i], after_word, sign, rows[i])


@njit(cache=True)
def gather(block, starts, ends, made):  # type: ignore[no-untyped-def]
    """Copy the pieces of `block` from `starts` to `ends` into `made`, one behind the other. O(bytes)."""
    to = 0
    for i in range(len(starts)):
        for at in range(starts[i], ends[i]):
            made[to] = block[at]
            to += 1
