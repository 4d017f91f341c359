"""Backpropagation, readable: every sum, activation, slope and update of one step on one sample."""

import math
from dataclasses import dataclass

import numpy as np

from mllab.learning.neurons._network import Network


@dataclass(frozen=True, eq=False)
class Layer:
    """A layer in one step: its inputs (in,), weights (out, in), biases (out,), sums z and answers a (out,); then, backward, the slope of the loss in a and in
    z (out,) and in the weights and biases; and both as they are after the step."""

    inputs: np.ndarray
    W: np.ndarray
    b: np.ndarray
    z: np.ndarray
    a: np.ndarray
    slope_a: np.ndarray
    slope_z: np.ndarray
    slope_W: np.ndarray
    slope_b: np.ndarray
    new_W: np.ndarray
    new_b: np.ndarray


@dataclass(frozen=True, eq=False)
class Step:
    """A whole step: its layers, the loss before and after."""

    layers: list[Layer]
    loss: float
    after: float


def backprop(network: Network, theta: np.ndarray, x: np.ndarray, y: np.ndarray, learning_rate: float) -> Step:
    """One step on one sample x (inputs,) with answer y (outputs,), all of it kept, in double precision. For the squared loss. O(p).

    Forward: z = W a + b, a = f(z). Backward, from the last layer: the slope in z is that in a times f'(z); in W it is the slope in z times the input; in
    the layer before, W transposed times the slope in z. Rumelhart, Hinton & Williams 1986.
    """
    forward = []
    a = np.asarray(x, float)
    for (W, b), name in zip(network.layers(theta.astype(float)), network.activations, strict=True):
        z = W @ a + b
        forward.append((a, W, b, z, bent(name, z)))
        a = forward[-1][-1]
    loss, slope = 0.5 * float(((a - y) ** 2).sum()), a - y
    layers: list[Layer] = []
    for (inputs, W, b, z, said), name in zip(reversed(forward), reversed(network.activations), strict=True):
        slope_z = slope * bend(name, z)
        slope_W = np.outer(slope_z, inputs)
        layers.insert(
            0, Layer(inputs, W, b, z, said, slope, slope_z, slope_W, slope_z, W - learning_rate * slope_W, b - learning_rate * slope_z)
        )
        slope = W.T @ slope_z
    a = np.asarray(x, float)
    for layer, name in zip(layers, network.activations, strict=True):
        a = bent(name, layer.new_W @ a + layer.new_b)
    return Step(layers, loss, 0.5 * float(((a - y) ** 2).sum()))


def bent(name: str, z: np.ndarray) -> np.ndarray:
    """f(z) of an activation, in double precision."""
    sigmoid = 0.5 + 0.5 * np.tanh(z / 2)
    found = {
        "linear": z,
        "tanh": np.tanh(z),
        "ReLU": np.maximum(z, 0),
        "sigmoid": sigmoid,
        "leaky ReLU": np.where(z > 0, z, 0.01 * z),
        "ELU": np.where(z > 0, z, np.expm1(np.minimum(z, 0))),
        "GELU": z * 0.5 * (1 + np.vectorize(math.erf, otypes=[float])(z * math.sqrt(0.5))),
        "swish": z * sigmoid,
    }
    return found[name]


def bend(name: str, z: np.ndarray) -> np.ndarray:
    """f'(z) of an activation."""
    sigmoid = 0.5 + 0.5 * np.tanh(z / 2)
    below = 0.5 * (1 + np.vectorize(math.erf, otypes=[float])(z * math.sqrt(0.5)))
    found = {
        "linear": np.ones_like(z),
        "tanh": 1 - np.tanh(z) ** 2,
        "ReLU": (z > 0).astype(float),
        "sigmoid": sigmoid * (1 - sigmoid),
        "leaky ReLU": np.where(z > 0, 1, 0.01),
        "ELU": np.where(z > 0, 1, np.exp(np.minimum(z, 0))),
        "GELU": below + z * np.exp(-0.5 * z * z) / math.sqrt(2 * math.pi),
        "swish": sigmoid + z * sigmoid * (1 - sigmoid),
    }
    return found[name]
