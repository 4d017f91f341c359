"""A small PyTorch network for two classes in the plane, whose weights are one row of numbers."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np

from mllab.params import Params, knob
from mllab.peers import one_torch_thread

if TYPE_CHECKING:
    import torch

Shape = tuple[int, ...]


@dataclass(frozen=True)
class Network(Params):
    """A multilayer perceptron with two inputs and one output, a score for the second class; cross-entropy over all points is its loss.

    Deep and without skips, its surface is rugged and training gets stuck (Li et al. 2018). O(points · weights) an epoch.
    """

    name: ClassVar[str] = "small network"
    source: ClassVar[str] = "Li, Xu, Taylor, Studer & Goldstein 2018"

    depth: int = knob(3, 1, 12, help="How many hidden layers.")
    width: int = knob(12, 2, 32, help="How many units each hidden layer has.")
    skips: bool = knob(
        False, help="Each hidden layer after the first adds to what came in instead of replacing it, as in a residual network."
    )
    activation: Literal["tanh", "ReLU"] = knob("tanh", help="What a unit does with its sum.")
    optimizer: Literal["SGD", "momentum", "Adam"] = knob("Adam", help="What trains it, on all points at once.")
    learning_rate: float = knob(0.02, 1e-4, 2.0, log=True, help="How long a step is.")
    epochs: int = knob(150, 10, 500, help="How many steps it makes.")

    def shapes(self) -> list[Shape]:
        """The shapes of its weights and offsets, layer by layer."""
        sizes = [2, *[self.width] * self.depth, 1]
        return [shape for i, o in pairwise(sizes) for shape in ((o, i), (o,))]

    def split(self, weights: "torch.Tensor") -> "list[torch.Tensor]":
        """Rows of weights (..., p) as the weights (..., out, in) and offsets (..., out) of each layer."""
        found, at = [], 0
        for shape in self.shapes():
            size = int(np.prod(shape))
            found.append(weights[..., at : at + size].reshape(*weights.shape[:-1], *shape))
            at += size
        return found

    def score(self, weights: "torch.Tensor", X: "torch.Tensor") -> "torch.Tensor":
        """(..., n) scores of the points X (n, 2) by networks whose weights are the rows (..., p)."""
        import torch

        bend = torch.tanh if self.activation == "tanh" else torch.relu
        parts, h = self.split(weights), X
        last = len(parts) // 2 - 1
        for layer in range(last + 1):
            made = h @ parts[2 * layer].transpose(-1, -2) + parts[2 * layer + 1][..., None, :]
            h = made if layer == last else h + bend(made) if self.skips and layer else bend(made)
        return h[..., 0]

    def loss(self, weights: "torch.Tensor", X: "torch.Tensor", y: "torch.Tensor") -> "torch.Tensor":
        """(...) mean cross-entropy of classes y (n,), 0 or 1."""
        import torch

        score = self.score(weights, X)
        return torch.nn.functional.binary_cross_entropy_with_logits(score, y.expand(score.shape), reduction="none").mean(dim=-1)

    def begin(self, seed: int) -> "torch.Tensor":
        """(p,) weights to begin with: even within 1 / √inputs to both sides, as torch.nn.Linear draws them."""
        import torch

        rng = torch.Generator().manual_seed(seed)
        shapes = self.shapes()
        inputs = [shapes[i - i % 2][1] for i in range(len(shapes))]
        drawn = [
            (2 * torch.rand(shape, generator=rng, dtype=torch.float64) - 1) / many**0.5 for shape, many in zip(shapes, inputs, strict=True)
        ]
        return torch.cat([one.reshape(-1) for one in drawn])

    def train(self, X: np.ndarray, y: np.ndarray, seed: int = 0) -> Iterator[tuple[np.ndarray, float]]:
        """The weights (p,) and their loss before the first epoch and after each."""
        import torch

        at, true = torch.as_tensor(X, dtype=torch.float64), torch.as_tensor(y, dtype=torch.float64)
        weights = self.begin(seed).requires_grad_()
        optimizer = self._optimizer(weights)
        for epoch in range(self.epochs + 1):
            before = weights.detach().numpy().copy()
            with one_torch_thread():
                optimizer.zero_grad()
                loss = self.loss(weights, at, true)
                if epoch < self.epochs:
                    loss.backward()
                    optimizer.step()
            yield before, float(loss.detach())

    def _optimizer(self, weights: "torch.Tensor") -> "torch.optim.Optimizer":
        import torch

        if self.optimizer == "Adam":
            return torch.optim.Adam([weights], lr=self.learning_rate)
        return torch.optim.SGD([weights], lr=self.learning_rate, momentum=0.9 if self.optimizer == "momentum" else 0.0)


def moons(n: int = 120, noise: float = 0.2, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Points X (n, 2) on two half circles that reach into each other, with noise, and their class y (n,), 0 or 1. O(n)."""
    rng = np.random.default_rng(seed)
    y = np.arange(n) % 2
    turn = np.pi * rng.random(n)
    X = np.where(y[:, None] == 0, np.column_stack([np.cos(turn), np.sin(turn)]), np.column_stack([1 - np.cos(turn), 0.5 - np.sin(turn)]))
    return X + noise * rng.standard_normal((n, 2)), y
