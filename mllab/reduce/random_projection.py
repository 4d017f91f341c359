"""Random projection: look from a side chosen by chance."""

from dataclasses import dataclass
from typing import Any, ClassVar, Literal

import numpy as np

from mllab.params import knob
from mllab.reduce._base import Reduction
from mllab.reduce._linear import Linear
from mllab.reduce._sklearn import AtMost, peer, written
from mllab.script import Script

PEERS = {"gaussian": "GaussianRandomProjection", "sparse": "SparseRandomProjection"}


@dataclass(frozen=True)
class RandomProjection(Linear):
    """Look from a side chosen by chance, the yardstick for every other picture: what does not beat it has learned nothing.

    With many axes all distances are nearly kept (Johnson-Lindenstrauss); with 2 or 3 the square of a distance comes out right on
    average only, with a spread of sqrt(2 / axes). Fails to choose anything. O(n d k).
    """

    name: ClassVar[str] = "random projection"
    source: ClassVar[str] = "Johnson & Lindenstrauss 1984; Achlioptas 2003; Li, Hastie & Church 2006"
    limit: ClassVar[int] = 1_000_000
    cannot: ClassVar[str] = "A side chosen by chance: groups may fall on top of each other; another seed shows another picture."

    dimensions: int = knob(2, 2, 3, help="Number of axes.")
    weights: Literal["gaussian", "sparse"] = knob("gaussian", help="Sparse uses few columns for each axis, which is faster in wide tables.")

    def arguments(self, seed: int) -> dict[str, Any]:
        return {"n_components": AtMost(self.dimensions, "X.shape[1]"), "random_state": seed}

    def model(self, X: np.ndarray, seed: int) -> Any:
        return peer(self._peer)(n_components=min(self.dimensions, X.shape[1]), random_state=seed)

    def picture(self, model: Any, X: np.ndarray) -> Reduction:
        positions = model.fit_transform(X)
        directions = model.components_ if self.weights == "gaussian" else model.components_.toarray()
        return Reduction(positions, None, directions.T.copy(), np.zeros(X.shape[1], X.dtype))

    def script(self, seed: int = 0) -> Script:
        return written(self._peer, self.arguments(seed))

    @property
    def _peer(self) -> str:
        return f"sklearn.random_projection.{PEERS[self.weights]}"
