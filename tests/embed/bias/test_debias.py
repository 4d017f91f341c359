"""Debiasing: what the formulas of Bolukbasi et al. 2016 promise, and what Gonen & Goldberg 2019 found left."""

import hashlib
import json

import numpy as np
import pytest
from sklearn.decomposition import PCA

from mllab.embed import Words
from mllab.embed.axes import of_pairs
from mllab.embed.bias import DEFINITIONAL, EQUALIZE, SPECIFIC, debias, interval, principal, remains
from mllab.errors import DataError

PAIRS = [("she", "he"), ("her", "his"), ("woman", "man")]


@pytest.fixture
def leaning():
    """Three pairs, a king and a queen, and 400 words that lean along the first coordinate; `follows` is how far a second coordinate goes with it."""

    def made(follows=0.0, seed=0):
        rng = np.random.default_rng(seed)
        names = [*(word for pair in PAIRS for word in pair), "queen", "king", *(f"w{i}" for i in range(400))]
        X = rng.normal(0, 0.3, (len(names), 12))
        X[:8:2, 0] -= 1.5
        X[1:8:2, 0] += 1.5
        X[8:, 0] = rng.choice([-0.6, 0.6], 400) + rng.normal(0, 0.1, 400)
        X[8:, 1] = follows * X[8:, 0] + rng.normal(0, 0.3, 400)
        return Words.of(names, X)

    return made


def test_the_direction_is_the_first_component_of_the_centred_pairs(leaning):
    """As the authors' code has it: PCA of every word less the middle of its pair."""
    words = leaning()
    first, shares = principal(of_pairs(words, PAIRS))
    rows = words.unit[:6].astype(float)
    middles = np.repeat((rows[::2] + rows[1::2]) / 2, 2, axis=0)
    peer = PCA().fit(rows - middles)
    np.testing.assert_allclose(abs(first @ peer.components_[0]), 1, atol=1e-6)
    np.testing.assert_allclose(shares, peer.explained_variance_ratio_[:3], atol=1e-6)
    assert first @ (rows[1] - rows[0]) > 0  # from she to he


def test_neutral_words_have_no_part_along_the_direction(leaning):
    words = leaning()
    made = debias(words, PAIRS, [("queen", "king")], ["w0", "lion"])
    after = made.words.unit.astype(float) @ made.direction
    assert np.abs(after[9:]).max() < 1e-6
    assert made.neutralized == len(words) - 9
    np.testing.assert_allclose(made.words.vectors[8], words.unit[8], atol=1e-6)  # w0 means the difference
    np.testing.assert_allclose(np.linalg.norm(made.words.vectors, axis=1), 1, atol=1e-6)
    rest = words.unit[9:].astype(float)
    rest -= np.outer(rest @ made.direction, made.direction)
    np.testing.assert_allclose(made.words.vectors[9:], rest / np.linalg.norm(rest, axis=1, keepdims=True), atol=1e-6)


def test_an_equalized_pair_is_equally_near_to_every_neutral_word(leaning):
    words = leaning()
    made = debias(words, PAIRS, [("queen", "king"), ("lion", "king")], [])
    queen, king = made.words.units([words.row("queen"), words.row("king")])
    assert made.equalized == (("queen", "king"),)
    assert queen @ made.direction == pytest.approx(-(king @ made.direction), abs=1e-6)
    assert king @ made.direction > 0
    neutral = made.words.units(np.arange(8, len(words)))
    np.testing.assert_allclose(neutral @ queen, neutral @ king, atol=1e-6)
    before = words.units(np.arange(8, len(words)))
    assert np.abs(before @ words.units([6])[0] - before @ words.units([7])[0]).max() > 0.5


def test_what_goes_with_the_direction_stays_and_is_found(leaning):
    words = leaning(follows=2.0)
    made = debias(words, PAIRS, [], [])
    found = remains(words, made, n=100)
    assert found.before.mean() > 0.95
    assert found.after.mean() > 0.9
    assert found.clusters[1] > 0.9
    low, high = interval(found.chance.mean(), 200)
    assert low < 0.5 < high + 0.05


def test_where_nothing_goes_with_the_direction_nothing_is_left(leaning):
    words = leaning(follows=0.0)
    found = remains(words, debias(words, PAIRS, [], []), n=100)
    assert found.before.mean() > 0.95
    assert found.after.mean() < 0.65
    again = remains(words, debias(words, PAIRS, [], []), n=100)
    np.testing.assert_array_equal(found.after, again.after)


def test_the_sides_are_the_words_that_leaned_furthest_before(leaning):
    words = leaning()
    made = debias(words, PAIRS, [], ["w7"])
    found = remains(words, made, n=50)
    before = words.unit.astype(float) @ made.direction
    free = [row for row in range(8, len(words)) if row != words.row("w7")] + [6, 7]
    order = sorted(free, key=lambda row: before[row])
    assert set(found.low) == {words.vocabulary[row] for row in order[:50]}
    assert set(found.high) == {words.vocabulary[row] for row in order[-50:]}


def test_the_interval_of_an_accuracy_is_wilsons():
    """80 of 100: 0.711 to 0.867 (Wilson 1927; the example of Newcombe 1998, Statistics in Medicine 17, for 81 of 263 is 0.2553 to 0.3662)."""
    assert interval(81 / 263, 263) == pytest.approx((0.2553, 0.3662), abs=1e-4)
    assert interval(0.8, 100) == pytest.approx((0.7112, 0.8666), abs=1e-3)


def test_only_the_first_words_are_taken(leaning):
    words = leaning()
    made = debias(words, PAIRS, [("queen", "king")], ["w390"], among=100)
    assert len(made.words) == 100
    assert max(made.kept) < 100


def test_bad_requests_are_refused(leaning):
    with pytest.raises(DataError, match="lion"):
        debias(leaning(), [("lion", "lioness")])
    few = Words.of(["she", "he", *"abcdefgh"], np.random.default_rng(0).normal(size=(10, 3)))
    with pytest.raises(DataError, match="at least 40 words"):
        remains(few, debias(few, [("she", "he")]))


def test_the_published_lists():
    """The lists of Bolukbasi et al. 2016 as the authors keep them (github.com/tolga-b/debiaswe, folder data), in lower case and sorted.

    equalize_pairs has 52 pairs, of which 5 are others with capitals.
    """
    assert (len(DEFINITIONAL), digest(sorted({tuple(sorted(pair)) for pair in DEFINITIONAL}))) == (10, "747c09b7fb261dca")
    assert (len(EQUALIZE), digest(sorted({tuple(sorted(pair)) for pair in EQUALIZE}))) == (47, "18acdb09d20e27b5")
    assert (len(SPECIFIC), digest(sorted(SPECIFIC))) == (218, "9802a524c932d9f0")
    assert DEFINITIONAL[0] == ("she", "he")


def digest(listed: list) -> str:
    return hashlib.sha256(json.dumps(listed).encode()).hexdigest()[:16]


def test_pairs_are_equalized_however_they_are_written(leaning):
    words = leaning()
    names = [{"queen": "Queen", "king": "KING"}.get(word, word) for word in words.vocabulary]
    names[8:10] = ["Aunt", "Uncle"]
    made = debias(Words.of(names, words.vectors), PAIRS, [("queen", "king"), ("aunt", "uncle")], [])
    assert made.equalized == (("Aunt", "Uncle"),), "a pair is written in one way"
