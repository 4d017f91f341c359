"""Points drawn by hand: what the browser tells, and the table that is made of them."""

import pytest
from streamlit.testing.v1 import AppTest

from mllab.data import store
from mllab.errors import DataError
from mllab.ui.learning.drawing import MOST, canvas, table_of, told

POINTS = [(1.0, 2.0, 0), (-1.5, 0.25, 1), (0.0, 6.0, 1)]


def test_points_become_a_table_with_their_classes():
    table = table_of(POINTS, ("cats", "dogs"), "Pets")
    assert (table.name, table.rows) == ("Pets", 3)
    assert list(table.frame()["class"]) == ["cats", "dogs", "dogs"]
    assert list(table.frame()["y"]) == [2.0, 0.25, 6.0]
    assert table_of(POINTS, ("cats", "dogs"), "Pets").id == table.id, "the same points once"


def test_classes_that_are_all_numbers_are_numbers_and_one_class_is_none():
    assert list(table_of(POINTS, ("−1", "0.5"), "Numbers").frame()["value"]) == [-1.0, 0.5, 0.5]
    assert table_of([(x, y, 0) for x, y, _ in POINTS], ("point",), "Places").names == ["x", "y"]
    with pytest.raises(DataError, match="Nothing is drawn"):
        table_of([], ("a", "b"), "None")


def test_what_the_browser_tells_is_checked(monkeypatch):
    state = {"key": {"drawn": [[1, 2, 0], [3, -6, 1]]}}
    monkeypatch.setattr(canvas.__globals__["st"], "session_state", state)
    assert told("key", 2) == [(1.0, 2.0, 0), (3.0, -6.0, 1)]
    for wrong in ([[7, 0, 0]], [[0, 0, 2]], [[0, 0, -1]], [[float("nan"), 0, 0]]):
        state["key"] = {"drawn": wrong}
        with pytest.raises(DataError, match="square from -6 to 6"):
            told("key", 2)
    state["key"] = {"drawn": [[0, 0, 0]] * (MOST + 5)}
    assert len(told("key", 2)) == MOST


def test_a_drawing_is_kept_through_runs_and_as_a_table():
    def script():
        import streamlit as st

        from mllab.ui.learning.drawing import drawn

        st.session_state.setdefault("_drawn_here", [(1.0, 1.0, 0), (2.0, 2.0, 2)])
        st.write(f"{len(drawn('here', ('a', 'b')))} points")

    at = AppTest.from_function(script, default_timeout=60).run()
    assert at.markdown[0].value == "1 points", "a class that is gone takes its points with it"
    at.text_input(key="here-name").set_value("Mine **own**")
    at.button(key="here-keep").click().run()
    assert not at.exception
    assert [table.name for table in store.listing()] == ["Mine **own**"]
    assert r"Mine \*\*own\*\*" in at.success[0].value
    assert at.session_state["table"] == store.listing()[0].id


def test_a_table_of_numbers_is_drawn_on_the_page_of_tables():
    def script():
        from mllab.ui.tables.draw import draw

        draw()

    at = AppTest.from_function(script, default_timeout=60)
    at.session_state["draw-kind"] = "Numbers"
    at.session_state["_drawn_table_drawn"] = [(0.0, 1.0, 4), (2.0, 2.0, 0)]
    at.run()
    at.button(key="table_drawn-keep").click().run()
    assert not at.exception
    assert list(store.listing()[0].frame()["value"]) == [1.0, -1.0]
