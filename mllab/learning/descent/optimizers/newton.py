"""Steps that know the curvature."""

from dataclasses import dataclass
from typing import ClassVar, Literal

import numpy as np

from mllab.learning.descent.optimizers._optimizer import Memory, Optimizer
from mllab.params import knob

FLAT = 1e-12  # curvatures below this share of the largest are taken for none


@dataclass(frozen=True)
class Newton(Optimizer):
    """Jumps to the bottom of the bowl that has the slope and curvature found here: one step on a bowl, however long a ravine is.

    Its learning rate is the share of that jump. It goes to whatever is level, saddles and tops as well, unless curvatures are taken without their sign;
    and the Hessian costs O(d²), the step O(d³), too much for a network.
    """

    name: ClassVar[str] = "Newton"
    source: ClassVar[str] = "Newton 1669, Raphson 1690; without sign: Dauphin et al. 2014"
    rule: ClassVar[str] = r"x \leftarrow x - \eta\, H^{-1} g"
    curved: ClassVar[bool] = True

    learning_rate: float = knob(1.0, 0.01, 1.0, help="The share of the jump that is made; 1 is the whole jump.")
    curvature: Literal["as it is", "without sign"] = knob(
        "as it is", help="Without sign, it is driven away from saddles and tops instead of to them (saddle-free Newton)."
    )

    def move(
        self, x: np.ndarray, gradient: np.ndarray, memory: Memory, rate: float, number: int, hessian: np.ndarray | None = None
    ) -> Memory:
        if hessian is None or not np.isfinite(hessian).all():
            return {"x": np.full_like(x, np.nan)}
        bends, along = np.linalg.eigh(hessian)
        bent = np.abs(bends) > FLAT * max(float(np.abs(bends).max()), FLAT)
        over = np.abs(bends) if self.curvature == "without sign" else bends
        inverse = np.where(bent, 1 / np.where(bent, over, 1.0), 0.0)
        return {"x": x - rate * along @ (inverse * (along.T @ gradient))}

    def steady(self) -> float:
        return float("inf")

    def torch(self) -> str:
        return f"Newton([p], lr={self.learning_rate!r}, signed={self.curvature == 'as it is'})"
