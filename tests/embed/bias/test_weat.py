"""The association tests: by their formula, against enumeration, and in the direction that was published."""

import hashlib
import json
import math
from itertools import combinations

import numpy as np
import pytest
from scipy import stats

from mllab import embed
from mllab.embed import Words
from mllab.embed.axes import listed
from mllab.embed.bias import TESTS, chance, single_weat, weat
from mllab.errors import DataError


def at_angles(**degrees):
    turns = np.radians(list(degrees.values()))
    return Words.of(list(degrees), np.c_[np.cos(turns), np.sin(turns)])


def test_the_effect_size_by_hand():
    """s(w, A, B) = cos(w, A) - cos(w, B) with A along x and B along y: 1, (√3-1)/2, -(√3-1)/2, -1 for words at 0, 30, 60 and 90 degrees.

    Caliskan, Bryson & Narayanan 2017: effect = (mean of X - mean of Y) / standard deviation over both.
    """
    words = at_angles(x=0, xx=30, y=60, yy=90, a=0, aa=0.0001, b=90, bb=89.9999)
    found = weat(words, ["x", "xx"], ["y", "yy"], ["a", "aa"], ["b", "bb"])
    small = (math.sqrt(3) - 1) / 2
    np.testing.assert_allclose(found.associations, [1, small, -small, -1], atol=1e-5)
    assert found.effect == pytest.approx((1 + small) / math.sqrt(2 * (1 + small**2) / 3), abs=1e-5)
    assert found.chance.p == pytest.approx(1 / 6)  # of the six ways to choose two of four, only the one seen
    assert found.chance.exact
    assert found.chance.partitions == 6
    turned = weat(words, ["y", "yy"], ["x", "xx"], ["a", "aa"], ["b", "bb"])
    assert turned.effect == pytest.approx(-found.effect)
    assert turned.chance.p == 1.0


def test_p_is_the_share_of_all_partitions():
    values = np.random.default_rng(0).normal(size=11).round(1)  # rounded, so that there are ties
    seen = values[:4].mean() - values[4:].mean()
    ways = [set(way) for way in combinations(range(11), 4)]
    apart = [np.mean([values[i] for i in way]) - np.mean([values[i] for i in range(11) if i not in way]) for way in ways]
    found = chance(values, 4)
    assert found.exact
    assert found.partitions == len(ways) == 330
    assert found.p == pytest.approx(np.mean(np.array(apart) >= seen - 1e-9))


def test_p_against_scipy():
    values = np.random.default_rng(3).normal(size=12)
    peer = stats.permutation_test(
        (values[:5], values[5:]),
        lambda x, y, axis: x.mean(axis) - y.mean(axis),
        permutation_type="independent",
        n_resamples=np.inf,
        alternative="greater",
    )
    assert chance(values, 5).p == pytest.approx(peer.pvalue)


def test_where_there_are_too_many_partitions_they_are_drawn():
    values = np.r_[np.random.default_rng(0).normal(0.9, 1, 9), np.random.default_rng(1).normal(0, 1, 9)]
    exact = chance(values, 9)
    drawn, again, other = (chance(values, 9, draws=20_000, seed=seed, exact=0) for seed in (0, 0, 1))
    assert exact.exact
    assert not drawn.exact
    assert drawn == again != other
    assert drawn.p == pytest.approx(exact.p, abs=4 * math.sqrt(exact.p * (1 - exact.p) / 20_000))
    assert chance(np.r_[np.ones(30), -np.ones(30)], 30, draws=999).p == pytest.approx(1 / 1000)  # never 0 (Phipson & Smyth 2010)


def test_the_test_of_single_words_by_its_formula():
    words = Words.of([f"w{i}" for i in range(13)], np.random.default_rng(0).normal(size=(13, 5)))
    A, B = [f"w{i}" for i in range(3, 8)], [f"w{i}" for i in range(8, 13)]
    found = single_weat(words, ["w0", "w1", "w2", "zebra"], A, B)
    unit = words.unit.astype(float)
    for i in range(3):
        cosines = [float(unit[i] @ unit[j]) for j in range(3, 13)]
        assert found.effects[i] == pytest.approx((np.mean(cosines[:5]) - np.mean(cosines[5:])) / np.std(cosines, ddof=1), abs=1e-5)
        sides = np.array([abs(np.sum([cosines[j] for j in way]) - sum(cosines) / 2) for way in combinations(range(10), 5)])
        assert found.p[i] == pytest.approx(np.mean(sides >= abs(sum(cosines[:5]) - sum(cosines) / 2) - 1e-9))
    assert found.missing == ("zebra",)
    np.testing.assert_allclose(np.sort(found.adjusted), np.sort(stats.false_discovery_control(found.p)))


def test_words_that_are_missing_are_named_and_lists_that_are_too_short_refused():
    words = at_angles(x=0, xx=30, y=60, yy=90, a=0, aa=1, b=90, bb=89)
    assert weat(words, ["x", "xx", "lion"], ["y", "yy"], ["a", "aa", "tiger"], ["b", "bb"]).missing == ("lion", "tiger")
    with pytest.raises(DataError, match=r"second target list needs at least 2 words, got 1\. Not in the embedding: lion"):
        weat(words, ["x", "xx"], ["y", "lion"], ["a", "aa"], ["b", "bb"])
    with pytest.raises(DataError, match="both target lists: x"):
        weat(words, ["x", "xx"], ["y", "x"], ["a", "aa"], ["b", "bb"])
    with pytest.raises(DataError, match="two groups"):
        chance(np.arange(3.0), 3)


def test_nothing_differs_where_all_associations_are_equal():
    words = at_angles(x=45, xx=45, y=45, yy=45, a=0, aa=0, b=90, bb=90)
    found = weat(words, ["x", "xx"], ["y", "yy"], ["a", "aa"], ["b", "bb"])
    assert (found.effect, found.chance.p) == (0.0, 1.0)


def test_the_published_lists_have_the_published_sizes():
    """Table 1 of the paper: N target words x 2, N attribute words x 2."""
    sizes = [(25, 25), (25, 25), (32, 25), (16, 25), (16, 8), (8, 8), (8, 8), (8, 8), (6, 7), (8, 8)]
    assert [(len(listed(t.X[1])), len(listed(t.A[1]))) for t in TESTS] == sizes
    assert all(len(listed(t.X[1])) == len(listed(t.Y[1])) and len(listed(t.A[1])) == len(listed(t.B[1])) for t in TESTS)
    assert [t.number for t in TESTS] == list(range(1, 11))


def test_the_published_words():
    """The words of the paper's supplement as May, Wang, Bordia, Bowman & Rudinger 2019 keep them (github.com/W4ngatang/sent-bias, tests/weat1 to 10)."""
    found = [[sorted(listed(part[1])) for part in (test.X, test.Y, test.A, test.B)] for test in TESTS]
    digests = ["a8c4771f176ac0de", "a2838fd4343748b5", "7e8e869af52e13e6", "b7b2495c1855adc7", "70c07f0bcce403e3"]
    digests += ["bb4da04190b8eef0", "a8be3f0eadf5eb51", "35ebddb17cd89c2b", "4ddcb7bebb67e427", "5557581310f9d1b9"]
    assert [hashlib.sha256(json.dumps(lists).encode()).hexdigest()[:16] for lists in found] == digests


def test_the_published_effects():
    """Table 1 of the paper (GloVe) and that of its supplement (word2vec), as WEFE cites them (github.com/dccuchile/wefe, WEAT_experiments.ipynb)."""
    assert [test.effect for test in TESTS] == [1.50, 1.53, 1.41, 1.50, 1.28, 1.81, 1.06, 1.24, 1.38, 1.21]
    assert [test.word2vec for test in TESTS] == [1.54, 1.63, 0.58, 1.24, 0.72, 1.89, 0.97, 1.24, 1.30, -0.08]


@pytest.fixture(scope="module")
def default():
    return embed.load()


@pytest.mark.parametrize("number", [1, 2])
def test_the_default_embedding_tells_flowers_from_insects_and_instruments_from_weapons(default, number):
    """Nearer to what is pleasant: effect sizes of 1.50 and 1.53 in Table 1 of the paper."""
    test = TESTS[number - 1]
    found = weat(default, *(listed(part[1]) for part in (test.X, test.Y, test.A, test.B)))
    assert found.effect == pytest.approx(test.effect, abs=0.3)
    assert found.chance.p < 0.0001


@pytest.mark.parametrize("test", TESTS, ids=lambda test: str(test.number))
def test_every_published_test_points_the_same_way_on_the_default_embedding(default, test):
    found = weat(default, *(listed(part[1]) for part in (test.X, test.Y, test.A, test.B)), draws=1000)
    assert found.effect > 0
