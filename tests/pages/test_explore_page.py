"""The Explore page on the default sample, on poor tables and on hostile names, without a browser."""

import json
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest
from test_profile import tabled

from mllab.data import store
from mllab.data.plot import NoneOf, OneOf, Range, Spec, draw
from mllab.data.samples import load
from mllab.ui.explore.brush import filters
from mllab.ui.explore.build import _key

PAGE = str(Path(__file__).parents[2] / "pages/explore.py")
VIEWS = ["Columns", "Together", "Missing", "Chart builder", "Rows"]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MLLAB_HOME", str(tmp_path))


def opened(**query: str | list[str]) -> AppTest:
    at = AppTest.from_file(PAGE, default_timeout=60)
    for key, value in query.items():
        at.query_params[key] = value
    return at.run()


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_of_the_default_sample_works(view: str) -> None:
    at = opened(view=view)
    assert not at.exception
    assert {metric.label for metric in at.metric} >= {"Rows", "Columns", "Missing", "Repeated rows", "Alerts"}


def test_the_headline_is_what_is_known_of_the_sample() -> None:
    """The card of the sample: 31 rows stand twice."""
    at = opened()
    assert {metric.label: metric.value for metric in at.metric}["Repeated rows"] == "31"


def test_it_opens_on_the_column_that_leaks_the_target() -> None:
    at = opened()
    assert at.selectbox(key="target").value == "churned"
    assert at.selectbox(key="column").value == "cancellation_reason"
    assert any("leaks the target" in text.value for text in at.caption)


def test_a_link_chooses_table_column_and_chart() -> None:
    at = opened(table="sample-iris", view="Chart builder", x="petal length (cm)", y="species")
    assert not at.exception
    assert at.selectbox(key="x").value == "petal length (cm)"
    assert "groupby" in at.code[0].value


def test_a_link_to_a_column_of_another_table_is_let_go() -> None:
    at = opened(table="sample-iris", view="Columns", column="churned")
    assert not at.exception
    assert at.selectbox(key="column").value != "churned"


def test_search_finds_rows() -> None:
    at = opened(table="sample-iris", view="Rows", search="virginica")
    assert any("50 of 150 rows" in caption.value for caption in at.caption)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize(
    "frame",
    [
        pd.DataFrame({"x": pd.Series([None, None], dtype="float64")}),
        pd.DataFrame({"x": [1.0]}),
        pd.DataFrame(
            {
                "<b>x</b>": ["<script>alert(1)</script>", "**b**"] * 20,
                "a.b[0]": range(40),
                "ü" * 10_000: [1.5, None] * 20,
                "$x$": [True, False] * 20,
            }
        ),
    ],
    ids=["no value", "one cell", "hostile"],
)
def test_poor_and_hostile_tables_have_every_view(view: str, frame: pd.DataFrame, tmp_path: Path) -> None:
    path = tmp_path / "bad.parquet"
    frame.to_parquet(path)
    added = store.add(path, "bad", "a test")
    at = opened(table=added.id, view=view)
    assert not at.exception
    assert not at.error


def test_a_brush_becomes_ranges_and_a_pick_values(tmp_path: Path) -> None:
    frame = pd.DataFrame({"x": range(100), "when": pd.date_range("2020-01-01", periods=100), "g": [f"g{i % 40}" for i in range(100)]})
    table = tabled(frame, tmp_path)
    brushed = draw(table, Spec("when", "x", shape="scatter"))
    event = {"selection": {"brush": {"x": [1e12, 2e12], "y": [9, 3]}}}
    assert filters(brushed, event) == (Range("when", 1e9, 2e9), Range("x", 3, 9))
    bars = draw(table, Spec("g"))
    assert filters(bars, {"selection": {"pick": [{"x": "g1"}, {"x": "g2"}]}}) == (OneOf("g", ("g1", "g2")),)
    (rest,) = filters(bars, {"selection": {"pick": [{"x": "(other)"}]}})
    assert isinstance(rest, NoneOf)
    assert set(rest.values) == set(bars.order("x")) - {"(other)"}
    assert filters(bars, None) == ()


def test_the_columns_beside_the_chart_are_in_the_link() -> None:
    at = opened(table="sample-iris", view="Chart builder", beside=["petal width (cm)", "species", "no such column"])
    assert at.multiselect[0].value == ["petal width (cm)", "species"]
    at.multiselect[0].set_value([]).run()
    assert at.query_params["beside"] == ""


def test_a_selection_in_the_link_leaves_its_rows_until_it_is_cleared() -> None:
    table = load("iris")
    chart, bars = _key(table, Spec("petal length (cm)", colour="species")), _key(table, Spec("species"))
    told = {chart: [["between", "petal length (cm)", 1.0, 1.5]], bars: [["is", "species", "setosa"]], "other": [["is", "species", "x"]]}
    at = opened(table="sample-iris", view="Chart builder", x="petal length (cm)", beside=["species"], brush=json.dumps(told))
    frame = table.frame()
    rows = ((frame["petal length (cm)"].between(1.0, 1.5)) & (frame["species"] == "setosa")).sum()
    assert any(f"{rows} of 150 selected by the link" in one.value for one in at.markdown)
    assert "other" not in at.query_params["brush"]
    at.button(key="clear-link").click().run()
    assert any("150 of 150" in one.value for one in at.markdown)
    assert "brush" not in at.query_params


@pytest.mark.parametrize(
    "brush", ["{", "[]", '{"KEY": 3}', '{"KEY": [["between", "gone", 1, 2], ["between", "species", "a", 2], ["is"], 7]}']
)
def test_a_selection_that_a_link_gets_wrong_is_left_out(brush: str) -> None:
    key = _key(load("iris"), Spec("petal length (cm)", colour="species"))
    at = opened(table="sample-iris", view="Chart builder", x="petal length (cm)", brush=brush.replace("KEY", key))
    assert not at.exception
    assert any("150 of 150" in one.value for one in at.markdown)


def test_a_pick_in_one_of_the_facets_takes_its_facet_too() -> None:
    bars = draw(load("customers"), Spec("region", facet="plan"))
    assert filters(bars, {"selection": {"pick": [{"x": "Hesse", "f": "Basic"}]}}) == (
        OneOf("region", ("Hesse",)),
        OneOf("plan", ("Basic",)),
    )


def test_facets_say_how_far_a_selection_goes() -> None:
    at = opened(table="sample-iris", view="Chart builder", x="petal length (cm)", facet="species")
    assert any("holds in all of them" in caption.value for caption in at.caption)
