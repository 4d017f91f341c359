"""t-SNE: a picture in which near rows stay near."""

from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace
from typing import ClassVar, Literal

import numpy as np

from mllab.errors import DataError
from mllab.params import knob
from mllab.reduce._base import Reducer, Reduction
from mllab.reduce._tsne import affinity, begin
from mllab.reduce._tsne.affinity import Affinities
from mllab.reduce._tsne.descent import WAIT, Phase, descend
from mllab.reduce._tsne.divergence import kl_divergence
from mllab.script import Script

__all__ = ["TSNE", "affinities", "kl_divergence", "warm"]
FEWEST = 4  # rows
MANY = 5_000  # rows above which longer steps are safe and needed: at 10,000 rows they take a third of the steps to the same divergence
EARLY_MOMENTUM = 0.5  # in early exaggeration, as van der Maaten & Hinton 2008; 0.8 ended 1.5 % higher at 600 rows
LEAST_RATE = 50.0
SETTLED = 2e-4  # relative fall of the divergence in 10 steps that is as good as none
SETTLED_AGAIN = 1e-3  # the same when it goes on from an earlier picture: what is left to gain is not seen any more
SOON_AGAIN = 1e-3  # and above MANY rows, whose steps are longer: the divergence ends within 1 % of that of a picture from scratch
LOOK_AGAIN = 5  # steps between two looks there
WAIT_AGAIN = 10  # steps until it may have settled there: its points are all but in their places
MOVES_AGAIN = 2e-3  # of the picture's size in a step, above which it has not: with exaggeration the divergence may rise on the way


@dataclass(frozen=True)
class TSNE(Reducer):
    """Place the rows so that each has the same neighbors in the picture as in the data, near ones weighing most.

    Fails to keep distances between groups, their sizes and their densities; makes groups out of noise at low perplexity, and another seed or
    start gives another arrangement. O(n log n) a step: in 2-D by interpolation on a grid, in 3-D by an octree; O(n^2) below 5,000 and 12,000 rows.
    """

    name: ClassVar[str] = "t-SNE"
    source: ClassVar[str] = (
        "van der Maaten & Hinton 2008; Linderman et al. 2019 (interpolation); Barnes & Hut 1986 (3-D); Kobak & Berens 2019 (defaults)"
    )
    cannot: ClassVar[str] = "Distances between far groups, their sizes and their densities mean nothing here."
    own: ClassVar[bool] = True
    continues: ClassVar[bool] = True
    places: ClassVar[bool] = True
    labelled: ClassVar[Literal["no", "may", "must"]] = "may"
    limit: ClassVar[int] = 200_000

    dimensions: int = knob(2, 2, 3, help="Number of axes.")
    perplexity: float = knob(30.0, 2.0, 200.0, log=True, unit="rows", help="How many neighbors each row tries to keep near, about.")
    iterations: int = knob(400, 10, 5000, unit="steps", help="Steps at most, those of early exaggeration included; fewer when it settles.")
    early_exaggeration: float = knob(12.0, 1.0, 50.0, help="How much stronger rows attract at first, so that groups find together.")
    early_iterations: int = knob(150, 0, 1000, unit="steps", help="Steps of early exaggeration.")
    exaggeration: float = knob(
        1.0, 1.0, 30.0, help="How much stronger rows attract after that; above 1 groups are tighter, and UMAP-like at 4."
    )
    learning_rate: float | None = knob(
        None, 0.1, 1e6, log=True, help="Length of a step; none is rows / exaggeration (Belkina et al. 2019)."
    )
    momentum: float | None = knob(None, 0.0, 0.98, help="Share of the last step that is walked again; none chooses by the number of rows.")
    start: Literal["PCA", "random"] = knob("PCA", help="Where points begin: the principal axes keep the large arrangement.")
    metric: Literal["euclidean", "cosine"] = knob("euclidean", help="How the distance between rows is measured.")
    supervision: float = knob(0.0, 0.0, 1.0, help="With labels: how much weaker neighbors of another class attract; 1 is not at all.")

    def steps(self, X: np.ndarray, seed: int = 0, start: np.ndarray | None = None, y: np.ndarray | None = None) -> Iterator[Reduction]:
        """Pictures from the first, at once, to the settled one; from `start` (n, dimensions) without early exaggeration."""
        X = self.check(X)
        first = self._first(X, seed, start)
        phases = self._phases(len(X), start is not None)
        shown = Reduction(first, of=sum(phase.steps for phase in phases), note=self._said(len(X)))
        yield shown
        P = yield from self._affinities(X, y, shown)
        for moment in descend(P, first, phases):
            note = f"{shown.note} Settled after {moment.step} steps.".strip() if moment.settled else shown.note
            yield replace(
                shown, positions=moment.positions, objective=moment.divergence, objective_name="KL divergence", step=moment.step, note=note
            )

    def place(self, new: np.ndarray, X: np.ndarray, fitted: Reduction) -> np.ndarray:
        """Positions (m, dimensions) of new rows: at their neighbors' weighted mean, then 100 steps down their own divergence; the map stays."""
        from mllab.reduce._tsne.placing import placed

        new, X = self.check(new), self.check(X)
        if len(fitted.positions) != len(X):
            raise DataError(
                f"The picture has {len(fitted.positions)} rows, the table {len(X)}: place new rows with the table of the picture."
            )
        return placed(new, X, fitted.positions, self.metric)

    def script(self, seed: int = 0) -> Script:
        return Script(f"positions = {self!r}.fit(X, seed={seed}).positions", ("from mllab.reduce.tsne import TSNE",))

    def _first(self, X: np.ndarray, seed: int, start: np.ndarray | None) -> np.ndarray:
        if len(X) < FEWEST:
            raise DataError(f"t-SNE needs at least {FEWEST} rows, got {len(X)}. Bring more rows, or use PCA.")
        if start is not None:
            return begin.going_on(start, len(X), self.dimensions, self.name)
        if self.start == "random":
            return begin.at_random(len(X), self.dimensions, seed)
        return begin.by_principal_axes(X, self.dimensions, seed)

    def _phases(self, n: int, again: bool) -> tuple[Phase, ...]:
        early = 0 if again else min(self.early_iterations, self.iterations)
        late = max(self.iterations - self.early_iterations, 10) if again else self.iterations - early
        first, then = n / self.early_exaggeration, n / self.exaggeration  # Belkina et al. 2019
        then, momentum = (4 * then, 0.9) if n > MANY else (then, 0.8)
        late_momentum = momentum if self.momentum is None else self.momentum
        soon = (SOON_AGAIN, WAIT_AGAIN, MOVES_AGAIN, LOOK_AGAIN) if n > MANY else (SETTLED_AGAIN, WAIT, MOVES_AGAIN)
        rate, settling = self.learning_rate, soon if again else (SETTLED,)
        return (
            Phase(early, self.early_exaggeration, rate or max(first, LEAST_RATE), min(EARLY_MOMENTUM, late_momentum)),
            Phase(late, self.exaggeration, rate or max(then, LEAST_RATE), late_momentum, *settling),
        )

    def _said(self, n: int) -> str:
        most = 0.95 * affinity.wanted(self.perplexity, n)
        return f"Perplexity lowered to {most:.3g}: {n} rows allow no more." if self.perplexity > most else ""

    def _affinities(self, X: np.ndarray, y: np.ndarray | None, shown: Reduction) -> Generator[Reduction, None, Affinities]:
        """P of X, and the first picture again and again while the neighbors are searched, so that it is seen and can be stopped."""
        from mllab.neighbors import searching

        k = affinity.wanted(self.perplexity, len(X))
        search = searching(X, affinity.kept(k, len(X)), self.metric)
        while True:
            try:
                share = next(search)
            except StopIteration as ended:
                found = ended.value.first(k)
                break
            yield replace(shown, note=f"Looking for neighbors: {share:.0%}.")
        made = affinity.conditional(found, self.perplexity)
        yield replace(shown, note="Weighing neighbors.")
        if y is not None and self.supervision > 0:
            made = affinity.supervised(made, found, _checked(y, len(X)), self.supervision)
        return affinity.symmetric(made, found)


def affinities(X: np.ndarray, perplexity: float = 30.0, metric: Literal["euclidean", "cosine"] = "euclidean") -> Affinities:
    """P of t-SNE for X (n, d): what `kl_divergence(P, positions)` compares a picture with. O(n^2 d). Raises DataError below 2 rows."""
    from mllab.neighbors import nearest

    found = nearest(X, affinity.wanted(perplexity, len(X)), metric)
    return affinity.symmetric(affinity.conditional(found, perplexity), found)


def warm() -> None:
    """Compile what t-SNE needs, or load it from the disk, so that no click waits for it."""
    from mllab.reduce._tsne.forces import MESH_ROWS, TREE_ROWS

    rng = np.random.default_rng(0)
    for n, axes in ((64, 2), (64, 3), (MESH_ROWS + 1, 2), (TREE_ROWS + 1, 3)):
        X = rng.normal(size=(n, 4)).astype(np.float32)
        quick = TSNE(dimensions=axes, perplexity=5, iterations=10, early_iterations=0)
        quick.place(X[:2], X, quick.fit(X))


def _checked(y: np.ndarray, n: int) -> np.ndarray:
    y = np.asarray(y)
    if y.shape != (n,) or y.dtype.kind not in "iub":
        raise DataError(f"t-SNE takes one whole number per row as its class (-1 unknown), got {y.dtype} of shape {y.shape} for {n} rows.")
    return y.astype(np.int64)
