"""Sums of words as they are typed: "king - man + woman", "2 paris - 0.5 new york"."""

import re
from collections.abc import Sequence

from mllab.errors import DataError

_SIGN = re.compile(r"(?:^|\s)([+\-−–])(?=\s|$)")
_WEIGHT = re.compile(r"^(\d+(?:\.\d*)?|\.\d+)\s*[*·×]?\s+(?=\S)|^(\d+(?:\.\d*)?|\.\d+)\s*[*·×]\s*(?=\S)")


def parse(text: str) -> list[tuple[float, str]]:
    """The (weight, word) pairs of a sum; signs stand between spaces, a number in front of a word is its weight.

    Raises DataError for an empty text, a sign without a word, and more than 30 words.
    """
    pieces = _SIGN.split(f" {text.strip()} ")
    first, rest = pieces[0].strip(), pieces[1:]
    signs = [*(["+"] if first else []), *rest[::2]]
    entries = [*([first] if first else []), *(piece.strip() for piece in rest[1::2])]
    if not entries:
        raise DataError('There is nothing to add up. Type words with signs between them, such as "king - man + woman".')
    if len(entries) > 30:
        raise DataError(f"A sum may have up to 30 words, this one has {len(entries)}. Leave some out.")
    return [_term(sign, entry) for sign, entry in zip(signs, entries, strict=True)]


def spoken(terms: Sequence[tuple[float, str]]) -> str:
    """A sum as `parse` reads it."""
    said = " ".join(f"{'-' if weight < 0 else '+'} {'' if abs(weight) == 1 else f'{abs(weight):g} '}{word}" for weight, word in terms)
    return said.removeprefix("+ ")


def as_analogy(terms: Sequence[tuple[float, str]]) -> tuple[str, str, str] | None:
    """(a, b, c) of b - a + c, that is "a is to b as c is to ..."; None for a sum of another form."""
    plus = [word for weight, word in terms if weight == 1]
    minus = [word for weight, word in terms if weight == -1]
    if len(terms) != 3 or len(plus) != 2 or len(minus) != 1:
        return None
    return minus[0], plus[0], plus[1]


def _term(sign: str, entry: str) -> tuple[float, str]:
    weight, word = 1.0, entry
    if found := _WEIGHT.match(entry):
        weight, word = float(found[1] or found[2]), entry[found.end() :].strip()
    if not word:
        raise DataError(f'After "{sign}" a word is missing. Type words with signs between them, such as "king - man + woman".')
    return (weight if sign == "+" else -weight), word
