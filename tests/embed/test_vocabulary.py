"""Words found, completed and corrected."""

from itertools import pairwise

import numpy as np
import pytest

from mllab.embed import Vocabulary, vocabulary
from mllab.errors import DataError

ODD_ONES = ["king", "queen", "", "naïve", "東京", "new york", "ﬁx", "Ω", "tab\there", "<b>", "🦆", "kings", "King"]


def test_every_word_is_found_at_its_row():
    words = Vocabulary.of(ODD_ONES)
    assert list(words) == ODD_ONES
    assert [words.find(word) for word in ODD_ONES] == list(range(len(ODD_ONES)))
    assert words.rows(ODD_ONES[::-1]).tolist() == list(range(len(ODD_ONES)))[::-1]
    assert words[-1] == "King"
    assert words[1:3] == ["queen", ""]
    assert words.find("kin") is None
    assert words.find("\ud800") is None
    assert words.rows(["kin", "king", "kingsx"]).tolist() == [-1, 0, -1]
    assert "queen" in words
    assert 3 not in words
    with pytest.raises(IndexError):
        words[13]


def test_a_hundred_thousand_words_in_several_parts_agree_with_a_dictionary():
    rng = np.random.default_rng(0)
    letters = rng.integers(97, 110, 700_000).astype(np.uint8).tobytes().decode()
    cuts = np.sort(rng.choice(700_000, 100_000, replace=False))
    words = [letters[a:b] for a, b in pairwise(cuts)]
    firsts: dict[str, int] = {}
    for row, word in enumerate(words):
        firsts.setdefault(word, row)
    made = Vocabulary.of(words)
    assert made.rows(words).tolist() == [firsts[word] for word in words]
    assert [made.find(word) for word in words[:500]] == [firsts[word] for word in words[:500]]
    assert made.repeated().tolist() == [row for row, word in enumerate(words) if firsts[word] != row]


def test_words_of_one_hash_are_told_apart(monkeypatch):
    monkeypatch.setattr(vocabulary, "_hash", lambda word: len(word))
    monkeypatch.setattr(vocabulary, "_hashes", lambda text, offsets: np.diff(offsets).astype(np.uint64))
    words = Vocabulary.of(["one", "two", "six", "two"])
    assert [words.find(word) for word in ("one", "two", "six", "ten")] == [0, 1, 2, None]
    assert words.rows(["six", "ten", "one", "two"]).tolist() == [2, -1, 0, 1]
    assert words.repeated().tolist() == [3]


def test_completion_is_in_the_order_of_the_vocabulary():
    words = Vocabulary.of(["the", "there", "king", "then", "thé", "t"])
    assert words.starting("the") == ["the", "there", "then"]
    assert words.starting("th", 2) == ["the", "there"]
    assert words.starting("thé") == ["thé"]
    assert words.starting("x") == []
    assert words.starting("", 2) == ["the", "there"]


def distance(a: str, b: str) -> int:
    """The restricted Damerau distance by its definition."""
    table = {(-1, j): j + 1 for j in range(-1, len(b))} | {(i, -1): i + 1 for i in range(len(a))}
    for i in range(len(a)):
        for j in range(len(b)):
            best = min(table[i - 1, j] + 1, table[i, j - 1] + 1, table[i - 1, j - 1] + (a[i] != b[j]))
            if i and j and a[i] == b[j - 1] and a[i - 1] == b[j]:
                best = min(best, table[i - 2, j - 2] + 1)
            table[i, j] = best
    return table[len(a) - 1, len(b) - 1]


def test_a_misspelt_word_gets_the_nearest_in_order_of_frequency():
    words = Vocabulary.of(["accommodation", "kind", "king", "Paris", "naïve", "東京", "the", "hairdresser"])
    assert words.close("acommodation") == ["accommodation"]
    assert words.close("kign") == ["king"], "two letters swapped are one edit"
    assert words.close("kinq") == ["kind", "king"]
    assert words.close("paris") == ["Paris"]
    assert words.close("naive") == ["naïve"]
    assert words.close("東亰") == ["東京"]
    assert words.close("hairdreser") == ["hairdresser"]
    assert words.close("zzzzzz") == words.close("") == Vocabulary.of([]).close("king") == []


def test_edits_are_those_of_the_definition():
    rng = np.random.default_rng(0)
    pool = ["".join(rng.choice(list("abcé"), rng.integers(1, 9))) for _ in range(400)]
    words = Vocabulary.of(list(dict.fromkeys(pool)))
    for word in pool[:12]:
        most = 1 if len(word) <= 4 else 2
        wanted = sorted((distance(word, other), row) for row, other in enumerate(words))
        assert words.close(word, 500) == [words[row] for edits, row in wanted if edits <= most]


def test_what_is_no_text_is_refused():
    with pytest.raises(DataError, match="as text"):
        Vocabulary.of(["king", 3])  # type: ignore[list-item]
    with pytest.raises(DataError, match="as text"):
        Vocabulary.of(["\ud800"])
