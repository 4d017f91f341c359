"""Nearest neighbors: whose part of the plane is whose, and how the neighbors of a place vote."""

from dataclasses import dataclass, field

import numpy as np

from mllab.errors import DataError, ParamError

MOST = 40  # neighbors that are kept for every place
SAME = 1e-9


@dataclass(frozen=True, eq=False)
class Cells:
    """Voronoi cells within a frame: `corners` (v, 2) of all; `edges` (e, 2) as pairs of corners, each once; the ring of corners of each of the `points` (p, 2)."""

    points: np.ndarray = field(repr=False)
    corners: np.ndarray = field(repr=False)
    edges: np.ndarray = field(repr=False)
    rings: tuple[np.ndarray, ...] = field(repr=False)


@dataclass(frozen=True, eq=False)
class Vote:
    """The neighbors of a place, the nearest first: their rows (j,), distances (j,), and the votes (j,); `shares` (k,) of all votes for each class."""

    rows: np.ndarray
    distances: np.ndarray
    votes: np.ndarray
    shares: np.ndarray


def cells(X: np.ndarray, frame: np.ndarray) -> Cells:
    """The part of the frame (2, 2) in which each place of X (n, 2) is the nearest one; places that are met twice share one cell. O(n log n).

    Every place is mirrored at the four sides of the frame: the cells of the originals then end exactly there.
    Source: Voronoi 1908. Raises DataError where a place lies outside of the frame, or on its side.
    """
    from scipy.spatial import Voronoi

    points = np.unique(X, axis=0)
    if not ((points > frame[:, 0]) & (points < frame[:, 1])).all():
        raise DataError("All places must lie within the frame. Widen it.")
    middle, size = frame.mean(axis=1), (frame[:, 1] - frame[:, 0]).max()  # brought to unit size, so that rounding is alike everywhere
    unit, ends = (points - middle) / size, (frame - middle[:, None]) / size
    mirrored = [np.where(np.arange(2) == axis, 2 * ends[axis, side] - unit, unit) for axis in (0, 1) for side in (0, 1)]
    found = Voronoi(np.concatenate([unit, *mirrored]))
    n = len(points)
    own = (found.ridge_points < n).any(axis=1)
    edges = np.array([ridge for ridge, ours in zip(found.ridge_vertices, own, strict=True) if ours])
    corners = np.clip(found.vertices, ends[:, 0], ends[:, 1]) * size + middle
    edges = edges[np.linalg.norm(np.diff(corners[edges], axis=1)[:, 0], axis=1) > SAME * size]
    rings = tuple(_around(found.vertices, found.regions[found.point_region[i]], unit[i]) for i in range(n))
    return Cells(points, corners, edges, rings)


def nearest(X: np.ndarray, at: np.ndarray, most: int = MOST) -> tuple[np.ndarray, np.ndarray]:
    """(m, j) distances from places `at` (m, 2) to their nearest rows of X (n, 2), and (m, j) which rows; of equally near ones the first. O(m j log n)."""
    from scipy.spatial import KDTree

    j = min(most, len(X))
    distances, rows = KDTree(X).query(at, k=j)
    distances, rows = distances.reshape(len(at), j), rows.reshape(len(at), j)
    order = np.lexsort((rows, distances.round(12)), axis=1)
    return np.take_along_axis(distances, order, axis=1), np.take_along_axis(rows, order, axis=1)


def vote(y: np.ndarray, classes: int, distances: np.ndarray, rows: np.ndarray, k: int, by_distance: bool = False) -> np.ndarray:
    """(m, classes) shares of the votes of the k nearest of each place, from `nearest`. With `by_distance` a vote counts 1 / distance (Dudani 1976).

    Raises ParamError where k is not within the neighbors that are known. O(m k).
    """
    if not 1 <= k <= rows.shape[1]:
        raise ParamError(f"k has to be 1 to {rows.shape[1]}, the neighbors that are known, got {k}.")
    weights = _weights(distances[:, :k], by_distance)
    found = np.zeros((len(rows), classes))
    for one in range(k):
        found[np.arange(len(rows)), y[rows[:, one]]] += weights[:, one]
    return np.asarray(found / found.sum(axis=1, keepdims=True))


def neighbors(X: np.ndarray, y: np.ndarray, classes: int, place: np.ndarray, k: int, by_distance: bool = False) -> Vote:
    """The vote at one place (2,), with who gave it. O(n log n)."""
    distances, rows = nearest(X, np.asarray(place, float)[None], k)
    return Vote(
        rows[0], distances[0], _weights(distances, by_distance)[0], vote(y, classes, distances, rows, min(k, len(X)), by_distance)[0]
    )


def left_out(X: np.ndarray, y: np.ndarray, classes: int, by_distance: bool = False, most: int = MOST) -> tuple[np.ndarray, np.ndarray]:
    """(c,) the share of wrong answers for k = 1 ... c: on the points themselves, and leaving out the one that is asked about. O(n c (log n + classes))."""
    distances, rows = nearest(X, X, most + 1)
    itself = rows == np.arange(len(X))[:, None]
    itself[~itself.any(axis=1), -1] = True  # among many points at one place a row may not find itself: then the last one is let go
    others = [np.asarray(part[~itself]).reshape(len(X), -1) for part in (distances, rows)]
    c = others[0].shape[1]
    return _wrong(y, classes, distances[:, :c], rows[:, :c], by_distance), _wrong(y, classes, others[0], others[1], by_distance)


def _wrong(y: np.ndarray, classes: int, distances: np.ndarray, rows: np.ndarray, by_distance: bool) -> np.ndarray:
    if by_distance:
        found = [vote(y, classes, distances, rows, k, True).argmax(axis=1) for k in range(1, rows.shape[1] + 1)]
        return np.asarray((np.array(found) != y).mean(axis=1))
    votes = np.cumsum(np.eye(classes, dtype=np.int32)[y[rows]], axis=1)
    return np.asarray((votes.argmax(axis=2) != y[:, None]).mean(axis=0))


def _weights(distances: np.ndarray, by_distance: bool) -> np.ndarray:
    """Votes of neighbors at these distances (m, k); where some lie at the very place, they alone vote."""
    if not by_distance:
        return np.ones(distances.shape)
    at = distances == 0
    with np.errstate(divide="ignore"):
        return np.where(at.any(axis=1, keepdims=True), at.astype(float), 1 / distances)


def _around(vertices: np.ndarray, region: list[int], place: np.ndarray) -> np.ndarray:
    """The corners of a cell in their order around its place."""
    listed = np.array(region)
    away = vertices[listed] - place
    return np.asarray(listed[np.argsort(np.arctan2(away[:, 1], away[:, 0]))])
