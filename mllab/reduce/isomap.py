"""Isomap: classical MDS of the distances along the neighbor graph."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from mllab.neighbors import among
from mllab.params import knob
from mllab.peers import call, threads_for
from mllab.reduce._base import Reducer, Reduction
from mllab.reduce._distances import beside, spectrum
from mllab.reduce._graph import geodesics
from mllab.reduce._linear import newcomers
from mllab.reduce._sklearn import AtMost, finished, usable
from mllab.script import Script


@dataclass(frozen=True)
class Isomap(Reducer):
    """Measure distance along the data, from neighbor to neighbor, and unroll it: a bent sheet is laid flat.

    Fails on short cuts (too many neighbors jump across a gap), on holes and on separate pieces. The numbers are scikit-learn's.
    O(n^2 (k + log n)) for the shortest paths, O(n^2) memory.
    """

    name: ClassVar[str] = "Isomap"
    source: ClassVar[str] = "Tenenbaum, de Silva & Langford 2000"
    limit: ClassVar[int] = 5_000
    places: ClassVar[bool] = True
    cannot: ClassVar[str] = "Holes and closed loops: they are stretched, and one wrong neighbor short-cuts the whole sheet."

    dimensions: int = knob(2, 2, 3, help="Number of axes.")
    neighbors: int = knob(10, 2, 100, help="Nearest rows that each row is joined to.")

    def steps(self, X: np.ndarray, seed: int = 0, start: np.ndarray | None = None, y: np.ndarray | None = None) -> Iterator[Reduction]:
        X = usable(self.check(X), 3, self.name)
        with threads_for(X):
            paths, pieces = geodesics(X, self._k(X))
            positions, _ = spectrum(paths**2, min(self.dimensions, len(X) - 1), seed)
        note = f"The neighbor graph falls into {pieces} pieces, joined by their shortest links: raise neighbors." if pieces > 1 else ""
        yield finished(Reduction(positions, note=note), self.name)

    def script(self, seed: int = 0) -> Script:
        sizes = {"n_neighbors": AtMost(self.neighbors, "len(X) - 1"), "n_components": AtMost(self.dimensions, "len(X) - 1")}
        return Script(f"positions = {call('Isomap', **sizes)}.fit_transform(X)", ("from sklearn.manifold import Isomap",))

    def place(self, new: np.ndarray, X: np.ndarray, fitted: Reduction) -> np.ndarray:
        """Positions (m, k) of new rows (m, d) by the shortest ways to the fitted rows through their neighbors. O(n^2 k + n m k)."""
        X = self.check(X)
        new = newcomers(new, X.shape[1], self.name)
        paths, _ = geodesics(X, self._k(X))
        near = among(new, X, self._k(X))
        ways = np.full((len(new), len(X)), np.inf)
        for column in range(near.indices.shape[1]):
            np.minimum(ways, near.distances[:, column, None] + paths[near.indices[:, column]], out=ways)
        return beside(-0.5 * ways**2, (-0.5 * paths**2).mean(axis=0), fitted.positions)

    def _k(self, X: np.ndarray) -> int:
        return min(self.neighbors, len(X) - 1)
