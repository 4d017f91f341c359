"""Axes of meaning: by hand in the plane, intervals against their textbook formulas."""

import numpy as np
import pytest
from scipy import stats

from mllab.embed import Words
from mllab.embed.axes import AXES, LISTS, angles, coordinates, ends, given, held_out, listed, of_lists, of_pairs, project, written
from mllab.errors import DataError, ParamError


@pytest.fixture
def plane():
    """Words by their angle: she at 180 degrees, he at 0, the rest between."""
    at = {"she": 180, "he": 0, "woman": 170, "man": 10, "nurse": 120, "pilot": 90, "miner": 30, "new": 60, "york": 80}
    turns = np.radians(list(at.values()))
    return Words.of(list(at), np.c_[np.cos(turns), np.sin(turns)] * np.arange(1, len(at) + 1)[:, None], name="plane")


def test_a_projection_is_the_cosine_with_the_difference_of_the_ends(plane):
    axis = of_pairs(plane, [("she", "he")])
    found = project(plane, axis, ["nurse", "pilot", "miner"], relative=False)
    np.testing.assert_allclose(axis.direction, [1, 0], atol=1e-7)
    np.testing.assert_allclose(found.values, np.cos(np.radians([120, 90, 30])), atol=1e-6)
    assert found.words == ("nurse", "pilot", "miner")
    assert np.isnan(found.low).all()  # one pair has no interval


def test_relative_values_are_the_same_less_their_mean(plane):
    axis = of_pairs(plane, [("she", "he"), ("woman", "man")])
    plain = project(plane, axis, ["nurse", "pilot", "miner"], relative=False)
    found = project(plane, axis, ["nurse", "pilot", "miner"])
    np.testing.assert_allclose(found.values, plain.values - plain.values.mean(), atol=1e-12)
    assert found.mean == pytest.approx(plain.values.mean())
    assert found.values.sum() == pytest.approx(0, abs=1e-12)


def long_axis(tilts):
    """Pairs a long way apart in x that tilt a little in y: the place of the word `up` is their mean tilt, hardly touched by the scaling to 1."""
    names = [f"{end}{i}" for i in range(len(tilts)) for end in ("low", "high")]
    vectors = [vector for tilt in tilts for vector in ([-1.0, -tilt / 2], [1.0, tilt / 2])]
    return Words.of([*names, "up"], np.array([*vectors, [0.0, 1.0]])), [(f"low{i}", f"high{i}") for i in range(len(tilts))]


def test_the_jackknife_interval_is_the_t_interval_of_the_mean_over_the_pairs():
    """For a mean, the jackknife's standard error is s / sqrt(p) (Efron & Tibshirani 1993, An Introduction to the Bootstrap, section 11.2)."""
    tilts = np.random.default_rng(0).normal(0.0, 0.01, 8)
    words, pairs = long_axis(tilts)
    found = project(words, of_pairs(words, pairs), ["up"], relative=False)
    low, high = stats.t.interval(0.95, len(tilts) - 1, tilts.mean() / 2, stats.sem(tilts) / 2)
    assert found.values[0] == pytest.approx(tilts.mean() / 2, abs=1e-5)
    np.testing.assert_allclose([found.low[0], found.high[0]], [low, high], atol=1e-5)


def test_of_two_lists_the_variances_are_added():
    """The standard error of a difference of two means: s_a^2 / a + s_b^2 / b, here with a + b - 2 degrees of freedom."""
    rng = np.random.default_rng(1)
    lows, highs = rng.normal(0, 0.01, 5), rng.normal(0, 0.02, 9)
    names = [*(f"a{i}" for i in range(5)), *(f"b{i}" for i in range(9)), "up"]
    words = Words.of(names, np.array([*([-1.0, t] for t in lows), *([1.0, t] for t in highs), [0.0, 1.0]]))
    found = project(words, of_lists(words, names[:5], names[5:14]), ["up"], relative=False)
    middle = (highs.mean() - lows.mean()) / 2
    error = np.sqrt(lows.var(ddof=1) / 5 + highs.var(ddof=1) / 9) / 2
    np.testing.assert_allclose([found.low[0], found.high[0]], middle + np.array([-1, 1]) * stats.t.ppf(0.975, 12) * error, atol=2e-5)


def test_the_bootstrap_is_seeded_and_near_the_percentiles_of_resampled_means():
    tilts = np.random.default_rng(2).normal(0.0, 0.01, 12)
    words, pairs = long_axis(tilts)
    axis = of_pairs(words, pairs)
    one, again, other = (project(words, axis, ["up"], False, "bootstrap", seed=seed, draws=4000) for seed in (0, 0, 1))
    assert (one.low, one.high) == (again.low, again.high)
    assert one.low != other.low
    means = np.random.default_rng(9).choice(tilts, (20_000, 12)).mean(axis=1) / 2
    np.testing.assert_allclose([one.low[0], one.high[0]], np.quantile(means, [0.025, 0.975]), atol=3e-4)


def test_a_pair_the_wrong_way_round_does_not_hold():
    words = Words.of(["a", "b", "c", "d", "e", "f"], np.array([[1, 0], [-1, 0.1], [1, 0.2], [-1, 0.1], [-1, -0.2], [1, 0.1]]))
    assert held_out(of_pairs(words, [("a", "b"), ("c", "d"), ("f", "e")])).right == 3
    wrong = held_out(of_pairs(words, [("a", "b"), ("c", "d"), ("e", "f")]))
    assert (wrong.right, wrong.of) == (2, 3)
    assert held_out(of_pairs(words, [("a", "b")])).of == 0
    sides = held_out(of_lists(words, ["a", "c", "e"], ["b", "d"]))  # e lies on the side of the other list
    assert (sides.right, sides.of) == (4, 5)


def test_ends_are_the_furthest_words_without_the_axis_own_and_the_hidden(plane):
    hiding = Words.of([plane.vocabulary[i] for i in range(len(plane))], plane.vectors, hidden=frozenset({plane.row("miner")}))
    axis = of_pairs(hiding, [("she", "he")])
    low, high = ends(hiding, axis, 2)
    assert [word for word, _ in low] == ["woman", "nurse"]
    assert [word for word, _ in high] == ["man", "new"]
    assert high[0][1] == pytest.approx(np.cos(np.radians(10)), abs=1e-6)


def test_coordinates_and_angles(plane):
    axes = [of_pairs(plane, [("she", "he")]), of_pairs(plane, [("he", "pilot")])]
    names, places = coordinates(plane, axes, ["nurse", "missing", "miner"], relative=False)
    assert names == ("nurse", "miner")
    np.testing.assert_allclose(places[:, 1], np.cos(np.radians([120 - 135, 30 - 135])), atol=1e-6)  # he to pilot points at 135 degrees
    np.testing.assert_allclose(angles(axes), [[0, 135], [135, 0]], atol=1e-4)


def test_words_are_found_in_lower_case_composed_from_phrases_or_named(plane):
    found = given(plane, ["Nurse", "new york", " pilot ", "pilot", "zebra", "old york", ""])
    assert found.words == ("Nurse", "new york", "pilot")
    assert found.missing == ("zebra", "old york")
    np.testing.assert_allclose(found.unit[1], [np.cos(np.radians(70)), np.sin(np.radians(70))], atol=1e-6)
    empty = Words.of(["a", "nought"], np.array([[1.0, 0.0], [0.0, 0.0]]))
    assert given(empty, ["nought"]).missing == ("nought",)


def test_what_is_typed_is_read_as_pairs_or_lists(plane):
    pairs = written(plane, "she-he, woman → man\nnurse : pilot")
    assert (pairs.low, pairs.high, pairs.paired) == (("she", "woman", "nurse"), ("he", "man", "pilot"), True)
    lists = written(plane, "she, woman, zebra | he")
    assert (lists.low, lists.high, lists.paired, lists.missing) == (("she", "woman"), ("he",), False, ("zebra",))
    assert listed("a, b;\n c d , a") == ["a", "b", "c d"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "is empty"),
        ("she", "cannot read 'she'"),
        ("she-he-it", "cannot read"),
        ("zebra-lion", "zebra, lion"),
        ("she-she", "pair"),
        ("she |", "high end"),
    ],
)
def test_an_axis_that_cannot_be_made_says_why(plane, text, says):
    with pytest.raises(DataError, match=says):
        written(plane, text)


def test_bad_requests_are_refused(plane):
    axis = of_pairs(plane, [("she", "he")])
    with pytest.raises(ParamError, match="jackknife"):
        project(plane, axis, ["pilot"], interval="gut")
    with pytest.raises(DataError, match="zebra"):
        project(plane, axis, ["zebra"])
    with pytest.raises(DataError, match="same place"):
        of_lists(plane, ["she", "he"], ["he", "she"]).direction  # noqa: B018


def test_presets_are_pairs_or_lists_that_can_be_read():
    every = dict.fromkeys(
        word for preset in AXES.values() for part in preset.text.split("|") for piece in listed(part) for word in piece.split("-")
    )
    words = Words.of(list(every), np.random.default_rng(0).normal(size=(len(every), 8)))
    for name, preset in AXES.items():
        axis = written(words, preset.text, name)
        assert axis.missing == (), name
        assert min(len(axis.low), len(axis.high)) >= 3, name
    assert all(len(listed(text)) >= 12 for text in LISTS.values())
