"""One network, after every number of epochs."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from mllab.learning._base import Fit
from mllab.learning._networks import drawn, trained
from mllab.params import knob

EPOCHS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000)


@dataclass(frozen=True)
class TrainingEpochs(Fit):
    """A network with one layer of tanh neurons, looked at while it is trained: the longer, the more it bends.

    Fails when it is stopped at the wrong time: early, it has not learned the truth; late, it has learned the noise. O(r n neurons) an epoch of r networks.
    """

    name: ClassVar[str] = "network training"
    source: ClassVar[str] = "Morgan & Bourlard 1990; Kingma & Ba 2015"
    turned: ClassVar[str] = "epochs"
    log: ClassVar[bool] = True

    hidden: int = knob(24, 1, 64, log=True, unit="neurons", help="How wide its layer is.")
    most: int = knob(2000, 10, 5000, log=True, help="The most epochs, by Adam.")
    learning_rate: float = knob(0.03, 0.001, 0.3, log=True, help="Length of a step.")

    def grid(self, n: int, columns: int = 1) -> tuple[float, ...]:
        return (*(epochs for epochs in EPOCHS if epochs < self.most), self.most)

    def rounds(self, n: int, columns: int = 1) -> int:
        return drawn(n)

    def predict(self, x: np.ndarray, y: np.ndarray, at: np.ndarray, values: Sequence[float], seed: int = 0) -> np.ndarray:
        asked = np.unique(np.asarray(values, np.int64))
        return trained(x, y, at, self.hidden, self.learning_rate, asked.tolist(), seed)[np.searchsorted(asked, values)]
