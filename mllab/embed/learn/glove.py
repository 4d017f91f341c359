"""GloVe: vectors whose dot products are the logarithms of counts."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from mllab.embed.learn._base import Learned, WordLearner
from mllab.embed.learn._counts import counting
from mllab.embed.learn.corpus import Corpus
from mllab.errors import DataError
from mllab.params import knob

if TYPE_CHECKING:
    from scipy.sparse import coo_matrix

RUN = 1_000_000  # counts at most between two states


@dataclass(frozen=True)
class GloVe(WordLearner):
    """Fit dot products of word and context vectors to the logarithms of how often two words stand near each other.

    Fails on little text, where most pairs are counted once or never, and those never counted are not looked at. A word's vector is the sum of both that it
    has. O(words window) to count, O(pairs d) for each pass, on one thread.
    """

    name: ClassVar[str] = "GloVe"
    source: ClassVar[str] = "Pennington, Socher & Manning 2014; Duchi, Hazan & Singer 2011 (AdaGrad)"
    continues: ClassVar[bool] = True

    dimension: int = knob(50, 2, 500, log=True, help="Numbers per vector.")
    window: int = knob(8, 1, 30, unit="words", help="How far company reaches; a pair counts 1 / distance.")
    passes: int = knob(30, 1, 200, log=True, help="How many times the counts are gone through.")
    rate: float = knob(0.05, 0.001, 1.0, log=True, help="Length of the first steps; each number's own steps grow shorter by themselves.")
    full: float = knob(100.0, 1.0, 1000.0, log=True, help="Pairs counted less often than this weigh less.")
    power: float = knob(0.75, 0.0, 1.0, help="How weights grow up to there.")

    def steps(self, corpus: Corpus, seed: int = 0, start: Learned | None = None) -> Iterator[Learned]:
        """A state while it counts, and one after every pass over the counts, or every million."""
        from mllab.embed.learn.kernels.glove import descend

        n, total = len(corpus.words), len(corpus.tokens) * self.passes
        held = beginning(n, self.dimension, seed)
        held = held if start is None else taken_up(start, held)
        done = 0 if start is None else start.step
        counter, counts = counting(corpus, self.window, "harmonic"), None
        while counts is None:
            try:
                next(counter)
                yield Learned(held["vectors"].sum(axis=0), of=total, note="Counting pairs.", step=done, held=held)
            except StopIteration as ended:
                counts = ended.value.tocoo()
        pairs = len(counts.data)
        if not pairs:
            raise DataError("No two words stand near each other. Widen the window, or bring more text.")
        logs, weights = targets(counts, self.full, self.power)
        rows, columns = counts.row.astype(np.int32), counts.col.astype(np.int32)
        cuts = list(range(0, pairs, RUN))
        steps = self.passes * len(cuts)
        for step in range(done, steps):
            turn, cut = divmod(step, len(cuts))
            order = np.random.default_rng([seed, turn]).permutation(pairs)[cuts[cut] : cuts[cut] + RUN]
            loss = descend(
                rows, columns, logs, weights, order, held["vectors"], held["biases"], held["squares"], held["bias_squares"], self.rate
            )
            seen = int(total * (step + 1) / steps)
            kept = {name: value.copy() for name, value in held.items()}
            yield Learned(kept["vectors"].sum(axis=0), loss / len(order), "loss of a pair", seen, total, step + 1, steps, held=kept)


def targets(counts: "coo_matrix", full: float, power: float) -> tuple[np.ndarray, np.ndarray]:
    """log x and f(x) = min(1, (x / full)^power) of each count x, (pairs,) float32."""
    return np.log(counts.data).astype(np.float32), np.minimum(1, (counts.data / full) ** power).astype(np.float32)


def beginning(n: int, d: int, seed: int) -> dict[str, np.ndarray]:
    """Vectors (2, n, d) and biases (2, n) between -1 / 2d and 1 / 2d, sums of squares of 1, as in the authors' code."""
    rng = np.random.default_rng(seed)
    vectors = ((rng.random((2, n, d), np.float32) - 0.5) / d).astype(np.float32)
    biases = ((rng.random((2, n), np.float32) - 0.5) / d).astype(np.float32)
    return {"vectors": vectors, "biases": biases, "squares": np.ones_like(vectors), "bias_squares": np.ones_like(biases)}


def taken_up(start: Learned, held: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Copies of what a state holds. Raises DataError when it is of other words or settings."""
    if any(name not in start.held or start.held[name].shape != value.shape for name, value in held.items()):
        raise DataError("The state to go on from is of another text, or of other settings. Start anew.")
    return {name: np.array(start.held[name], np.float32) for name in held}
