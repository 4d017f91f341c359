"""Networks of every width."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from mllab.learning._base import Fit
from mllab.learning._networks import drawn, trained
from mllab.params import knob

WIDTHS = (1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64)


@dataclass(frozen=True)
class HiddenUnits(Fit):
    """A network with one layer of tanh neurons, trained for as long whatever its width: the more neurons, the more it can bend.

    Fails to get richer for ever: what was not learned in so many epochs is not there, however wide it is. O(r n epochs) a neuron of r networks.
    """

    name: ClassVar[str] = "network width"
    source: ClassVar[str] = "Geman, Bienenstock & Doursat 1992; Kingma & Ba 2015"
    turned: ClassVar[str] = "hidden units"
    log: ClassVar[bool] = True

    most: int = knob(32, 2, 64, log=True, help="The most neurons that are tried.")
    epochs: int = knob(500, 10, 3000, log=True, help="How long each is trained, by Adam.")
    learning_rate: float = knob(0.03, 0.001, 0.3, log=True, help="Length of a step.")

    def grid(self, n: int, columns: int = 1) -> tuple[float, ...]:
        return (*(width for width in WIDTHS if width < self.most), self.most)

    def rounds(self, n: int, columns: int = 1) -> int:
        return drawn(n)

    def predict(self, x: np.ndarray, y: np.ndarray, at: np.ndarray, values: Sequence[float], seed: int = 0) -> np.ndarray:
        return np.concatenate([trained(x, y, at, int(width), self.learning_rate, (self.epochs,), seed) for width in values])
