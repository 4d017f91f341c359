"""Some rows of a matrix, without drawing the rest of its file into memory."""

import mmap
from pathlib import Path

import numpy as np

FEW = 4096  # rows up to which each is read by itself


def gather(vectors: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """Rows (k, d) in an array of their own, as `vectors[rows]`. O(k d).

    Of a memory map a few rows are read from its file: touching a mapped row would make up to 2 MB around it resident, so that some hundred
    queries would hold the whole file. When the file has gone, the map is used, which still has it.
    """
    if not isinstance(vectors, np.memmap) or not isinstance(vectors.base, mmap.mmap) or not vectors.flags.c_contiguous:
        return np.asarray(vectors[rows])
    within = len(rows) and rows.min() >= 0 and rows.max() < len(vectors)  # else the array says what is wrong, or counts from its end
    if not within or len(rows) > FEW or vectors.filename is None:
        return np.asarray(vectors[rows])
    found = np.empty((len(rows), *vectors.shape[1:]), vectors.dtype)
    try:
        with Path(vectors.filename).open("rb", buffering=0) as file:
            for i, row in enumerate(rows.tolist()):
                file.seek(vectors.offset + row * vectors.strides[0])
                if file.readinto(found[i].data) != found[i].nbytes:
                    return np.asarray(vectors[rows])
    except OSError:
        return np.asarray(vectors[rows])
    return found
