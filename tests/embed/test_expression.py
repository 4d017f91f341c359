"""Sums of words as they are typed."""

import pytest

from mllab.embed.expression import as_analogy, parse, spoken
from mllab.errors import DataError


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("king - man + woman", [(1, "king"), (-1, "man"), (1, "woman")]),
        ("  king  −  man", [(1, "king"), (-1, "man")]),
        ("2 paris - 0.5 new york + .25 * river", [(2, "paris"), (-0.5, "new york"), (0.25, "river")]),
        ("- a + b", [(-1, "a"), (1, "b")]),
        ("well-known", [(1, "well-known")]),
        ("2*king", [(2, "king")]),
        ("1984 + 3d", [(1, "1984"), (1, "3d")]),
    ],
)
def test_words_signs_and_weights(text, terms):
    assert parse(text) == terms
    assert parse(spoken(terms)) == terms


@pytest.mark.parametrize(("text", "said"), [("", "nothing to add up"), ("king -", "a word is missing"), ("+ - king", "a word is missing")])
def test_what_is_no_sum_is_told(text, said):
    with pytest.raises(DataError, match=said):
        parse(text)


def test_a_sum_of_too_many_words_is_refused():
    with pytest.raises(DataError, match="up to 30"):
        parse(" + ".join(["a"] * 31))


def test_an_analogy_is_told_from_other_sums():
    assert as_analogy(parse("king - man + woman")) == ("man", "king", "woman")
    assert as_analogy(parse("woman + king - man")) == ("man", "woman", "king")
    for other in ("king - man", "2 king - man + woman", "king - man - woman", "king + man + woman"):
        assert as_analogy(parse(other)) is None
