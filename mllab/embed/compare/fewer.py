"""An embedding with fewer dimensions, to compare with itself."""

import numpy as np

from mllab.embed.words import Words
from mllab.errors import DataError


def fewer(words: Words, dimensions: int, among: int = 50_000) -> Words:
    """The first `among` words with the `dimensions` directions that they differ in most (principal components of the unit vectors, about 0).

    What is left out is what the words differ in least, which may be just what a rare question is about. O(n d^2 + d^3). Pearson 1901.
    Raises DataError when `dimensions` is not in 1..d.
    """
    if not 1 <= dimensions <= words.dimension:
        raise DataError(f"{words.name} has {words.dimension} dimensions, got {dimensions} to keep. Choose from 1 to {words.dimension}.")
    n = min(among, len(words))
    unit = words.units(np.arange(n))
    _, turned = np.linalg.eigh(unit.T @ unit)
    kept = unit @ turned[:, : -dimensions - 1 : -1]
    estimated = None if words.estimated is None else words.estimated[:n]
    hidden = frozenset(row for row in words.hidden if row < n)
    listed = [words.vocabulary[row] for row in range(n)]
    speech = None if words.speech is None else words.speech[:n]
    name = f"{words.name}, {dimensions} dimensions"
    return Words.of(listed, kept.astype(np.float32), name, estimated=estimated, hidden=hidden, speech=speech)
