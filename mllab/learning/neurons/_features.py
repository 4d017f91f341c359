"""What a network is told of a place: its coordinates, or what is made of them."""

from collections.abc import Callable, Sequence

import numpy as np

from mllab.errors import ParamError

FEATURES: dict[str, Callable[[np.ndarray, np.ndarray], np.ndarray]] = {
    "x₁": lambda x, y: x,
    "x₂": lambda x, y: y,
    "x₁²": lambda x, y: x * x,
    "x₂²": lambda x, y: y * y,
    "x₁x₂": lambda x, y: x * y,
    "sin x₁": lambda x, y: np.sin(x),
    "sin x₂": lambda x, y: np.sin(y),
}  # in TensorFlow Playground's order


def features(places: np.ndarray, names: Sequence[str]) -> np.ndarray:
    """(n, features) of places (n, 2), in the order of `FEATURES`. ParamError for an unknown name, or none."""
    unknown = [name for name in names if name not in FEATURES]
    if unknown or not names:
        raise ParamError(f"Inputs are at least one of {', '.join(FEATURES)}, got {list(names)}.")
    x, y = np.asarray(places, float).T
    return np.stack([make(x, y) for name, make in FEATURES.items() if name in names], axis=1)
