"""What is told of a network under way: its losses side by side, dead neurons, slopes, and what a goal can be about."""

import math
from dataclasses import dataclass

import numpy as np

from mllab.learning.neurons._backprop import bend
from mllab.learning.neurons._live import Live
from mllab.learning.neurons._network import Network

MEASURES = ("test loss", "training loss", "right", "hidden neurons", "hidden layers", "inputs", "weights", "epochs")
FLAT = 0.01  # a bend whose slope is smaller everywhere lets nothing through
TINY = 1e-7


def measures(live: Live) -> dict[str, float]:
    """The measures of now that a goal can be about; `right` in percent of the test samples. O(layers)."""
    now = live.now
    return {
        "test loss": now.test_loss, "training loss": now.loss, "right": 100 * now.test_right, "hidden neurons": live.network.hidden,
        "hidden layers": len(live.lesson.hidden), "inputs": len(live.lesson.inputs), "weights": live.network.p, "epochs": now.weights.epoch,
    }  # fmt: skip


@dataclass(frozen=True)
class Scores:
    """How wrong the answers are, whatever loss is trained: half the squared error from the answers (-1 and 1, or 0 and 1 for more classes), the mean
    cross-entropy in nats and the share of right classes; the last two are not numbers for regression."""

    squared: float
    cross_entropy: float
    right: float


def scores(network: Network, theta: np.ndarray, X: np.ndarray, y: np.ndarray, regression: bool = False) -> Scores:
    """The scores on X (n, inputs) with answers y (n,). A tanh output a is taken as the chance (1 + a) / 2, cut at 1e-7. O(n p)."""
    if not len(y):
        return Scores(math.nan, math.nan, math.nan)
    out = network.said(theta, X)[-network.sizes[-1] :].astype(float)
    if regression:
        return Scores(float(0.5 * ((out[0] - y) ** 2).mean()), math.nan, math.nan)
    if len(out) > 1:
        grown = np.exp(out - out.max(axis=0))
        chance, each = grown / grown.sum(axis=0), np.arange(len(y))
        told = y.astype(int)
        apart = chance.copy()
        apart[told, each] -= 1
        return Scores(
            float(0.5 * (apart**2).sum(axis=0).mean()), _surprise(chance[told, each]), float((chance.argmax(axis=0) == told).mean())
        )
    a = np.tanh(out[0] / 2) if network.loss == "logistic" else out[0]
    return Scores(float(0.5 * ((a - y) ** 2).mean()), _surprise((1 + a * y) / 2), float(((a > 0) == (y > 0)).mean()))


@dataclass(frozen=True, eq=False)
class Meters:
    """For each layer the length of the loss's slope in its weights (layers,), and which hidden neurons are dead (hidden,)."""

    slopes: np.ndarray
    dead: np.ndarray


def meters(network: Network, theta: np.ndarray, X: np.ndarray, y: np.ndarray) -> Meters:
    """Vanishing and exploding slopes, and neurons that learn nothing: whose bend is flat (below 0.01) on every sample. O(n p).

    A ReLU that never fires is dead (Maas, Hannun & Ng 2013), a tanh or sigmoid that is at its end everywhere is saturated (Glorot & Bengio 2010).
    """
    grad = network.gradient(theta, X, y)
    lengths = [np.sqrt((W.astype(float) ** 2).sum() + (b.astype(float) ** 2).sum()) for W, b in network.layers(grad)]
    said, at, dead = network.said(theta, X), 0, [np.zeros(0, bool)]
    for (W, b), name in zip(network.layers(theta), network.activations[:-1], strict=False):
        z = W @ said[at : at + W.shape[1]] + b[:, None]
        dead.append((np.abs(bend(name, z.astype(float))) < FLAT).all(axis=1))
        at += W.shape[1]
    return Meters(np.array(lengths), np.concatenate(dead))


def _surprise(chance: np.ndarray) -> float:
    return float(-np.log(np.clip(chance, TINY, 1)).mean())
