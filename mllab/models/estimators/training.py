"""How a network learns: epoch after epoch over the rows, until they are over or the rows set aside get no better."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import Tensor

from mllab.models.estimators import losses, optimizing
from mllab.models.estimators.architecture import Architecture, Arrays
from mllab.models.estimators.parameters import Parameters, arrays, tensors
from mllab.models.estimators.passing import Pass
from mllab.peers import one_torch_thread

if TYPE_CHECKING:
    from mllab.models.estimators.network import Network

ASIDE, FEWEST, NEEDED = 0.1, 20, 80  # share of the rows set aside, rows at least, and how many there must be
JUDGED = 5_000  # rows that the curve of the training loss looks at
CODED = 20_000_000  # numbers up to which all rows are coded once; beyond, each batch when it comes
AT_ONCE = 2_000_000  # numbers in the largest layer of the rows that pass through at once
USELESS = 0.98  # of the loss of one answer for all


@dataclass(frozen=True, eq=False)
class Progress:
    """What there is after an epoch: the best parameters so far (without rows set aside the newest), and the curves."""

    learned: Arrays = field(repr=False)
    train_loss: np.ndarray
    valid_loss: np.ndarray
    epoch: int
    note: str = ""


class Training:
    """A network with its rows: x (n, d) and target (n,), as tensors; k classes, 0 for numbers."""

    def __init__(self, network: "Network", architecture: Architecture, fixed: Arrays, x: Tensor, target: Tensor, k: int) -> None:
        self.network, self.architecture, self.k = network, architecture, k
        columns = x.shape[1]
        self.fixed = {name: tensor.clone() for name, tensor in tensors(fixed).items()}
        self.late = len(x) * architecture.coded(self.fixed, x[:1]).shape[1] > CODED
        x = x if self.late else architecture.coded(self.fixed, x)
        learns, judges = set_aside(target.numpy(), k, network.random_state) if network.patience else (np.arange(len(x)), np.arange(0))
        self.x, self.target = (x[learns], target[learns]) if len(judges) else (x, target)
        self.valid = (x[judges], target[judges])
        self.chance = torch.Generator().manual_seed(network.random_state)
        drawn = torch.randperm(len(self.x), generator=self.chance)[:JUDGED] if len(self.x) > JUDGED else slice(None)
        self.seen = (self.x[drawn], self.target[drawn])
        self.parameters = Parameters(architecture.parts(fixed, columns, k or 1), self.chance)
        self.optimizer = optimizing.Optimizer(network.optimizer, self.parameters.row, self.parameters.shrinks, network.weight_decay)
        self.plateau = optimizing.Plateau()
        self.loss = losses.CLASSES[network.kind_of_loss()] if k else losses.of_numbers(network.kind_of_loss(), network.quantile)
        size = network.batch or int(np.clip(min(len(self.x) // 20, at_once(architecture, columns)), 32, 512))
        self.borders = np.linspace(0, len(self.x), -(-len(self.x) // size) + 1).round().astype(int).tolist()  # batches of equal size

    def states(self) -> Iterator[Progress]:
        """What there is after each epoch. O(rows * parameters) per epoch; attention adds O(rows * columns^2)."""
        train, valid, best, learned = [], [], np.inf, self.now()
        for epoch in range(1, self.network.epochs + 1):
            with one_torch_thread():
                self.pass_over(epoch - 1)
                train.append(self.judged(*self.seen))
                valid.append(self.judged(*self.valid)) if len(self.valid[0]) else None
            looked = valid[-1] if valid else train[-1]
            broken = not np.isfinite([train[-1], looked]).all()
            self.plateau.seen(looked)
            if not broken and (not valid or looked < best):
                learned = self.now()
            best = min(best, looked)
            late = bool(valid) and epoch - 1 - int(np.argmin(valid)) >= self.network.patience
            over = broken or late or epoch == self.network.epochs
            yield Progress(learned, np.array(train), np.array(valid), epoch, self.told(train, valid, broken) if over else "")
            if over:
                return

    def pass_over(self, epoch: int) -> None:
        """Every row once, in an order by chance."""
        order = torch.randperm(len(self.x), generator=self.chance)
        way = Pass(self.network.dropout, self.chance)
        smoothing = {"smoothing": self.network.label_smoothing} if self.k else {}
        steps = len(self.borders) - 1
        for step in range(steps):
            rows = order[self.borders[step] : self.borders[step + 1]]
            out = self.architecture.forward({**self.fixed, **self.parameters.named()}, self.coded(self.x[rows]), way)
            (slope,) = torch.autograd.grad(self.loss(out, self.target[rows], **smoothing), self.parameters.row)
            self.optimizer.step(slope, self.rate(epoch * steps + step, self.network.epochs * steps))

    def coded(self, x: Tensor) -> Tensor:
        """Rows as the network takes them, where they were not coded before."""
        return self.architecture.coded(self.fixed, x) if self.late else x

    def rate(self, step: int, steps: int) -> float:
        """The size of one of all steps."""
        part = self.plateau.share if self.network.schedule == "plateau" else optimizing.share(self.network.schedule, step, steps)
        return self.network.learning_rate * part

    def judged(self, x: Tensor, target: Tensor) -> float:
        """The loss on rows as they are predicted: nothing is dropped, no answer is smoothed."""
        with torch.no_grad():
            p = {**self.fixed, **self.parameters.named()}
            return float(self.loss(passed(self.architecture, p, x, self.late), target))

    def now(self) -> Arrays:
        """Parameters and running means, as arrays."""
        return arrays({**self.fixed, **self.parameters.named()})

    def told(self, train: list[float], valid: list[float], broken: bool) -> str:
        """What is to be said of how it ended."""
        epochs, network = len(train), self.network
        if broken:
            kept = "what it knew before is kept" if epochs > 1 else "it has learned nothing"
            return f"Diverged in epoch {epochs}: the loss is no longer a number, and {kept}. Lower the learning rate."
        said = []
        if network.patience and not valid:
            said.append(
                f"Fewer than {NEEDED} rows, or hardly a class with several: none were set aside, and all {epochs} epochs were taken."
            )
        if epochs < network.epochs:
            said.append(
                f"Stopped at {epochs} of {network.epochs} epochs, best at {int(np.argmin(valid)) + 1}: the rows set aside got no better."
            )
        if self.useless(min(valid) if valid else train[-1]):
            said.append(
                "It has learned next to nothing: its loss is that of one answer for all rows. Change the learning rate or the epochs."
            )
        return " ".join(said)

    def useless(self, loss: float) -> bool:
        """Whether one answer for all rows would do as well."""
        rows = self.valid[1] if len(self.valid[1]) else self.seen[1]
        guess = losses.constant(rows, self.k, self.loss, self.network.kind_of_loss(), self.network.quantile)
        return guess > 0 and loss > USELESS * guess


def passed(architecture: Architecture, p: dict[str, Tensor], x: Tensor, plain: bool = True) -> Tensor:
    """(n, outputs) of rows x, some thousand at a time; `plain` rows (n, d) are still to be coded."""
    parts = x.split(at_once(architecture, x.shape[1]))
    return torch.cat([architecture.forward(p, architecture.coded(p, part) if plain else part, Pass()) for part in parts])


def at_once(architecture: Architecture, columns: int) -> int:
    """Rows that pass through together: few enough that their largest layer stays in the processor's cache."""
    return max(64, AT_ONCE // (architecture.width * (columns if architecture.wide else 1) + columns))


def set_aside(y: np.ndarray, k: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Positions to learn from and to judge by, seeded; each class by its share, its first row stays. Nothing is set aside of few rows."""
    n = len(y)
    count = max(FEWEST, round(ASIDE * n))
    order = np.random.default_rng(seed).permutation(n)
    free = order
    if k:
        free = np.delete(order, np.unique(y[order], return_index=True)[1])
        free = free[np.argsort(y[free], kind="stable")]
    if n < NEEDED or count > len(free) / 2:
        return np.arange(n), np.arange(0)
    judges = np.sort(free[np.linspace(0, len(free) - 1, count).round().astype(int)])
    return np.setdiff1d(np.arange(n), judges), judges
