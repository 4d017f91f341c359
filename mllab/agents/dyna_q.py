"""Dyna-Q."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from mllab.agents._walker import Walker
from mllab.params import knob


@dataclass(frozen=True)
class DynaQ(Walker):
    """Q-learning that also remembers what followed each move, and replays remembered moves between the real ones.

    Where moves are slippery it remembers only what happened last, and where the world changes it replays what is no longer so. O(a planning) a move.
    """

    name: ClassVar[str] = "Dyna-Q"
    source: ClassVar[str] = "Sutton 1990; Sutton & Barto 2018, Section 8.2"
    rule: ClassVar[str] = (
        r"Q(s,a) \leftarrow Q(s,a) + \alpha\,[\,r + \gamma \max_{a'} Q(s',a') - Q(s,a)\,] \text{ for the real and for remembered moves}"
    )

    learning_rate: float = knob(0.1, 0.0, 1.0, help="How far a value moves towards what was just seen or replayed.")
    planning: int = knob(50, 0, 200, unit="moves", help="Remembered moves that are replayed after every real one; 0 is plain Q-learning.")

    def kernel(self) -> Callable[..., None]:
        from mllab.agents.kernels.dyna_q import dyna_q

        return dyna_q  # type: ignore[no-any-return]

    def settings(self, gamma: float) -> dict[str, float]:
        return {"alpha": self.learning_rate, "gamma": gamma, "epsilon": self.epsilon, "planning": self.planning}

    def memory(self) -> dict[str, str]:
        return {
            "model": "np.full(shape, -1)",
            "paid": "np.zeros(shape)",
            "known": "np.zeros(shape[0] + 1, np.int64)",
        }

    def blank(self, shape: tuple[int, int], most: int) -> list[np.ndarray]:
        return [np.full(shape, -1), np.zeros(shape), np.zeros(shape[0] + 1, np.int64)]
