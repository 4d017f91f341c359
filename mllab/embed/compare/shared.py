"""The words that two embeddings share."""

from dataclasses import dataclass

import numpy as np

from mllab.embed.words import Words
from mllab.errors import DataError


@dataclass(frozen=True, eq=False)
class Shared:
    """The shared `words`, in the order of the first embedding, with their rows (m,) in either one. Hidden words are left out."""

    words: tuple[str, ...]
    first: np.ndarray
    second: np.ndarray


def shared(first: Words, second: Words, among: int = 20_000) -> Shared:
    """The first `among` shared words. O(n). Raises DataError when there are fewer than two."""
    names: list[str] = []
    rows: list[int] = []
    others: list[int] = []
    for row in range(len(first)):
        if len(names) == among:
            break
        if row in first.hidden:
            continue
        word = first.vocabulary[row]
        other = second.vocabulary.find(word)
        if other is not None and other not in second.hidden and first.norms[row] > 0 and second.norms[other] > 0:
            names.append(word)
            rows.append(row)
            others.append(other)
    if len(names) < 2:
        raise DataError(
            f"{first.name} and {second.name} share {len(names)} words, which is too few to compare. Choose embeddings of one language."
        )
    return Shared(tuple(names), np.array(rows), np.array(others))
