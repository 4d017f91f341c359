"""The map of points in a real browser: what is drawn, what is picked, what is sent, and what a reader without a mouse can do."""

import json
from collections.abc import Iterator

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Page, expect
from points_page import Map, expect_told, inside_box, inside_lasso, legend, near, opened, quiet, rows, served, told

from mllab.charts.palette import NOISE, PALETTE

PAGE = """
import numpy as np
import streamlit as st
from mllab.ui.points import points
from mllab.ui.points.packet import part
from rows import rows

st.set_page_config(layout="wide")
asked = st.query_params
n, dimensions = int(asked.get("n", 400)), int(asked.get("d", 2))
X, codes = rows(n, dimensions)
if st.checkbox("Move"):
    X = X[:, ::-1] + 1
if st.checkbox("Lose"):
    X = X + 5
    if st.session_state.setdefault("loses", 1):  # as if a run had been broken off after it noted what it sent
        st.session_state["loses"] = 0
        st.session_state["_points_sent"][part(X).digest] = None
colour = st.selectbox("Colour", ["group", "value"])
how = {"codes": codes, "names": ["left", "<b>right</b>", "top"]} if colour == "group" else {"values": np.where(np.arange(n) % 10, X[:, 0], np.nan)}
selected = np.array([1, 5, 7]) if st.checkbox("Three") else None
if asked.get("search"):
    how["emphasis"] = codes == 1
if asked.get("more"):
    line = np.array([[-6.0, -1.5], [6.0, -1.5]])
    how |= {"contours": [line], "captions": [("WWWW", [2.0, -2.0])], "axes": ["MMMM", ""], "sizes": np.arange(n), "shapes": codes, "shape_names": ["i", "ii", "iii"]}
    how["view"] = {"center": [0.0, 0.0], "scale": [70.0, 70.0]}
labels = [f"<img src=x onerror=alert(1)> row {row}" for row in range(n)] if n <= 10_000 else None
picked = None
if not st.checkbox("Away"):
    left, right = st.columns(2) if asked.get("two") else (st.container(), None)
    with left:
        picked = points(X, key="one", title="First", labels=labels, colour="Side", selected=selected, height=440, **how)
    if right:
        with right:
            points(X * [2, 1], key="two", title="Second", labels=labels, selected=selected, height=440, **how)
st.text("picked: " + ("nothing" if picked is None or picked.rows is None else " ".join(map(str, picked.rows.tolist()[:3000]))))
st.text(f"clicked: {picked and picked.clicked}")
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A page with maps, served for real."""
    with served(tmp_path_factory.mktemp("maps"), PAGE) as url:
        yield url


@pytest.fixture(autouse=True)
def _page_is_quiet(page: Page) -> Iterator[None]:
    with quiet(page):
        yield


def test_every_point_is_drawn_in_the_colour_of_its_group_where_it_belongs(page: Page, site: str) -> None:
    drawn = opened(page, site)
    X, codes = rows()
    assert drawn.data("drawn") == "400"
    pixels = drawn.pixels()
    at = np.rint(drawn.on_screen(X) - drawn.corner() - 1).astype(int)
    for x, y, code in np.column_stack([at, codes]):
        around = pixels[max(y - 3, 0) : y + 4, max(x - 3, 0) : x + 4]
        assert near(around, PALETTE[code], 70), f"no {PALETTE[code]} at {x}, {y}"


def test_a_step_is_equally_long_on_both_axes_and_all_points_are_in_sight(page: Page, site: str) -> None:
    drawn = opened(page, site)
    across, up = drawn.view["scale"]
    assert across == up
    at = drawn.on_screen(rows()[0]) - drawn.corner()
    assert (at > 0).all()
    assert (at < [drawn.view["width"], drawn.view["height"]]).all()


def test_a_box_selects_exactly_the_rows_inside_it_and_keys_add_and_take_away(page: Page, site: str) -> None:
    drawn = opened(page, site)
    X, _ = rows()
    drawn.root.get_by_role("button", name="Box", exact=True).click()
    first = inside_box(X, drawn.in_data(drawn.drag([(80, 90), (200, 200), (431.5, 333.25)])))
    assert 20 < len(first) < 300
    expect_told(page, first)
    expect(drawn.root.get_by_role("status")).to_have_text(f"{len(first)} of 400 selected")
    more = inside_box(X, drawn.in_data(drawn.drag([(600, 40), (420, 300)], keys=("Shift",))))
    both = np.union1d(first, more)
    assert len(both) > len(first)
    expect_told(page, both)
    less = inside_box(X, drawn.in_data(drawn.drag([(300, 20), (700, 260)], keys=("Alt",))))
    assert 0 < len(np.setdiff1d(both, less)) < len(both)
    expect_told(page, np.setdiff1d(both, less))
    page.keyboard.press("Escape")
    expect_told(page, [])


def test_a_lasso_selects_exactly_the_rows_inside_it(page: Page, site: str) -> None:
    drawn = opened(page, site)
    X, _ = rows()
    path = [(150.0, 330.0), (300, 120), (380, 350), (560, 90), (740, 300), (620, 380), (420, 150), (250, 390)]
    outline = drawn.drag(path, tool="Lasso")
    wanted = inside_lasso(X, drawn.in_data(outline))
    assert 20 < len(wanted) < 380
    expect_told(page, wanted)


def test_in_space_a_box_selects_what_is_seen_inside_it(page: Page, site: str) -> None:
    drawn = opened(page, site, "d=3")
    X, _ = rows(400, 3)
    drawn.drag([(300, 200), (360, 170)])  # turn it first
    drawn.rest()
    corners = drawn.drag([(100, 60), (500, 250)], tool="Box") - drawn.corner()
    view = drawn.view
    turn, tilt, box = view["turn"], view["tilt"], drawn.dots.bounding_box()
    assert (turn, tilt) != (0.6, 0.35)
    # A camera that looks at the centre from `distance`, turned about the upright axis, then tilted; 40 degrees from top to bottom.
    about = np.array([[np.cos(turn), 0, -np.sin(turn)], [0, 1, 0], [np.sin(turn), 0, np.cos(turn)]])
    nod = np.array([[1, 0, 0], [0, np.cos(tilt), -np.sin(tilt)], [0, np.sin(tilt), np.cos(tilt)]])
    seen = (X - view["center"]) @ (nod @ about).T
    focus = box["height"] / 2 / np.tan(np.radians(20))
    flat = seen[:, :2] * [1, -1] * (focus / (view["distance"] - seen[:, 2]))[:, None] + [box["width"] / 2, box["height"] / 2]
    wanted = inside_box(flat, corners)
    assert 20 < len(wanted) < 380
    expect_told(page, wanted)


def test_a_click_picks_the_nearest_point_and_beside_them_none(page: Page, site: str) -> None:
    drawn = opened(page, site)
    at = drawn.on_screen(rows()[0])
    wanted = 17
    place = at[wanted] + [1.5, -1]
    assert np.argmin(np.hypot(*(at - place).T)) == wanted
    page.mouse.click(*place.tolist())
    expect(page.get_by_text("clicked:")).to_have_text(f"clicked: {wanted}")
    page.mouse.click(*drawn.at(8, 8).tolist())
    expect(page.get_by_text("clicked:")).to_have_text("clicked: None")
    expect_told(page, [])


def test_what_a_point_says_is_text_whatever_the_data_hold(page: Page, site: str) -> None:
    drawn = opened(page, site)
    X, codes = rows()
    row = int(np.flatnonzero(codes == 1)[3])
    drawn.go(drawn.on_screen(X)[row])
    tip = drawn.root.get_by_role("tooltip")
    expect(tip).to_be_visible()
    assert tip.locator(".first").text_content() == f"<img src=x onerror=alert(1)> row {row}"
    assert tip.locator(".others").text_content() == "<b>right</b>"
    assert drawn.root.locator("img, b").count() == 0
    drawn.go(drawn.at(4, 4))
    expect(tip).to_be_hidden()


def test_maps_of_a_group_share_selection_and_pointing_at_once(page: Page, site: str) -> None:
    first = opened(page, site, "two=1")
    second = Map(page, "Second")
    X, _ = rows()
    wanted = inside_box(X * [2, 1], second.in_data(second.drag([(80, 90), (330, 380)], tool="Box")))
    assert 20 < len(wanted) < 380
    expect_told(page, wanted)  # told by the second map, seen through the first
    for one in (first, second):
        expect(one.root.get_by_role("status")).to_have_text(f"{len(wanted)} of 400 selected")
    outside = np.setdiff1d(np.arange(400), wanted)
    page.mouse.move(1, 1)
    first.rest()
    at = np.rint(first.on_screen(X) - first.corner() - 1).astype(int)[wanted[0]]
    before = first.pixels()[at[1] - 6 : at[1] + 7, at[0] - 6 : at[0] + 7]
    second.go(second.on_screen(X * [2, 1])[wanted[0]])
    second.rest()
    after = first.pixels()[at[1] - 6 : at[1] + 7, at[0] - 6 : at[0] + 7]
    assert (before != after).any(), "the first map shows where the second is pointed at"
    assert len(outside)


def test_what_is_not_selected_fades(page: Page, site: str) -> None:
    drawn = opened(page, site)
    before = drawn.pixels()
    drawn.drag([(80, 60), (450, 390)], tool="Box")  # the left group, and some of the top one
    page.mouse.move(1, 1)
    drawn.rest()
    after = drawn.pixels()
    assert near(after, PALETTE[1]) < near(before, PALETTE[1]) / 10
    assert near(after, PALETTE[0]) > near(before, PALETTE[0]) * 0.8 > 20


def test_a_search_lets_the_others_fade(page: Page, site: str) -> None:
    pixels = opened(page, site, "search=1").pixels()
    assert near(pixels, PALETTE[1]) > 100
    assert near(pixels, PALETTE[0]) < 10


def test_recolouring_moves_nothing_and_does_not_send_positions_again(page: Page, site: str) -> None:
    received: list[int] = []
    page.on("websocket", lambda ws: ws.on("framereceived", lambda data: received.append(len(data))))
    drawn = opened(page, site, "n=60000")
    assert sum(received) > 60_000 * 8, "two float32 a row came with the first picture"
    view, frames = drawn.view, drawn.pixels()
    received.clear()
    page.get_by_role("combobox").click()
    page.get_by_role("option", name="value").click()
    expect(drawn.root.locator(".ramp")).to_be_visible()
    drawn.rest()
    assert 60_000 * 4 < sum(received) < 60_000 * 8, "one float32 a row"
    assert drawn.view == view
    assert (drawn.pixels() != frames).any()
    received.clear()
    page.get_by_role("combobox").click()
    page.get_by_role("option", name="group").click()
    expect(legend(drawn, "left")).to_be_visible()
    drawn.rest()
    assert sum(received) < 150_000, "nothing that was here before"
    assert (drawn.pixels() == frames).all()


def test_lines_captions_axes_sizes_and_a_given_view_are_drawn(page: Page, site: str) -> None:
    drawn = opened(page, site, "more=1")
    assert drawn.view["center"] == [0, 0]
    assert drawn.view["scale"] == [70, 70]
    dark = drawn.pixels().max(axis=2) < 150  # nothing but text and lines is dark here
    (x, y), (_, low) = np.rint(drawn.on_screen(np.array([[2.0, -2.0], [3.0, -1.5]])) - drawn.corner() - 1).astype(int)
    assert dark[y - 8 : y + 9, x - 30 : x + 31].sum() > 100, "the caption"
    assert dark[-25:, dark.shape[1] // 2 - 30 : dark.shape[1] // 2 + 30].sum() > 50, "the name of the first axis"
    soft = drawn.pixels().max(axis=2) < 215
    assert soft[low - 2 : low + 3, 200:260].any(axis=0).all(), "the line, from end to end"
    X, codes = rows()
    at = np.rint(drawn.on_screen(X[codes == 0]) - drawn.corner() - 1).astype(int)
    pixels = drawn.pixels()
    around = [sum(near(pixels[y + dy, x + dx][None, None], PALETTE[0], 70) for dx, dy in ((5, 0), (-5, 0), (0, 5), (0, -5))) for x, y in at]
    assert np.mean(around[-20:]) > 3 > 2.5 > np.mean(around[:20]), "sizes grow with the row"
    assert drawn.root.locator("[data-kind=shapes] .name").all_inner_texts() == ["i", "ii", "iii"]


def test_missing_numbers_are_grey_and_can_be_hidden(page: Page, site: str) -> None:
    drawn = opened(page, site)
    page.get_by_role("combobox").click()
    page.get_by_role("option", name="value").click()
    expect(legend(drawn, "missing")).to_contain_text("40")
    drawn.rest()
    at = np.rint(drawn.on_screen(rows()[0][::10]) - drawn.corner() - 1).astype(int)

    def grey() -> int:
        return near(drawn.pixels()[at[:, 1], at[:, 0]][None], NOISE, 30)

    assert grey() > 30, "some lie under others"
    legend(drawn, "missing").click()
    expect(drawn.root).to_have_attribute("data-drawn", "360")
    page.mouse.move(1, 1)
    drawn.rest()
    assert grey() < 3


def test_the_handles_of_a_ramp_leave_the_rows_between_them(page: Page, site: str) -> None:
    drawn = opened(page, site)
    page.get_by_role("combobox").click()
    page.get_by_role("option", name="value").click()
    low, high = drawn.root.get_by_label("Show from"), drawn.root.get_by_label("Show up to")
    values = np.where(np.arange(400) % 10, rows()[0][:, 0].astype(float), np.nan)
    low.focus()
    page.keyboard.press("End")  # it stops at the other handle
    high.focus()
    low.evaluate("input => { input.value = 50; input.dispatchEvent(new Event('input')); }")
    for _ in range(50):
        page.keyboard.press("ArrowLeft")
    first, last = np.nanmin(values) + np.ptp(values[~np.isnan(values)]) * np.array([0.25, 0.75])
    wanted = np.isnan(values) | ((values >= first) & (values <= last))
    expect(drawn.root).to_have_attribute("data-drawn", str(wanted.sum()))
    expect(drawn.root.locator(".shown [role=status]")).to_have_text(f"{wanted.sum()} of 400 shown")
    drawn.dots.focus()
    page.keyboard.press("a")
    expect_told(page, np.flatnonzero(wanted))
    drawn.root.get_by_role("button", name="Show all").last.click()
    expect(drawn.root).to_have_attribute("data-drawn", "400")
    expect(high).to_have_value("200")


def test_the_legend_hides_groups_which_then_cannot_be_picked(page: Page, site: str) -> None:
    drawn = opened(page, site)
    _, codes = rows()
    entry = legend(drawn, "left")
    expect(entry).to_have_attribute("aria-pressed", "true")
    expect(entry).to_contain_text(str(int((codes == 0).sum())))
    entry.focus()
    page.keyboard.press("Enter")
    expect(entry).to_have_attribute("aria-pressed", "false")
    expect(drawn.root).to_have_attribute("data-drawn", str(int((codes != 0).sum())))
    drawn.rest()
    assert near(drawn.pixels(), PALETTE[0]) == 0
    drawn.dots.focus()
    page.keyboard.press("a")
    expect_told(page, np.flatnonzero(codes != 0))
    legend(drawn, "top").click(modifiers=["Alt"])  # alone
    expect(drawn.root).to_have_attribute("data-drawn", str(int((codes == 2).sum())))


def test_the_keyboard_moves_zooms_picks_and_goes_home(page: Page, site: str) -> None:
    drawn = opened(page, site)
    home = drawn.view
    drawn.dots.focus()
    page.keyboard.press("ArrowRight")
    drawn.rest()
    assert drawn.view["center"][0] - home["center"][0] == pytest.approx(60 / home["scale"][0])
    assert drawn.view["center"][1] == home["center"][1]
    page.keyboard.press("+")
    drawn.rest()
    assert drawn.view["scale"][0] == pytest.approx(1.3 * home["scale"][0])
    expect(drawn.root.get_by_role("tooltip")).to_be_visible()
    said = drawn.root.locator("[aria-live=polite].heard")
    page.keyboard.press("Enter")
    view = drawn.view
    nearest = np.argmin(np.hypot(*(rows()[0] - view["center"]).T))
    expect(page.get_by_text("clicked:")).to_have_text(f"clicked: {nearest}")
    expect(said).to_contain_text(f"row {nearest}")
    page.keyboard.press("Home")
    drawn.rest()
    assert drawn.view == home
    assert "400 points" in (drawn.dots.get_attribute("aria-label") or "")


def test_the_tools_are_reached_by_tab_and_say_which_is_in_hand(page: Page, site: str) -> None:
    drawn = opened(page, site)
    tools = drawn.root.get_by_role("toolbar").get_by_role("button")
    tools.first.focus()
    names = []
    for _ in range(tools.count()):
        names.append(
            page.evaluate(
                "() => { let e = document.activeElement; while (e?.shadowRoot) e = e.shadowRoot.activeElement; return e.getAttribute('aria-label'); }"
            )
        )
        page.keyboard.press("Tab")
    assert names == ["Move", "Box", "Lasso", "Zoom in", "Zoom out", "Show all", "Day or night", "Save as PNG"]
    tools.nth(1).press("Enter")
    button = tools.nth(1).element_handle()
    page.get_by_text("Three", exact=True).click()
    expect_told(page, [1, 5, 7])
    assert button.evaluate("button => button.isConnected"), "a run of the page takes no button from under the keyboard"
    assert [tools.nth(i).get_attribute("aria-pressed") for i in range(4)] == ["false", "true", "false", None]


def test_wheel_zooms_around_the_pointer_and_double_click_shows_all(page: Page, site: str) -> None:
    drawn = opened(page, site)
    home, place = drawn.view, drawn.at(200, 300)
    under = drawn.in_data(place)
    drawn.go(place)
    page.mouse.wheel(0, -400)
    drawn.rest()
    assert drawn.view["scale"][0] > 1.5 * home["scale"][0]
    np.testing.assert_allclose(drawn.in_data(place), under, atol=1e-9)
    drawn.drag([(300, 300), (240, 320)])
    drawn.rest()
    np.testing.assert_allclose(drawn.in_data(place + np.array([-60, 20])), under, atol=1e-9)
    page.mouse.dblclick(*drawn.at(10, 10).tolist())
    drawn.rest()
    assert drawn.view == home


def test_new_positions_glide_unless_the_reader_wants_no_motion(page: Page, site: str) -> None:
    for wish, glides in (("no-preference", True), ("reduce", False)):
        page.emulate_media(reduced_motion=wish)
        drawn = opened(page, site)
        before = drawn.data("positions")
        page.get_by_text("Move", exact=True).first.click()
        expect(drawn.root).not_to_have_attribute("data-positions", before)
        expect(drawn.root).to_have_attribute("data-settled", drawn.data("positions"))
        drawn.rest()
        assert (int(drawn.data("between")) > 0) is glides, "pictures between the last positions and the new ones"
        X = rows()[0][:, ::-1] + 1
        at = drawn.on_screen(X) - drawn.corner()
        assert (at > 0).all()
        assert (at < [drawn.view["width"], drawn.view["height"]]).all()


def test_parts_that_got_lost_on_the_way_are_asked_for(page: Page, site: str) -> None:
    drawn = opened(page, site)
    before = drawn.view
    page.get_by_text("Lose", exact=True).click()
    expect(drawn.root).not_to_have_attribute("data-view", json.dumps(before, separators=(",", ":")))
    drawn.rest()
    np.testing.assert_allclose(np.subtract(drawn.view["center"], before["center"]), 5, atol=1e-5)


def test_a_map_that_comes_back_has_its_selection_and_brings_no_positions(page: Page, site: str) -> None:
    drawn = opened(page, site)
    drawn.drag([(80, 90), (430, 330)], tool="Box")
    expect(page.get_by_text("picked:")).not_to_have_text("picked: nothing")
    rows_before = told(page)
    away = page.get_by_text("Away", exact=True)
    away.click()
    expect(drawn.root).to_have_count(0)
    away.click()
    expect(drawn.root.get_by_role("status")).to_have_text(f"{len(rows_before)} of 400 selected")
    assert told(page) == rows_before


def test_the_page_selects_rows_and_the_reader_may_change_that(page: Page, site: str) -> None:
    drawn = opened(page, site)
    page.get_by_text("Three", exact=True).click()
    expect(drawn.root.get_by_role("status")).to_have_text("3 of 400 selected")
    expect_told(page, [1, 5, 7])
    drawn.root.get_by_role("button", name="Clear").click()
    expect_told(page, [])
    expect(drawn.root.get_by_role("status")).to_have_text("")


def test_a_million_points_are_drawn_and_picked(page: Page, site: str) -> None:
    drawn = opened(page, site, "n=1000000")
    assert drawn.data("drawn") == "1000000"
    pixels = drawn.pixels()
    assert [near(pixels, hex, 60) > 500 for hex in PALETTE[:3]] == [True] * 3
    X, _ = rows(1_000_000)
    corners = drawn.in_data(drawn.drag([(200, 150), (400, 320)], tool="Box"))
    wanted = len(inside_box(X, corners))
    assert wanted > 1000
    expect(drawn.root.get_by_role("status")).to_have_text(f"{wanted:,} of 1,000,000 selected")


def test_a_view_is_saved_as_a_picture(page: Page, site: str) -> None:
    drawn = opened(page, site)
    with page.expect_download() as download:
        drawn.root.get_by_role("button", name="Save as PNG").click()
    assert download.value.suggested_filename == "First.png"
    picture = np.asarray(Image.open(download.value.path()).convert("RGB")).astype(int)
    assert picture.shape[1] > drawn.view["width"]
    shown = drawn.pixels()
    for hex in PALETTE[:3]:
        assert near(picture, hex) >= near(shown, hex) > 50


def test_without_webgl_the_map_says_so(page: Page, site: str) -> None:
    page.add_init_script(
        "const get = HTMLCanvasElement.prototype.getContext;"
        "HTMLCanvasElement.prototype.getContext = function (kind, ...more) { return kind === 'webgl2' ? null : get.call(this, kind, ...more); };"
    )
    drawn = opened(page, site)
    expect(drawn.root.get_by_role("alert")).to_contain_text("cannot draw with WebGL 2")
    expect(drawn.root).to_have_attribute("data-drawn", "0")


@pytest.mark.parametrize("comes_back", [True, False])
def test_a_graphics_card_that_lets_go_is_waited_for_and_then_left(page: Page, site: str, comes_back: bool) -> None:
    drawn = opened(page, site)
    before = drawn.pixels()
    drawn.dots.evaluate(
        "dots => { window.lost = dots.getContext('webgl2').getExtension('WEBGL_lose_context'); window.lost.loseContext(); }"
    )
    alert = drawn.root.get_by_role("alert")
    expect(alert).to_contain_text("drawn again in a moment")
    if comes_back:
        page.evaluate("window.lost.restoreContext()")
    expect(alert).to_be_hidden(timeout=20_000)
    drawn.rest()
    assert (drawn.pixels() == before).all()
    page.keyboard.press("Escape")
    drawn.drag([(100, 100), (160, 120)])
    drawn.rest()
    assert not (drawn.pixels() == before).all(), "it can be moved as before"


@pytest.fixture
def phone(context: BrowserContext, site: str) -> Iterator[Map]:
    """The map on a narrow screen, by touch."""
    narrow = context.browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, device_scale_factor=2)
    yield opened(narrow.new_page(), site)
    narrow.close()


def touch(of: Map, *fingers: list[tuple[float, float]]) -> None:
    """Fingers that go their ways together."""
    session = of.page.context.new_cdp_session(of.page)
    corner = of.corner().tolist()

    def send(kind: str, places: list[tuple[float, float]]) -> None:
        session.send(
            "Input.dispatchTouchEvent",
            {"type": kind, "touchPoints": [{"x": corner[0] + x, "y": corner[1] + y, "id": i} for i, (x, y) in enumerate(places)]},
        )

    send("touchStart", [path[0] for path in fingers])
    for places in zip(*(path[1:] for path in fingers), strict=True):
        send("touchMove", list(places))
    send("touchEnd", [])


def test_on_a_phone_fingers_move_zoom_and_select(phone: Map) -> None:
    page = phone.page
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    home = phone.view
    touch(phone, [(150, 200), (170, 210), (190, 220)])
    phone.rest()
    np.testing.assert_allclose(np.subtract(home["center"], phone.view["center"]) * home["scale"] * [1, -1], [40, 20], atol=1)
    touch(phone, [(150, 200), (130, 200), (110, 200)], [(200, 200), (220, 200), (240, 200)])
    phone.rest()
    assert phone.view["scale"][0] == pytest.approx(home["scale"][0] * 130 / 50, rel=0.02)
    phone.root.get_by_role("button", name="Show all").tap()
    phone.rest()
    phone.root.get_by_role("button", name="Box", exact=True).tap()
    touch(phone, [(40, 60), (120, 150), (200, 330)])
    corners = phone.in_data(phone.corner() + np.array([(40, 60), (200, 330)]))
    expect_told(page, inside_box(rows()[0], corners))


def test_a_million_points_do_not_keep_the_pointer_waiting(page: Page, site: str) -> None:
    drawn = opened(page, site, "n=1000000")
    X, _ = rows(1_000_000)
    row = int(np.argmax(X[:, 1]))  # alone at the top
    drawn.go(drawn.on_screen(X)[row])
    expect(drawn.root.get_by_role("tooltip")).to_contain_text(f"row {row}")
