"""A fully connected network: its layers, how its weights lie, and what it says."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from mllab.errors import DataError, ParamError

ACTIVATIONS = ("linear", "tanh", "ReLU", "sigmoid", "leaky ReLU", "ELU", "GELU", "swish")
LOSSES = ("squared", "logistic", "cross-entropy")
WIDEST = 1024
EPS = 1e-5  # added to a variance before the root, as torch.nn.BatchNorm1d


@dataclass(frozen=True)
class Network:
    """Layers of neurons, each fed by all of the layer before: a = f(W a + b). Rumelhart, Hinton & Williams 1986.

    `sizes` are the inputs, the neurons of each layer and the outputs; `activations` one for each layer but the inputs; `loss` is what training lowers:
    "squared" (half the squared error, summed over the outputs), "logistic" for one linear output and classes -1 and 1, "cross-entropy" for a linear output
    a class. All weights are one row `theta` (p,): layer by layer the weights (out, in), then the biases (out,), as torch's parameters. With `normed` the
    sums of hidden layers are normalized over each batch before they are bent (Ioffe & Szegedy 2015); their scales and shifts come last in `theta`, and to be
    asked anything such a network is first made an ordinary one: see `folded`.

    Raises ParamError for sizes, activations or a loss that do not fit together.
    """

    sizes: tuple[int, ...]
    activations: tuple[str, ...]
    loss: str = "squared"
    normed: bool = False

    def __post_init__(self) -> None:
        if len(self.sizes) < 2 or not all(1 <= size <= WIDEST for size in self.sizes):
            raise ParamError(f"A network has inputs and outputs, each layer of 1 to {WIDEST} neurons, got {list(self.sizes)}.")
        if len(self.activations) != len(self.sizes) - 1 or set(self.activations) - set(ACTIVATIONS):
            raise ParamError(f"Give {len(self.sizes) - 1} activations of {', '.join(ACTIVATIONS)}, got {list(self.activations)}.")
        if self.loss not in LOSSES:
            raise ParamError(f"The loss is one of {', '.join(LOSSES)}, got {self.loss!r}.")
        if self.loss != "squared" and self.activations[-1] != "linear":
            raise ParamError(f"The {self.loss} loss takes linear outputs, got {self.activations[-1]!r}.")

    @property
    def p(self) -> int:
        """The number of weights and biases, and of scales and shifts where it is normed."""
        return sum((n_in + 1) * n_out for n_in, n_out in zip(self.sizes, self.sizes[1:], strict=False)) + 2 * self.normed * self.hidden

    @property
    def hidden(self) -> int:
        """The number of hidden neurons."""
        return sum(self.sizes[1:-1])

    @property
    def bare(self) -> "Network":
        """The same without the normalization, for weights that are `folded`."""
        return replace(self, normed=False)

    def layers(self, theta: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """The weights (out, in) and biases (out,) of each layer, as views of `theta`."""
        at = 0
        for n_in, n_out in zip(self.sizes, self.sizes[1:], strict=False):
            bias = at + n_in * n_out
            yield theta[at:bias].reshape(n_out, n_in), theta[bias : bias + n_out]
            at = bias + n_out

    def norms(self, theta: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """The scales and shifts (neurons,) of each hidden layer, as views of `theta`; none where it is not normed."""
        at = self.bare.p
        for size in self.sizes[1:-1] if self.normed else ():
            yield theta[at : at + size], theta[at + size : at + 2 * size]
            at += 2 * size

    def folded(self, theta: np.ndarray, running: np.ndarray) -> np.ndarray:
        """The weights of the ordinary network (`bare`) that says the same by the `running` means and variances (2 hidden,) of training. O(p)."""
        if not self.normed:
            return theta
        made = theta[: self.bare.p].copy()
        means, variances = np.split(running, 2)
        at = 0
        for (W, b), (scale, shift) in zip(self.bare.layers(made), self.norms(theta), strict=False):
            here = slice(at, at + len(b))
            steep = scale / np.sqrt(variances[here] + EPS)
            W *= steep[:, None]
            b[...] = (b - means[here]) * steep + shift
            at += len(b)
        return made

    def weights(self) -> np.ndarray:
        """(p,) bool, where `theta` holds weights; elsewhere it holds biases."""
        found = np.zeros(self.p, bool)
        for W, _ in self.layers(found):
            W[...] = True
        return found

    def plan(self) -> tuple[np.ndarray, np.ndarray]:
        """Sizes and activations as the kernels take them."""
        return np.array(self.sizes, np.int64), np.array([ACTIVATIONS.index(name) for name in self.activations], np.int64)

    def said(self, theta: np.ndarray, X: np.ndarray) -> np.ndarray:
        """(sum of sizes, n) what every neuron says of the points X (n, inputs), inputs first. O(n p)."""
        from mllab.learning.neurons.kernels import training

        result: np.ndarray = training.said(theta, *self.plan(), self.columns(X, theta.dtype))
        return result

    def judged(self, theta: np.ndarray, X: np.ndarray, y: np.ndarray) -> tuple[float, float]:
        """The mean loss on X (n, inputs) with answers y (n,) or (n, outputs), and the share of right classes. O(n p)."""
        from mllab.learning.neurons.kernels import training

        return training.judged(theta, *self.plan(), LOSSES.index(self.loss), self.columns(X, theta.dtype), self.answers(y, theta.dtype))

    def gradient(self, theta: np.ndarray, X: np.ndarray, y: np.ndarray) -> np.ndarray:
        """(p,) the slope of the mean loss in every weight. O(n p)."""
        from mllab.learning.neurons.kernels import training

        found: np.ndarray = training.gradient(
            theta, *self.plan(), LOSSES.index(self.loss), self.columns(X, theta.dtype), self.answers(y, theta.dtype)
        )
        return found

    def columns(self, X: np.ndarray, dtype: Any) -> np.ndarray:
        """X (n, inputs) as the kernels take it, (inputs, n). DataError when the columns are not as many as the inputs."""
        X = np.asarray(X)
        if X.ndim != 2 or X.shape[1] != self.sizes[0]:
            raise DataError(f"The network has {self.sizes[0]} inputs, got an array of shape {X.shape}.")
        return np.ascontiguousarray(X.T, dtype)

    def answers(self, y: np.ndarray, dtype: Any) -> np.ndarray:
        """y as the kernels take it: (outputs, n), or (1, n) class numbers for cross-entropy. DataError for what does not fit the loss."""
        y = np.asarray(y)
        wanted = 1 if self.loss == "cross-entropy" else self.sizes[-1]
        rows = y[None, :] if y.ndim == 1 else y.T
        if rows.shape[0] != wanted:
            raise DataError(f"The answers have {rows.shape[0]} columns, the network takes {wanted}.")
        if self.loss == "cross-entropy" and rows.size and not (rows.min() >= 0 and rows.max() < self.sizes[-1]):
            raise DataError(f"Classes are numbered from 0 to {self.sizes[-1] - 1}, got {rows.min():g} to {rows.max():g}.")
        if self.loss == "logistic" and not np.isin(rows, (-1, 1)).all():
            raise DataError("The logistic loss takes the answers -1 and 1.")
        return np.ascontiguousarray(rows, dtype)
