"""The map of points, Python's side: what is sent, what is refused, and what the browser's choice becomes."""

import base64
import json
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from mllab.errors import DataError
from mllab.ui.points import component, text
from mllab.ui.points import parts as made
from mllab.ui.points.packet import packet, part
from mllab.ui.points.picked import Choice, unpacked
from mllab.ui.points.ramps import RAMPS, stops


def read(data: bytes) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
    """Head and new parts of a packet, read as the browser does."""
    length = int(np.frombuffer(data, "<u4", 1)[0])
    head = json.loads(data[4 : 4 + length])
    new = {
        name: np.frombuffer(data[4 + length + one["at"] :][: one["bytes"]], np.uint8 if one["kind"] == "text" else one["kind"])
        for name, one in head["parts"].items()
        if "at" in one
    }
    return head, new


def test_a_packet_brings_its_arrays_unchanged_each_on_a_multiple_of_eight_bytes():
    rng = np.random.default_rng(0)
    arrays = {
        "positions": rng.normal(size=(5, 3)).astype(np.float32),
        "codes": np.arange(5, dtype=np.int8),
        "bits": np.arange(3, dtype=np.uint8),
    }
    data = packet({"n": 5, "title": "é<b>"}, {name: part(array) for name, array in arrays.items()}, set())
    head, new = read(data)
    assert (head["n"], head["title"]) == (5, "é<b>")
    for name, array in arrays.items():
        np.testing.assert_array_equal(new[name], array.ravel())
    start = 4 + int(np.frombuffer(data, "<u4", 1)[0])
    assert all((start + one["at"]) % 8 == 0 for one in head["parts"].values())


def test_what_is_known_stays_at_home_and_equal_parts_travel_once():
    positions, codes = part(np.zeros((4, 2), np.float32)), part(np.zeros(4, np.int8))
    head, new = read(packet({}, {"positions": positions, "codes": codes}, {positions.digest}))
    assert list(new) == ["codes"]
    assert head["parts"]["positions"] == {"kind": "float32", "digest": positions.digest}
    _, new = read(packet({}, {"codes": codes, "again": codes}, set()))
    assert list(new) == ["codes"]


def test_a_part_is_known_by_its_bytes_and_its_type():
    zeros = np.zeros(8, np.uint8)
    assert part(zeros).digest == part(zeros.copy()).digest
    assert len({part(zeros).digest, part(zeros.view(np.int8)).digest, part(zeros + 1).digest, text(["\0"]).digest}) == 4


def test_texts_of_any_letters_are_found_by_their_offsets():
    labels = ["", "a", "日本語", "<script>", "x\ud800"]
    data = text(labels).data
    ends = np.frombuffer(data[: 4 * 6], np.uint32)
    letters = data[4 * 6 :]
    assert [letters[a:b].decode() for a, b in pairwise(ends)] == ["", "a", "日本語", "<script>", "x?"]


@pytest.mark.parametrize(("names", "kind"), [(2, "int8"), (128, "int8"), (129, "int16"), (40_000, "int32")])
def test_codes_travel_in_the_smallest_type_that_holds_them(names, kind):
    codes = np.array([-1, 0, names - 1])
    sent = made.coded(codes, 3, names)
    assert sent.kind == kind
    np.testing.assert_array_equal(np.frombuffer(sent.data, kind), codes)


def test_sizes_run_from_the_smallest_to_the_largest():
    sizes = np.frombuffer(made.sized(np.array([5.0, 10, 15, np.nan, np.inf]), 5).data, np.uint8)
    assert sizes.tolist() == [0, 128, 255, 0, 0]
    assert len(set(made.sized(np.full(3, 7.0), 3).data)) == 1


def test_what_is_not_finite_is_missing():
    sent = np.frombuffer(made.valued(np.array([1.5, np.inf, -np.inf, np.nan]), 4).data, np.float32)
    np.testing.assert_array_equal(sent, np.array([1.5, np.nan, np.nan, np.nan], np.float32))


def test_wrong_arrays_are_refused_in_words():
    with pytest.raises(DataError, match=r"n rows and 2 or 3 columns of numbers, got float64 \(3, 4\)"):
        made.placed(np.zeros((3, 4)))
    with pytest.raises(DataError, match="one per row: the map has 3 rows, got"):
        made.valued(np.zeros(4), 3)
    with pytest.raises(DataError, match="codes run from 0 to 2, but there are 2 names"):
        made.coded(np.array([0, 1, 2]), 3, 2)
    with pytest.raises(DataError, match="whole numbers"):
        made.coded(np.zeros(3), 3, 2)
    with pytest.raises(DataError, match="3 rows, got 1"):
        made.labelled(["a"], 3)
    with pytest.raises(DataError, match="There is no ramp 'jet'"):
        stops("jet")
    with pytest.raises(DataError, match="pan, box, lasso"):
        made.known_tools(["knife"])


def test_inputs_stay_as_they_are():
    positions = np.array([[0.0, 1.0], [np.nan, 2.0]])
    positions.flags.writeable = False
    assert made.placed(positions).dtype == np.float32
    assert stops("viridis") == RAMPS["viridis"]


def packed(rows: list[int], n: int, form: str) -> dict[str, str]:
    if form == "rows":
        raw = np.array(rows, np.uint32).tobytes()
    else:
        bits = np.zeros(n, bool)
        bits[rows] = True
        raw = np.packbits(bits, bitorder="little").tobytes()
    return {"form": form, "data": base64.b64encode(raw).decode()}


@pytest.mark.parametrize("form", ["rows", "bits"])
def test_the_rows_of_the_browser_arrive_sorted_and_whole(form):
    rng = np.random.default_rng(1)
    rows = np.sort(rng.choice(1003, 200, replace=False))
    np.testing.assert_array_equal(unpacked(packed(rows.tolist(), 1003, form), 1003), rows)
    assert unpacked({"form": form, "data": ""}, 1003) is None


def test_rows_that_do_not_exist_are_left_out():
    np.testing.assert_array_equal(unpacked(packed([5, 2, 2, 10, 99], 0, "rows"), 10), [2, 5])
    np.testing.assert_array_equal(unpacked({"form": "bits", "data": base64.b64encode(b"\xff\xff").decode()}, 10), np.arange(10))


def test_the_page_selects_once_and_the_browser_has_the_last_word():
    choice = Choice(10)
    choice.given_by_page(np.array([3, 1]))
    first = choice.id
    assert first
    assert choice.picked("a").rows.tolist() == [1, 3]
    choice.told("a", {"id": "mine", **packed([7], 10, "rows"), "clicked": 7, "view": {"turn": 1}})
    choice.given_by_page(np.array([1, 3]))  # what it said before is nothing new
    assert choice.picked("a").rows.tolist() == [7]
    assert (choice.picked("a").clicked, choice.picked("a").view, choice.picked("b").view) == (7, {"turn": 1}, {})
    choice.given_by_page(np.array([], int))
    assert choice.picked("a").rows is None
    assert choice.id not in (first, "mine", "")
    with pytest.raises(DataError, match="row numbers from 0 to 9"):
        choice.given_by_page(np.array([10]))


def test_a_click_that_is_no_row_is_no_click():
    choice = Choice(10)
    for wrong in (10, -1, "3", None, 2.0):
        choice.told("a", {"id": "", "clicked": wrong})
        assert choice.clicked is None


def page():
    import numpy as np
    import streamlit as st

    from mllab.ui.points import points

    rng = np.random.default_rng(0)
    X = rng.normal(size=(100, 2))
    if st.checkbox("move"):
        X = X + 1
    colour = st.selectbox("colour", ["group", "value"])
    how = {"codes": np.arange(100) % 2, "names": ["a", "b"]} if colour == "group" else {"values": X[:, 0]}
    rows = np.array([2, 4]) if st.checkbox("select") else None
    picked = points(X, key="one", selected=rows, **how)
    points(X, key="two", selected=rows, **how)
    st.text(str(picked.rows))


def sent(app: AppTest) -> list[tuple[dict[str, Any], list[str]]]:
    """For each map of the page: the head, and the names of the parts inside."""
    heads = [read(one.proto.bytes) for one in app.get("bidi_component")]
    return [(head, list(new)) for head, new in heads]


@pytest.fixture
def at_once(monkeypatch):
    """What was sent has been shown at once."""
    monkeypatch.setattr(component, "AGAIN", 0.0)


@pytest.mark.usefixtures("at_once")
def test_only_what_changed_is_sent_and_two_maps_of_the_same_rows_share_it():
    app = AppTest.from_function(page).run()
    assert not app.exception
    assert [names for _, names in sent(app)] == [["program", "positions", "codes"], []]
    assert [names for _, names in sent(app.run())] == [[], []]
    app.selectbox[0].select("value").run()
    assert [names for _, names in sent(app)] == [["values"], []]
    app.selectbox[0].select("group").run()
    assert [names for _, names in sent(app)] == [[], []]
    app.checkbox[0].check().run()
    assert [names for _, names in sent(app)] == [["positions"], []]


@pytest.mark.usefixtures("at_once")
def test_a_selection_of_the_page_is_sent_once():
    app = AppTest.from_function(page).run()
    app.checkbox[1].check().run()
    (first, names), (second, others) = sent(app)
    assert (names, others) == (["selected"], [])
    assert first["selection"] == second["selection"] != ""
    assert app.text[0].value == "[2 4]"
    assert [names for _, names in sent(app.run())] == [[], []]


def test_what_is_small_is_sent_again_as_long_as_the_browser_may_have_shown_none_of_it(monkeypatch):
    monkeypatch.setattr(component, "AGAIN", np.inf)
    app = AppTest.from_function(page).run()
    assert [names for _, names in sent(app.run())] == [["program", "positions", "codes"], []], "with the map that brought it, not with both"
    monkeypatch.setattr(component, "AGAIN", 0.0)
    assert [names for _, names in sent(app.run())] == [[], []]


def test_what_is_large_is_sent_again_only_when_it_is_asked_for(monkeypatch):
    monkeypatch.setattr(component, "AGAIN", np.inf)
    monkeypatch.setattr(component, "SMALL", 1_000)  # bytes: more than the places of 100 rows, less than the program
    app = AppTest.from_function(page).run()
    assert [names for _, names in sent(app)] == [["program", "positions", "codes"], []]
    assert [names for _, names in sent(app.run())] == [["positions", "codes"], []]


def test_what_streamlit_sends_with_every_picture_is_short_as_the_program_comes_once():
    app = AppTest.from_function(page).run()
    first, _ = app.get("bidi_component")
    assert len(first.proto.js_content) + len(first.proto.css_content) + len(first.proto.html_content) < 4_000
    length = int(np.frombuffer(first.proto.bytes, "<u4", 1)[0])
    told = read(first.proto.bytes)[0]["parts"]["program"]
    program = first.proto.bytes[4 + length + told["at"] :][: told["bytes"]].decode()
    assert program.startswith("const STYLE = ")
    assert "export default function (component)" in program
