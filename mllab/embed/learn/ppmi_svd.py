"""PPMI and its singular vectors: counting instead of guessing."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np

from mllab.embed.factor import ppmi
from mllab.embed.learn._base import Learned, WordLearner
from mllab.embed.learn._counts import counting
from mllab.embed.learn.corpus import Corpus
from mllab.errors import DataError
from mllab.params import knob

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

SPARE = 10  # directions beyond those asked for, which make the others exact sooner (Halko, Martinsson & Tropp 2011)


@dataclass(frozen=True)
class PPMISVD(WordLearner):
    """Count which words stand near each other more often than by chance, and keep the main directions of that table.

    Fails on pairs of rare words, whose counts are chance; the table grows with the square of the vocabulary. Good on little text, and what skip-gram
    tends to with much (Levy & Goldberg 2014). O(words window) to count, O(pairs d) for each pass of the decomposition.
    """

    name: ClassVar[str] = "PPMI + SVD"
    source: ClassVar[str] = "Levy, Goldberg & Dagan 2015; Church & Hanks 1990; Halko, Martinsson & Tropp 2011"

    dimension: int = knob(100, 2, 500, log=True, help="Numbers per vector.")
    window: int = knob(8, 1, 30, unit="words", help="How far company reaches.")
    weighting: Literal["linear", "harmonic", "flat"] = knob(
        "linear", help="How much less farther words count: by a line, as 1 / distance, or not."
    )
    smoothing: float = knob(
        0.75, 0.0, 1.0, help="The power that frequencies of company are raised to: below 1, rare company is worth less."
    )
    shift: float = knob(
        1.0, 1.0, 25.0, help="Pairs must be so many times as frequent as by chance; 1 is PPMI, k is what k negatives are to skip-gram."
    )
    share: float = knob(
        0.5,
        0.0,
        1.0,
        help="The power of the singular values that directions are stretched by: 1 is the best table, 0 and 0.5 better vectors.",
    )
    turns: int = knob(12, 2, 100, help="Passes of the decomposition; each brings it nearer to the exact one.")

    def steps(self, corpus: Corpus, seed: int = 0, start: Learned | None = None) -> Iterator[Learned]:
        """A state while it counts, and one after every pass of the decomposition."""
        n, total, steps = len(corpus.words), len(corpus.tokens), self.turns + 1
        if n <= self.dimension:
            raise DataError(
                f"{self.dimension} dimensions need more words than that, got {n}. Ask for fewer dimensions, or count rarer words."
            )
        nothing = np.zeros((n, self.dimension), np.float32)
        counter, counts = counting(corpus, self.window, self.weighting), None
        while counts is None:
            try:
                yield Learned(nothing, seen=int(next(counter) * total), of=total, step=1, steps=steps, note="Counting pairs.")
            except StopIteration as ended:
                counts = ended.value
        table = shifted(counts, self.smoothing, self.shift)
        for turn, (left, values, missed) in enumerate(turned(table, self.dimension, self.turns, seed), 2):
            vectors = (left * values**self.share).astype(np.float32)
            yield Learned(vectors, missed, "share of the table that is missed", total, total, turn, steps)


def shifted(counts: "csr_matrix", smoothing: float, shift: float) -> "csr_matrix":
    """max(0, PMI - log shift) of counts (n, n), contexts smoothed."""
    found = ppmi(counts, smoothing)
    found.data = np.maximum(found.data - np.log(shift), 0)
    found.eliminate_zeros()
    return found


def turned(table: "csr_matrix", dimension: int, turns: int, seed: int) -> Iterator[tuple[np.ndarray, np.ndarray, float]]:
    """The left singular vectors (n, d), the values (d,), and the share of the squared table that they miss, after each subspace iteration.

    A direction points to where its largest number is positive. On one thread, since rounding depends on how many there are. O(pairs d + n d^2) a turn. Raises DataError for a table of zeros.
    """
    from threadpoolctl import threadpool_limits

    whole = float((table.data**2).sum())
    if not whole:
        raise DataError(
            "No pair of words is more frequent than by chance, so there is nothing to decompose. Lower the shift, or bring more text."
        )
    n, d = table.shape[0], min(dimension + SPARE, table.shape[0])
    basis = np.random.default_rng(seed).standard_normal((n, d))
    for turn in range(turns):
        with threadpool_limits(1, "blas"):
            basis = np.linalg.qr(table @ (table.T @ basis if turn else basis))[0]
            across = table.T @ basis
            squares, small = np.linalg.eigh(across.T @ across)
            left = (basis @ small[:, ::-1])[:, :dimension]
        values = np.sqrt(np.maximum(squares[::-1], 0))[:dimension]
        left = left * np.where(left[np.abs(left).argmax(axis=0), np.arange(dimension)] < 0, -1.0, 1.0)
        yield left, values, max(0.0, 1 - float((values**2).sum()) / whole)
