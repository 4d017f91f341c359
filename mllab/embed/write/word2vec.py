"""word2vec's two formats: a line with the counts, then a word and its numbers, as text or as float32."""

from pathlib import Path

import numpy as np

from mllab.embed.words import Words
from mllab.embed.write.words import held, parts, whole

SIGNS = " \t\n\r\v\f\x1c\x1d\x1e\x85\xa0\u2028\u2029"  # at which Python, and so gensim, takes a line or a word to end


def text(words: Words, path: Path, spaces: str | None) -> list[Path]:
    """Text: every number with the fewest digits that give the same float32 back."""
    named = held(words, SIGNS, spaces, "word2vec's text")
    with whole(path) as out:
        out.write(f"{len(words)} {words.dimension}\n".encode())
        for part in parts(words):
            for word, row in zip(named[part], written(words.vectors[part]), strict=True):
                out.write(f"{word} {' '.join(row)}\n".encode())
    return [path]


def binary(words: Words, path: Path, spaces: str | None) -> list[Path]:
    """Binary: the word, a space, and its numbers as little-endian float32, without line breaks, as gensim writes it."""
    named = held(words, " \n", spaces, "word2vec's binary format")
    with whole(path) as out:
        out.write(f"{len(words)} {words.dimension}\n".encode())
        for part in parts(words):
            for word, row in zip(named[part], np.asarray(words.vectors[part], "<f4"), strict=True):
                out.write(word.encode() + b" " + row.tobytes())
    return [path]


def written(rows: np.ndarray) -> list[list[str]]:
    """Numbers as their shortest text that is read back as the same float32."""
    made: list[list[str]] = np.asarray(rows, np.float32).astype(str).tolist()
    return made
