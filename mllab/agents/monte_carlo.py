"""Monte Carlo control."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from mllab.agents._walker import Walker


@dataclass(frozen=True)
class MonteCarlo(Walker):
    """Walk to the end, then give every first move in a cell the mean of what followed it.

    Learns nothing before an episode ends: where a poor policy never arrives, it walks until it is cut off. O(1) a move.
    """

    name: ClassVar[str] = "Monte Carlo control"
    source: ClassVar[str] = "Sutton & Barto 2018, Section 5.4; Singh & Sutton 1996"
    rule: ClassVar[str] = (
        r"Q(s,a) \leftarrow \text{mean of } r_{t} + \gamma r_{t+1} + \gamma^2 r_{t+2} + \dots \text{ after each first } (s,a)"
    )

    def kernel(self) -> Callable[..., None]:
        from mllab.agents.kernels.monte_carlo import monte_carlo

        return monte_carlo  # type: ignore[no-any-return]

    def settings(self, gamma: float) -> dict[str, float]:
        return {"gamma": gamma, "epsilon": self.epsilon}

    def memory(self) -> dict[str, str]:
        return {
            "counts": "np.zeros(shape)",
            "met": "np.zeros(shape, np.int64)",
            "taken": "np.zeros(most, np.int64)",
            "paid": "np.zeros(most)",
        }

    def blank(self, shape: tuple[int, int], most: int) -> list[np.ndarray]:
        return [np.zeros(shape), np.zeros(shape, np.int64), np.zeros(most, np.int64), np.zeros(most)]
