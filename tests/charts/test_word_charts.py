"""The pictures of the words page: names that do not cover each other, arrows that end where they say, words that are data and never code."""

import json

import numpy as np
import pytest

from mllab.charts.arrows import crossing
from mllab.charts.lettering import _at, lettering
from mllab.charts.word_bars import word_bars
from mllab.charts.word_growth import falling, nearing
from mllab.charts.word_heat import word_heat
from mllab.charts.word_plane import ROLES, Arrow, word_plane
from mllab.charts.word_rings import radius, word_rings
from mllab.charts.word_sections import word_sections

HOSTILE = ["</script><b>", "a'b\"c", "datum['x']", "$x$", "plain"]


def test_names_do_not_cover_each_other_and_stay_inside():
    rng = np.random.default_rng(0)
    spots, names = rng.uniform(20, 480, (60, 2)), ["word" * (1 + i % 3) for i in range(60)]
    places = lettering(spots, names, (500, 500))
    boxes = [_at(spot, name, place) for spot, name, place in zip(spots, names, places, strict=True) if place]
    assert 15 < len(boxes) < 60, "as many as there is room for"
    assert not any(crossing(one, other) for i, one in enumerate(boxes) for other in boxes[:i])
    assert all(box[0] >= 0 and box[2] <= 500 and box[1] >= 0 and box[3] <= 500 for box in boxes)


def test_a_name_makes_room_for_a_line():
    spot, line = np.array([[100.0, 100.0]]), np.array([[100.0, 100.0, 300.0, 100.0]])
    assert lettering(spot, ["king"], (400, 200)) == ["right"]
    assert lettering(spot, ["king"], (400, 200), line) == ["left"]


def test_the_first_names_are_placed_first():
    spots = np.array([[50.0, 50.0], [52.0, 50.0], [51.0, 52.0], [50.0, 48.0], [51.0, 50.0], [52.0, 51.0]])
    places = lettering(spots, ["first", "b", "c", "d", "e", "f"], (100, 100))
    assert places[0]
    assert "" in places[1:]


def test_every_word_of_a_plane_is_data():
    picture = word_plane(
        HOSTILE, np.random.default_rng(1).normal(size=(5, 2)), list(ROLES)[:5], [0.1] * 5, "cosine", [Arrow((0, 0), (1, 1), "from a to b")]
    ).to_dict()
    rows = next(rows for rows in picture["datasets"].values() if "word" in rows[0])
    assert [row["word"] for row in rows] == HOSTILE
    assert "</script>" not in json.dumps(picture["layer"])


def test_hostile_words_are_quoted_where_an_axis_names_them():
    axis = word_bars(HOSTILE, [0.5] * 5, ["near"] * 5).to_dict()["layer"][0]["encoding"]["y"]["axis"]
    assert axis["labelExpr"] == f"{json.dumps(HOSTILE)}[datum.value]"


def test_a_ring_stands_where_unit_vectors_of_that_cosine_do():
    assert radius(np.array([1.0, 0.5, 0.0, -1.0])) == pytest.approx([0, 1, 2**0.5, 2])
    picture = word_rings(["a", "b"], np.array([[0, 0], [0.9, 0]]), ["typed", "near"], [1, 0.6]).to_dict()
    rings = next(rows for rows in picture["datasets"].values() if "at" in rows[0])
    for row in rings:
        assert np.hypot(row["x"], row["y"]) == pytest.approx(radius(row["cosine"]))


def test_negative_figures_have_bars_to_the_other_side():
    picture = word_bars(["a", "b"], [0.4, -0.2], ["near", "near"], "cosine").to_dict()
    low, high = picture["layer"][0]["encoding"]["x"]["scale"]["domain"]
    assert low < -0.2 < 0.4 < high


@pytest.mark.parametrize(("columns", "written"), [(3, True), (30, False)])
def test_the_figures_of_a_heat_map_are_written_while_there_is_room(columns, written):
    picture = word_heat(["x", "y"], [f"c{i}" for i in range(columns)], np.zeros((2, columns))).to_dict()
    assert ("layer" in picture) is written


def test_sections_that_were_not_covered_have_no_bar():
    picture = word_sections(["a", "b"], [3, 0], {"3CosAdd": [0.5, float("nan")], "3CosMul": [1.0, float("nan")]}).to_dict()
    rows = next(iter(picture["datasets"].values()))
    assert {row["section"] for row in rows} == {"a"}


def test_words_while_they_are_learned_are_data_and_show_the_moment():
    seen = np.array([0.0, 1_000.0, 2_000.0])
    loss = falling(seen, np.array([3.0, 2.0, 1.5]), "loss of a pair", 1_000.0).to_dict()
    near = nearing(seen, HOSTILE, np.linspace(-1, 1, 15).reshape(3, 5), "king").to_dict()
    assert [len(loss["layer"]), len(near["layer"])] == [2, 1]
    rows = next(iter(near["datasets"].values()))
    assert [row["word"] for row in rows[::3]] == HOSTILE
    assert [row["cosine"] for row in rows[:3]] == [-1.0, pytest.approx(-2 / 7), pytest.approx(3 / 7)]


def test_a_plane_makes_room_for_places_that_are_not_drawn():
    here = np.array([[0.0, 0.0], [0.1, 0.1]])
    close, wide = (
        word_plane(["a", "b"], here, ["near"] * 2, [1, 1], "", room=room).to_dict() for room in (None, 10 * here + [[0, 0], [9, 9]])
    )
    assert json.dumps(close) != json.dumps(wide)
    assert "6.1" in json.dumps(wide["layer"][-1]["encoding"]["x"]), "half of 10, with a margin"
