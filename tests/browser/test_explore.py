"""The Explore page in a real browser: kinds are changed, charts are brushed, squares are clicked, links are followed."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from driving import BUSY, box, choose, drawn, draws, linked, opened, picture, redrawn, settled
from playwright.sync_api import expect

from mllab.data.samples import load


@pytest.mark.timeout(180)
def test_a_sample_is_copied_and_its_column_stays_another_kind_after_a_reload(own_server, page):
    opened(page, f"{own_server.url}/explore?table=sample-customers&column=satisfaction")
    expect(box(page, "Kind").locator("input")).to_have_value("number")
    choose(page, "Kind", "category")
    page.get_by_role("button", name="Copy to my tables").click()
    page.wait_for_url(re.compile(r"table=(?!sample)"), timeout=BUSY)
    settled(page)

    linked(page, "column=satisfaction")
    choose(page, "Kind", "category")
    page.get_by_role("button", name="Make it category").click()
    expect(page.get_by_text("satisfaction is now category")).to_be_visible(timeout=BUSY)
    settled(page)
    page.reload()
    settled(page)
    expect(box(page, "Kind").locator("input")).to_have_value("category")
    expect(page.get_by_role("button", name="Make it category")).to_have_count(0)
    page.get_by_test_id("stSidebarNav").get_by_role("link", name="Prepare", exact=True).click()
    expect(page.get_by_text("read satisfaction as category", exact=True)).to_be_visible(timeout=BUSY)


@pytest.mark.timeout(240)
def test_dragging_in_a_chart_leaves_exactly_the_rows_of_that_extent_here_and_by_the_link(server, browser, page):
    opened(page, f"{server}/explore?table=sample-iris&view=Chart+builder&x=petal+length+%28cm%29&y=petal+width+%28cm%29")
    whole = drawn(page, 1)
    canvas = picture(page)
    canvas.scroll_into_view_if_needed()
    place = canvas.bounding_box()
    page.mouse.move(place["x"] + place["width"] * 0.5, place["y"] + place["height"] * 0.4)
    page.mouse.down()
    page.mouse.move(place["x"] + place["width"] * 0.8, place["y"] + place["height"] * 0.75, steps=8)
    page.mouse.up()
    said = page.get_by_text(re.compile(r"petal length \(cm\) from [\d.]+ to [\d.]+; petal width"))
    expect(said).to_be_visible(timeout=BUSY)
    settled(page)

    ends = re.findall(r"from ([\d.]+) to ([\d.]+)", said.inner_text())
    (low, high), (lower, upper) = [(float(a), float(b)) for a, b in ends]
    iris = load("iris").frame()
    kept = iris[iris["petal length (cm)"].between(low, high) & iris["petal width (cm)"].between(lower, upper)]
    assert 0 < len(kept) < 150
    expect(page.get_by_text(f"Rows: {len(kept)} of 150 selected")).to_be_visible()
    expect(page.get_by_text(f"{len(kept)} of 150 rows")).to_be_visible()
    redrawn(page, whole, 1)  # the chart beside it follows

    page.wait_for_url(re.compile("[?&]brush="), timeout=BUSY)
    page.mouse.move(0, 0)
    here = drawn(page, 1)
    other = browser.new_context(viewport={"width": 1440, "height": 900})
    copied = other.new_page()
    opened(copied, page.url)
    expect(copied.get_by_text(f"Rows: {len(kept)} of 150 selected by the link")).to_be_visible(timeout=BUSY)
    draws(copied, here, 1)  # the same in another browser
    copied.get_by_role("button", name="Clear", exact=True).click()
    expect(copied.get_by_text("Rows: 150 of 150")).to_be_visible(timeout=BUSY)
    settled(copied)
    copied.wait_for_url(lambda url: "brush=" not in url, timeout=BUSY)
    draws(copied, whole, 1)
    other.close()


@pytest.mark.timeout(120)
def test_a_click_on_a_square_of_the_matrix_chooses_that_pair(server, page):
    opened(page, f"{server}/explore?table=sample-customers&view=Together")
    before = drawn(page, 1)
    canvas = picture(page)
    canvas.click(
        position={"x": 109 + 25 * 2.5, "y": 24 * 3.5}
    )  # labels, then squares: the third column is the plan, the fourth row the age
    page.wait_for_url(re.compile("[?&]b=age"), timeout=BUSY)
    settled(page)
    first = re.search(r"[?&]a=([a-z_]+)", page.url)[1]
    assert first in load("customers").names
    expect(box(page, "Column").locator("input")).to_have_value(first)
    expect(box(page, "with").locator("input")).to_have_value("age")
    redrawn(page, before, 1)


@pytest.mark.timeout(120)
def test_a_link_opens_the_same_chart_in_another_browser(server, browser, page):
    opened(page, f"{server}/explore?table=sample-customers&view=Chart+builder")
    choose(page, "Along", "age")
    choose(page, "Against", "discount")
    linked(page, "view=Chart", "x=age", "y=discount")
    box_beside = page.get_by_test_id("stMultiSelect")
    box_beside.locator("input").click()
    page.get_by_role("option", name="satisfaction", exact=True).click()
    page.keyboard.press("Escape")
    settled(page)
    page.wait_for_url(lambda url: url.count("beside=") == 3, timeout=BUSY)
    page.mouse.move(0, 0)
    here = drawn(page)
    other = browser.new_context(viewport={"width": 1440, "height": 900})
    copied = other.new_page()
    opened(copied, page.url)
    expect(box(copied, "Against").locator("input")).to_have_value("discount")
    draws(copied, here)
    for name in parse_qs(urlsplit(page.url).query)["beside"]:
        expect(copied.get_by_test_id("stMultiSelect").get_by_text(name, exact=True)).to_be_visible()
    other.close()
