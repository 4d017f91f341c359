"""PaCMAP: near pairs pull, mid-near pairs hold the whole together at first, further pairs push."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal

import numpy as np

from mllab.errors import DataError
from mllab.params import knob
from mllab.reduce._base import Reducer, Reduction
from mllab.script import Script

STATES = 45  # pictures shown on the way, at most
AGAIN = (
    250 / 450
)  # of the iterations settle a picture which goes on from another: as long as the last phase, since it may have been stopped early
GENTLY = 0.5  # their first step, as a part of the learning rate; it falls to none, so that rows of a settled picture keep their places


@dataclass(frozen=True)
class PaCMAP(Reducer):
    """Pull near rows together, push random ones apart, and let rows of middling distance set the large shape before the small.

    Keeps the arrangement of groups better than t-SNE or UMAP, yet distances between far groups are still not to scale, and by starting
    from PCA and holding the whole it can leave fine groups less apart. O(pairs) an iteration behind the search for neighbors.

    Own implementation: exact neighbors instead of approximate ones, and a result that does not depend on the number of threads.
    """

    name: ClassVar[str] = "PaCMAP"
    source: ClassVar[str] = "Wang, Huang, Rudin & Shaposhnik 2021"
    cannot: ClassVar[str] = "The arrangement of groups means something here, the distances between them and their sizes little."
    own: ClassVar[bool] = True
    continues: ClassVar[bool] = True
    limit: ClassVar[int] = 200_000

    neighbors: int = knob(10, 1, 200, help="Near rows that pull on each row.")
    middle_ratio: float = knob(0.5, 0.0, 10.0, help="Mid-near rows for every near one: they hold the large shape.")
    further_ratio: float = knob(2.0, 0.1, 20.0, help="Random rows that push, for every near one that pulls.")
    iterations: int = knob(450, 10, 5000, help="Steps of the layout, shared 100 : 100 : 250 by its three phases.")
    learning_rate: float = knob(1.0, 0.01, 10.0, log=True, help="Adam's step.")
    metric: Literal["euclidean", "cosine"] = knob("euclidean", help="How distance between rows is measured.")
    dimensions: int = knob(2, 2, 3, help="Number of axes.")

    def steps(self, X: np.ndarray, seed: int = 0, start: np.ndarray | None = None, y: np.ndarray | None = None) -> Iterator[Reduction]:
        from mllab.reduce._pacmap.layout import laid_out, last_phase, phases
        from mllab.reduce._pacmap.pairs import paired

        X = self._checked(X, start)
        middle, apart = (max(1, round(self.neighbors * ratio)) for ratio in (self.middle_ratio, self.further_ratio))
        pairs = paired(X, self.neighbors, middle if self.middle_ratio else 0, apart, self.metric, seed)
        if start is None:
            positions, note, pulls = self._first(X), "from PCA", phases(self.iterations, self.learning_rate)
        else:
            again = round(AGAIN * self.iterations)
            positions, note, pulls = start, "from the given positions", last_phase(again, GENTLY * self.learning_rate)
        for done, found, lost in laid_out(pairs, positions, pulls, max(5, len(pulls) // STATES)):
            yield Reduction(found, objective=lost, objective_name="loss of pairs", step=done, of=len(pulls), note=note)

    def script(self, seed: int = 0) -> Script:
        return Script(f"positions = {self!r}.fit(X, seed={seed}).positions", ("from mllab.reduce.pacmap import PaCMAP",))

    def _checked(self, X: np.ndarray, start: np.ndarray | None) -> np.ndarray:
        X = self.check(X)
        if len(X) < 3:
            raise DataError(f"PaCMAP needs at least 3 points, got {len(X)}.")
        if start is not None and start.shape != (len(X), self.dimensions):
            raise DataError(f"PaCMAP goes on from positions of shape {(len(X), self.dimensions)}, got {start.shape}. Start anew.")
        return X

    def _first(self, X: np.ndarray) -> np.ndarray:
        """A hundredth of the principal components of X scaled to 0..1 as a whole, as the paper's code starts."""
        from mllab.reduce._flat import flat

        width = float(np.ptp(X)) or 1.0
        return (0.01 / width * flat(X, self.dimensions)).astype(np.float32)


def warm() -> None:
    """Compile every kernel, or load it from the disk, on a few rows, so that no click waits for it."""
    PaCMAP(iterations=10).fit(np.random.default_rng(0).normal(size=(40, 3)).astype(np.float32))
