"""The pictures of how far a picture can be trusted: what is in them, that Vega-Lite accepts them, and that they stay small."""

import json

import numpy as np
import pytest

from mllab.charts import quality
from mllab.charts.palette import NOISE
from mllab.charts.quality import small_multiples
from mllab.charts.small_multiples import MOST
from mllab.reduce import REDUCERS
from mllab.reduce.quality import Quality, Stability, judge, stability

RNG = np.random.default_rng(0)
X = RNG.normal(size=(300, 5))
POSITIONS = X[:, :2] + 0.3 * RNG.normal(size=(300, 2))


@pytest.fixture(scope="module")
def judged() -> Quality:
    return judge(X, POSITIONS)


def moved(n: int, dimensions: int = 2) -> Stability:
    pictures = RNG.normal(size=(5, n, dimensions)).astype(np.float32)
    return Stability(5, 5, RNG.random(n).astype(np.float32), 0.5, pictures)


def spec(chart) -> dict:
    """The chart as Vega-Lite; Altair checks it against the schema on the way."""
    made = chart.to_dict(validate=True)
    assert len(json.dumps(made)) < 1_500_000
    assert "background" not in made
    return made


def rows(made: dict) -> list[list[dict]]:
    return list(made["datasets"].values())


def drawn(chart) -> bytes:
    import vl_convert

    return vl_convert.vegalite_to_svg(chart.to_dict()).encode()


def test_the_four_curves_are_those_of_the_verdict(judged):
    made = spec(quality.curves(judged, k=10))
    curves = {}
    for row in next(data for data in rows(made) if "measure" in data[0]):
        curves.setdefault(row["measure"], []).append(row["value"])
    assert curves["trustworthiness"] == pytest.approx(judged.trustworthiness)
    assert curves["continuity"] == pytest.approx(judged.continuity)
    assert curves["neighbor recall"] == pytest.approx(judged.recall)
    assert curves["recall by chance"] == pytest.approx(judged.ks / 299)
    assert [{"k": 10}] in rows(made), "the k in use"
    assert all(name in drawn(quality.curves(judged)).decode() for name in quality.MEASURES)


def test_pointing_reads_all_measures_at_one_k(judged):
    made = spec(quality.curves(judged))
    rule = made["layer"][-1]
    assert [tip.get("title", tip["field"]) for tip in rule["encoding"]["tooltip"]] == ["k", *quality.MEASURES]
    assert made["params"][0]["select"]["nearest"]


def test_shepards_diagram_holds_every_pair_and_a_line_that_rises(judged):
    made = spec(quality.shepard(judged))
    tiles, line = sorted(rows(made), key=lambda data: "pairs" not in data[0])
    assert sum(row["pairs"] for row in tiles) == judged.shepard.pairs == 300 * 299 // 2
    assert all(row["x2"] > row["x"] and row["y2"] > row["y"] for row in tiles)
    heights = [row["y"] for row in line]
    assert heights == sorted(heights)
    assert b"in the picture" in drawn(quality.shepard(judged))


def test_a_picture_of_one_place_is_drawn_too():
    flat = judge(X, np.zeros((300, 2)))
    assert drawn(quality.shepard(flat))
    assert drawn(quality.curves(flat))


def test_each_row_has_a_thread_to_each_of_its_places():
    *_, last = stability(REDUCERS["PCA"](), X, seeds=3)
    made = spec(quality.spread(last, axes=("left", "up")))
    points, threads = sorted(rows(made), key=lambda data: "spread" not in data[0])
    assert len(points) == 300
    assert len(threads) == 900
    assert made["title"]["text"] == ""
    assert drawn(quality.spread(last))


def test_spread_draws_a_sample_and_says_so():
    made = spec(quality.spread(moved(20_000, 3)))
    assert sum(map(len, rows(made))) <= MOST
    assert made["title"]["text"] == "a random 833 of 20,000 rows"


def test_a_spread_that_is_not_known_yet_is_drawn():
    first = next(stability(REDUCERS["PCA"](), X))
    assert drawn(quality.spread(first))


def test_small_multiples_have_a_panel_each_in_order_with_its_title():
    titles = ["perplexity 5", "<b>30</b>", 'with "quotes"']
    made = spec(small_multiples([POSITIONS, 50 * POSITIONS + 7, POSITIONS[:, :1]], titles, ["a", "b", "noise"] * 100, "group"))
    (data,) = rows(made)
    assert [row["panel"] for row in data[::300]] == [0, 1, 2]
    assert data[0]["x"] == pytest.approx(data[300]["x"]), "each is brought to the same size"
    assert {row["y"] for row in data[600:]} == {0}, "one axis is drawn flat"
    assert max(abs(row[axis]) for row in data for axis in "xy") == pytest.approx(1)
    assert NOISE in made["spec"]["encoding"]["color"]["scale"]["range"]
    svg = drawn(small_multiples([POSITIONS] * 3, titles)).decode()
    assert "perplexity 5" in svg
    assert "&lt;b&gt;30" in svg


def test_a_step_is_as_long_on_both_axes():
    (data,) = rows(spec(small_multiples([POSITIONS * [10, 1]], ["wide"])))
    x, y = (np.array([row[axis] for row in data]) for axis in "xy")
    assert np.ptp(y) / np.ptp(x) == pytest.approx(np.ptp(POSITIONS[:, 1]) / (10 * np.ptp(POSITIONS[:, 0])))


def test_small_multiples_draw_the_same_sample_in_each_and_say_so():
    many = RNG.normal(size=(30_000, 3))
    made = spec(small_multiples([many] * 12, [str(i) for i in range(12)], many[:, 2], "height"))
    (data,) = rows(made)
    assert len(data) <= MOST
    assert len({row["row"] for row in data}) == MOST // 12
    assert made["title"]["text"] == "a random 416 of 30,000 rows"
    again = spec(small_multiples([many] * 12, [str(i) for i in range(12)], many[:, 2], "height", seed=1))
    assert {row["row"] for row in rows(again)[0]} != {row["row"] for row in data}


def test_rows_that_were_not_judged_are_grey():
    lost = np.where(np.arange(300) < 100, np.nan, 0.5)
    made = spec(small_multiples([POSITIONS], ["one"], lost, "lost"))
    assert made["spec"]["layer"][0]["encoding"]["color"]["value"] == NOISE
    assert drawn(small_multiples([POSITIONS], ["one"], lost, "lost")).count(NOISE.encode()) == 100
