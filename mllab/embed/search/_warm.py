"""Compiling before anybody asks."""

import numpy as np


def warm() -> None:
    """Compile what a search and a correction need, or load it from the disk, so that no query waits for it."""
    from mllab.embed.words import Words

    words = Words.of(list("abcdefgh"), np.random.default_rng(0).normal(size=(8, 3)))
    for measure in ("cosine", "dot", "euclidean"):
        words.similar("a", 2, measure)  # type: ignore[arg-type]
    for method in ("3CosMul", "pair direction"):
        words.analogy("a", "b", "c", 2, method)  # type: ignore[arg-type]
    words.suggest("aa")
