"""Which words the default embedding holds: whole words of BERT's vocabulary, then words of WordNet that are in use."""

import re
from collections import Counter
from dataclasses import dataclass

from mllab.embed.default.chosen_words import WORDS
from mllab.embed.default.wordnet import WordNet
from mllab.errors import DataError

FIRST = 1996  # the place of the first word in BERT's vocabulary: marks, signs and single letters stand before it
SINGLE = ("a", "i")  # letters that are words
SIZE = 26_000
BOOST = {"national_capital": 30, "state_capital": 30, "country": 8, "worker": 2, "relative": 2, "food": 1, "animal": 1, "clothing": 1}
_WHOLE = re.compile(r"[a-z]{2,}")


@dataclass(frozen=True)
class Chosen:
    """The words in their order: the first `core` are whole in BERT's vocabulary, the others get an estimated vector."""

    words: tuple[str, ...]
    core: int


def choose(pieces: list[str], wordnet: WordNet, size: int = SIZE) -> Chosen:
    """The words of the default embedding, the most common first as far as is known.

    BERT's vocabulary stands in an order close to frequency. After it come lemmas of WordNet and their forms by use: twice the times seen in
    SemCor, and the times in WordNet's own definitions and examples; some kinds (capitals, workers, foods) are lifted, words chosen by hand
    go first. Of a synset's spellings the first counts, else old names crowd out words in use. Raises DataError when `size` is too small.
    """
    core = [piece for place, piece in enumerate(pieces) if (place >= FIRST and _WHOLE.fullmatch(piece)) or piece in SINGLE]
    core = list(dict.fromkeys(core))
    known = set(core)
    asked = [word for word in WORDS if word not in known]
    if lacking := [word for word in asked if not wordnet.bases(word)]:
        raise DataError(f"Chosen by hand, but not in WordNet: {', '.join(lacking)}. Take them out of chosen_words.py.")
    known.update(asked)
    use = _use(wordnet)
    ranked = sorted((word for word in use if word not in known), key=lambda word: (-use[word], word))
    if len(core) + len(asked) + len(ranked) < size or size < len(core) + len(asked):
        raise DataError(f"{size:,} words were asked for; there are {len(core):,} whole ones and {len(asked) + len(ranked):,} others.")
    return Chosen((*core, *asked, *ranked[: size - len(core) - len(asked)]), len(core))


def _use(wordnet: WordNet) -> Counter[str]:
    """How much a word is used, for those that WordNet knows and that are three letters or longer."""
    seen = Counter(word for sentence in wordnet.sentences() for word in sentence)
    first = {lemmas[0] for lemmas in wordnet.lemmas}
    for lemma in first & set(wordnet.counts):
        seen[lemma] += 2 * wordnet.counts[lemma]
    seen.update(_boosts(wordnet))
    return Counter(
        {word: use for word, use in seen.items() if len(word) > 2 and _WHOLE.fullmatch(word) and _spelled_first(word, wordnet, first)}
    )


def _spelled_first(word: str, wordnet: WordNet, first: set[str]) -> bool:
    return any(lemma in first for lemma, _ in wordnet.bases(word))


def _boosts(wordnet: WordNet) -> Counter[str]:
    """Points for being a kind, an instance or a member of what is to be well covered, at any depth; once for each."""
    below: dict[int, list[int]] = {}
    for start, to, symbol in wordnet.pointers:
        if symbol in {"~", "~i"}:
            below.setdefault(start, []).append(to)
    found: Counter[str] = Counter()
    for lemma, points in BOOST.items():
        reached = {row for row, _ in wordnet.senses.get((lemma, "n"), ())[:1]}
        edge = set(reached)
        while edge:
            edge = {to for row in edge for to in below.get(row, ())} - reached
            reached |= edge
        found.update(dict.fromkeys({wordnet.lemmas[row][0] for row in reached}, points))
    return found
