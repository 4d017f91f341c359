"""Directions between groups of rows, and rows placed by them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mllab.errors import DataError

FEWEST = 1e-6  # of the length of an axis: what is left of the other must be longer than this, or both are one
BLOCK = 65_536  # rows taken at once


@dataclass(frozen=True, eq=False)
class Direction:
    """A direction (d,) from one pole to the other, and what lies halfway between them (d,)."""

    way: np.ndarray
    middle: np.ndarray


def across(ends: Sequence[np.ndarray], named: str) -> Direction:
    """From the middle of the rows `ends[0]` (k, d) to that of `ends[1]` (m, d). DataError when both are at the same place. O((k + m) d)."""
    begin, end = (rows.mean(axis=0, dtype=np.float64) for rows in ends)
    if np.linalg.norm(end - begin) <= FEWEST * max(1.0, float(np.abs(begin).max())):
        raise DataError(f"The rows of {named} have the same middle, so no direction leads from one to the other. Search for other rows.")
    return Direction(end - begin, (begin + end) / 2)


def widest_beside(X: np.ndarray, first: Direction) -> Direction:
    """The direction at a right angle to `first` in which X (n, d) spreads widest, as long as `first`. O(n d^2). DataError when there is none."""
    mean, unit = X.mean(axis=0, dtype=np.float64), first.way / np.linalg.norm(first.way)
    spread = np.zeros((X.shape[1], X.shape[1]))
    for begin in range(0, len(X), BLOCK):
        rows = X[begin : begin + BLOCK] - mean
        rows -= np.outer(rows @ unit, unit)
        spread += rows.T @ rows
    values, vectors = np.linalg.eigh(spread)
    if values[-1] <= FEWEST**2 * len(X) * float(first.way @ first.way):
        raise DataError("Beside this direction all rows are alike, so there is no other axis. Choose more columns.")
    way = vectors[:, -1] - (vectors[:, -1] @ unit) * unit
    way *= np.sign(way[np.abs(way).argmax()]) * np.linalg.norm(first.way) / np.linalg.norm(way)
    return Direction(way, mean)


def placing(one: Direction, other: Direction, orthogonal: bool) -> tuple[np.ndarray, np.ndarray, str]:
    """Loadings (d, 2) and a middle (d,) that put the poles at -1 and 1 of either axis, and the angle between both in words.

    With `orthogonal` the second loses its part along the first. Raises DataError when both point the same way, or the opposite.
    """
    at = angle(one.way, other.way)
    square = other.way - (other.way @ one.way) / (one.way @ one.way) * one.way
    if np.linalg.norm(square) <= FEWEST * np.linalg.norm(other.way):
        raise DataError(
            f"Both axes point the same way (angle {at:.0f}°), so the picture would be a line. Search for other rows up or down."
        )
    second = square if orthogonal else other.way
    loadings = np.column_stack([2 * one.way / (one.way @ one.way), 2 * second / (second @ second)])
    wanted = np.array([one.middle @ loadings[:, 0], other.middle @ loadings[:, 1]])
    middle = loadings @ np.linalg.solve(loadings.T @ loadings, wanted)  # the one vector of the plane that lies in the middle of both
    made = ", made a right one" if orthogonal and abs(at - 90) > 0.05 else ""
    return loadings, middle, f"Angle between the axes {at:.0f}°{made}."


def angle(one: np.ndarray, other: np.ndarray) -> float:
    """Degrees between two directions."""
    cosine = one @ other / (np.linalg.norm(one) * np.linalg.norm(other))
    return float(np.degrees(np.arccos(np.clip(cosine, -1, 1))))
