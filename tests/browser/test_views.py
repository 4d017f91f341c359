"""A view is kept under a name in one browser and opened in another: custom axes, colours, search, camera and selection are the same."""

import json
import re
from urllib.parse import parse_qsl, urlsplit

import pytest
from driving import BUSY, settled
from playwright.sync_api import Locator, Page, expect

LINK = (
    "map?table=sample-iris&reducer=custom+axes&custom-axes.left=setosa&custom-axes.right=virginica&custom-axes.left_right_in=species"
    "&custom-axes.orthogonal=true&colour=petal+width+(cm)&find-rows=versicolor&density=true&unit=true"
)


def shown(page: Page) -> Locator:
    """The map, when it stands still."""
    root = page.locator(".points").first
    expect(root).to_be_visible(timeout=BUSY)
    expect(page.get_by_role("button", name="Stop", exact=True)).to_have_count(0, timeout=BUSY)
    settled(page)
    expect(root).to_have_attribute("data-settled", root.get_attribute("data-positions") or "?", timeout=BUSY)
    return root


def sight(root: Locator) -> tuple[list[float], list[float]]:
    """Where the camera looks, and how close."""
    view = json.loads(root.get_attribute("data-view"))
    return view["center"], view["scale"]


def around_the_right_half(page: Page, root: Locator) -> None:
    root.get_by_role("button", name=re.compile("[Ll]asso")).click()
    box = root.locator("canvas.dots").bounding_box()
    left, right, top, bottom = box["x"] + box["width"] / 2, box["x"] + box["width"] - 3, box["y"] + 3, box["y"] + box["height"] - 3
    page.mouse.move(left, top)
    page.mouse.down()
    for x, y in ((right, top), (right, bottom), (left, bottom), (left, top)):
        page.mouse.move(x, y, steps=4)
    page.mouse.up()


@pytest.mark.timeout(240)
def test_a_named_view_opens_the_same_in_another_browser(borrowed, browser, page):
    page.goto(f"{borrowed.url}/{LINK}")
    root = shown(page)
    around_the_right_half(page, root)
    expect(page.get_by_text(re.compile(r"^\d+ rows selected"))).to_be_visible(timeout=BUSY)
    page.get_by_text(re.compile(r"^\d+ rows selected")).scroll_into_view_if_needed()
    root.scroll_into_view_if_needed()
    box = root.locator("canvas.dots").bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.7, box["y"] + box["height"] / 2)
    page.mouse.wheel(0, -300)
    page.get_by_role("button", name="Views").click()
    name = page.get_by_label("Name of this view")
    expect(name).to_be_visible(timeout=BUSY)
    page.wait_for_url(re.compile("camera="), timeout=BUSY)
    name.fill("setosa to virginica")
    page.get_by_role("button", name="Keep this view").click()
    expect(page.get_by_text("Kept as setosa to virginica.")).to_be_visible(timeout=BUSY)
    root = shown(page)
    count, center, places = root.get_attribute("data-selected"), sight(root), root.get_attribute("data-positions")
    assert 0 < int(count) < 150

    other = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    other.goto(borrowed.url)
    other.get_by_role("link", name="setosa to virginica").click(timeout=BUSY)
    there = shown(other)
    assert there.get_attribute("data-positions") == places, "the same axes"
    expect(there).to_have_attribute("data-selected", count, timeout=BUSY)
    for ours, theirs in zip(center, sight(there), strict=True):
        assert theirs == pytest.approx(ours, rel=1e-3, abs=1e-4), "from the same side"
    expect(other.get_by_label("Find rows")).to_have_value("versicolor", timeout=BUSY)
    asked, told = (set(parse_qsl(urlsplit(link).query)) for link in (LINK, other.url))
    assert asked <= told, "the link says all of it"
    other.context.close()


@pytest.mark.timeout(240)
def test_views_are_renamed_deleted_and_carried_as_a_file(own_server, page, tmp_path):
    page.goto(f"{own_server.url}/explore?table=sample-iris")
    settled(page)
    page.get_by_role("button", name="Views").click()
    page.get_by_label("Name of this view").fill("flowers")
    page.get_by_role("button", name="Keep this view").click()
    expect(page.get_by_text("Kept as flowers.")).to_be_visible(timeout=BUSY)

    page.goto(own_server.url)
    settled(page)
    page.get_by_role("button", name="Take along or bring").click()
    with page.expect_download(timeout=BUSY) as got:
        page.get_by_role("button", name="Save all as a file").click()
    got.value.save_as(tmp_path / "views.json")
    page.keyboard.press("Escape")

    page.get_by_test_id("stMain").get_by_role("button", name="more_vert").first.click()
    page.get_by_label("Name", exact=True).fill("irises")
    page.get_by_label("Name", exact=True).press("Enter")
    expect(page.get_by_role("link", name="irises")).to_be_visible(timeout=BUSY)
    page.get_by_role("button", name="Delete this view").click()
    expect(page.get_by_role("link", name="irises")).to_have_count(0, timeout=BUSY)

    page.get_by_role("button", name="Take along or bring").click()
    page.locator("input[type=file]").last.set_input_files(tmp_path / "views.json")
    expect(page.get_by_role("link", name="flowers")).to_be_visible(timeout=BUSY)
    page.get_by_role("link", name="flowers").click()
    page.wait_for_url(re.compile("/explore.*table=sample-iris"), timeout=BUSY)
