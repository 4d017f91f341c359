"""Texts as sentence vectors, each text read once: the vectors are the same whatever rows an encoding is fitted on."""

from collections.abc import Sequence
from threading import Lock

import numpy as np

MOST = 50_000  # texts that are kept: 77 MB
_kept: dict[str, np.ndarray] = {}
_lock = Lock()


def vectors(texts: Sequence[str]) -> np.ndarray:
    """(n, 384) float32, rows of length 1; what an empty text says is nothing, zeros. Raises MissingExtra without the extra `text`."""
    from mllab.sentences import DIMENSION, sentences

    with _lock:  # a model's threads would otherwise read the same texts at the same time
        new = [text for text in dict.fromkeys(texts) if text.strip() and text not in _kept]
        found = dict(zip(new, sentences(new), strict=True)) if new else {}
        blank = np.zeros(DIMENSION, np.float32)
        told = np.array([found.get(text, _kept.get(text, blank)) for text in texts], np.float32).reshape(len(texts), DIMENSION)
        _kept.update(found)
        for text in list(_kept)[: max(0, len(_kept) - MOST)]:
            del _kept[text]
    return told
