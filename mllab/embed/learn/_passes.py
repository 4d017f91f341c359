"""Going through a text several times, a run of sentences at a time: what word2vec and fastText share."""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from mllab.embed.learn._base import Learned
from mllab.embed.learn.corpus import Corpus
from mllab.errors import DataError

STATES = 60  # that are told, where the text is neither short nor so long that it takes more than a second between two
RUN = 200_000  # words at most between two states, about a second
SHORTEST = 500  # words


@dataclass(frozen=True)
class Run:
    """Sentences first .. last of a pass, after `done` words; `number` counts the runs from 0."""

    first: int
    last: int
    done: int
    number: int


@dataclass(frozen=True, eq=False)
class Sampled:
    """What negative sampling draws from and what is left out: `keep` (n,) float32 probabilities, `tables` of `draws.alias`."""

    keep: np.ndarray
    tables: tuple[np.ndarray, np.ndarray]


Sweep = Callable[[Run, np.ndarray, np.ndarray, np.uint64], tuple[float, int]]


def runs(corpus: Corpus, passes: int, rows: int) -> list[Run]:
    """The runs of all passes: the same for the same text and settings, so that learning can be taken up after any of them.

    A run has at least as many words as the `rows` that are put together for a state, so that telling takes a small part of the time.
    """
    t = len(corpus.tokens)
    each = int(np.clip(t * passes / STATES, min(max(rows, SHORTEST), RUN), RUN))
    cuts = np.searchsorted(corpus.starts, np.arange(each, t, each))
    cuts = np.unique(np.concatenate([[0], cuts, [corpus.sentences]]))
    found = [(int(a), int(b), turn * t + int(corpus.starts[a])) for turn in range(passes) for a, b in itertools.pairwise(cuts)]
    return [Run(a, b, done, number) for number, (a, b, done) in enumerate(found)]


def sampled(corpus: Corpus, subsample: float, power: float = 0.75) -> Sampled:
    """Words above a frequency of `subsample` are left out at random, the more frequent the more (Mikolov et al. 2013, as in the authors' code); 1 leaves out none.

    Negatives are drawn in proportion to their counts raised to `power`.
    """
    from mllab.embed.learn.kernels.draws import alias

    often = corpus.counts / corpus.counts.sum()
    keep = np.minimum(np.sqrt(subsample / often) + subsample / often, 1)
    return Sampled(keep.astype(np.float32), alias(corpus.counts.astype(np.float64) ** power))


def beginning(rows: int, dimension: int, words: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Inputs (rows, d) between -1 / d and 1 / d, outputs (words, d) of zeros, as in fastText and gensim; word2vec begins with half of that."""
    rng = np.random.default_rng(seed)
    inputs = ((2 * rng.random((rows, dimension), np.float32) - 1) / dimension).astype(np.float32)
    return inputs, np.zeros((words, dimension), np.float32)


def taken_up(start: Learned, inputs: np.ndarray, outputs: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Copies of what a state holds. Raises DataError when it is of other words or settings."""
    held = start.held
    if held.get("inputs", inputs[:0]).shape != inputs.shape or held.get("outputs", outputs[:0]).shape != outputs.shape:
        raise DataError("The state to go on from is of another text, or of other settings. Start anew.")
    return np.array(held["inputs"], np.float32), np.array(held["outputs"], np.float32)


def go(
    plan: list[Run],
    total: int,
    sweep: Sweep,
    seed: int,
    begin: tuple[np.ndarray, np.ndarray],
    start: Learned | None,
    told: Callable[[np.ndarray], np.ndarray],
) -> Iterator[Learned]:
    """The state at the beginning, and one after every run; `told` makes the words' vectors from the inputs. The random numbers of a run follow from the seed and its number."""
    inputs, outputs = begin if start is None else taken_up(start, *begin)
    if start is None:
        yield Learned(
            told(inputs.copy()),
            of=total,
            steps=len(plan),
            note="Where all begins: at random.",
            held={"inputs": inputs.copy(), "outputs": outputs.copy()},
        )
    for run in plan[0 if start is None else start.step :]:
        state = np.random.SeedSequence([seed, run.number]).generate_state(1, np.uint64)[0]
        loss, pairs = sweep(run, inputs, outputs, state)
        following = plan[run.number + 1].done if run.number + 1 < len(plan) else total
        held = {"inputs": inputs.copy(), "outputs": outputs.copy()}
        yield Learned(
            told(held["inputs"]), loss / pairs if pairs else None, "loss of a pair", following, total, run.number + 1, len(plan), held=held
        )
