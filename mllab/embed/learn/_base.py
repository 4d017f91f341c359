"""The contract of every way to learn words: knobs in, a generator of what is learned so far; the last one is the result."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np

from mllab.embed.learn.corpus import Corpus
from mllab.learner import last
from mllab.params import Params
from mllab.script import Script


@dataclass(frozen=True, eq=False)
class Learned:
    """One state of learning.

    vectors    (n, d) float32, a row for each word of the corpus
    objective  the loss over what was gone through since the state before; `objective_name` says which
    seen, of   words of the text gone through, and how many there will be, each pass counted anew
    step       states so far, this one included; `steps` how many there will be
    held       what going on from here needs beside the vectors, by name
    """

    vectors: np.ndarray
    objective: float | None = None
    objective_name: str = ""
    seen: int = 0
    of: int = 0
    step: int = 0
    steps: int = 0
    note: str = ""
    held: Mapping[str, np.ndarray] = field(default_factory=dict, repr=False)


@dataclass(frozen=True)
class WordLearner(Params):
    """Base of every way to learn words.

    own        mllab's own implementation: its script calls mllab
    continues  `steps` takes `start`, a state to go on from: what comes is what would have come
    composes   it has vectors for words that are not in the text: `compose`
    """

    own: ClassVar[bool] = True
    continues: ClassVar[bool] = False
    composes: ClassVar[bool] = False

    def steps(self, corpus: Corpus, seed: int = 0, start: Learned | None = None) -> Iterator[Learned]:
        """States of learning from `corpus`, the last one being the result. Raises DataError when it cannot be learned from."""
        raise NotImplementedError

    def fit(self, corpus: Corpus, seed: int = 0) -> Learned:
        """The result: the last state of `steps`."""
        found: Learned = last(self.steps(corpus, seed))
        return found

    def compose(self, word: str, learned: Learned) -> np.ndarray | None:
        """(d,) a vector for a word that the text may not have; None where nothing is known of any part of it, or where the method has none."""
        return None

    def script(self, seed: int = 0) -> Script:
        """Code that makes `words` from `corpus`."""
        kind = type(self)
        return Script(
            f"learned = {self!r}.fit(corpus, seed={seed})\nwords = corpus.embedded(learned.vectors)",
            (f"from {kind.__module__} import {kind.__name__}",),
        )
