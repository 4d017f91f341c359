"""Taking a direction out of an embedding: neutralize and equalize."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from mllab.embed.axes.axis import Axis, of_pairs
from mllab.embed.bias.gendered import DEFINITIONAL, EQUALIZE, SPECIFIC
from mllab.embed.words import Words

Pairs = Sequence[tuple[str, str]]
AMONG = 50_000


@dataclass(frozen=True, eq=False)
class Debiased:
    """The `words` without the `direction` (d,), and what was done: `explained` (p,) is the share of what the pairs differ in, per component."""

    words: Words
    direction: np.ndarray
    explained: np.ndarray
    neutralized: int
    equalized: tuple[tuple[str, str], ...]
    kept: frozenset[int]  # rows that were not neutralized, since they mean the difference
    missing: tuple[str, ...]


def principal(axis: Axis) -> tuple[np.ndarray, np.ndarray]:
    """The direction (d,) that pairs differ in most, from low to high, and the shares (p,) of their difference that each component holds.

    Each pair is centred on its own middle, and the first principal component taken. O(p^2 d).
    """
    halves = (axis.stops - axis.starts) / 2
    _, sizes, components = np.linalg.svd(halves, full_matrices=False)
    first = components[0] * (1.0 if components[0] @ axis.direction >= 0 else -1.0)
    return first, sizes**2 / (sizes**2).sum()


def debias(
    words: Words, pairs: Pairs = DEFINITIONAL, equalize: Pairs = EQUALIZE, specific: Iterable[str] = SPECIFIC, among: int = AMONG
) -> Debiased:
    """Hard debiasing of the first `among` words: take the direction of `pairs` out of every word but the `specific` ones (neutralize), and put
    each pair of `equalize` equally far to both sides (equalize), so that every neutral word is as near to the one as to the other. Pairs are
    looked up in small letters, with a Capital and in CAPITALS, as the authors' program does.

    It hides more than it removes: words that leaned to one side still lie together (Gonen & Goldberg 2019, see `remains`). Fails to do even
    that for words that lean along other directions. Rows come out with length 1. O(n d). Bolukbasi et al. 2016.

    Raises DataError when no pair is in the embedding.
    """
    axis = of_pairs(words, pairs)
    equalize = [pair for low, high in equalize for pair in dict.fromkeys(((low, high), *(_cased(low, high))))]
    direction, explained = principal(axis)
    unit = words.units(np.arange(min(among, len(words))))
    found = {row for pair in equalize for row in (words.vocabulary.find(word) for word in pair) if row is not None}
    found |= {row for word in (*specific, *axis.low, *axis.high) if (row := words.vocabulary.find(word)) is not None}
    kept = frozenset(row for row in found if row < len(unit))
    neutral = np.ones(len(unit), dtype=bool)
    neutral[list(kept)] = False
    unit[neutral] = _scaled(unit[neutral] - np.outer(unit[neutral] @ direction, direction))
    equalized = _equalize(words, unit, equalize, direction)
    listed = [words.vocabulary[row] for row in range(len(unit))]
    estimated = None if words.estimated is None else words.estimated[: len(unit)]
    hidden = frozenset(row for row in words.hidden if row < len(unit))
    speech = None if words.speech is None else words.speech[: len(unit)]
    changed = Words.of(listed, unit.astype(np.float32), f"{words.name}, debiased", estimated=estimated, hidden=hidden, speech=speech)
    return Debiased(changed, direction, explained, int(neutral.sum()), equalized, kept, axis.missing)


def _cased(low: str, high: str) -> tuple[tuple[str, str], ...]:
    return tuple((change(low), change(high)) for change in (str.lower, str.title, str.upper))


def _equalize(words: Words, unit: np.ndarray, pairs: Pairs, direction: np.ndarray) -> tuple[tuple[str, str], ...]:
    """Move each pair to its middle without the direction, plus and minus what makes the length 1 along it; gives the pairs that were there."""
    done = []
    for a, b in pairs:
        i, j = words.vocabulary.find(a), words.vocabulary.find(b)
        if i is None or j is None or i == j or max(i, j) >= len(unit):
            continue
        apart = (unit[i] - unit[j]) @ direction
        middle = (unit[i] + unit[j]) / 2
        middle = middle - (middle @ direction) * direction
        reach = np.sqrt(max(0.0, 1 - middle @ middle)) * (1 if apart >= 0 else -1)
        unit[i], unit[j] = middle + reach * direction, middle - reach * direction
        done.append((a, b))
    return tuple(done)


def _scaled(rows: np.ndarray) -> np.ndarray:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return rows / np.where(lengths > 0, lengths, 1)
