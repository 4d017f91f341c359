"""Double Q-learning."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from mllab.agents._walker import Walker
from mllab.params import knob


@dataclass(frozen=True)
class DoubleQLearning(Walker):
    """Two tables: one picks the best next move, the other says what it is worth, so that luck is not taken for value.

    Every move teaches only one of the tables, so it learns more slowly where rewards are not noisy. O(a) a move.
    """

    name: ClassVar[str] = "double Q-learning"
    source: ClassVar[str] = "van Hasselt 2010"
    rule: ClassVar[str] = r"Q_1(s,a) \leftarrow Q_1(s,a) + \alpha\,[\,r + \gamma\, Q_2(s', \arg\max_{a'} Q_1(s',a')) - Q_1(s,a)\,]"

    learning_rate: float = knob(0.5, 0.0, 1.0, help="How far a value moves towards what was just seen.")

    def kernel(self) -> Callable[..., None]:
        from mllab.agents.kernels.double_q_learning import double_q_learning

        return double_q_learning  # type: ignore[no-any-return]

    def settings(self, gamma: float) -> dict[str, float]:
        return {"alpha": self.learning_rate, "gamma": gamma, "epsilon": self.epsilon}

    def memory(self) -> dict[str, str]:
        return {"halves": "np.zeros((2, *shape))"}

    def blank(self, shape: tuple[int, int], most: int) -> list[np.ndarray]:
        return [np.zeros((2, *shape))]
