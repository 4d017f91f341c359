"""When a training stops by itself."""

from collections.abc import Sequence
from dataclasses import dataclass

from mllab.errors import ParamError
from mllab.learning.neurons._mark import Mark

STOPS = (
    "test loss",
    "training loss",
    "right",
)  # a loss below a bound, or the percentage of right classes among the test points at or above it


@dataclass(frozen=True)
class Stop:
    """Stop when a measure has reached a bound, or when the test loss has been no lower than its lowest for `patience` epochs (0: never).

    ParamError when `measure` is not one of `STOPS`.
    """

    measure: str = "test loss"
    bound: float | None = None
    patience: int = 0

    def __post_init__(self) -> None:
        if self.measure not in STOPS or self.patience < 0:
            raise ParamError(
                f"Training stops at one of {', '.join(STOPS)}, after 0 or more epochs of patience; got {self.measure!r}, {self.patience}."
            )

    def why(self, marks: Sequence[Mark]) -> str:
        """ "bound" or "patience" when the last of these states is one to stop at, else "". O(marks)."""
        if self._reached(marks[-1]):
            return "bound"
        tired = self.patience and marks[-1].weights.epoch - self.best(marks).weights.epoch >= self.patience
        return "patience" if tired else ""

    def best(self, marks: Sequence[Mark]) -> Mark:
        """The first state with the lowest loss on the test samples."""
        return min(marks, key=lambda mark: mark.test_loss if mark.test_loss == mark.test_loss else float("inf"))

    def _reached(self, mark: Mark) -> bool:
        if self.bound is None:
            return False
        found = {
            "test loss": self.bound - mark.test_loss,
            "training loss": self.bound - mark.loss,
            "right": 100 * mark.test_right - self.bound,
        }
        return found[self.measure] > 0 or (self.measure == "right" and found["right"] == 0)
