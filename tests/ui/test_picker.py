"""The table picker: one choice that follows links, outlives pages and says when a table is gone."""

from streamlit.testing.v1 import AppTest

from mllab.data import store

PAGE = """
import streamlit as st
from mllab.ui import pick_table
table = pick_table()
st.text(table.id)
st.button("go", on_click=st.session_state.update, args=({"table": "sample-wine"},))
"""


def _opened(table: str | None = None) -> AppTest:
    at = AppTest.from_string(PAGE, default_timeout=30)
    if table is not None:
        at.query_params["table"] = table
    return at.run()


def test_a_sample_is_open_before_anything_is_brought():
    at = _opened()
    assert at.text[0].value == "sample-customers"
    assert "table" not in at.query_params


def test_a_link_opens_its_table_and_a_choice_changes_the_link():
    at = _opened("sample-iris")
    assert at.text[0].value == "sample-iris"
    at.selectbox(key="table").set_value("sample-wine").run()
    assert at.text[0].value == "sample-wine"
    assert at.query_params["table"] == "sample-wine"


def test_a_page_may_choose_in_a_callback_and_the_link_follows():
    at = _opened("sample-iris")
    at.button[0].click().run()
    assert at.text[0].value == "sample-wine"
    assert at.query_params["table"] == "sample-wine"


def test_a_link_to_a_table_that_is_gone_says_so_and_opens_the_sample():
    at = _opened("orders-3f2a91")
    assert "no table called orders" in at.warning[0].value
    assert at.text[0].value == "sample-customers"


def test_tables_are_called_by_their_names_and_alike_names_are_told_apart():
    first = store.paste("a,b\n1,2\n3,4\n")
    second = store.paste("a,b\n5,6\n7,8\n")
    store.rename(first.id, "orders")
    store.rename(second.id, "orders")
    options = _opened().selectbox(key="table").options
    assert f"orders ({first.id})" in options
    assert f"orders ({second.id})" in options
