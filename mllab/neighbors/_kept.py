"""Graphs of neighbors that are kept in the process, by the content of the matrix: a smaller k never searches again."""

import hashlib
import threading
from collections import OrderedDict

import numpy as np

from mllab.neighbors._graph import Metric, Neighbors

MOST_GRAPHS = 4
MOST_BYTES = 1_500_000_000
_kept: OrderedDict[tuple[str, str], Neighbors] = OrderedDict()
_lock = threading.Lock()


def digest(X: np.ndarray) -> str:
    """A name for the content, shape and type of X. O(n d)."""
    made = hashlib.blake2b(f"{X.shape}{X.dtype.str}".encode(), digest_size=16)
    made.update(np.ascontiguousarray(X).view(np.uint8).data)
    return made.hexdigest()


def recall(name: str, metric: Metric, k: int) -> Neighbors | None:
    """The kept graph of at least k neighbors, cut to k; None when there is none."""
    with _lock:
        found = _kept.get((name, metric))
        if found is None or found.k < k:
            return None
        _kept.move_to_end((name, metric))
    return found.first(k)


def keep(name: str, found: Neighbors) -> None:
    """Keep a graph, the oldest ones making room."""
    with _lock:
        _kept[name, found.metric] = found
        _kept.move_to_end((name, found.metric))
        while len(_kept) > 1 and (len(_kept) > MOST_GRAPHS or sum(map(_size, _kept.values())) > MOST_BYTES):
            _kept.popitem(last=False)


def forget() -> None:
    """Drop every kept graph."""
    with _lock:
        _kept.clear()


def _size(found: Neighbors) -> int:
    return found.indices.nbytes + found.distances.nbytes
