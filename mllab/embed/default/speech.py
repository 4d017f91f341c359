"""The part of speech of every word of the default embedding: from WordNet, and for words that are no noun, verb, adjective or adverb by list."""

import numpy as np

from mllab.embed.default.wordnet import WordNet
from mllab.embed.speech import PARTS

CODES = {"n": "noun", "v": "verb", "a": "adjective", "r": "adverb"}
# Words of the closed classes, which WordNet leaves out or has in another meaning only (in: an inch, he: helium). Quirk, Greenbaum, Leech & Svartvik 1985.
CLOSED = """
    a an the this that these those each every either neither some any no all both half such what which whose whatever whichever
    i me my mine myself we us our ours ourselves you your yours yourself yourselves he him his himself she her hers herself it its itself they them
    their theirs themselves thou thee thy thine one oneself who whom whoever whomever somebody someone something anybody anyone anything nobody none
    nothing everybody everyone everything another other others
    of in on at by for with from to into onto upon about above across after against along amid amidst among amongst around as before behind below
    beneath beside besides between betwixt beyond but concerning despite during except inside like near off out outside over past per regarding since than
    through throughout till toward towards under underneath unlike until up via versus within without
    and or nor yet so if unless because although though while whilst whereas whether when whenever where wherever once lest
    be am is are was were been being have has had having do does did doing can could may might must shall should will would ought cannot
    not there here how why then thus hence
    oh ah hey wow ok okay yes yeah nope
"""
FUNCTION = frozenset(CLOSED.split())


def parts(words: tuple[str, ...], wordnet: WordNet) -> np.ndarray:
    """(n,) uint8, the place of each word's part of speech in `PARTS`: the one that the word, or what it is a form of, is seen in most.

    Seen: its senses' counts in SemCor (Miller, Leacock, Tengi & Bunker 1993), and for senses never seen there 0.5 / rank. All forms of a lemma
    count together, so left is the verb that leave is. Words of the closed classes are listed; what is in neither is not known. O(n).
    """
    return np.array([PARTS.index(_part(word, wordnet)) for word in words], np.uint8)


def _part(word: str, wordnet: WordNet) -> str:
    if word in FUNCTION:
        return "function word"
    seen = dict.fromkeys(CODES, 0.0)
    for lemma, part in wordnet.bases(word):
        seen[part] += sum(weight for _, weight in wordnet.senses[lemma, part])
    most = max(seen, key=lambda part: seen[part])
    return CODES[most] if seen[most] else "not known"
