"""Weights to begin with."""

from collections.abc import Callable

import numpy as np

from mllab.errors import ParamError
from mllab.learning.neurons._network import Network

Layer = tuple[np.ndarray, np.ndarray]


def _playground(rng: np.random.Generator, W: np.ndarray, b: np.ndarray) -> None:
    W[...], b[...] = rng.uniform(-0.5, 0.5, W.shape), 0.1


def _glorot(rng: np.random.Generator, W: np.ndarray, b: np.ndarray) -> None:
    far = np.sqrt(6 / sum(W.shape))
    W[...], b[...] = rng.uniform(-far, far, W.shape), 0


def _he(rng: np.random.Generator, W: np.ndarray, b: np.ndarray) -> None:
    W[...], b[...] = rng.normal(0, np.sqrt(2 / W.shape[1]), W.shape), 0


def _zero(rng: np.random.Generator, W: np.ndarray, b: np.ndarray) -> None:
    W[...], b[...] = 0, 0


STARTS: dict[str, Callable[[np.random.Generator, np.ndarray, np.ndarray], None]] = {
    "Playground": _playground,  # uniform in ±0.5, biases 0.1
    "Glorot": _glorot,  # Glorot & Bengio 2010
    "He": _he,  # He, Zhang, Ren & Sun 2015
    "zero": _zero,
}


def start(network: Network, how: str = "Playground", seed: int = 0, dtype: type = np.float32) -> np.ndarray:
    """(p,) weights to begin with. ParamError when `how` is not one of `STARTS`."""
    if how not in STARTS:
        raise ParamError(f"Weights start as one of {', '.join(STARTS)}, got {how!r}.")
    rng = np.random.default_rng(seed)
    theta = np.zeros(network.p)
    for W, b in network.layers(theta):
        STARTS[how](rng, W, b)
    for scale, _ in network.norms(theta):
        scale[...] = 1
    return theta.astype(dtype)
