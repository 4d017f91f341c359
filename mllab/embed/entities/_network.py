"""The network of an entity embedding: a table of vectors, beside the other columns, below one hidden layer."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mllab.peers import one_torch_thread

if TYPE_CHECKING:
    import torch

HIDDEN, BATCH, RATE, DECAY = 64, 128, 3e-3, 1e-3
HELD_OUT = 10  # one row of so many


@dataclass(frozen=True, eq=False)
class Learned:
    """The vectors (categories, d) float32 of the best epoch, and its score on held-out rows beside that of no network."""

    vectors: np.ndarray
    score: float
    baseline: float


def learn(
    found: np.ndarray,
    others: np.ndarray,
    wanted: np.ndarray,
    classes: int,
    dimension: int,
    epochs: int,
    seed: int,
    told: Callable[[float], object],
) -> Learned:
    """Predict `wanted` (n,) - class numbers, or standardised numbers where `classes` is 0 - from categories (n,) and other columns (n, d)."""
    import torch

    with one_torch_thread():
        torch_seed = torch.Generator().manual_seed(seed)
        order = np.random.default_rng(seed).permutation(len(found))
        held, train = np.split(order, [max(1, len(order) // HELD_OUT)])
        network = _Network(int(found.max()) + 1, others.shape[1], max(classes, 1), dimension, torch_seed)
        data = [torch.from_numpy(np.ascontiguousarray(part)) for part in (found, others, wanted)]
        best, kept = np.inf, network.table.detach().numpy().copy()
        score = baseline = 0.0
        step = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=DECAY)
        for epoch in range(epochs):
            for batch in torch.from_numpy(train)[torch.randperm(len(train), generator=torch_seed)].split(BATCH):
                step.zero_grad()
                _loss(network, data, batch, classes).backward()
                step.step()
            with torch.inference_mode():
                loss = float(_loss(network, data, torch.from_numpy(held), classes))
                if loss < best:
                    best, kept = loss, network.table.detach().numpy().copy()
                    score, baseline = _scores(network, data, held, train, classes)
            told((epoch + 1) / epochs)
    return Learned(kept, score, baseline)


class _Network:
    """The weights and the way through them."""

    def __init__(self, categories: int, others: int, outputs: int, dimension: int, seed: "torch.Generator") -> None:
        import torch

        def weights(rows: int, columns: int, spread: float) -> "torch.Tensor":
            return (torch.randn(rows, columns, generator=seed) * spread).requires_grad_()

        self.table = weights(categories, dimension, 0.1)
        width = dimension + others
        self.first, self.first_bias = weights(width, HIDDEN, (2 / width) ** 0.5), torch.zeros(HIDDEN, requires_grad=True)
        self.last, self.last_bias = weights(HIDDEN, outputs, HIDDEN**-0.5), torch.zeros(outputs, requires_grad=True)

    def parameters(self) -> "list[torch.Tensor]":
        return [self.table, self.first, self.first_bias, self.last, self.last_bias]

    def __call__(self, found: "torch.Tensor", others: "torch.Tensor") -> "torch.Tensor":
        import torch

        x = torch.cat([self.table[found], others], dim=1)
        return (x @ self.first + self.first_bias).relu() @ self.last + self.last_bias


def _loss(network: _Network, data: "list[torch.Tensor]", rows: "torch.Tensor", classes: int) -> "torch.Tensor":
    from torch.nn.functional import cross_entropy, mse_loss

    found, others, wanted = (part[rows] for part in data)
    out = network(found, others)
    return cross_entropy(out, wanted) if classes else mse_loss(out[:, 0], wanted)


def _scores(network: _Network, data: "list[torch.Tensor]", held: np.ndarray, train: np.ndarray, classes: int) -> tuple[float, float]:
    """Accuracy, or the share of variance explained, on held-out rows: the network's, and that of the training rows' mode or mean."""
    found, others, wanted = (part[held] for part in data)
    out, truth, before = network(found, others).numpy(), wanted.numpy(), data[2][train].numpy()
    if classes:
        return float((out.argmax(axis=1) == truth).mean()), float((truth == np.bincount(before).argmax()).mean())
    spread = float(((truth - truth.mean()) ** 2).mean()) or 1.0
    return 1 - float(((out[:, 0] - truth) ** 2).mean()) / spread, 1 - float(((before.mean() - truth) ** 2).mean()) / spread
