"""Texts as sentence vectors, each text read once: the vectors are the same whatever rows an encoding is fitted on."""

import hashlib
from collections.abc import Sequence
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from mllab.data.matrix._shelved import Shelf

if TYPE_CHECKING:
    from mllab.sentences._place import Place

MOST = 50_000  # texts that are kept in memory: 77 MB
_kept: dict[str, np.ndarray] = {}
_lock = Lock()


def vectors(texts: Sequence[str]) -> np.ndarray:
    """(n, 384) float32, rows of length 1; what an empty text says is nothing, zeros. Raises MissingExtra without the extra `text`.

    A text is read by the language model once, and then found again: in memory, or in the workspace.
    """
    from mllab.sentences import DIMENSION

    with _lock:  # a model's threads would otherwise read the same texts at the same time
        new = [text for text in dict.fromkeys(texts) if text.strip() and text not in _kept]
        found = _read(new) if new else {}
        blank = np.zeros(DIMENSION, np.float32)
        told = np.array([found.get(text, _kept.get(text, blank)) for text in texts], np.float32).reshape(len(texts), DIMENSION)
        _kept.update(found)
        for text in list(_kept)[: max(0, len(_kept) - MOST)]:
            del _kept[text]
    return told


def _read(texts: Sequence[str]) -> dict[str, np.ndarray]:
    from mllab.sentences import sentences
    from mllab.sentences._place import place

    shelf = Shelf(_digest(place()))
    known = shelf.known(texts)
    left = [text for text in texts if text not in known]
    read = dict(zip(left, sentences(left), strict=True)) if left else {}
    shelf.keep(read)
    return known | read


@cache
def _digest(where: "Place") -> str:
    """The digest of the weights of a language model: vectors of another one are others."""
    with where.open("model.safetensors") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:24]  # type: ignore[arg-type]
