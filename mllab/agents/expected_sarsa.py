"""Expected SARSA."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from mllab.agents._walker import Walker
from mllab.params import knob


@dataclass(frozen=True)
class ExpectedSARSA(Walker):
    """As SARSA, but by the mean over all next moves instead of the one that was drawn: the same values, less noise.

    Costs the mean over the actions at every move, and learns the way that is walked, not the best one. O(a) a move.
    """

    name: ClassVar[str] = "expected SARSA"
    source: ClassVar[str] = "van Seijen, van Hasselt, Whiteson & Wiering 2009"
    rule: ClassVar[str] = r"Q(s,a) \leftarrow Q(s,a) + \alpha\,[\,r + \gamma \textstyle\sum_{a'} \pi(a'|s')\, Q(s',a') - Q(s,a)\,]"

    learning_rate: float = knob(0.5, 0.0, 1.0, help="How far a value moves towards what was just seen.")

    def kernel(self) -> Callable[..., None]:
        from mllab.agents.kernels.expected_sarsa import expected_sarsa

        return expected_sarsa  # type: ignore[no-any-return]

    def settings(self, gamma: float) -> dict[str, float]:
        return {"alpha": self.learning_rate, "gamma": gamma, "epsilon": self.epsilon}
