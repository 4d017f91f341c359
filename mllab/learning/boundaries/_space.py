"""Three dimensions on paper: points seen from a side, a wire mesh over the plane, and the part of a plane that lies in a box."""

from itertools import combinations, product

import numpy as np

TILT = 22.0  # degrees from above the horizon


def seen(places: np.ndarray, turn: float, tilt: float = TILT) -> np.ndarray:
    """(n, 3) across, up and near of places (n, 3), turned by so many degrees about the third axis and looked at from above, without perspective."""
    a, b = np.radians([turn, tilt])
    x = places[:, 0] * np.cos(a) - places[:, 1] * np.sin(a)
    y = places[:, 0] * np.sin(a) + places[:, 1] * np.cos(a)
    z = places[:, 2]
    return np.stack([x, z * np.cos(b) + y * np.sin(b), z * np.sin(b) - y * np.cos(b)], axis=1)


def unit(places: np.ndarray, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Places (n, 3) brought from the box between `low` and `high` (3,) to -1 ... 1 each way."""
    return np.asarray(2 * (places - low) / np.where(high > low, high - low, 1) - 1)


def mesh(heights: np.ndarray, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """(s, 6) the wires of a surface as short lines x, y, z, x2, y2, z2: heights (r, c) at the places x (c,), y (r,)."""
    X, Y = np.meshgrid(x, y)
    grid = np.stack([X, Y, heights], axis=-1)
    across = np.concatenate([grid[:, :-1], grid[:, 1:]], axis=-1).reshape(-1, 6)
    along = np.concatenate([grid[:-1], grid[1:]], axis=-1).reshape(-1, 6)
    return np.concatenate([across, along])


def box_edges() -> np.ndarray:
    """(12, 6) the edges of the box from -1 to 1."""
    ends = [(a, b) for a, b in combinations(product((-1.0, 1.0), repeat=3), 2) if sum(p != q for p, q in zip(a, b, strict=True)) == 1]
    return np.array([[*a, *b] for a, b in ends])


def patch(normal: np.ndarray, offset: float) -> np.ndarray:
    """(v, 3) the corners, in their order, of the part of the plane normal z + offset = 0 that lies in the box from -1 to 1; none where it passes by."""
    edges = box_edges()
    first, last = edges[:, :3] @ normal + offset, edges[:, 3:] @ normal + offset
    met = (first <= 0) != (last <= 0)
    share = first[met] / (first[met] - last[met])
    found = edges[met, :3] + share[:, None] * (edges[met, 3:] - edges[met, :3])
    if len(found) < 3:
        return np.empty((0, 3))
    away = found - found.mean(axis=0)
    u = away[np.linalg.norm(away, axis=1).argmax()]
    v = np.cross(normal, u)
    return np.asarray(found[np.argsort(np.arctan2(away @ v / np.linalg.norm(v), away @ u / np.linalg.norm(u)))])
