"""A byte per number: what a search reads instead of the vectors."""

from dataclasses import dataclass

import numpy as np

PART = 16_384  # rows at a time


@dataclass(frozen=True, eq=False)
class Codes:
    """Unit rows in bytes: row i of length 1 is scales[i] codes[i] plus a rest no longer than rests[i].

    codes (n, d) int8, scales (n,) and rests (n,) float32. Each may be memory-mapped and read-only.
    """

    codes: np.ndarray
    scales: np.ndarray
    rests: np.ndarray


def row_norms(vectors: np.ndarray) -> np.ndarray:
    """The length of every row (n,) float32, summed in double precision. O(n d), in parts, so that a memory map is not copied."""
    norms = np.empty(len(vectors), np.float32)
    with np.errstate(over="ignore", invalid="ignore"):
        for first in range(0, len(vectors), PART):
            part = np.asarray(vectors[first : first + PART], np.float64)
            norms[first : first + len(part)] = np.sqrt(np.einsum("ij,ij->i", part, part))
    return norms


def encode(vectors: np.ndarray) -> Codes:
    """The codes of rows (n, d) float32. A search reads a quarter of the bytes and looks at the vectors of the few rows that can win.

    The rest of a row, |row / |row| - scale code|, is measured against what is stored, in double precision, and rounded up: with it,
    Cauchy and Schwarz bound every score from above. A row of zeros has scale and rest 0. O(n d).
    """
    n, d = vectors.shape
    codes, scales, rests = np.zeros((n, d), np.int8), np.zeros(n, np.float32), np.zeros(n, np.float32)
    for first in range(0, n, PART):
        part = np.asarray(vectors[first : first + PART], np.float64)
        here = slice(first, first + len(part))
        length = np.sqrt(np.einsum("ij,ij->i", part, part))[:, None]
        unit = np.divide(part, length, out=part, where=length > 0)
        scale = (np.abs(unit).max(axis=1) / 127).astype(np.float32)
        wide = scale.astype(np.float64)[:, None]
        code = np.clip(np.rint(np.divide(unit, wide, out=np.zeros_like(unit), where=wide > 0)), -127, 127)
        codes[here], scales[here] = code.astype(np.int8), scale
        unit -= wide * code
        rests[here] = np.nextafter((np.sqrt(np.einsum("ij,ij->i", unit, unit)) + 1e-12).astype(np.float32), np.float32(2))
        rests[here][length[:, 0] == 0] = 0
    return Codes(codes, scales, rests)
