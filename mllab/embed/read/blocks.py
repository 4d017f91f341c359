"""A text in pieces of whole lines, in bounded memory."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from mllab.errors import DataError

BLOCK = 2 << 20
LONGEST = 64 << 20  # bytes of a line
NEWLINE, RETURN = 10, 13


def blocks(path: Path, start: int, name: str) -> Iterator[np.ndarray]:
    """The bytes of a file from `start` in pieces of whole lines (uint8). Raises DataError for a line of more than 64 MB."""
    room = np.empty(2 * BLOCK, np.uint8)
    left = 0
    with path.open("rb", buffering=0) as file:
        file.seek(start)
        while True:
            if len(room) - left < BLOCK:
                room = np.concatenate([room[:left], np.empty(BLOCK + left, np.uint8)])
            got = file.readinto(room[left : left + BLOCK].data)
            filled = left + (got or 0)
            ends = np.flatnonzero(room[left:filled] == NEWLINE)
            upto = left + int(ends[-1]) + 1 if len(ends) else 0
            if not got:
                if filled:
                    yield room[:filled]
                return
            if filled - upto > LONGEST:
                raise DataError(f"{name} has a line of more than {LONGEST >> 20} MB, so it is no text of word vectors.")
            if upto:
                yield room[:upto]
            left = filled - upto
            room[:left] = room[upto:filled].copy()


def ends_of(block: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Where lines start and end, without their line ends."""
    ends = np.flatnonzero(block == NEWLINE)
    if not len(block):
        return ends, ends
    if block[-1] != NEWLINE:
        ends = np.append(ends, len(block))
    starts = np.concatenate([[0], ends[:-1] + 1])
    return starts, ends - ((ends > starts) & (block[np.maximum(ends - 1, 0)] == RETURN))
