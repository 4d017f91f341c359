"""An axis as it is typed: pairs as `she-he, woman-man`, or two lists as `poor, needy | rich, wealthy`."""

import re

from mllab.embed.axes.axis import Axis, of_lists, of_pairs
from mllab.embed.words import Words
from mllab.errors import DataError


def listed(text: str) -> list[str]:
    """The words of a comma- or line-separated list, each once; spaces inside a phrase stay."""
    return list(dict.fromkeys(" ".join(part.split()) for part in re.split(r"[,;\n]", text) if part.strip()))


def written(words: Words, text: str, name: str = "") -> Axis:
    """The axis that `text` describes, from low to high.

    >>> written(words, "she-he, woman-man")
    >>> written(words, "poor, needy | rich, wealthy")

    Between the words of a pair stands - or : or →; a hyphen inside a word needs one of the other two. Raises DataError when it cannot be read.
    """
    if "|" in text:
        low, _, high = text.partition("|")
        return of_lists(words, listed(low), listed(high), name)
    pairs = [tuple(_halves(part)) for part in listed(text)]
    wrong = [part for part, pair in zip(listed(text), pairs, strict=True) if len(pair) != 2 or not all(pair)]
    if wrong or not pairs:
        what = f"cannot read {wrong[0]!r} as a pair" if wrong else "is empty"
        raise DataError(
            f"The axis {what}. Write pairs such as 'she-he, woman-man', or two lists with | between them: 'poor, needy | rich, wealthy'."
        )
    return of_pairs(words, [(pair[0], pair[1]) for pair in pairs], name)


def _halves(part: str) -> list[str]:
    for sign in ("→", ":", "–", " - ", "-"):
        if sign in part:
            return [half.strip() for half in part.split(sign)]
    return [part]
