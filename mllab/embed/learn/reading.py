"""From a text to a corpus: what is a word, where a sentence ends, which words are too rare. Streamed: the text itself is never held."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import ClassVar

import numpy as np

from mllab.embed.learn.corpus import Corpus, checked, cut, ranked
from mllab.embed.learn.sources import Source
from mllab.embed.learn.spool import Spool
from mllab.params import Params, knob

# A word is letters, marks and digits, inside it apostrophes and hyphens, between digits also dots and commas; what else matters ends a sentence.
WORD = r"\d+(?:[.,]\d+)+|\w+(?:['’\-]\w+)*"
PROSE = re.compile(rf"{WORD}|[.!?…。！？]+|\n[^\S\n]*\n")
LINES = re.compile(rf"{WORD}|[.!?…。！？]+|\n")
ENDS = tuple(".!?…。！？\n")
LONGEST = 100  # letters of a word; what is longer is none


@dataclass(frozen=True)
class Rules(Params):
    """How a text is read."""

    name: ClassVar[str] = "reading"

    least: int = knob(
        5,
        1,
        1_000,
        log=True,
        help="How often a word must come to get a vector; rarer ones are left out, and their neighbors move together.",
    )
    most: int = knob(50_000, 100, 1_000_000, log=True, help="How many words get a vector at most, the most frequent ones.")
    lower: bool = knob(True, help="Take capitals for small letters, so that a word at the start of a sentence is the same word.")
    lines: bool = knob(False, help="A line break ends a sentence, as in a list of messages; else a full stop or an empty line does.")


@dataclass(frozen=True, eq=False)
class Read:
    """A text on its way: `share` of it is read, `words` so far; the last state has the `corpus`."""

    share: float
    words: int
    corpus: Corpus | None = None


def reading(source: Source, rules: Rules | None = None) -> Iterator[Read]:
    """Read a text, state by state. O(bytes); memory for the different words, and 4 bytes a word, on the disk above 256 MB.

    Raises DataError for what is no text, and for a text of which nothing can be learned.
    """
    rules = Rules() if rules is None else rules
    known: defaultdict[str, int] = defaultdict(count().__next__)
    pattern = LINES if rules.lines or source.lines else PROSE
    with Spool(np.int32) as spool:
        for text, share in source.pieces():
            found = pattern.findall(text.lower() if rules.lower else text)
            spool.add(np.fromiter(map(known.__getitem__, found), np.int32, len(found)))
            yield Read(0.9 * share, spool.length)
        corpus = _kept(source, rules, list(known), spool)
    yield Read(1.0, corpus.total, checked(corpus, rules.least))


def read(source: Source, rules: Rules | None = None) -> Corpus:
    """The corpus of a text: the last state of `reading`."""
    *_, last = reading(source, rules)
    if last.corpus is None:
        raise RuntimeError("a reading ended without a corpus")
    return last.corpus


def _kept(source: Source, rules: Rules, found: list[str], spool: Spool) -> Corpus:
    """The words that come often enough, and where they stand."""
    counts = np.zeros(len(found), np.int64)
    for part in spool.parts():
        counts += np.bincount(part, minlength=len(found))
    ends = np.array([word.startswith(ENDS) for word in found], bool)
    whole = ~ends & np.array([len(word) <= LONGEST for word in found], bool)
    order = ranked(counts, whole & (counts >= rules.least))
    place = np.full(len(found), -1, np.int32)
    place[order[: rules.most]] = np.arange(min(len(order), rules.most))
    total = int(counts[whole].sum())
    order = order[: rules.most]
    with Spool(np.int32) as kept:
        starts, before, last = [], 0, -1
        for part in spool.parts():
            rows, sentence = place[part], before + np.cumsum(ends[part])
            before, there = int(sentence[-1]), sentence[rows >= 0]
            starts.append(kept.length + np.flatnonzero(np.diff(there, prepend=last)))
            last = int(there[-1]) if len(there) else last
            kept.add(rows[rows >= 0])
        tokens, first = kept.whole(), np.concatenate([*starts, np.empty(0, np.int64)])
    told = f"Learned from {source.name}: {total:,} words, of which {len(tokens):,} count, {len(order):,} different ones."
    return Corpus(source.name, tuple(found[i] for i in order), counts[order], tokens, cut(first, len(tokens)), total, (*source.notes, told))
