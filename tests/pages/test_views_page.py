"""Views as their reader meets them: kept from a page, listed on Home, renamed and deleted, and said when they cannot be opened."""

from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from mllab import views
from mllab.data import store
from mllab.ui.views import here

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("MLLAB_HOME", str(tmp_path / "home"))


def listed() -> AppTest:
    """Home, in the app: doors to pages need its navigation."""
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=90).run()
    assert not at.exception, at.exception[0].message
    return at


def told(at: AppTest) -> str:
    return "\n".join(element.value for kind in ("markdown", "caption", "error") for element in getattr(at, kind))


def test_home_says_how_to_keep_the_first_view():
    assert "keeps what you see there under a name" in told(listed())


def test_a_view_is_renamed_and_deleted_where_it_is_listed():
    kept = views.keep("first", "explore", {"table": ["sample-iris"]}, "Iris")
    at = listed()
    at.text_input(key=f"view_{kept.id}").set_value("second").run()
    assert [view.name for view in views.listing()] == ["second"]
    at.button(key=f"view_{kept.id}_delete").click().run()
    assert views.listing() == []
    assert "keeps what you see there under a name" in told(at)


def test_a_view_of_a_deleted_table_says_so():
    table = store.add(b"a,b\n1,2\n3,4\n", "sales.csv", "test")
    views.keep("mine", "explore", {"table": [table.id]}, "sales.csv")
    assert "was deleted" not in told(listed())
    store.delete(table.id)
    said = told(listed())
    assert "was deleted, or is on another machine" in said
    assert "sales" in said


def test_a_view_of_a_page_that_is_not_here_says_so():
    views.keep("odd", "no_such_page", {})
    views.keep("worse", "../secret", {})
    assert told(listed()).count("There is no page") == 2


def test_names_are_shown_as_they_are_written():
    views.keep("<b>*a* $x$", "no_such_page", {})
    assert r"\<b\>\*a\* \$x\$" in told(listed())


def test_the_present_view_is_kept_from_any_page(monkeypatch):
    monkeypatch.setattr(here, "where", lambda: "explore")
    at = listed().switch_page("pages/explore.py").run()
    at.query_params["table"] = "sample-iris"
    at.session_state["views"] = True  # the popover is open
    at.run()
    at.text_input(key="view_name").set_value("flowers")
    next(button for button in at.button if button.label == "Keep this view").click().run()
    assert not at.exception
    (kept,) = views.listing()
    assert (kept.name, kept.page, kept.table) == ("flowers", "explore", "Iris flowers (sample)")
    assert kept.query["table"] == ["sample-iris"]
    assert "Kept as flowers" in told(at)


def chosen_rows():
    """A page on which some rows are selected, or were in the view that its link names."""
    import streamlit as st

    from mllab.ui.views import selected

    st.session_state["found"] = selected(10)


def test_selected_rows_come_back_with_the_link_of_their_view_and_not_with_another():
    kept = views.keep("some", "map", {"table": ["t"]}, rows=(2, 7))
    at = AppTest.from_function(chosen_rows)
    for query, expected in (({"table": "t"}, [2, 7]), ({"table": "u"}, None), ({"table": "t", "seed": "1"}, None)):
        at = AppTest.from_function(chosen_rows)
        for name, value in {**query, "kept": kept.id}.items():
            at.query_params[name] = value
        at.run()
        found = at.session_state["found"]
        assert (found is None) if expected is None else np.array_equal(found, expected)
