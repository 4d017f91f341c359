"""The elastic net: the penalties of lasso and ridge in one."""

from dataclasses import dataclass
from typing import Any, ClassVar

from mllab.models._base import Kind, Model
from mllab.models._script import Written, spread
from mllab.params import knob
from mllab.script import Script


@dataclass(frozen=True)
class ElasticNet(Model):
    """A mixture of lasso and ridge: chooses columns, and keeps those together that say the same.

    Fails where an effect bends; two knobs to set instead of one. O(n d) per round.
    """

    name: ClassVar[str] = "elastic net"
    source: ClassVar[str] = "Zou & Hastie 2005"
    kinds: ClassVar[tuple[Kind, ...]] = ("regression",)
    double: ClassVar[bool] = True

    strength: float = knob(
        0.01,
        1e-5,
        1.0,
        log=True,
        unit="standard deviations of the answer",
        help="Penalty on weights (alpha): more makes the model simpler.",
    )
    lasso: float = knob(0.5, 0.01, 1.0, help="Share of the penalty that sets weights to zero: 1 is the lasso, towards 0 it is ridge.")
    rounds: int = knob(2000, 100, 20_000, log=True, help="Rounds over the columns at most; too few are told in the note.")

    def estimator(self, kind: Kind, seed: int = 0) -> Any:
        from sklearn.linear_model import ElasticNet as Peer

        return Peer(alpha=self.strength, l1_ratio=self.lasso, max_iter=self.rounds)

    def suited(self, kind: Kind, seed: int, X: Any, y: Any) -> Any:
        """Only the lasso's part of the penalty is in units of the answers: squared weights grow with squared errors by themselves."""
        peer = self.estimator(kind, seed)
        if isinstance(y, Written):
            return peer.set_params(alpha=Written("l1 + l2"), l1_ratio=Written("l1 / (l1 + l2)"))
        l1, l2 = self.strength * self.lasso * spread(y), self.strength * (1 - self.lasso)
        return peer.set_params(alpha=l1 + l2, l1_ratio=l1 / (l1 + l2))

    def script(self, seed: int = 0, kind: Kind | None = None) -> Script:
        parts = f"l1 = {self.strength!r} * {self.lasso!r} * (y.std() or 1.0)\nl2 = {self.strength!r} * (1 - {self.lasso!r})"
        return Script(parts) + super().script(seed, kind)
