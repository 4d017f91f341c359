"""fastText: skip-gram where a word is made of its letters' n-grams, so that words never seen have vectors too."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from mllab.embed.learn import _passes
from mllab.embed.learn._base import Learned, WordLearner
from mllab.embed.learn._grams import known_rows, parted
from mllab.embed.learn._passes import Run
from mllab.embed.learn.corpus import Corpus
from mllab.errors import ParamError
from mllab.params import knob


@dataclass(frozen=True)
class FastText(WordLearner):
    """Learn skip-gram vectors for words and for runs of their letters; a word is the mean of its own and its runs'.

    Fails where spelling says nothing of meaning: words that look alike are drawn together. Runs that fall into the same bucket share a vector.
    O(words passes (window negatives + runs) d), on one thread: a word is put together once for its whole window.
    """

    name: ClassVar[str] = "fastText"
    source: ClassVar[str] = "Bojanowski, Grave, Joulin & Mikolov 2017"
    continues: ClassVar[bool] = True
    composes: ClassVar[bool] = True

    dimension: int = knob(50, 2, 500, log=True, help="Numbers per vector.")
    window: int = knob(5, 1, 30, unit="words", help="How far company reaches at most; for every word a reach from 1 to this is drawn.")
    negatives: int = knob(5, 1, 25, help="Random words that the true one is to be told from.")
    passes: int = knob(10, 1, 100, log=True, help="How many times the text is gone through.")
    rate: float = knob(0.05, 0.0001, 1.0, log=True, help="Length of the first steps; it falls to nothing in a line.")
    subsample: float = knob(
        1e-3, 1e-5, 1.0, log=True, help="Words more frequent than this share of the text are left out at random, now and then; 1 keeps all."
    )
    shortest: int = knob(3, 1, 10, unit="letters", help="The shortest runs of letters, the brackets around a word included.")
    longest: int = knob(6, 1, 15, unit="letters", help="The longest runs of letters.")
    buckets: int = knob(
        200_000, 1_000, 10_000_000, log=True, help="How many vectors the runs share at most; one that no word uses takes no room."
    )

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.longest < self.shortest:
            raise ParamError(f"{self.name}: longest must be at least shortest={self.shortest}, got {self.longest}.")

    def steps(self, corpus: Corpus, seed: int = 0, start: Learned | None = None) -> Iterator[Learned]:
        """The state at the beginning, and one after every run of sentences: 60 of them, or one a second where that is more."""
        from mllab.embed.learn.kernels.word2vec import with_grams

        drawn, total = _passes.sampled(corpus, self.subsample), len(corpus.tokens) * self.passes
        grams = parted(corpus.words, self.shortest, self.longest, self.buckets)
        n, sizes = len(corpus.words), np.diff(grams.ends)

        def sweep(run: Run, inputs: np.ndarray, outputs: np.ndarray, state: np.uint64) -> tuple[float, int]:
            found: tuple[float, int] = with_grams(
                corpus.tokens, corpus.starts, run.first, run.last, drawn.keep, self.window, self.negatives, drawn.tables, inputs, outputs,
                self.rate, run.done, total, state, (grams.ends, grams.rows),
            )  # fmt: skip
            return found

        def told(inputs: np.ndarray) -> np.ndarray:
            sums = np.add.reduceat(inputs[grams.rows], grams.ends[:-1], axis=0)
            return np.asarray(sums / sizes[:, None], np.float32)

        begin = _passes.beginning(n + len(grams.buckets), self.dimension, n, seed)
        for state in _passes.go(_passes.runs(corpus, self.passes, len(grams.rows)), total, sweep, seed, begin, start, told):
            yield replace(state, held={**state.held, "buckets": grams.buckets})

    def compose(self, word: str, learned: Learned) -> np.ndarray | None:
        """(d,) the mean of the vectors of those runs of letters that some word of the text has; None when none has any."""
        n = len(learned.vectors)
        rows = known_rows(word, self.shortest, self.longest, self.buckets, n, learned.held["buckets"])
        return np.asarray(learned.held["inputs"][rows].mean(axis=0), np.float64) if len(rows) else None
