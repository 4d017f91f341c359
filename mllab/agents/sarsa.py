"""SARSA."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from mllab.agents._walker import Walker
from mllab.params import knob


@dataclass(frozen=True)
class SARSA(Walker):
    """Learn what a move is worth for the way one really walks, random moves included.

    Keeps away from where a random move is dear, and so misses the best way as long as it explores: lower epsilon in the end. O(a) a move.
    """

    name: ClassVar[str] = "SARSA"
    source: ClassVar[str] = "Rummery & Niranjan 1994"
    rule: ClassVar[str] = r"Q(s,a) \leftarrow Q(s,a) + \alpha\,[\,r + \gamma\, Q(s',a') - Q(s,a)\,]"

    learning_rate: float = knob(0.5, 0.0, 1.0, help="How far a value moves towards what was just seen.")

    def kernel(self) -> Callable[..., None]:
        from mllab.agents.kernels.sarsa import sarsa

        return sarsa  # type: ignore[no-any-return]

    def settings(self, gamma: float) -> dict[str, float]:
        return {"alpha": self.learning_rate, "gamma": gamma, "epsilon": self.epsilon}
