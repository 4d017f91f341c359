"""Custom axes, rows of unit length, perturbation, the neighbors' distance and the camera's link, as the map page's user meets them."""

import runpy
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from mllab.data import store
from mllab.reduce import REDUCERS
from mllab.reduce.quality import judge
from mllab.ui.map.camera import parsed, spoken
from mllab.ui.map.perturbed import shaken
from mllab.ui.map.pictured import LAST

PAGE = Path(__file__).parents[2] / "pages" / "map.py"
CUSTOM = {
    "table": "sample-iris", "reducer": "custom axes", "custom-axes.left": "setosa", "custom-axes.right": "virginica",
    "custom-axes.left_right_in": "species",
}  # fmt: skip


@pytest.fixture(autouse=True)
def home(tmp_path_factory, monkeypatch):
    monkeypatch.setenv("MLLAB_HOME", str(tmp_path_factory.getbasetemp() / "map-axes-home"))


def opened(**query: str) -> AppTest:
    at = AppTest.from_file(str(PAGE), default_timeout=90)
    for name, value in query.items():
        at.query_params[name] = value
    return finished(at.run())


def finished(at: AppTest) -> AppTest:
    for _ in range(400):
        assert not at.exception, at.exception[0].message
        if not any(button.label == "Stop" for button in at.button):
            return at
        at.run()
    raise AssertionError("still computing")


def told(at: AppTest) -> str:
    return "\n".join(element.value for kind in ("markdown", "caption", "info", "warning", "error") for element in getattr(at, kind))


def positions(at: AppTest) -> np.ndarray:
    """Those of the picture that is shown, from which the next one would go on."""
    return at.session_state[LAST][2]


def button(at: AppTest, label: str):
    return next(one for one in at.button if one.label == label)


def test_custom_axes_open_by_their_link_with_the_poles_at_minus_one_and_one():
    at = opened(**CUSTOM)
    assert not at.error, told(at)
    found = positions(at)
    assert found[:50, 0].mean() == pytest.approx(-1, abs=1e-4), "setosa are the first fifty"
    assert found[100:, 0].mean() == pytest.approx(1, abs=1e-4)
    assert "Angle between the axes 90°" in told(at)


def test_the_code_of_custom_axes_gives_the_same_numbers(tmp_path):
    at = opened(**CUSTOM, **{"custom-axes.up": "versicolor", "unit": "true"})
    script = tmp_path / "script.py"
    script.write_text(at.code[0].value)
    assert "mllab" not in at.code[0].value
    assert np.allclose(runpy.run_path(str(script))["positions"], positions(at), atol=1e-4)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"custom-axes.left": "", "custom-axes.right": ""}, "What do left and right stand for?"),
        ({"custom-axes.left": "tulip"}, "left end stands for no row"),
        ({"custom-axes.left": "virginica"}, "same middle"),
        ({"custom-axes.up": "(", "custom-axes.pattern": "true"}, "no regular expression"),
    ],
)
def test_what_makes_no_axis_is_a_message(asked, words):
    assert words in told(opened(**CUSTOM | asked))


def test_a_suggestion_fills_the_first_two_poles():
    at = opened(table="sample-iris", reducer="custom axes")
    button(at, "Begin with species").click()
    finished(at.run())
    assert not at.error, told(at)
    assert at.text_input(key="custom-axes.left").value == "^setosa$"
    assert np.allclose(sorted([positions(at)[:50, 0].mean(), positions(at)[50:100, 0].mean()]), [-1, 1], atol=1e-4)


def test_the_axes_are_explained():
    at = opened(**CUSTOM, question="What the axes are")
    assert "lead from pole to pole" in told(at)
    assert at.get("vega_lite_chart")


def test_rows_of_length_one_are_another_picture_in_link_and_script():
    plain, unit = opened(table="sample-iris", reducer="PCA"), opened(table="sample-iris", reducer="PCA", unit="true")
    assert not np.allclose(positions(plain), positions(unit))
    assert np.abs(positions(unit)).max() <= 1.5, "rows of length 1, less their mean"
    assert "normalize(X)" in unit.code[0].value
    assert "normalize(X)" not in plain.code[0].value
    assert "divided by its length" in told(opened(table="sample-iris", reducer="PCA", unit="true", question="What the method sees"))


def test_perturb_goes_on_from_the_shaken_picture_and_rows_come_to_rest_near():
    at = opened(table="sample-iris", reducer="UMAP")
    before = positions(at)
    assert not any(one.label == "Start afresh" for one in at.button)
    button(at, "Perturb").click()
    finished(at.run())
    assert not at.error, told(at)
    assert any(one.label == "Start afresh" for one in at.button), "it went on from what was there"
    after = positions(at)
    assert not np.allclose(before, after, atol=1e-3)
    assert np.corrcoef(before.ravel(), after.ravel())[0, 1] > 0.8, "rows are about where they were"


def test_shaking_is_by_a_tenth_of_the_spread_and_the_same_for_the_same_picture():
    places = np.random.default_rng(0).normal(3, 20, (2000, 2)).astype(np.float32)
    moved = shaken(places, 0)
    assert np.array_equal(moved, shaken(places, 0))
    assert not np.array_equal(moved, shaken(places, 1))
    assert (moved - places).std() == pytest.approx(2, rel=0.1)


@pytest.mark.parametrize("name", ["t-SNE", "UMAP"])
def test_a_shaken_picture_settles_as_trustworthy_as_it_was(name):
    from sklearn.datasets import load_digits

    X = load_digits().data[:400].astype(np.float32)
    reducer = REDUCERS[name]()
    first = reducer.fit(X).positions
    again = reducer.fit(X, start=shaken(first, 0)).positions
    ours, theirs = (judge(X, places, 0).at(10)["trustworthiness"] for places in (again, first))
    assert ours > theirs - 0.01


def test_a_method_that_cannot_go_on_is_not_perturbed():
    assert not any(one.label == "Perturb" for one in opened(table="sample-iris", reducer="PCA").button)


def test_the_neighbors_of_a_row_are_looked_for_by_either_distance():
    """Rows in one line from the middle are nearest by cosine, however far apart."""
    frame = pd.DataFrame({"a": [1.0, 2, 8, -3, -4, -4], "b": [1.0, 2.1, 8, 4, -9, -8.2]})
    table = store.add(frame.to_csv(index=False).encode(), "rays.csv", "test")
    found = {}
    for by in ("Euclidean", "cosine"):
        at = AppTest.from_file(str(PAGE), default_timeout=90)
        for name, value in {"table": table.id, "reducer": "PCA", "near-by": by}.items():
            at.query_params[name] = value
        finished(at.run())
        at.session_state["_points_map_6"].clicked = 1
        finished(at.run())
        assert not at.error, told(at)
        found[by] = at.dataframe[-1].value
    X = (frame - frame.mean()) / frame.std(ddof=0)
    apart = np.linalg.norm(X - X.iloc[1], axis=1)
    unit = X.div(np.linalg.norm(X, axis=1), axis=0)
    turned = 1 - unit @ unit.iloc[1]
    assert found["Euclidean"]["distance"].tolist()[1:] == pytest.approx(sorted(np.delete(apart, 1)), rel=1e-4)
    assert found["cosine"]["distance"].tolist()[1:] == pytest.approx(sorted(np.delete(turned, 1)), rel=1e-4)


FLAT = {"center": [0.25, -3.0], "scale": [70.0, 70.0], "width": 553.0, "height": 498.0}
SOLID = {"center": [0.25, -3.0, 1.0], "turn": 0.6, "tilt": -0.35, "distance": 12.5}


@pytest.mark.parametrize("view", [FLAT, SOLID], ids=["flat", "solid"])
def test_the_camera_is_a_word_of_the_link(view):
    assert parsed(spoken(view)) == view


@pytest.mark.parametrize(
    "word", ["", "2", "2~1~2~3", "x~1~2~3~4~5~6", "2~a~0~1~1~9~9", "2~nan~0~1~1~9~9", "2~0~0~0~1~9~9", "2~0~0~1~1~9~-9", "3~0~0~0~1~1~0", "3~inf~0~0~1~1~1"]
)  # fmt: skip
def test_what_is_no_camera_is_passed_over(word):
    assert parsed(word) is None


def test_a_selection_becomes_a_pole_and_another_one_the_other():
    at = opened(table="sample-iris", reducer="PCA")
    for end, rows in (("left", range(50)), ("right", range(100, 150))):
        at.session_state["_points_map_150"].given_by_page(np.array(rows))
        finished(at.run())
        button(at, end.capitalize()).click()
        finished(at.run())
        assert not at.error, told(at)
        assert at.selectbox(key="reducer").value == "custom axes"
    assert at.text_input(key="custom-axes.left").value == "left pole of selection"
    assert at.selectbox(key="custom-axes.left_right_in").value == "any column", "they stand in two columns"
    assert positions(at)[:50, 0].mean() == pytest.approx(-1, abs=1e-4)
    assert positions(at)[100:, 0].mean() == pytest.approx(1, abs=1e-4)
