"""Lines of one height over a grid, and lines through a frame."""

import numpy as np

PARTED, JOINED = (
    ((0, 1), (2, 3)),
    ((3, 0), (1, 2)),
)  # at a saddle: the sides around the lower right and upper left corner, or around the other two


def contour(values: np.ndarray, x: np.ndarray, y: np.ndarray, level: float = 0.0) -> np.ndarray:
    """(s, 4) short lines x, y, x2, y2 along which values (r, c) at the places x (c,), y (r,) are `level`. O(r c).

    Within a cell the line is straight, with its ends linearly between the corners; a saddle is parted by the mean of its corners.
    Source: Lorensen & Cline 1987, in two dimensions (marching squares).
    """
    above = values > level
    corners = np.stack([above[:-1, :-1], above[:-1, 1:], above[1:, 1:], above[1:, :-1]], axis=-1)  # around the cell, from its lower left
    ends = np.stack([corners[..., i] != corners[..., (i + 1) % 4] for i in range(4)], axis=-1)
    places = _crossings(values, x, y, level)
    many = ends.sum(axis=-1)
    found = [places[many == 2][ends[many == 2]].reshape(-1, 4)]
    middle = (values[:-1, :-1] + values[:-1, 1:] + values[1:, 1:] + values[1:, :-1]) / 4 > level
    for r, c in np.argwhere(many == 4):
        pairs = PARTED if middle[r, c] == corners[r, c, 0] else JOINED
        found += [places[r, c][list(pair)].reshape(1, 4) for pair in pairs]
    return np.concatenate(found)


def _crossings(values: np.ndarray, x: np.ndarray, y: np.ndarray, level: float) -> np.ndarray:
    """(r - 1, c - 1, 4, 2) where the level is met on the lower, right, upper and left side of every cell."""
    X, Y = np.meshgrid(x, y)
    corner = [(slice(None, -1), slice(None, -1)), (slice(None, -1), slice(1, None)), (slice(1, None), slice(1, None)), (slice(1, None), slice(None, -1))]  # fmt: skip
    sides = []
    for one, next in zip(corner, corner[1:] + corner[:1], strict=True):
        rise = values[next] - values[one]
        share = np.clip((level - values[one]) / np.where(rise == 0, 1, rise), 0, 1)
        sides.append(np.stack([X[one] + share * (X[next] - X[one]), Y[one] + share * (Y[next] - Y[one])], axis=-1))
    return np.stack(sides, axis=2)


def straight(weights: np.ndarray, offset: float, frame: np.ndarray) -> np.ndarray:
    """(s, 4) the line w₁ x + w₂ y + b = 0 within the frame (2, 2), exactly; none (0, 4) where it does not cross it."""
    w = np.asarray(weights, float)
    long = float(np.hypot(*w))
    if long == 0:
        return np.empty((0, 4))
    unit, away = w / long, offset / long
    middle = frame.mean(axis=1)
    foot = middle - (unit @ middle + away) * unit
    along = np.array([-unit[1], unit[0]])
    with np.errstate(divide="ignore", invalid="ignore"):
        ends = (frame - foot[:, None]) / along[:, None]
    ends = np.where(np.abs(along)[:, None] > 1e-12, ends, np.where((frame - foot[:, None]) > 0, np.inf, -np.inf))
    first, last = ends.min(axis=1).max(), ends.max(axis=1).min()
    return np.concatenate([foot + first * along, foot + last * along])[None] if first < last else np.empty((0, 4))
