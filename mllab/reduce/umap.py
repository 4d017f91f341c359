"""UMAP: neighbors stay neighbors; drawn by pulls along the graph of neighbors and pushes between random rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

import numpy as np

from mllab.errors import DataError, ParamError
from mllab.params import knob
from mllab.reduce._base import Reducer, Reduction
from mllab.script import Script

STATES = 30  # pictures shown on the way, at most
EPOCHS = 300  # as trustworthy as umap-learn's 500
FALL = 1.5  # steps shrink as the part still to do to this power: long enough for the whole, then fine
AGAIN = 100  # epochs that settle a picture which goes on from another
GENTLY = 0.25  # their first step, as a part of the learning rate


@dataclass(frozen=True)
class UMAP(Reducer):
    """Join every row to its neighbors by how close they are for that row, then draw the graph so that what is joined lies together.

    Fails to keep distances and sizes: how far apart groups lie and how wide they are means little, density is evened out, and with few
    neighbors it tears one shape into several or finds groups in noise. O(n) an epoch behind the search for neighbors.

    Own implementation: every epoch moves all points at once by the whole pull of their neighbors and the push of 32 random rows, with
    momentum, where the original moves them one edge at a time; same graph, same forces, same result for any number of threads.
    """

    name: ClassVar[str] = "UMAP"
    source: ClassVar[str] = "McInnes, Healy & Melville 2018"
    cannot: ClassVar[str] = "Distances between groups, their sizes and their densities mean little here; only who is beside whom does."
    own: ClassVar[bool] = True
    continues: ClassVar[bool] = True
    places: ClassVar[bool] = True
    labelled: ClassVar[Literal["no", "may", "must"]] = "may"
    limit: ClassVar[int] = 200_000

    neighbors: int = knob(15, 2, 200, help="Rows that count as near, the row itself among them: few show detail, many the whole.")
    min_dist: float = knob(0.1, 0.0, 0.99, unit="picture units", help="How tightly alike rows are packed; not above the spread.")
    spread: float = knob(1.0, 0.1, 10.0, log=True, unit="picture units", help="Scale of the picture: how far the pull reaches.")
    local_connectivity: float = knob(1.0, 0.0, 10.0, help="Nearest neighbors that every row is fully joined to.")
    mix: float = knob(1.0, 0.0, 1.0, help="1 joins rows when either holds the other for near (union), 0 when both do (intersection).")
    repulsion: float = knob(1.0, 0.0, 10.0, help="How hard random rows push.")
    negatives: int = knob(5, 1, 50, help="Pushes of random rows for every pull of a neighbor.")
    epochs: int | None = knob(None, 10, 5000, help="Steps of the layout; None is 300, or 100 when going on from a picture.")
    learning_rate: float = knob(1.0, 0.01, 4.0, log=True, help="Length of the first step; it shrinks to none.")
    start: Literal["spectral", "PCA", "random"] = knob("spectral", help="Where the points stand at first.")
    metric: Literal["euclidean", "cosine"] = knob("euclidean", help="How distance between rows is measured.")
    target_weight: float = knob(0.5, 0.0, 1.0, help="How much labels count, when there are any: 0 hardly, 1 parts the classes wholly.")
    dimensions: int = knob(2, 2, 3, help="Number of axes.")

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.min_dist > self.spread:
            raise ParamError(f"{self.name}: min_dist must not be above spread, got {self.min_dist:g} and {self.spread:g}.")

    def steps(self, X: np.ndarray, seed: int = 0, start: np.ndarray | None = None, y: np.ndarray | None = None) -> Iterator[Reduction]:
        """Pictures of X (n, d): one at once, then while neighbors are searched, then of the epochs, to the settled one."""
        from mllab.reduce._umap.layout import laid_out

        X = self._checked(X, start)
        rates = self._rates(start is not None)
        yield from self._meanwhile(X, start, seed, len(rates))
        graph = self._graph(X, y)
        positions, note = self._begin(X, graph, start, np.random.default_rng(seed))
        every = max(5, len(rates) // STATES)
        for done, found, lost in laid_out(graph, positions, self._forces(), rates, seed, every):
            yield Reduction(found, objective=lost, objective_name="cross-entropy", step=done, of=len(rates), note=note)

    def place(self, new: np.ndarray, X: np.ndarray, fitted: Reduction) -> np.ndarray:
        """Positions (m, dimensions) of new rows: the weighted middle of their neighbors in the picture, then a few epochs while those stand.

        A row that is in X lands on its own point. O(m n d) for the search, then O(m) an epoch. Raises DataError on other columns.
        """
        from mllab.neighbors import among
        from mllab.reduce._umap.graph import held
        from mllab.reduce._umap.layout import settled

        new, X = self.check(new), self._checked(X, fitted.positions)
        k = min(self.neighbors, len(X))
        found = among(new, X, k, self.metric)
        weights = held(found.distances, max(0.0, self.local_connectivity - 1), k)
        middle = weights / weights.sum(axis=1, keepdims=True)
        positions = np.einsum("mk,mkd->md", middle, fitted.positions[found.indices]).astype(np.float32)
        rates = 0.25 * self.learning_rate * np.linspace(1, 0, AGAIN, endpoint=False)
        moved = settled(_one_way(found.indices, weights, len(X)), positions, fitted.positions, self._forces(), rates, 0)
        return np.where(found.distances[:, :1] > 0, moved, fitted.positions[found.indices[:, 0]])

    def script(self, seed: int = 0) -> Script:
        return Script(f"positions = {self!r}.fit(X, seed={seed}).positions", ("from mllab.reduce.umap import UMAP",))

    def _checked(self, X: np.ndarray, start: np.ndarray | None) -> np.ndarray:
        X = self.check(X)
        if len(X) < 3:
            raise DataError(f"{self.name} needs at least 3 points, got {len(X)}.")
        if start is not None and start.shape != (len(X), self.dimensions):
            raise DataError(f"{self.name} goes on from positions of shape {(len(X), self.dimensions)}, got {start.shape}. Start anew.")
        return X

    def _meanwhile(self, X: np.ndarray, start: np.ndarray | None, seed: int, epochs: int) -> Iterator[Reduction]:
        """A first picture, again and again while the neighbors are searched, so that it is seen and can be stopped. They are kept."""
        from mllab.neighbors import searching
        from mllab.reduce._umap.begin import begin

        if start is None:
            first, _ = begin("random" if self.start == "random" else "PCA", X, None, self.dimensions, np.random.default_rng(seed))
        else:
            first = np.array(start, np.float32)
        yield Reduction(first, objective_name="cross-entropy", of=epochs)
        for share in searching(X, min(self.neighbors, len(X)) - 1, self.metric):
            yield Reduction(first, objective_name="cross-entropy", of=epochs, note=f"Looking for neighbors: {share:.0%}.")

    def _graph(self, X: np.ndarray, y: np.ndarray | None) -> Any:
        from mllab.neighbors import nearest
        from mllab.reduce._umap.graph import fuzzy, labelled

        found = nearest(X, min(self.neighbors, len(X)) - 1, self.metric)
        graph = fuzzy(found.indices, found.distances, self.local_connectivity, self.mix)
        if y is None:
            return graph
        y = np.asarray(y)
        if y.shape != (len(X),):
            raise DataError(f"{self.name} needs one label for each of the {len(X)} points, got an array of shape {y.shape}.")
        return labelled(graph, y, self.target_weight)

    def _begin(self, X: np.ndarray, graph: Any, start: np.ndarray | None, rng: np.random.Generator) -> tuple[np.ndarray, str]:
        from mllab.reduce._umap.begin import begin

        if start is None:
            return begin(self.start, X, graph, self.dimensions, rng)
        return np.array(start, np.float32), "from the given positions"

    def _forces(self) -> Any:
        from mllab.reduce._umap.curve import curve
        from mllab.reduce._umap.layout import Forces

        return Forces(*curve(self.min_dist, self.spread), self.repulsion * self.negatives)

    def _rates(self, again: bool) -> np.ndarray:
        """The length of every epoch's step."""
        epochs = self.epochs or (AGAIN if again else EPOCHS)
        return self.learning_rate * (GENTLY if again else 1.0) * np.linspace(1, 0, epochs, endpoint=False) ** FALL


def _one_way(indices: np.ndarray, weights: np.ndarray, n: int) -> Any:
    """The sparse (m, n) graph of new rows and those they are near."""
    from scipy.sparse import csr_matrix

    m, k = indices.shape
    return csr_matrix((weights.ravel(), np.array(indices).ravel(), np.arange(0, m * k + 1, k)), shape=(m, n))


def warm() -> None:
    """Compile every kernel, or load it from the disk, on a few rows, so that no click waits for it."""
    X = np.random.default_rng(0).normal(size=(40, 3)).astype(np.float32)
    fitted = UMAP(epochs=10).fit(X)
    UMAP().place(X[:2] + 1, X, fitted)
