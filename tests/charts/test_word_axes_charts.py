"""The pictures of the words page's axes, tests and comparisons: what is in them, and that Vega-Lite accepts and draws them."""

import itertools
import json

import numpy as np
import pytest

from mllab.charts.arrows import LETTER
from mllab.charts.word_axes import axis_title, word_axes
from mllab.charts.word_counts import word_counts
from mllab.charts.word_lanes import GAP, lanes, word_lanes
from mllab.charts.word_shift import word_shift


def spec(chart) -> dict:
    """The chart as Vega-Lite, which Altair checks against the schema and vl-convert draws."""
    import vl_convert

    made = chart.to_dict(validate=True)
    assert "background" not in made
    assert vl_convert.vegalite_to_svg(made).startswith("<svg")
    return made


def rows(made, *fields) -> list[dict]:
    """The rows of the first data set that has these fields."""
    return next(data for data in made["datasets"].values() if set(fields) <= set(data[0]))


def test_words_stand_where_the_axes_put_them_and_the_most_important_is_named():
    places = np.array([[0.2, 0.1], [-0.1, 0.0], [-0.1001, 0.0]])
    made = spec(word_axes(["nurse", 'a"b', "close to it"], places, [("she", "he"), ("poor", "rich")]))
    found = {row["word"]: row for row in rows(made, "word", "wide")}
    assert (found["nurse"]["x"], found["nurse"]["y"]) == (0.2, 0.1)
    assert found["nurse"]["wide"]
    assert found['a"b']["wide"]
    low, high = made["layer"][0]["encoding"]["x"]["scale"]["domain"]
    assert low < -0.1001
    assert high > 0.2
    drawn = json.dumps(made, ensure_ascii=False)
    assert axis_title("she", "he") in drawn
    assert axis_title("poor", "rich") in drawn


def test_words_in_one_place_still_have_a_picture():
    spec(word_axes(["one"], np.zeros((1, 2)), [("she", "he"), ("poor", "rich")]))


def test_no_two_words_of_a_lane_touch():
    rng = np.random.default_rng(0)
    at, names = rng.uniform(0, 300, 40), ["x" * int(n) for n in rng.integers(2, 14, 40)]
    found = lanes(at, names)
    spans = [(lane, x - len(name) * LETTER / 2, x + len(name) * LETTER / 2) for lane, x, name in zip(found, at, names, strict=True)]
    for lane in range(max(found) + 1):
        own = sorted((start, end) for where, start, end in spans if where == lane)
        assert all(start >= end + GAP - 1e-9 for (_, end), (start, _) in itertools.pairwise(own))
    assert lanes(np.array([10.0, 200.0]), ["ab", "cd"]) == [0, 0]


def test_lists_lie_one_under_the_other_each_with_its_mean():
    groups = [("flowers", ["rose", "iris"], np.array([0.05, 0.07])), ("insects", ["fly", "flea", "moth"], np.array([-0.05, -0.03, -0.01]))]
    made = spec(word_lanes(groups, axis_title("unpleasant", "pleasant"), "nearer to pleasant"))
    words = {row["word"]: row for row in rows(made, "word", "narrow")}
    for width in ("wide", "narrow"):
        assert max(words[w][width] for w in ("rose", "iris")) < min(words[w][width] for w in ("fly", "flea", "moth"))
    assert max(row["narrow"] for row in words.values()) < made["height"]
    texts = [layer for layer in made["layer"] if layer["mark"]["type"] == "text"]
    assert len(texts) == 2
    assert not any("color" in layer["encoding"] for layer in texts), "words are in the page's ink: a palette colour is too dark on black"
    means = {row["group"]: row["figure"] for data in made["datasets"].values() for row in data if set(row) == {"group", "figure"}}
    assert means == pytest.approx({"flowers": 0.06, "insects": -0.03})


def test_before_and_after_are_in_the_order_given():
    made = spec(word_shift(["nurse", "image"], np.array([-0.2, 0.1]), np.zeros(2), "cosine"))
    assert [(row["word"], row["before"], row["after"]) for row in rows(made, "before", "after")] == [
        ("nurse", -0.2, 0.0),
        ("image", 0.1, 0.0),
    ]
    assert {row["when"] for row in rows(made, "when")} == {"before", "after"}


@pytest.mark.parametrize("log", [False, True])
def test_every_word_is_counted_once(log):
    figures = np.array([0, 0, 1, 3, 3, 3, np.nan])
    found = rows(spec(word_counts(figures, "lists", 2.0, "the mean", log=log, whole=True)), "words")
    assert [(row["low"], row["words"]) for row in found] == [(0, 2), (1, 1), (3, 3)]
    many = rows(spec(word_counts(np.arange(1000), "lists", whole=True)), "words")
    assert sum(row["words"] for row in many) == 1000
    assert len(many) <= 40
    parts = rows(spec(word_counts(np.random.default_rng(0).normal(size=500), "cosine", 0.0, "held out")), "words")
    assert sum(row["words"] for row in parts) == 500
    spec(word_counts(np.full(3, 0.5), "all alike"))
