"""Logistic regression: a weighted sum of the columns, turned into probabilities."""

from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from mllab.models._base import Kind, Model
from mllab.params import knob


@dataclass(frozen=True)
class LogisticRegression(Model):
    """Add up weighted columns for each class and turn the sums into probabilities.

    Fails where classes are not parted by a plane and no column says so; without a penalty, and with a plane that parts them wholly, the
    weights grow without end. O(n d) per iteration.
    """

    name: ClassVar[str] = "logistic regression"
    source: ClassVar[str] = "Cox 1958"
    sparse: ClassVar[bool] = True
    kinds: ClassVar[tuple[Kind, ...]] = ("classification",)
    double: ClassVar[bool] = True

    strength: float = knob(1.0, 1e-4, 1e4, log=True, help="Penalty on large weights (1 / C): more makes the model simpler.")
    penalty: Literal["l2", "l1", "none"] = knob(
        "l2", help="l2 shrinks all weights, l1 sets many to zero, none leaves them as they fit best."
    )
    balanced: bool = knob(False, help="Weigh rare classes up, so that each class counts the same.")
    rounds: int = knob(1000, 50, 10_000, log=True, help="Iterations at most; too few are told in the note.")

    def estimator(self, kind: Kind, seed: int = 0) -> Any:
        from sklearn.linear_model import LogisticRegression as Peer

        cost = float("inf") if self.penalty == "none" else 1 / self.strength
        more: dict[str, Any] = {"l1_ratio": 1.0, "solver": "saga"} if self.penalty == "l1" else {"tol": 1e-6}
        return Peer(C=cost, max_iter=self.rounds, class_weight="balanced" if self.balanced else None, random_state=seed, **more)
