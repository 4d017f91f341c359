"""Forms of a word against public lists: pairs of forms in the analogy test, pairs of different words in the similarity tests."""

import pytest

from mllab.embed.forms import bases, inflected

FORMS = ("gram3", "gram4", "gram5", "gram7", "gram8", "gram9")  # comparative, superlative, participle, past tense, plural, plural verbs


def pairs(public) -> tuple[set, set]:
    """Pairs of the analogy test: those that are forms of one word, and the others."""
    forms, others = set(), set()
    for line in (public / "questions-words.txt").read_text().splitlines():
        if line.startswith(":"):
            here = forms if line[2:7] in FORMS else others
            continue
        a, b, c, d = line.split()
        here |= {(a, b), (c, d)}
    return forms, others


def test_every_form_of_the_public_analogy_test_is_one(public):
    forms, _ = pairs(public)
    assert len(forms) > 200
    assert {pair for pair in forms if not inflected(*pair)} == set()


def test_no_other_relation_of_it_is_one(public):
    _, others = pairs(public)
    assert len(others) > 300
    assert {pair for pair in others if inflected(*pair)} == set()


@pytest.mark.parametrize("file", ["wordsim353.tsv", "simlex999.txt"])
def test_no_two_words_that_people_compared_are_forms_of_one(public, file):
    lines = [line.split("\t") for line in (public / file).read_text().splitlines() if not line.startswith("#")]
    assert [line[:2] for line in lines if inflected(line[0], line[1])] == []


@pytest.mark.parametrize(
    "forms",
    [
        "walk walks walked walking walker walkers walk's", "stop stops stopped stopping", "hope hopes hoped hoping", "carry carries carried carrying",
        "die dies died dying", "panic panicked panicking", "big bigger biggest", "happy happier happiest", "box boxes", "city cities", "wolf wolves",
        "knife knives", "quiz quizzes", "go goes went gone going", "mouse mice", "good better best", "see saw seen sees seeing", "agree agreed agreeing",
        "Bank banks BANKER banking", "travel travelled traveled travelling",
    ],
)  # fmt: skip
def test_forms_of_one_word(forms):
    first, *rest = forms.split()
    assert [word for word in rest if not inflected(first, word)] == []
    assert [word for word in rest if not inflected(word, first)] == []


@pytest.mark.parametrize(
    "pair",
    ["car caring", "hop hope", "king kin", "thing think", "moth mother", "new news", "hi his", "thi this", "bus bu", "red reed", "for forest",
     "quick quickly", "rat rating", "prince princess", "king king", "sing string", "bed bee"],
)  # fmt: skip
def test_words_that_only_look_alike(pair):
    assert not inflected(*pair.split())


def test_what_is_no_word_has_only_itself():
    assert bases("") == {""}
    assert bases("'s") == {"'s"}
    assert not inflected("東京", "東")
