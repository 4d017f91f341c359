"""A wiggly polynomial held back by a penalty."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from mllab.learning._base import Fit
from mllab.learning.polynomial import basis
from mllab.params import knob


@dataclass(frozen=True)
class Ridge(Fit):
    """A polynomial of high degree whose weights are held small: the greater the penalty, the flatter.

    Fails when the penalty is far from what noise and truth ask for. O(r n p²) for all penalties of r training sets, by one singular value decomposition.
    """

    name: ClassVar[str] = "ridge"
    source: ClassVar[str] = "Hoerl & Kennard 1970"
    turned: ClassVar[str] = "penalty"
    richer: ClassVar[bool] = False
    log: ClassVar[bool] = True

    degree: int = knob(12, 1, 20, help="The degree of the polynomial that is held back.")

    def grid(self, n: int, columns: int = 1) -> tuple[float, ...]:
        return tuple(float(f"{penalty:.2g}") for penalty in np.geomspace(1e-5, 1e3, 17))

    def predict(self, x: np.ndarray, y: np.ndarray, at: np.ndarray, values: Sequence[float], seed: int = 0) -> np.ndarray:
        middle = y.mean(axis=1, keepdims=True)
        design, wanted = basis(x, self.degree, x.ndim - 1)[..., 1:], basis(at, self.degree, x.ndim - 1)[:, 1:]
        center = design.mean(axis=1, keepdims=True)
        U, s, Vt = np.linalg.svd(design - center, full_matrices=False)
        weights = np.einsum("rnp,rn->rp", np.broadcast_to(U, (len(y), *U.shape[1:])), y - middle)
        ahead = (wanted - center) @ np.swapaxes(Vt, -1, -2)  # (r or 1, m, p)
        return np.stack(
            [
                middle + np.einsum("rmp,rp->rm", np.broadcast_to(ahead, (len(y), *ahead.shape[1:])), weights * (s / (s**2 + penalty)))
                for penalty in values
            ]
        )
