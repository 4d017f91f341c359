"""densMAP: UMAP that also draws sparse places wide and dense ones tight."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, ClassVar

import numpy as np

from mllab.params import knob
from mllab.reduce._base import Reduction
from mllab.reduce.umap import STATES, UMAP
from mllab.script import Script


@dataclass(frozen=True)
class DensMAP(UMAP):
    """Draw the graph of neighbors as UMAP does, then widen what is sparse and tighten what is dense until it shows how dense the data are.

    Fails to keep distances between groups, as UMAP does, and keeps neighbors a little less well than UMAP: room is spent on density. One
    row far from all others can take much of the picture. O(n) an epoch behind the search for neighbors.

    Own implementation over mllab's UMAP: in the last part of the epochs a third force follows the correlation between the logarithms of
    local radii, a row's mean squared distance to its neighbors, in the table and in the picture. A weight of 3 does here what 2 does in
    the authors' program. New rows are placed as by UMAP: among their neighbors, whatever their own density.
    """

    name: ClassVar[str] = "densMAP"
    source: ClassVar[str] = "Narayan, Berger & Cho 2021"
    cannot: ClassVar[str] = "Distances between groups mean little here; who is beside whom and how densely rows lie do."

    neighbors: int = knob(30, 2, 200, help="Rows that count as near, the row itself among them; density is measured over them.")
    density: float = knob(3.0, 0.0, 20.0, help="How much density counts: 0 is UMAP, more spends more of the picture on it.")
    density_part: float = knob(0.3, 0.0, 1.0, help="Last part of the epochs in which density counts; the first ones part the groups.")
    density_shift: float = knob(0.1, 0.0, 1.0, help="Added to the variance of the picture's radii, so that they start to differ gently.")

    def steps(self, X: np.ndarray, seed: int = 0, start: np.ndarray | None = None, y: np.ndarray | None = None) -> Iterator[Reduction]:
        """Pictures of X (n, d); going on from `start`, density counts from the first epoch."""
        from mllab.reduce._densmap.layout import laid_out as dense
        from mllab.reduce._umap.layout import laid_out

        X = self._checked(X, start)
        rates = self._rates(start is not None)
        yield from self._meanwhile(X, start, seed, len(rates))
        graph = self._graph(X, y)
        density, forces = self._density(X, graph), self._forces()
        now, note = self._begin(X, graph, start, np.random.default_rng(seed))
        plain = 0 if start is not None else round(len(rates) * (1 - self.density_part))
        every = max(5, len(rates) // STATES)
        shown = Reduction(now, objective_name="cross-entropy", of=len(rates))
        for done, found, lost in laid_out(graph, now, forces, rates[:plain], seed, every):
            now = found
            if done < plain:
                yield replace(shown, positions=found, objective=lost, step=done, note=note)
        for done, found, lost, kept in dense(graph, now, forces, density, rates[plain:], seed, every):
            said = f"{note}; local radii correlate {kept:.2f} with those of the table"
            yield replace(shown, positions=found, objective=lost, step=plain + done, note=said)

    def script(self, seed: int = 0) -> Script:
        return Script(f"positions = {self!r}.fit(X, seed={seed}).positions", ("from mllab.reduce.densmap import DensMAP",))

    def _density(self, X: np.ndarray, graph: Any) -> Any:
        """What the radii of the picture are to follow."""
        from mllab.neighbors import nearest
        from mllab.reduce._densmap.layout import Density
        from mllab.reduce._densmap.radii import in_table, standard

        found = nearest(X, min(self.neighbors, len(X)) - 1, self.metric)
        return Density(standard(in_table(graph, found.indices, found.distances)), self.density, self.density_shift)


def warm() -> None:
    """Compile every kernel, or load it from the disk, on a few rows, so that no click waits for it."""
    DensMAP(epochs=10).fit(np.random.default_rng(0).normal(size=(40, 3)).astype(np.float32))
