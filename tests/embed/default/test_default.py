"""The default embedding as it is shipped: it loads, says what is estimated, and reaches the floors on the public test sets.

The tests (Mikolov et al. 2013; Finkelstein et al. 2002; Hill, Reichart & Korhonen 2015) are read from gensim's wheel and not shipped.
"""

from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from mllab import embed
from mllab.embed.default import file
from mllab.embed.evaluate import analogies, judge, read_pairs, read_questions
from mllab.embed.speech import PARTS
from mllab.embed.words import Words
from mllab.errors import DataError

GENSIM = find_spec("gensim")
needs_tests = pytest.mark.skipif(GENSIM is None, reason="the public test sets come with gensim, of the dev extra")


@pytest.fixture(scope="module")
def words() -> Words:
    return embed.load()


@pytest.fixture(scope="module")
def core(words) -> Words:
    """The words whose vectors are not estimated."""
    known = np.flatnonzero(~words.estimated)
    return Words.of([words.vocabulary[int(row)] for row in known], words.vectors[known])


def sets(name: str) -> Path:
    return Path(GENSIM.submodule_search_locations[0]) / "test" / "test_data" / name


def total(frame, method: str, section: str = "all") -> float:
    return float(frame.set_index("section").loc[section, method])


def test_it_has_the_words_and_dimensions_that_its_card_tells(words):
    card = (file.PLACE.parent / "README.md").read_text(encoding="utf-8")
    assert (len(words), words.dimension) == (26_000, 200)
    assert "26,000 x 200" in card
    assert f"{int((~words.estimated).sum()):,}" in card
    assert file.PLACE.stat().st_size < 5_000_000


def test_rows_are_of_length_one_and_words_come_once(words):
    np.testing.assert_allclose(np.linalg.norm(words.vectors, axis=1), 1, atol=1e-5)
    assert len(words.vocabulary.repeated()) == 0


def test_words_that_were_estimated_are_flagged(words):
    flags = {word: bool(words.estimated[words.row(word)]) for word in ("king", "nurse", "homemaker", "zaire")}
    assert flags == {"king": False, "nurse": False, "homemaker": True, "zaire": True}


def test_words_have_the_part_of_speech_that_a_dictionary_gives_first(words):
    said = {
        word: PARTS[words.speech[words.row(word)]]
        for word in ("king", "went", "bigger", "slowly", "the", "he", "under", "happiness", "running")
    }
    assert said == {
        "king": "noun", "went": "verb", "bigger": "adjective", "slowly": "adverb", "the": "function word", "he": "function word",
        "under": "function word", "happiness": "noun", "running": "verb",
    }  # fmt: skip


def test_what_is_hidden_is_never_suggested_and_answers_when_typed(words):
    hidden = [words.vocabulary[row] for row in sorted(words.hidden)]
    assert 300 < len(hidden) < 2_000
    assert not {"the", "of", "she", "usa", "king", "bbc"} & set(hidden)
    assert {"tq", "dfb", "sho"} <= set(hidden)
    assert not set(hidden) & {word for word, _ in words.similar("dfb", 50)}
    assert words.complete("sho", 5)[0] != "sho"


def test_the_lecture_s_analogies_come_out(words):
    asked = [
        ("man", "king", "woman"),
        ("france", "paris", "japan"),
        ("walk", "walked", "go"),
        ("man", "actor", "woman"),
        ("dog", "puppy", "cat"),
    ]
    assert [words.analogy(*three, n=1)[0][0] for three in asked] == ["queen", "tokyo", "went", "actress", "kitten"]


@needs_tests
def test_analogies_reach_the_floors(words, core):
    questions = read_questions(sets("questions-words.txt"))
    whole, known = analogies(words, questions).frame(), analogies(core, questions).frame()
    assert total(whole, "3CosAdd") >= 0.73
    assert total(known, "3CosAdd") >= 0.82
    assert total(known, "3CosMul", "syntactic") >= 0.87


@needs_tests
@pytest.mark.parametrize(("name", "floor"), [("wordsim353.tsv", 0.78), ("simlex999.txt", 0.50)])
def test_similarities_reach_the_floors(words, core, name, floor):
    pairs = read_pairs(sets(name))
    assert judge(words, pairs).spearman >= floor
    assert judge(core, pairs).spearman >= floor


def test_a_file_comes_back_as_it_was_written(tmp_path, words):
    kept = file.read()
    file.write(kept, tmp_path / "again.npz")
    again = file.read(tmp_path / "again.npz")
    assert again.words == kept.words
    assert again.core == kept.core
    np.testing.assert_array_equal(again.vectors, kept.vectors)
    np.testing.assert_array_equal(again.hidden, kept.hidden)
    np.testing.assert_array_equal(again.parts, kept.parts)
    assert file.load(tmp_path / "again.npz").digest == words.digest


def test_a_file_that_is_none_is_refused(tmp_path):
    (tmp_path / "broken.npz").write_bytes(file.PLACE.read_bytes()[:1000])
    np.savez(tmp_path / "other.npz", vectors=np.zeros(3))
    np.savez(tmp_path / "short.npz", words=np.frombuffer(b"a\nb", np.uint8), vectors=np.zeros((3, 2), np.int8), core=1, hidden=np.zeros(0))
    np.savez(tmp_path / "objects.npz", words=np.array([{}]), vectors=np.zeros((3, 2), np.int8), core=1, hidden=np.zeros(0))
    for name in ("broken", "other", "short", "objects", "missing"):
        with pytest.raises(DataError, match=r"again|mllab words build"):
            file.load(tmp_path / f"{name}.npz")
