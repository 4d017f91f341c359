"""Exact scores of some rows, in double precision. Every row is summed in the same order, so equal rows score alike to the last bit."""

import numpy as np
from numba import njit


@njit(cache=True, fastmath={"reassoc", "nsz", "contract"})
def _length(row):  # type: ignore[no-untyped-def]
    total = 0.0
    for j in range(len(row)):
        total += np.float64(row[j]) * np.float64(row[j])
    return np.sqrt(total)


@njit(cache=True, fastmath={"reassoc", "nsz", "contract"})
def _dot(row, query):  # type: ignore[no-untyped-def]
    total = 0.0
    for j in range(len(query)):
        total += np.float64(row[j]) * query[j]
    return total


@njit(cache=True)
def cosines(rows, queries):  # type: ignore[no-untyped-def]
    """(m, k): rows of length 1 times queries (k, d) float64. O(m k d)."""
    out = np.empty((len(rows), len(queries)))
    for i in range(len(rows)):
        length = _length(rows[i])
        for k in range(len(queries)):
            out[i, k] = _dot(rows[i], queries[k]) / length
    return out


@njit(cache=True)
def dots(rows, query):  # type: ignore[no-untyped-def]
    """(m,): rows as they are times a query. O(m d)."""
    out = np.empty(len(rows))
    for i in range(len(rows)):
        out[i] = _dot(rows[i], query)
    return out


@njit(cache=True, fastmath={"reassoc", "nsz", "contract"})
def distances(rows, query):  # type: ignore[no-untyped-def]
    """(m,): Euclidean distances of rows from a query. O(m d)."""
    out = np.empty(len(rows))
    for i in range(len(rows)):
        row = rows[i]
        total = 0.0
        for j in range(len(query)):
            gap = np.float64(row[j]) - query[j]
            total += gap * gap
        out[i] = np.sqrt(total)
    return out


@njit(cache=True, fastmath={"reassoc", "nsz", "contract"})
def directions(rows, along, start):  # type: ignore[no-untyped-def]
    """(m,): the cosine between the way from `start` to a row of length 1 and `along` of length 1; -inf where there is no way to go. O(m d)."""
    out = np.empty(len(rows))
    for i in range(len(rows)):
        row = rows[i]
        length = _length(row)
        ahead = far = 0.0
        for j in range(len(along)):
            way = np.float64(row[j]) / length - start[j]
            ahead += way * along[j]
            far += way * way
        out[i] = ahead / np.sqrt(far) if far > 1e-18 else -np.inf
    return out
