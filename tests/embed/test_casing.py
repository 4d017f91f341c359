"""Words in an embedding that has capitals: typed in other ones, the entry that is there answers, and is named."""

import numpy as np
import pytest

from mllab.__main__ import main
from mllab.embed import Words
from mllab.embed.axes.given import given
from mllab.errors import DataError

NAMES = ["the", "apple", "Apple", "pear", "Paris", "London", "NASA", "New_York", "hot", "Dog", "APPLE"]


@pytest.fixture(scope="module")
def words():
    return Words.of(NAMES, np.random.default_rng(0).normal(size=(len(NAMES), 6)), "capitals")


@pytest.mark.parametrize(
    ("typed", "found"),
    [("paris", "Paris"), ("nasa", "NASA"), ("Nasa", "NASA"), ("The", "the"), ("new york", "New_York"), ("NEW YORK", "New_York"), ("HOT dog", "hot Dog")],
)  # fmt: skip
def test_what_is_there_in_other_capitals_answers_and_is_named(words, typed, found):
    assert words.written(typed) == found
    assert words.similar(typed, 5) == words.similar(found, 5)
    np.testing.assert_array_equal(words.vector(typed), words.vector(found))


@pytest.mark.parametrize("typed", ["Paris", "apple", "Apple", "New York", "hot Dog", "ocean", ""])
def test_nothing_is_said_of_a_word_that_is_there_as_typed_or_not_at_all(words, typed):
    assert words.written(typed) is None


def test_the_entry_as_typed_comes_first_and_the_others_are_told_in_their_order(words):
    assert [words.find(word) for word in ("apple", "Apple", "APPLE", "aPPle")] == [1, 2, 10, 1]
    assert words.cased("apple") == ["Apple", "APPLE"]
    assert words.cased("Apple") == ["apple", "APPLE"]
    assert words.cased("paris") == words.cased("ocean") == []


def test_without_forms_other_capitals_of_the_word_are_left_out(words):
    assert {"Apple", "APPLE"} <= {word for word, _ in words.similar("apple", 10)}
    assert not {"Apple", "APPLE"} & {word for word, _ in words.similar("apple", 10, forms=False)}


def test_lists_are_looked_up_in_the_same_way(words):
    looked = given(words, ["paris", "ocean", "hot dog"])
    assert looked.words == ("paris", "hot dog")
    assert looked.missing == ("ocean",)
    np.testing.assert_allclose(looked.unit[0], words.units([4])[0])


def test_an_unknown_word_is_still_refused(words):
    with pytest.raises(DataError, match="'ocean' is not among"):
        words.similar("ocean")


def test_the_shell_says_how_a_word_is_written(capsys):
    assert main(["words", "similar", "Ocean", "-n", "3"]) == 0
    out = capsys.readouterr().out
    assert "'Ocean' is written 'ocean' here" in out
    assert main(["words", "similar", "ocean", "-n", "3"]) == 0
    assert capsys.readouterr().out == out.replace("'Ocean' is written 'ocean' here\n", "")
