"""Planes through vectors: the one that an analogy lies in exactly, or the one that fits many vectors best."""

from dataclasses import dataclass

import numpy as np

from mllab.errors import DataError

FLAT = 1e-6  # a direction shorter than this part of the longest is none


@dataclass(frozen=True, eq=False)
class Plane:
    """A plane through `origin` (d,) along two orthonormal `axes` (2, d); `share` of the squared distances of its vectors lies within it."""

    origin: np.ndarray
    axes: np.ndarray
    share: float

    def place(self, vectors: np.ndarray) -> np.ndarray:
        """Where vectors (n, d) stand in the plane (n, 2): the foot of the perpendicular from each. O(n d)."""
        return np.asarray((np.asarray(vectors, np.float64) - self.origin) @ self.axes.T)

    def kept(self, vectors: np.ndarray) -> np.ndarray:
        """(n,) which share of each vector's squared distance from the origin of the plane lies within it: 1 for a vector in the plane."""
        away = np.asarray(vectors, np.float64) - self.origin
        total = (away**2).sum(axis=1)
        return np.divide((self.place(vectors) ** 2).sum(axis=1), total, out=np.ones(len(away)), where=total > 0)


def through(corner: np.ndarray, across: np.ndarray, up: np.ndarray) -> Plane:
    """The plane through three vectors (d,), and so through corner + (across - corner) + (up - corner), the fourth of a parallelogram.

    Its first axis leads from `corner` to `across`, the second to the side of `up` (Gram and Schmidt). Raises DataError when the three lie in a line.
    """
    first, second = across - corner, up - corner
    longest = max(float(np.linalg.norm(first)), float(np.linalg.norm(second)))
    length = float(np.linalg.norm(first))
    if length <= FLAT * longest or not longest:
        raise DataError("Two of the words have the same vector, so no plane is given by them. Take other words.")
    x = first / length
    rest = second - (second @ x) * x
    if (length := float(np.linalg.norm(rest))) <= FLAT * longest:
        raise DataError("The words lie in one line, so no plane is given by them. Take other words.")
    return Plane(np.asarray(corner, np.float64), np.stack([x, rest / length]), 1.0)


def best(vectors: np.ndarray) -> Plane:
    """The plane that vectors (n, d) are nearest to in sum of squares, through their mean (Pearson 1901).

    An axis points to where its largest coordinate is positive. Fewer than three vectors, or vectors in a line, leave the second axis any
    direction across. Raises DataError for fewer than two vectors. O(n d min(n, d)).
    """
    vectors = np.asarray(vectors, np.float64)
    if len(vectors) < 2 or vectors.shape[1] < 2:
        raise DataError(f"A plane needs at least two vectors of two numbers, got {vectors.shape}. Add words.")
    middle = vectors.mean(axis=0)
    _, strengths, turned = np.linalg.svd(vectors - middle, full_matrices=False)
    axes = turned[:2]
    largest = axes[np.arange(2), np.abs(axes).argmax(axis=1)]
    axes = axes * np.where(largest < 0, -1.0, 1.0)[:, None]
    total = float((strengths**2).sum())
    return Plane(middle, axes, float((strengths[:2] ** 2).sum() / total) if total > 0 else 1.0)
