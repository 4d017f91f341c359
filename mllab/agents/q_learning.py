"""Q-learning."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from mllab.agents._walker import Walker
from mllab.params import knob


@dataclass(frozen=True)
class QLearning(Walker):
    """Learn what the best move is worth while walking with random moves: values suppose that no more random move will follow.

    Finds the best way even while it walks badly, and so pays for its random moves where they are dear; on noisy rewards the best of several guesses
    is too high (double Q-learning). O(a) a move.
    """

    name: ClassVar[str] = "Q-learning"
    source: ClassVar[str] = "Watkins 1989; Watkins & Dayan 1992"
    rule: ClassVar[str] = r"Q(s,a) \leftarrow Q(s,a) + \alpha\,[\,r + \gamma \max_{a'} Q(s',a') - Q(s,a)\,]"

    learning_rate: float = knob(0.5, 0.0, 1.0, help="How far a value moves towards what was just seen.")

    def kernel(self) -> Callable[..., None]:
        from mllab.agents.kernels.q_learning import q_learning

        return q_learning  # type: ignore[no-any-return]

    def settings(self, gamma: float) -> dict[str, float]:
        return {"alpha": self.learning_rate, "gamma": gamma, "epsilon": self.epsilon}
