"""What MiniLM knows of single words: its table of word pieces, and that table seen through the first block."""

import numpy as np

from mllab.embed.factor import unit
from mllab.sentences import Encoder

WORDS_AT_ONCE = 512


def block_one(encoder: Encoder, words: tuple[str, ...]) -> np.ndarray:
    """(n, 384) float32: the vector of each whole word after block 1 in [CLS] word [SEP], centred, of length 1.

    One block is the best measured: it frees the table of traces of spelling, and the later blocks turn towards whole sentences.
    """
    tokenizer = encoder.tokenizer
    ids = np.array([[tokenizer.start, tokenizer.index[word], tokenizer.end] for word in words], np.int64)
    found = np.empty((len(words), encoder.network.shape.width), np.float32)
    for first in range(0, len(words), WORDS_AT_ONCE):
        part = ids[first : first + WORDS_AT_ONCE]
        found[first : first + len(part)] = encoder.network(part, np.full(len(part), 3), blocks=1)[:, 1].numpy()
    return unit(found - found.mean(axis=0))


def parts(encoder: Encoder, words: tuple[str, ...], core: int) -> np.ndarray:
    """(n, 1152) float32: mean, first and last of the pieces that each word is split into when it is not known as a whole.

    Pieces are rows of the table, centred on the mean of the first `core` words and of length 1. A whole word is split as if it were unknown,
    so that words with and without a vector of their own are told in the same way.
    """
    table = encoder.network.table
    index = encoder.tokenizer.index
    own = table[[index[word] for word in words[:core]]]
    pieces = [_split(word, index) for word in words]
    used = sorted({piece for found in pieces for piece in found})
    place = {piece: row for row, piece in enumerate(used)}
    vectors = unit(table[used] - own.mean(axis=0))
    rows = [[place[piece] for piece in found] for found in pieces]
    width = table.shape[1]
    empty = np.zeros(3 * width, np.float32)
    return np.stack([_three(vectors[found]) if found else empty for found in rows])


def _three(vectors: np.ndarray) -> np.ndarray:
    return np.concatenate([vectors.mean(axis=0), vectors[0], vectors[-1]])


def _split(word: str, index: dict[str, int]) -> list[int]:
    """The longest pieces from the left, the whole word itself forbidden; nothing when a rest has no piece."""
    found: list[int] = []
    start = 0
    while start < len(word):
        ends = range(len(word) - (start == 0), start, -1)
        piece = next(
            (("##" if start else "") + word[start:end] for end in ends if ("##" if start else "") + word[start:end] in index), None
        )
        if piece is None:
            return []
        found.append(index[piece])
        start += len(piece) - (2 if start else 0)
    return found
