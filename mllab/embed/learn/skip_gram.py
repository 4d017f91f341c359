"""word2vec, skip-gram: a word's vector tells the words around it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from mllab.embed.learn import _passes
from mllab.embed.learn._base import Learned, WordLearner
from mllab.embed.learn._passes import Run
from mllab.embed.learn.corpus import Corpus
from mllab.params import knob


@dataclass(frozen=True)
class SkipGram(WordLearner):
    """Learn vectors from which the words around a word can be told from random ones.

    Fails on little text: rare words stay where they began. Frequent words push everything one way, which "subsample" lessens. Neighbors change
    with the seed. O(words passes window negatives d), on one thread, so that a seed gives the same vectors whatever the machine does beside.
    """

    name: ClassVar[str] = "word2vec skip-gram"
    source: ClassVar[str] = "Mikolov, Sutskever, Chen, Corrado & Dean 2013; Goldberg & Levy 2014 (derivation)"
    continues: ClassVar[bool] = True

    dimension: int = knob(50, 2, 500, log=True, help="Numbers per vector.")
    window: int = knob(5, 1, 30, unit="words", help="How far company reaches at most; for every word a reach from 1 to this is drawn.")
    negatives: int = knob(5, 1, 25, help="Random words that the true one is to be told from.")
    passes: int = knob(10, 1, 100, log=True, help="How many times the text is gone through.")
    rate: float = knob(0.025, 0.0001, 1.0, log=True, help="Length of the first steps; it falls to nothing in a line.")
    subsample: float = knob(
        1e-3, 1e-5, 1.0, log=True, help="Words more frequent than this share of the text are left out at random, now and then; 1 keeps all."
    )

    def steps(self, corpus: Corpus, seed: int = 0, start: Learned | None = None) -> Iterator[Learned]:
        """The state at the beginning, and one after every run of sentences: 60 of them, or one a second where that is more."""
        from mllab.embed.learn.kernels.word2vec import skip_gram

        drawn, total = _passes.sampled(corpus, self.subsample), len(corpus.tokens) * self.passes

        def sweep(run: Run, inputs: np.ndarray, outputs: np.ndarray, state: np.uint64) -> tuple[float, int]:
            found: tuple[float, int] = skip_gram(
                corpus.tokens, corpus.starts, run.first, run.last, drawn.keep, self.window, self.negatives, drawn.tables, inputs, outputs,
                self.rate, run.done, total, state,
            )  # fmt: skip
            return found

        begin = _passes.beginning(len(corpus.words), self.dimension, len(corpus.words), seed)
        yield from _passes.go(_passes.runs(corpus, self.passes, len(corpus.words)), total, sweep, seed, begin, start, lambda inputs: inputs)
