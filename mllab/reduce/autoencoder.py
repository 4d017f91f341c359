"""Autoencoder: a network that must pass every row through the picture and get it back."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Literal

import numpy as np

from mllab.errors import DataError
from mllab.params import knob
from mllab.peers import one_torch_thread
from mllab.reduce._base import Reducer, Reduction
from mllab.reduce._linear import newcomers
from mllab.reduce._network import begin, scaled, sizes, through, unfolded
from mllab.reduce._sklearn import alike, finished, one_point, usable
from mllab.script import Script

if TYPE_CHECKING:
    from torch import Tensor

PICTURES = 50
BATCHES = (32, 512)
USELESS = 0.9


@dataclass(frozen=True)
class Autoencoder(Reducer):
    """A network squeezes every row to a few numbers and must make the row again from them: those numbers are the picture.

    Columns count by their spread, so scale them first. Fails when trained too briefly, or with too few rows for its width; another
    seed draws another picture. O(n d width) an epoch. Loss: the part of the variance that is not made again; with linear
    activation it can fall to that of PCA and no further (Baldi & Hornik 1989). Adam (Kingma & Ba 2015), its rate falling to zero.
    """

    name: ClassVar[str] = "autoencoder"
    source: ClassVar[str] = "Rumelhart, Hinton & Williams 1986; Hinton & Salakhutdinov 2006; Vincent et al. 2008"
    limit: ClassVar[int] = 100_000
    own: ClassVar[bool] = True
    places: ClassVar[bool] = True
    cannot: ClassVar[str] = "Distances and densities: the network bends and stretches the picture as it likes."

    dimensions: int = knob(2, 2, 3, help="Number of axes.")
    layers: int = knob(3, 1, 5, help="Layers of weights from the table to the picture, and as many back.")
    width: int = knob(64, 2, 512, log=True, help="Units of the first hidden layer; each further one has half as many.")
    activation: Literal["tanh", "relu", "gelu", "linear"] = knob("tanh", help="How a unit bends its input; linear gives PCA's plane.")
    epochs: int = knob(200, 1, 5000, log=True, help="Times that every row is seen.")
    learning_rate: float = knob(0.005, 1e-5, 0.5, log=True, help="Size of the first steps.")
    batch: int | None = knob(None, 1, 4096, log=True, unit="rows", help="Rows between two steps; empty: a twentieth of all, 32 to 512.")
    noise: float = knob(0.0, 0.0, 2.0, unit="standard deviations", help="Noise put on the rows that are to be made again without it.")

    def steps(self, X: np.ndarray, seed: int = 0, start: np.ndarray | None = None, y: np.ndarray | None = None) -> Iterator[Reduction]:
        import torch

        X = usable(self.check(X), 2, self.name)
        if alike(X):
            yield one_point(X, self.dimensions)
            return
        middle = X.mean(axis=0, dtype=np.float64)
        scale = float(np.sqrt(X.var(axis=0, dtype=np.float64).mean()))
        rows = scaled(X, middle, scale)
        chance = torch.Generator().manual_seed(seed)
        learned = begin(self._shapes(X.shape[1]), chance)
        adam = torch.optim.Adam([learned], lr=self.learning_rate)
        every = -(-self.epochs // PICTURES)
        for epoch in range(self.epochs + 1):
            if epoch:
                adam.param_groups[0]["lr"] = self.learning_rate * (1 - (epoch - 1) / self.epochs)
                self._epoch(rows, learned, adam, chance)
            if epoch % every == 0 or epoch == self.epochs:
                yield self._state(rows, learned, middle, scale, epoch)

    def _epoch(self, rows: "Tensor", learned: "Tensor", adam: Any, chance: Any) -> None:
        """Every row once, in an order by chance."""
        import torch

        shapes = self._shapes(rows.shape[1])
        size = self.batch or int(np.clip(len(rows) // 20, *BATCHES))
        with one_torch_thread():
            for batch in torch.randperm(len(rows), generator=chance).split(size):
                wanted = rows[batch]
                seen = wanted + self.noise * torch.randn(wanted.shape, generator=chance) if self.noise else wanted
                parameters = unfolded(learned, shapes)
                adam.zero_grad()
                ((self._made(self._drawn(seen, parameters), parameters) - wanted) ** 2).mean().backward()
                adam.step()

    def _state(self, rows: "Tensor", learned: "Tensor", middle: np.ndarray, scale: float, epoch: int) -> Reduction:
        """The picture after `epoch` epochs, and the part of the variance that is lost in it."""
        import torch

        with one_torch_thread(), torch.no_grad():
            parameters = unfolded(learned, self._shapes(rows.shape[1]))
            positions = self._drawn(rows, parameters)
            made = self._made(positions, parameters)
            lost = float(((made - rows) ** 2).sum() / (rows**2).sum())
        network = np.append(learned.detach().numpy(), np.float32(scale))
        note = (
            "" if lost < USELESS or epoch < self.epochs else "It has learned next to nothing: lower the learning rate or raise the epochs."
        )
        state = Reduction(positions.numpy(), None, None, middle, lost, "reconstruction error", epoch, self.epochs, note, network)
        return finished(state, self.name)

    def place(self, new: np.ndarray, X: np.ndarray, fitted: Reduction) -> np.ndarray:
        """Positions (m, k) of new rows (m, d), through the trained network. O(m d width)."""
        import torch

        if fitted.parameters is None or fitted.middle is None:
            raise DataError("This picture came without its network (all of its rows may be alike): it cannot place other rows.")
        new = newcomers(new, len(fitted.middle), self.name)
        with one_torch_thread(), torch.no_grad():
            parameters = unfolded(torch.tensor(fitted.parameters[:-1]), self._shapes(new.shape[1]))
            return self._drawn(scaled(new, fitted.middle, float(fitted.parameters[-1])), parameters).numpy()

    def script(self, seed: int = 0) -> Script:
        return Script(f"positions = {self!r}.fit(X, seed={seed}).positions", ("from mllab.reduce.autoencoder import Autoencoder",))

    def _shapes(self, columns: int) -> list[tuple[int, int]]:
        return sizes(columns, self.width, self.layers, min(self.dimensions, columns))

    def _drawn(self, rows: "Tensor", parameters: "list[Tensor]") -> "Tensor":
        """From the table to the picture: the first half of the layers."""
        return through(rows, parameters[: 2 * self.layers], self._bend())

    def _made(self, positions: "Tensor", parameters: "list[Tensor]") -> "Tensor":
        """From the picture back to the table: the other half."""
        return through(positions, parameters[2 * self.layers :], self._bend())

    def _bend(self) -> Any:
        import torch

        return {"tanh": torch.tanh, "relu": torch.relu, "gelu": torch.nn.functional.gelu, "linear": lambda x: x}[self.activation]
