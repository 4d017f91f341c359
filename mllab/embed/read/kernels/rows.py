"""Rows of word2vec's binary format: a word, a space, and the bytes of its numbers."""

from numba import njit

SPACE, NEWLINE = 32, 10


@njit(cache=True)
def cut(block, most, wide, longest, starts, ends):  # type: ignore[no-untyped-def]
    """Where the words of whole rows start and end, at most `most` rows of `wide` bytes of numbers; the rows and bytes that were taken.

    -1 rows when a word is longer than `longest` bytes. O(rows), as the numbers are jumped over.
    """
    at, row, size = 0, 0, len(block)
    while row < most:
        first = at
        while first < size and block[first] == NEWLINE:  # the original program ends a row with one, gensim does not
            first += 1
        end = first
        while end < size and block[end] != SPACE:
            end += 1
            if end - first > longest:
                return -1, at
        if end + 1 + wide > size:
            break
        starts[row], ends[row] = first, end
        row += 1
        at = end + 1 + wide
    return row, at


@njit(cache=True)
def lift(block, ends, wide, made):  # type: ignore[no-untyped-def]
    """Copy the bytes of the numbers behind each word into made (rows, wide) uint8. O(bytes)."""
    for row in range(len(ends)):
        first = ends[row] + 1
        made[row, :] = block[first : first + wide]
