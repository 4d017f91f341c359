"""How the map looks, in a real browser: pictures, words, sizes and shapes, what the legend hides, day and night, turning by itself."""

import time
from collections.abc import Iterator
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page, expect
from points_page import Map, legend, near, opened, quiet, served

from mllab.charts.palette import PALETTE

PAGE = """
import numpy as np
import streamlit as st
from mllab.ui.points import points
from mllab.ui.points.images import images
from rows import pictured

st.set_page_config(layout="wide")
asked = st.query_params
n, dimensions, kind = int(asked.get("n", 12)), int(asked.get("d", 2)), asked.get("img", "")
X, codes, tiles = pictured(n, dimensions)
how = {}
if kind:
    how["images"] = images(tiles if kind != "ink" else tiles[..., 0], ink=kind == "ink")
    how["pictured"] = kind != "pointed"
if asked.get("words"):
    how["words"] = [f"word {row}" if row % 2 else "" for row in range(n)]
if asked.get("sizes"):
    how |= {"sizes": np.arange(n) * 10.0, "size": "Weight"}
if asked.get("shapes"):
    how |= {"shapes": np.arange(n) % 2, "shape_names": ["even", "odd"], "shape": "Parity"}
picked = points(X, key="one", codes=codes, names=["left", "right", "top"], colour="Side", title="First", height=480, **how)
st.text("picked: " + ("nothing" if picked.rows is None else " ".join(map(str, picked.rows.tolist()[:3000]))))
st.text(f"clicked: {picked.clicked}")
"""


def pictured(n: int, dimensions: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Rows on a wide grid, and a picture of four coloured quarters for each, no two alike: on the page and here."""
    rng = np.random.default_rng(7)
    across = int(np.ceil(np.sqrt(n)))
    places = np.column_stack([np.arange(n) % across, np.arange(n) // across, np.arange(n) % 5])[:, :dimensions]
    quarters = rng.choice([0, 80, 160, 240], (n, 2, 2, 3)).astype(np.uint8)
    return places.astype(np.float32), np.arange(n) % 3, quarters.repeat(4, axis=1).repeat(4, axis=2)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A page with a map whose look is asked for in its address."""
    with served(tmp_path_factory.mktemp("looks"), PAGE, pictured) as url:
        yield url


@pytest.fixture(autouse=True)
def _page_is_quiet(page: Page) -> Iterator[None]:
    with quiet(page):
        yield


def around(drawn: Map, X: np.ndarray) -> np.ndarray:
    """Pixels of the picture of the map at which the rows lie."""
    return np.rint(drawn.on_screen(X) - drawn.corner() - 1).astype(int)


def test_every_row_is_drawn_as_its_own_picture_framed_in_the_colour_of_its_group(page: Page, site: str) -> None:
    drawn = opened(page, site, "img=photo")
    assert drawn.data("pictures") == "12"
    X, codes, tiles = pictured(12, 2)
    pixels = drawn.pixels()
    side = 20  # pixels from the middle to an edge, about
    for (x, y), code, tile in zip(around(drawn, X), codes, tiles, strict=True):
        for across, down, quarter in ((-1, -1, tile[0, 0]), (1, -1, tile[0, -1]), (-1, 1, tile[-1, 0]), (1, 1, tile[-1, -1])):
            assert np.abs(pixels[y + 9 * down, x + 9 * across] - quarter).max() < 12, f"at {x}, {y}"
        frame = pixels[y - 3 : y + 4, x + side - 4 : x + side + 4]
        assert near(frame, PALETTE[code], 40) >= 7


def test_ink_is_in_the_colour_of_its_group_on_paper(page: Page, site: str) -> None:
    drawn = opened(page, site, "img=ink")
    X, codes, tiles = pictured(12, 2)
    pixels = drawn.pixels()
    levels = {240: 0, 0: 0}
    for (x, y), code, tile in zip(around(drawn, X), codes, tiles[..., 0], strict=True):
        spot = pixels[y - 9, x - 9][None, None]
        if tile[0, 0] == 240:
            assert near(spot, PALETTE[code], 12) == 1
        if tile[0, 0] == 0:
            assert near(spot, "#ffffff", 40) == 1
        levels[int(tile[0, 0])] = levels.get(int(tile[0, 0]), 0) + 1
    assert levels[240] > 0 < levels[0], "both were looked at"


def test_pictures_stand_in_space_too(page: Page, site: str) -> None:
    drawn = opened(page, site, "img=photo&d=3&n=25")
    assert drawn.data("pictures") == "25"
    pixels = drawn.pixels()
    assert sum(near(pixels, hex, 25) > 40 for hex in PALETTE[:3]) == 3, "the frames"
    assert near(pixels, "#f0f0f0", 8) + near(pixels, "#f00000", 40) + near(pixels, "#00f000", 40) > 0


def test_ten_thousand_pictures_are_all_drawn_at_rest(page: Page, site: str) -> None:
    drawn = opened(page, site, "img=photo&n=10000")
    assert drawn.data("pictures") == "10000"
    page.mouse.move(1, 1)
    before = drawn.pixels()
    drawn.drag([(300, 200), (360, 230), (320, 210), (300, 200)])
    page.mouse.move(1, 1)
    drawn.rest()
    assert np.mean((np.abs(drawn.pixels() - before) > 30).any(axis=2)) < 0.01, "the same as before, back where it was"


@pytest.mark.parametrize("kind", ["photo", "pointed"])
def test_the_pointed_row_shows_its_picture_enlarged(page: Page, site: str, kind: str) -> None:
    drawn = opened(page, site, f"img={kind}")
    assert drawn.data("pictures") == ("12" if kind == "photo" else "0")
    X, _, tiles = pictured(12, 2)
    drawn.go(drawn.on_screen(X)[7])
    picture = drawn.root.locator(".tip canvas.pic")
    expect(picture).to_be_visible()
    assert picture.bounding_box()["width"] > 100
    read = "c => [...c.getContext('2d').getImageData(0, 0, c.width, c.height).data]"
    np.testing.assert_array_equal(np.array(picture.evaluate(read)).reshape(8, 8, 4)[..., :3], tiles[7])
    drawn.go(drawn.at(3, 3))
    expect(picture).to_be_hidden()


WRITES = """() => {
    window.written = [];
    const fill = CanvasRenderingContext2D.prototype.fillText, clear = CanvasRenderingContext2D.prototype.clearRect;
    CanvasRenderingContext2D.prototype.clearRect = function (...all) { window.written = []; return clear.apply(this, all); };
    CanvasRenderingContext2D.prototype.fillText = function (words, x, y) { window.written.push([words, x, y, this.measureText(words).width]); return fill.call(this, words, x, y); };
}"""


def words_of(page: Page) -> list[list[Any]]:
    """The words of the last picture: text, left end, middle, width."""
    return [one for one in page.evaluate("window.written") if str(one[0]).startswith("word ")]


@pytest.mark.parametrize("dimensions", [2, 3])
def test_words_never_lie_over_each_other_and_come_as_one_comes_nearer(page: Page, site: str, dimensions: int) -> None:
    page.add_init_script(f"({WRITES})()")
    drawn = opened(page, site, f"words=1&n=4000&d={dimensions}")
    first = words_of(page)
    assert 20 < len(first) == int(drawn.data("words"))
    for (_, ax, ay, wide), (_, bx, by, wider) in combinations(first, 2):
        assert abs(ay - by) >= 12 or ax + wide <= bx or bx + wider <= ax
    assert all(int(words.split()[1]) % 2 for words, *_ in first), "rows without a word have none"
    drawn.root.get_by_role("button", name="Zoom in").dblclick()
    drawn.root.get_by_role("button", name="Zoom in").dblclick()
    drawn.rest()
    assert {words for words, *_ in words_of(page)} - {words for words, *_ in first}, "rows that had no room before"


def test_a_word_stands_beside_its_point(page: Page, site: str) -> None:
    page.add_init_script(f"({WRITES})()")
    drawn = opened(page, site, "words=1")
    X, _, _ = pictured(12, 2)
    at = drawn.on_screen(X) - drawn.corner()
    told = words_of(page)
    assert sorted(words for words, *_ in told) == sorted(f"word {row}" for row in range(1, 12, 2))
    for words, x, y, wide in told:
        px, py = at[int(words.split()[1])]
        assert abs(y - py) < 2
        assert 2 < min(abs(x - px), abs(x + wide - px)) < 16


def test_sizes_and_shapes_are_told_in_the_legend_and_shapes_hide(page: Page, site: str) -> None:
    drawn = opened(page, site, "sizes=1&shapes=1")
    assert drawn.root.locator(".what").all_inner_texts() == ["Side", "Parity", "Weight"]
    assert drawn.root.locator(".size-key b").all_inner_texts() == ["0", "55", "110"]
    expect(legend(drawn, "odd")).to_contain_text("6")
    legend(drawn, "odd").click()
    expect(drawn.root).to_have_attribute("data-drawn", "6")
    legend(drawn, "left").click()  # rows 0, 3, 6, 9, of which 0 and 6 were still there
    expect(drawn.root).to_have_attribute("data-drawn", "4")
    expect(drawn.root.locator(".shown [role=status]")).to_have_text("4 of 12 shown")
    drawn.root.get_by_role("button", name="Show all").last.click()
    expect(drawn.root).to_have_attribute("data-drawn", "12")
    expect(drawn.root.locator(".shown")).to_be_hidden()


@pytest.mark.parametrize("dimensions", [2, 3])
def test_one_group_alone_by_keyboard(page: Page, site: str, dimensions: int) -> None:
    drawn = opened(page, site, f"n=400&d={dimensions}")
    only = drawn.root.get_by_role("button", name="Only right")
    only.focus()
    page.keyboard.press("Enter")
    expect(drawn.root).to_have_attribute("data-drawn", "133")
    assert [legend(drawn, name).get_attribute("aria-pressed") for name in ("left", "right", "top")] == ["false", "true", "false"]
    drawn.rest()
    pixels = drawn.pixels()
    assert near(pixels, PALETTE[1], 60) > 50
    assert near(pixels, PALETTE[0], 30) == 0
    drawn.dots.focus()
    page.keyboard.press("-")  # a corner of the box may stand out of sight in space
    page.keyboard.press("a")
    expect(page.get_by_text("picked:")).to_have_text("picked: " + " ".join(str(row) for row in range(400) if row % 3 == 1))
    only.press("Enter")
    expect(drawn.root).to_have_attribute("data-drawn", "400")


def test_in_space_a_point_says_what_it_is(page: Page, site: str) -> None:
    drawn = opened(page, site, "d=3")
    drawn.dots.focus()
    page.keyboard.press("+")  # points at what lies nearest to the middle
    tip = drawn.root.get_by_role("tooltip")
    expect(tip).to_be_visible()
    row = int(str(tip.locator(".first").text_content()).removeprefix("row "))
    assert tip.locator(".others").text_content() == ["left", "right", "top"][row % 3]


def test_day_and_night_change_the_ground_of_the_map_alone(page: Page, site: str) -> None:
    drawn = opened(page, site)
    button = drawn.root.get_by_role("button", name="Day or night")
    assert (drawn.pixels()[5, 5] > 250).all()
    button.click()
    page.mouse.move(1, 1)
    drawn.rest()
    assert (drawn.pixels()[5, 5] < 40).all()
    assert button.get_attribute("aria-pressed") == "true"
    assert page.evaluate("getComputedStyle(document.querySelector('.stApp')).backgroundColor") == "rgb(255, 255, 255)"
    drawn.dots.focus()
    page.keyboard.press("n")
    drawn.rest()
    assert (drawn.pixels()[5, 5] > 250).all()


def test_a_map_in_space_turns_by_itself_and_waits_while_it_is_read(page: Page, site: str) -> None:
    drawn = opened(page, site, "d=3&n=400")
    assert drawn.root.get_by_role("button", name="Turn by itself").count() == 1
    drawn.dots.focus()
    page.keyboard.press("r")
    before = drawn.pixels()
    until = time.monotonic() + 20
    while (drawn.pixels() == before).all() and time.monotonic() < until:
        page.wait_for_timeout(100)
    page.keyboard.press("r")
    drawn.rest()
    assert drawn.view["turn"] > 0.6
    drawn.root.get_by_role("button", name="Show all").first.click()
    drawn.rest()
    assert drawn.view["turn"] == 0.6, "back to the first view"
    drawn.dots.focus()
    page.keyboard.press("+")  # points at a row
    expect(drawn.root.get_by_role("tooltip")).to_be_visible()
    drawn.rest()
    page.keyboard.press("r")
    page.wait_for_timeout(400)
    drawn.rest()
    assert drawn.view["turn"] == 0.6, "it waits"


def test_in_space_arrows_turn_and_with_shift_they_move(page: Page, site: str) -> None:
    drawn = opened(page, site, "d=3")
    before = drawn.view
    drawn.dots.focus()
    page.keyboard.press("ArrowRight")
    drawn.rest()
    turned = drawn.view
    assert turned["turn"] != before["turn"]
    assert turned["center"] == before["center"]
    page.keyboard.press("Shift+ArrowRight")
    drawn.rest()
    assert drawn.view["turn"] == turned["turn"]
    assert drawn.view["center"] != turned["center"]
    assert "with Shift they move" in (drawn.dots.get_attribute("aria-label") or "")
