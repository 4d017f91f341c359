"""Independent component analysis: unmix the columns."""

from dataclasses import dataclass
from typing import Any, ClassVar, Literal

import numpy as np

from mllab.params import knob
from mllab.reduce._base import Reduction
from mllab.reduce._linear import Linear
from mllab.reduce._sklearn import AtMost


@dataclass(frozen=True)
class ICA(Linear):
    """Find the directions in which the rows look least like a bell curve: mixed signals come apart into their sources.

    Fails when more than one source is a bell curve; order, sign and size of the axes mean nothing. It unmixes what PCA keeps.
    O(n d^2 + n k^2 per iteration).
    """

    name: ClassVar[str] = "ICA"
    source: ClassVar[str] = "Comon 1994; Hyvärinen & Oja 2000"
    limit: ClassVar[int] = 500_000
    peer: ClassVar[str] = "sklearn.decomposition.FastICA"
    cannot: ClassVar[str] = "Which axis comes first, which way it points and how long it is: all sources are drawn equally large."

    dimensions: int = knob(2, 2, 3, help="Number of sources.")
    contrast: Literal["logcosh", "exp", "cube"] = knob("logcosh", help="How far from a bell curve is measured; exp resists outliers best.")
    iterations: int = knob(400, 10, 5000, log=True, help="Iterations at most.")

    def arguments(self, seed: int) -> dict[str, Any]:
        count = AtMost(self.dimensions, "np.linalg.matrix_rank(X - X.mean(axis=0))")
        how = {"whiten": "unit-variance", "fun": self.contrast, "max_iter": self.iterations, "random_state": seed}
        return {"n_components": count, **how}

    def picture(self, model: Any, X: np.ndarray) -> Reduction:
        positions = model.fit_transform(X)
        return Reduction(positions, None, model.components_.T.copy(), model.mean_.copy(), step=int(model.n_iter_), of=self.iterations)
