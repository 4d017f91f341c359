"""Parametric UMAP: a network learns to draw UMAP's graph, and can then draw any other row."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any, ClassVar, Literal

import numpy as np

from mllab.errors import DataError, ParamError
from mllab.params import knob
from mllab.peers import one_torch_thread
from mllab.reduce._base import Reducer, Reduction
from mllab.reduce._linear import newcomers
from mllab.reduce._network import begin, scaled, through, unfolded
from mllab.reduce._sklearn import alike, finished, one_point, usable
from mllab.script import Script

if TYPE_CHECKING:
    from torch import Tensor

    from mllab.reduce._parametric.edges import Edges, Pairs

PICTURES = 40  # shown on the way, at most
STEPS = (300, 2000)  # of training, fewest and most, when nobody says how many
JUDGED = 4096  # edges, always the same, on which every state's cross-entropy is measured


@dataclass(frozen=True)
class ParametricUMAP(Reducer):
    """Join every row to its neighbors as UMAP does, then train a network from row to place so that what is joined lies together.

    Fails where UMAP does, and keeps neighbors less sharply: a smooth network cannot tear rows apart that are nearly alike, and rows unlike
    any that it has seen land anywhere. Columns count by their spread, so scale them first. O(batch width^2) a step, whatever the rows.

    Its own point is new rows: they are drawn by the network, at once and without a search. Every step takes edges by chance, strong ones
    more often, and pushes their ends from those of other edges of the same handful. Adam (Kingma & Ba 2015), its rate falling to zero.
    """

    name: ClassVar[str] = "parametric UMAP"
    source: ClassVar[str] = "Sainburg, McInnes & Gentner 2021"
    limit: ClassVar[int] = 100_000
    own: ClassVar[bool] = True
    places: ClassVar[bool] = True
    cannot: ClassVar[str] = "Distances between groups, their sizes and their densities mean little here; only who is beside whom does."

    neighbors: int = knob(15, 2, 200, help="Rows that count as near, the row itself among them: few show detail, many the whole.")
    min_dist: float = knob(0.1, 0.0, 0.99, unit="picture units", help="How tightly alike rows are packed; not above the spread.")
    spread: float = knob(1.0, 0.1, 10.0, log=True, unit="picture units", help="Scale of the picture: how far the pull reaches.")
    repulsion: float = knob(1.0, 0.0, 10.0, help="How hard the ends of other edges push.")
    negatives: int = knob(5, 1, 20, help="Pushes for every pull of a neighbor.")
    layers: int = knob(3, 0, 5, help="Hidden layers of the network; 0 leaves a plane, as of PCA.")
    width: int = knob(100, 2, 512, log=True, help="Units of every hidden layer.")
    iterations: int | None = knob(None, 10, 50_000, log=True, help="Steps of the training; None is one for each row, 300 to 2,000.")
    batch: int = knob(256, 16, 4096, log=True, unit="edges", help="Edges that are looked at in a step.")
    learning_rate: float = knob(0.005, 1e-5, 0.1, log=True, help="Size of the first steps.")
    metric: Literal["euclidean", "cosine"] = knob("euclidean", help="How distance between rows is measured.")
    dimensions: int = knob(2, 2, 3, help="Number of axes.")

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.min_dist > self.spread:
            raise ParamError(f"{self.name}: min_dist must not be above spread, got {self.min_dist:g} and {self.spread:g}.")

    def steps(self, X: np.ndarray, seed: int = 0, start: np.ndarray | None = None, y: np.ndarray | None = None) -> Iterator[Reduction]:
        import torch

        X = usable(self.check(X), 3, self.name)
        if alike(X):
            yield one_point(X, self.dimensions)
            return
        edges = self._edges(X, seed)
        seen = self._seen(X)
        middle, scale = seen.mean(axis=0, dtype=np.float64), float(np.sqrt(seen.var(axis=0, dtype=np.float64).mean())) or 1.0
        rows = scaled(seen, middle, scale)
        learned = begin(self._shapes(X.shape[1]), torch.Generator().manual_seed(seed))
        adam = torch.optim.Adam([learned], lr=self.learning_rate)
        of = self.iterations or min(max(len(X), STEPS[0]), STEPS[1])
        judged, every = edges.draw(JUDGED, self.negatives), -(-of // PICTURES)
        for done in range(0, of, every):
            yield replace(self._state(rows, learned, judged, np.append(middle, scale)), step=done, of=of)
            rates = self.learning_rate * (1 - np.arange(done, min(done + every, of)) / of)
            self._learn(rows, learned, adam, edges, rates)
        yield replace(self._state(rows, learned, judged, np.append(middle, scale)), step=of, of=of)

    def place(self, new: np.ndarray, X: np.ndarray, fitted: Reduction) -> np.ndarray:
        """Positions (m, k) of new rows (m, d), through the trained network. O(m d width)."""
        import torch

        if fitted.parameters is None or fitted.middle is None:
            raise DataError("This picture came without its network (all of its rows may be alike): it cannot place other rows.")
        new = self._seen(newcomers(new, len(fitted.middle), self.name))
        with one_torch_thread(), torch.no_grad():
            rows = scaled(new, fitted.middle, float(fitted.parameters[-1]))
            return self._drawn(rows, torch.tensor(fitted.parameters[:-1])).numpy()

    def script(self, seed: int = 0) -> Script:
        return Script(f"positions = {self!r}.fit(X, seed={seed}).positions", ("from mllab.reduce.parametric_umap import ParametricUMAP",))

    def _edges(self, X: np.ndarray, seed: int) -> "Edges":
        """The fuzzy graph of X, to draw from."""
        from mllab.neighbors import nearest
        from mllab.reduce._parametric.edges import Edges
        from mllab.reduce._umap.graph import fuzzy

        found = nearest(X, min(self.neighbors, len(X)) - 1, self.metric)
        return Edges(fuzzy(found.indices, found.distances), seed)

    def _seen(self, X: np.ndarray) -> np.ndarray:
        """The rows as the network sees them: where only directions count, without their lengths."""
        if self.metric == "euclidean":
            return X
        lengths = np.linalg.norm(X, axis=1, keepdims=True)
        return X / np.where(lengths > 0, lengths, 1)

    def _learn(self, rows: "Tensor", learned: "Tensor", adam: Any, edges: "Edges", rates: np.ndarray) -> None:
        """A step down the cross-entropy of a handful of edges for each of `rates`."""
        with one_torch_thread():
            for rate in rates.tolist():
                pairs = edges.draw(self.batch, self.negatives)
                adam.param_groups[0]["lr"] = rate
                adam.zero_grad()
                self._lost(self._drawn(rows[pairs.rows], learned), pairs).backward()
                adam.step()

    def _state(self, rows: "Tensor", learned: "Tensor", judged: "Pairs", seen: np.ndarray) -> Reduction:
        """The picture as learned so far and its cross-entropy; `seen` (d + 1,) is the middle and the scale of the rows."""
        import torch

        with one_torch_thread(), torch.no_grad():
            positions = self._drawn(rows, learned)
            lost = float(self._lost(positions[judged.rows], judged))
        network = np.append(learned.detach().numpy(), np.float32(seen[-1]))
        state = Reduction(positions.numpy(), None, None, seen[:-1], lost, "cross-entropy", parameters=network)
        return finished(state, self.name)

    def _lost(self, ends: "Tensor", pairs: "Pairs") -> "Tensor":
        """The cross-entropy (nats per edge) of ends (2 b, k): near ones that should be near, and far ones that should be far."""
        from mllab.reduce._parametric.edges import cross_entropy
        from mllab.reduce._umap.curve import curve

        return cross_entropy(ends, pairs.turns, *curve(self.min_dist, self.spread), self.repulsion)

    def _shapes(self, columns: int) -> list[tuple[int, int]]:
        stops = [columns, *[self.width] * self.layers, self.dimensions]
        return list(pairwise(stops))

    def _drawn(self, rows: "Tensor", learned: "Tensor") -> "Tensor":
        """From the table to the picture."""
        from torch.nn.functional import gelu

        return through(rows, unfolded(learned, self._shapes(rows.shape[1])), gelu)
