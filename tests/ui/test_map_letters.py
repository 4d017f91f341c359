"""What is written on the map goes into its files: names of groups, the user's own labels, words beside points; no text covers another."""

import json
import re
from dataclasses import replace
from html import unescape
from itertools import combinations
from types import SimpleNamespace

import numpy as np
import pytest
from PIL import ImageFont
from streamlit.testing.v1 import AppTest

from mllab.data import samples
from mllab.data.matrix import encode
from mllab.reduce import REDUCERS
from mllab.ui.map.chosen import Chosen
from mllab.ui.map.colours import by_column
from mllab.ui.map.edits import EDITED, changed, edited_words
from mllab.ui.map.keep import drawing
from mllab.ui.map.looks import Look
from mllab.ui.map.named import Overlay, overlay
from mllab.ui.map.shown import View
from mllab.ui.points import Picked

OWN = {0: "the <first> & best", 1: "bad & small", 70: "日本語のラベル", 149: "the last"}


def view(**look) -> View:
    """The map of iris with its species named."""
    table = samples.load("iris")
    columns = table.of_kind("number")
    matrix = encode(table, columns)
    chosen = Chosen(table, tuple(columns), REDUCERS["PCA"](), 0, matrix)
    picture = chosen.reducer.fit(matrix.values)
    colours = by_column(chosen, "species")
    named = overlay(chosen, colours, picture.positions[:, :2], Overlay(names=True))
    return View(chosen, picture, None, colours, Picked(), 0.1, True, look=Look(chosen, **look), captions=named["captions"])


LETTERED = re.compile(
    r'<text [^>]*text-anchor="(start|middle|end)" transform="translate\(([-\d.]+),([-\d.]+)\)"[^>]*font-size="(\d+)px"[^>]*fill="#1f2933"[^>]*>([^<]*)<'
)


def texts(svg: str) -> list[tuple[str, float, float, float]]:
    """Text, left end, height and width of what is written on the points, whose colour is of no other text."""
    found = []
    for anchor, x, y, high, text in LETTERED.findall(svg):
        wide = ImageFont.load_default(int(high)).getlength(unescape(text))
        found.append((unescape(text), float(x) - wide * {"start": 0, "middle": 0.5, "end": 1}[anchor], float(y), wide))
    return found


def test_names_of_groups_and_own_labels_are_in_the_file():
    plain, lettered = drawing(replace(view(), captions=()), "svg").decode(), drawing(view(), "svg", OWN).decode()
    assert texts(plain) == []
    written = [text for text, *_ in texts(lettered)]
    assert written == ["setosa", "versicolor", "virginica", *OWN.values()]
    assert '"the last"' in drawing(view(), "html", OWN).decode()
    assert drawing(view(), "png", OWN) != drawing(view(), "png")


def test_a_label_that_looks_like_markup_is_a_text_in_the_file():
    page = drawing(view(), "html", {0: "</script><b>boo"}).decode()
    assert "<b>boo" not in page
    assert page.count("</script>") == drawing(view(), "html").decode().count("</script>")
    (told,) = re.findall(r"const spec = (.*);\n", page)
    assert "</script><b>boo" in [row.get("text") for rows in json.loads(told)["datasets"].values() for row in rows]


def test_words_take_the_room_that_is_left_and_none_covers_another():
    many = texts(drawing(view(label="petal width (cm)"), "svg", OWN).decode())
    assert len(many) > 40
    assert [text for text, *_ in many[:3]] == ["setosa", "versicolor", "virginica"], "what was asked for first has its room first"
    for (one, x, y, wide), (other, u, v, broad) in combinations(many, 2):
        assert abs(y - v) >= 11 or x >= u + broad or u >= x + wide, f"{one!r} covers {other!r}"
    assert all(0 <= x <= 900 - wide and 5 <= y <= 600 for _, x, y, wide in many), "none leaves the picture"


def test_a_row_beyond_the_part_that_is_drawn_brings_its_label(monkeypatch):
    monkeypatch.setattr("mllab.ui.map.keep.DRAWN", 20)
    svg = drawing(view(), "svg", {7: "mine"}).decode()
    assert "mine" in [text for text, *_ in texts(svg)]


def page():
    import streamlit as st

    from mllab.ui.map.edits import changed, edited_words
    from mllab.ui.map.looks import Look

    chosen = st.session_state["chosen"]
    st.session_state["found"] = edited_words(chosen)
    st.session_state["words"] = Look(chosen, label="species", changed=changed(chosen, "species")).words()


def test_labels_edited_in_this_session_are_found_by_their_rows_and_stand_in_their_column(monkeypatch):
    here = view().chosen
    some = replace(here, matrix=SimpleNamespace(rows=np.array([5, 9, 140])), seed=3)
    frame = here.frame()
    monkeypatch.setattr(Chosen, "frame", lambda self: frame.iloc[self.matrix.rows])
    app = AppTest.from_function(page)
    app.session_state["chosen"] = some
    app.session_state[EDITED] = {
        (here.table.id, here.table.version, "species"): {9: "mine", 140: None, 77: "not on this map"},
        ("another", "table", "species"): {5: "other"},
    }
    app.run()
    assert not app.exception
    assert app.session_state["found"] == {1: "mine"}
    assert app.session_state["words"] == ["setosa", "mine", ""]


def test_without_edits_there_are_none():
    here = view().chosen
    assert changed(here, "species") == {}
    assert edited_words(here) == {}


@pytest.mark.parametrize("columns", [1, 3])
def test_a_picture_of_one_axis_or_three_is_lettered_too(columns):
    of = view()
    positions = np.column_stack([of.picture.positions, of.picture.positions])[:, :columns]
    svg = drawing(replace(of, picture=replace(of.picture, positions=positions), captions=()), "svg", {3: "here"}).decode()
    assert [text for text, *_ in texts(svg)] == ["here"]
