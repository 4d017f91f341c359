"""Multidimensional scaling by majorization: move the rows until the distances of the picture are those of the table."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal

import numpy as np

from mllab.errors import DataError
from mllab.params import knob
from mllab.peers import threads_for
from mllab.reduce._base import Reducer, Reduction
from mllab.reduce._distances import distances, spectrum
from mllab.reduce._sklearn import UNSETTLED, finished, usable
from mllab.reduce._smacof import Ranks, guttman, spans
from mllab.script import Script


@dataclass(frozen=True)
class MDS(Reducer):
    """Move the rows about until their distances in the picture differ least from those in the table (stress, which only falls).

    Stress is sqrt(sum (wanted - drawn)^2 / sum wanted^2), 0 at best. Non-metric: only the order of the distances is wanted. Fails
    by stopping in a local hollow; another start shows another picture. O(n^2) an iteration (non-metric with a sort before), O(n^2) memory.
    """

    name: ClassVar[str] = "MDS"
    source: ClassVar[str] = "Kruskal 1964; de Leeuw 1977; Borg & Groenen 2005"
    limit: ClassVar[int] = 4_000
    own: ClassVar[bool] = True
    continues: ClassVar[bool] = True
    cannot: ClassVar[str] = "Who is whose nearest neighbor: large distances carry the stress, small ones are drawn carelessly."

    dimensions: int = knob(2, 2, 3, help="Number of axes.")
    kind: Literal["metric", "non-metric"] = knob("metric", help="Keep the distances, or only their order.")
    metric: Literal["euclidean", "manhattan", "cosine", "precomputed"] = knob(
        "euclidean", help="How distance is measured; precomputed: the table itself holds the distances, row by row."
    )
    initial: Literal["classical", "random"] = knob("classical", help="Where the rows start: classical MDS, or by chance.")
    iterations: int = knob(300, 1, 5000, log=True, help="Iterations at most.")
    tolerance: float = knob(1e-5, 1e-9, 1e-1, log=True, help="Stop when an iteration lowers the stress by less than this part of it.")

    def steps(self, X: np.ndarray, seed: int = 0, start: np.ndarray | None = None, y: np.ndarray | None = None) -> Iterator[Reduction]:
        X = usable(self.check(X), 2, self.name)
        with threads_for(X):
            wanted = distances(X, self.metric, self.name)
            at = self._first(wanted, seed, start)
        ranks = Ranks(wanted) if self.kind == "non-metric" else None
        before = np.inf
        for step in range(self.iterations + 1):
            with threads_for(X):
                drawn = spans(at)
                aim = wanted if ranks is None else ranks.disparities(drawn)
                stress = _stress(aim, drawn)
            settled = before - stress <= self.tolerance * stress
            note = "" if settled or step < self.iterations else UNSETTLED
            yield finished(Reduction(at, None, None, None, stress, "stress", step, self.iterations, note), self.name)
            if settled:
                return
            before, at = stress, guttman(aim, drawn, at)

    def _first(self, wanted: np.ndarray, seed: int, start: np.ndarray | None) -> np.ndarray:
        """Where the rows start, (n, m) float64, at the scale of the wanted distances."""
        n = len(wanted)
        if start is not None:
            if np.shape(start) != (n, self.dimensions) or not np.isfinite(start).all():
                raise DataError(f"MDS goes on from finite positions of shape ({n}, {self.dimensions}), got {np.shape(start)}.")
            return np.array(start, dtype=np.float64)
        if self.initial == "classical" and n > self.dimensions:
            return spectrum(wanted**2, self.dimensions, seed)[0]
        chance = np.random.default_rng(seed).normal(size=(n, self.dimensions))
        return chance * wanted.mean() / np.sqrt(2 * self.dimensions)

    def script(self, seed: int = 0) -> Script:
        return Script(f"positions = {self!r}.fit(X, seed={seed}).positions", ("from mllab.reduce.mds import MDS",))


def _stress(aim: np.ndarray, drawn: np.ndarray) -> float:
    total = np.einsum("ij,ij->", aim, aim)
    apart = aim - drawn
    return float(np.sqrt(np.einsum("ij,ij->", apart, apart) / total)) if total else 0.0
