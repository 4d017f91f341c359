"""Words and vectors that are made up for tests, with relations between them, so that scores are neither 0 nor 1; and the same in gensim."""

from pathlib import Path

import numpy as np
import pytest


@pytest.fixture(scope="session")
def public() -> Path:
    """The folder of public tests that gensim carries: questions-words.txt, wordsim353.tsv, simlex999.txt."""
    gensim = pytest.importorskip("gensim", reason="the reference for words is in the dev extra")
    return Path(gensim.__file__).parent / "test" / "test_data"


@pytest.fixture(scope="session")
def related(public) -> tuple[list[str], np.ndarray]:
    """The words of the public analogy test: in each section the second word is the first one moved along one way, with noise.

    In shuffled order, of various lengths, some of them left out, some in two cases, some pointing nearly alike.
    """
    rng = np.random.default_rng(0)
    vectors: dict[str, np.ndarray] = {}
    for line in (public / "questions-words.txt").read_text().splitlines():
        if line.startswith(":"):
            along = rng.normal(size=40)
            continue
        a, b, c, e = line.split()
        for one, other in ((a, b), (c, e)):
            vectors.setdefault(one, rng.normal(size=40))
            vectors.setdefault(other, vectors[one] + along + 0.8 * rng.normal(size=40))
    kept = [word for word in vectors if rng.random() > 0.04]
    small = [word for word in kept if word != word.lower() and word.lower() not in vectors][:150]
    words = kept + [word.lower() for word in small]
    rows = np.array([vectors[word] for word in kept] + [vectors[word] + 0.3 * rng.normal(size=40) for word in small])
    order = rng.permutation(len(words))
    scale = np.exp(0.4 * rng.normal(size=(len(words), 1)))
    return [words[i] for i in order], (rows * scale)[order].astype(np.float32)


@pytest.fixture(scope="session")
def keyed(related):
    """The same words in gensim."""
    from gensim.models import KeyedVectors

    words, vectors = related
    found = KeyedVectors(vectors.shape[1])
    found.add_vectors(words, vectors)
    return found
