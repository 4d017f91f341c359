"""WordNet's files read into arrays and lists. Miller 1995; the format is that of wndb(5WN)."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

PARTS = {"noun": "n", "verb": "v", "adj": "a", "adv": "r"}
KINDS = {"1": "n", "2": "v", "3": "a", "4": "r", "5": "a"}  # the digit in a sense key
ENDINGS = {
    "n": (("ses", "s"), ("xes", "x"), ("zes", "z"), ("ches", "ch"), ("shes", "sh"), ("men", "man"), ("ies", "y"), ("s", "")),
    "v": (("ies", "y"), ("es", "e"), ("es", ""), ("ed", "e"), ("ed", ""), ("ing", "e"), ("ing", ""), ("s", "")),
    "a": (("er", ""), ("est", ""), ("er", "e"), ("est", "e"), ("ier", "y"), ("iest", "y")),
    "r": (),
}
_LETTERS = re.compile(r"[a-z]+")

Sense = tuple[int, float]  # a synset's row, and its weight: times seen in SemCor + 0.5 / rank


@dataclass(frozen=True)
class WordNet:
    """Synsets in rows: their lemmas, the words of definition and examples, pointers (from, to, symbol); and the senses of each lemma."""

    lemmas: list[list[str]]
    definitions: list[list[str]]
    examples: list[list[list[str]]]
    pointers: list[tuple[int, int, str]]
    senses: dict[tuple[str, str], list[Sense]]
    counts: dict[str, int]
    exceptions: dict[tuple[str, str], list[str]]

    def bases(self, word: str) -> list[tuple[str, str]]:
        """The lemmas that a word may be a form of, itself among them, each with its part of speech: (lemma, "n" | "v" | "a" | "r")."""
        found = []
        for part, endings in ENDINGS.items():
            forms = [word, *self.exceptions.get((word, part), ())]
            forms += [word[: -len(end)] + to for end, to in endings if word.endswith(end) and len(word) > len(end) + 1]
            found += [(form, part) for form in dict.fromkeys(forms) if (form, part) in self.senses]
        return found

    def sentences(self) -> Iterator[list[str]]:
        """The words of every definition and every example."""
        for definition, examples in zip(self.definitions, self.examples, strict=True):
            yield definition
            yield from examples

    def senses_of(self, word: str) -> list[Sense]:
        """The senses of a word in all its parts of speech, inflected forms included."""
        return [sense for base in self.bases(word) for sense in self.senses[base]]


def read(files: dict[str, str]) -> WordNet:
    """WordNet from the texts of its files. O(size of the files), some seconds."""
    rows: dict[tuple[str, int], int] = {}
    entries: list[tuple[list[str], str]] = []
    for name, part in PARTS.items():
        for line in _lines(files[f"data.{name}"]):
            head, _, gloss = line.partition("|")
            fields = head.split(" ")
            rows[part, int(fields[0])] = len(entries)
            entries.append((fields, gloss))
    lemmas = [_lemmas(fields) for fields, _ in entries]
    pointers = [(row, rows[part, to], symbol) for row, (fields, _) in enumerate(entries) for symbol, to, part in _pointers(fields)]
    told = [_gloss(gloss) for _, gloss in entries]
    counts = _counts(files["cntlist.rev"])
    senses, total = _senses(files, rows, counts)
    return WordNet(lemmas, [text for text, _ in told], [texts for _, texts in told], pointers, senses, total, _exceptions(files))


def split(text: str) -> list[str]:
    """The words of a text: runs of letters, lower case."""
    return _LETTERS.findall(text.lower())


def _lines(text: str) -> list[str]:
    return [
        line for line in text.split("\n") if line and not line.startswith("  ")
    ]  # the licence stands in lines that begin with two blanks


def _lemmas(fields: list[str]) -> list[str]:
    count = int(fields[3], 16)
    return [re.sub(r"\([a-z]+\)$", "", word).lower() for word in fields[4 : 4 + 2 * count : 2]]  # adjectives carry their place, as in "(p)"


def _pointers(fields: list[str]) -> list[tuple[str, int, str]]:
    at = 4 + 2 * int(fields[3], 16)
    count = int(fields[at])
    part = {"s": "a"}
    four = [fields[at + 1 + 4 * i : at + 5 + 4 * i] for i in range(count)]
    return [(symbol, int(to), part.get(kind, kind)) for symbol, to, kind, _ in four]


def _gloss(text: str) -> tuple[list[str], list[list[str]]]:
    """The words of the definition, and of each example: examples stand in quotation marks."""
    pieces = text.split('"')
    return split(" ".join(pieces[::2])), [split(piece) for piece in pieces[1::2]]


def _counts(text: str) -> dict[tuple[str, str, int], int]:
    """How often a sense was seen in SemCor, by (lemma, part of speech, rank)."""
    found = {}
    for line in text.splitlines():
        key, rank, count = line.split(" ")
        lemma, _, rest = key.partition("%")
        found[lemma, KINDS[rest[0]], int(rank)] = int(count)
    return found


def _senses(
    files: dict[str, str], rows: dict[tuple[str, int], int], counts: dict[tuple[str, str, int], int]
) -> tuple[dict[tuple[str, str], list[Sense]], dict[str, int]]:
    senses: dict[tuple[str, str], list[Sense]] = {}
    total: dict[str, int] = defaultdict(int)
    for name, part in PARTS.items():
        for line in _lines(files[f"index.{name}"]):
            fields = line.split()
            places = fields[-int(fields[2]) :]
            seen = [counts.get((fields[0], part, rank), 0) for rank in range(1, len(places) + 1)]
            total[fields[0]] += sum(seen)
            senses[fields[0], part] = [
                (rows[part, int(place)], count + 0.5 / rank) for rank, (place, count) in enumerate(zip(places, seen, strict=True), 1)
            ]
    return senses, dict(total)


def _exceptions(files: dict[str, str]) -> dict[tuple[str, str], list[str]]:
    found = {}
    for name, part in PARTS.items():
        for line in files[f"{name}.exc"].splitlines():
            if fields := line.split():
                found[fields[0], part] = fields[1:]
    return found
