"""Networks of one hidden layer for many training sets at once, by the compiled loops of the playground."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from mllab.learning._base import rows
from mllab.learning.neurons import Network, Trainer, Training, Weights

FAR = 4.0  # inputs go from -2 to 2, where tanh bends
POINTS = 2_000  # points of all training sets together, for which a page answers at once


def drawn(n: int) -> int:
    """How many training sets of n points a page trains networks for."""
    return max(12, min(60, POINTS // n))


def trained(x: np.ndarray, y: np.ndarray, at: np.ndarray, hidden: int, rate: float, epochs: Sequence[int], seed: int = 0) -> np.ndarray:
    """(c, r, m) what a network of `hidden` tanh neurons says at the places `at` after each of the numbers of epochs (c,), rising.

    Adam on half the squared error of all points, a step an epoch; x (r or 1, n) or (r or 1, n, d), y (r, n). The weights of every training set begin
    at random. O(r n hidden) an epoch, two at a time.
    """
    X, wanted = _inputs(rows(x)), _inputs(rows(at[None]))[0]
    network = Network((X.shape[2], hidden, 1), ("tanh", "linear"))
    training = Training(learning_rate=rate, batch=min(y.shape[1], 2_000), optimizer="Adam")
    trainers = [Trainer(network, training, X[r if len(X) > 1 else 0], one) for r, one in enumerate(y)]
    weights = [Weights.of(theta) for theta in starts(network, len(y), seed)]

    def one(trainer: Trainer, now: Weights) -> np.ndarray:
        said = np.empty((len(epochs), len(wanted)))
        for c, until in enumerate(epochs):
            now = trainer.run(now, until - now.epoch)
            said[c] = network.said(now.theta, wanted)[-1]
        return said

    with ThreadPoolExecutor(2) as pool:
        return np.stack(list(pool.map(one, trainers, weights)), axis=1)


def starts(network: Network, count: int, seed: int) -> np.ndarray:
    """(count, p) weights to begin with: even within 1 / sqrt(inputs of the layer), biases too, so that the neurons bend at different places (LeCun et al. 1998)."""
    rng = np.random.default_rng(seed)
    theta = np.zeros((count, network.p), np.float32)
    for one in theta:
        for W, b in network.layers(one):
            far = W.shape[1] ** -0.5
            W[...], b[...] = rng.uniform(-far, far, W.shape), rng.uniform(-far, far, b.shape)
    return theta


def _inputs(x: np.ndarray) -> np.ndarray:
    return FAR * (np.asarray(x, float) - 0.5)
