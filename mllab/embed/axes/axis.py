"""An axis of meaning: the direction from some words to their opposites."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from mllab.embed.axes.given import needed
from mllab.embed.words import Words
from mllab.errors import DataError


@dataclass(frozen=True, eq=False)
class Axis:
    """The direction from the words `low` to the words `high`: the difference of their mean unit vectors, scaled to length 1.

    Fails when the two ends differ in more than what is meant: 'she-he' alone also carries what the one word 'she' has of its own, which is
    why several pairs are averaged; `held_out` tells how far they agree. With `paired`, low[i] and high[i] are one pair.
    Kozlowski, Taddy & Evans 2019, "The Geometry of Culture"; Grand, Blank, Pereira & Fedorenko 2022, "Semantic projection". O(p d).
    """

    name: str
    low: tuple[str, ...]
    high: tuple[str, ...]
    starts: np.ndarray  # (a, d) unit vectors of `low`
    stops: np.ndarray  # (b, d) unit vectors of `high`
    paired: bool
    missing: tuple[str, ...] = ()

    @property
    def direction(self) -> np.ndarray:
        """(d,) float64 of length 1, from low to high."""
        return self.directions(np.full((1, len(self.low)), 1 / len(self.low)), np.full((1, len(self.high)), 1 / len(self.high)))[0]

    def directions(self, low: np.ndarray, high: np.ndarray) -> np.ndarray:
        """(r, d): the axis for r weightings of its words, `low` (r, a) and `high` (r, b). Raises DataError when an axis has no length."""
        found = high @ self.stops - low @ self.starts
        lengths = np.linalg.norm(found, axis=1, keepdims=True)
        if (lengths <= 1e-12).any():
            raise DataError(f"The two ends of {self.name} are the same place, so there is no direction between them. Choose other words.")
        return np.asarray(found / lengths)


@dataclass(frozen=True)
class HeldOut:
    """How many `of` the pairs (or words) stand the right way round on the axis that the others make."""

    right: int
    of: int


def of_pairs(words: Words, pairs: Iterable[tuple[str, str]], name: str = "") -> Axis:
    """The axis of (low, high) word pairs; pairs with a word that is not in the embedding are left out and named in `missing`.

    Raises DataError when no pair is left.
    """
    listed = list(pairs)
    looked = needed(words, (word for pair in listed for word in pair), 0, "An axis")
    place = {word: row for row, word in enumerate(looked.words)}
    kept = [(" ".join(a.split()), " ".join(b.split())) for a, b in listed]
    kept = [(a, b) for a, b in dict.fromkeys(kept) if a in place and b in place and a != b]
    if not kept:
        lacking = f" Not in the embedding: {', '.join(looked.missing)}." if looked.missing else ""
        raise DataError(f"An axis needs at least one pair of two different words, such as she-he.{lacking} Change the pairs.")
    low, high = tuple(a for a, _ in kept), tuple(b for _, b in kept)
    starts, stops = looked.unit[[place[a] for a in low]], looked.unit[[place[b] for b in high]]
    return Axis(name or f"{low[0]} → {high[0]}", low, high, starts, stops, True, looked.missing)


def of_lists(words: Words, low: Sequence[str], high: Sequence[str], name: str = "") -> Axis:
    """The axis from the mean of one list to the mean of another. Raises DataError when a list has no word that is in the embedding."""
    first = needed(words, low, 1, "The low end of an axis")
    second = needed(words, high, 1, "The high end of an axis")
    name = name or f"{first.words[0]} → {second.words[0]}"
    return Axis(name, first.words, second.words, first.unit, second.unit, False, (*first.missing, *second.missing))


def held_out(axis: Axis) -> HeldOut:
    """Leave each pair out, make the axis from the others, and see whether the pair lies along it; with lists, whether each word falls on the
    side of its own list, half way between the two. An axis of one pair has nothing to hold out. O(p^2 d).
    """
    if axis.paired:
        p = len(axis.low)
        if p < 2:
            return HeldOut(0, 0)
        others = (1 - np.eye(p)) / (p - 1)
        cosines = np.einsum("pd,pd->p", axis.directions(others, others), axis.stops - axis.starts)
        return HeldOut(int((cosines > 0).sum()), p)
    sides = [_side(axis.starts, axis.stops), _side(axis.stops, axis.starts)]
    return HeldOut(sum(side.right for side in sides), sum(side.of for side in sides))


def _side(own: np.ndarray, other: np.ndarray) -> HeldOut:
    """Of the words of one list, how many are nearer to the mean of its other words than to the mean of the other list, along the axis."""
    n = len(own)
    if n < 2:
        return HeldOut(0, 0)
    rest = (own.sum(axis=0) - own) / (n - 1)
    far = other.mean(axis=0)
    past = np.einsum("pd,pd->p", own - (rest + far) / 2, rest - far)
    return HeldOut(int((past > 0).sum()), n)
