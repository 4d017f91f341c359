"""Inflected forms of English words, told by their spelling alone: plural, possessive, -s, -ed, -ing, -er and -est, and the irregular ones."""

import re
from functools import cache, lru_cache

VOWELS = "aeiouy"
SHORTEST = 2  # letters of a base


def inflected(word: str, other: str) -> bool:
    """Whether two different words can be forms of one: walk, walks, walked, walking, walker; go, went; mouse, mice; big, bigger, biggest.

    Derived words (quick, quickly; happy, happiness) are no forms, -er excepted: spelling does not tell a walker from a taller one. Wrong for
    words that happen to look like forms (those known are listed in `irregular`), and for other languages. Case does not matter: Apple and apple
    are forms of one. O(letters).
    """
    one, two = word.casefold(), other.casefold()
    return word != other and not bases(one).isdisjoint(bases(two))


@lru_cache(maxsize=100_000)
def bases(word: str) -> frozenset[str]:
    """What a word in small letters may be a form of, itself included."""
    word = re.sub(r"['’]s?$", "", word) or word
    table, alone = _known()
    if word in alone:
        return frozenset((word,))
    if word in table:
        return frozenset((word, table[word]))
    found = {word, *_plural(word)}
    for ending in ("ing", "ed", "er", "est"):
        if word.endswith(ending):
            found |= _stems(word[: -len(ending)], ending)
    if word.endswith("ers"):
        found |= _stems(word[:-3], "er")
    return frozenset(base for base in found if base == word or len(base) >= SHORTEST)


@cache
def _known() -> tuple[dict[str, str], frozenset[str]]:
    from mllab.embed import irregular

    return irregular.table(), frozenset(irregular.ALONE.split())


def _plural(word: str) -> set[str]:
    """Bases of a word in -s: dogs, boxes, cities, wives."""
    if not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return set()
    found = {word[:-1]}
    if word.endswith("ies"):
        found.add(word[:-3] + "y")
    elif word.endswith("ves"):
        found |= {word[:-3] + "f", word[:-3] + "fe"}
    elif word.endswith("es") and word[:-2].endswith(("s", "x", "z", "ch", "sh", "o")):
        found.add(word[:-2])
        if word.endswith("zzes"):
            found.add(word[:-3])
    return found


def _stems(stem: str, ending: str) -> set[str]:
    """Bases of a stem before -ing, -ed, -er or -est: walk, mak(e), stop(p), carri (y), ly (lie), panick (c)."""
    if len(stem) < SHORTEST or not any(letter in VOWELS for letter in stem):
        return set()
    found = {stem + "e"}
    if not _doubles(stem) and (ending == "ing" or not stem.endswith("e")):
        found.add(stem)
    if len(stem) > SHORTEST and stem[-1] == stem[-2] and stem[-1] not in VOWELS:
        found.add(stem[:-1])
    if stem.endswith("i"):
        found.add(stem[:-1] + "y")
    if ending == "ing" and stem.endswith("y"):
        found.add(stem[:-1] + "ie")
    if stem.endswith("ck"):
        found.add(stem[:-1])
    return found


def _doubles(stem: str) -> bool:
    """Whether a stem would double its last letter (stop, stopping), so that one that has not is the rest of another word (caring: care, not car)."""
    return re.fullmatch(r"[^aeiouy]+[aeiou][^aeiouywx]", stem) is not None
