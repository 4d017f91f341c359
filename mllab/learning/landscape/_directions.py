"""Two directions through the space of all weights, and the path of training seen along them."""

from collections.abc import Sequence
from typing import Literal, get_args

import numpy as np

Directions = Literal["random directions", "main axes of the path"]
DIRECTIONS: tuple[Directions, ...] = get_args(Directions)


def filter_normalized(weights: np.ndarray, shapes: Sequence[tuple[int, ...]], rng: np.random.Generator) -> np.ndarray:
    """(p,) a random direction in which the weights into each unit are as long as the unit's own in `weights` (p,); offsets stay (Li et al. 2018).

    Without that, networks whose weights are large look flat and those whose weights are small look sharp, though they compute the same. O(p).
    """
    found, at = np.zeros_like(weights), 0
    for shape in shapes:
        size = int(np.prod(shape))
        if len(shape) > 1:
            own, drawn = weights[at : at + size].reshape(shape), rng.standard_normal(shape)
            scale = np.linalg.norm(own, axis=1, keepdims=True) / np.linalg.norm(drawn, axis=1, keepdims=True)
            found[at : at + size] = (drawn * scale).ravel()
        at += size
    return found


def main_axes(path: np.ndarray) -> np.ndarray:
    """(2, p) the two directions in which the path (e, p) reaches furthest from its end: PCA around the last place (Li et al. 2018, section 7). O(e² p)."""
    return np.asarray(np.linalg.svd(path[:-1] - path[-1], full_matrices=False)[2][:2])


def projected(path: np.ndarray, axes: np.ndarray) -> tuple[np.ndarray, float]:
    """(e, 2) the path (e, p) as steps along the axes (2, p) from its end, by least squares, and the share of its way (squared) that lies in their plane."""
    away = path - path[-1]
    places = np.linalg.lstsq(axes.T, away.T, rcond=None)[0].T
    whole = float((away**2).sum())
    return places, float(((places @ axes) ** 2).sum() / whole) if whole else 1.0
