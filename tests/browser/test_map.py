"""The map in a real browser: upload, map, watch it, move a slider, draw around a group, read why it differs, name it, take it home."""

import re

import pytest
from driving import BUSY, settled
from on_map import FIRST, ask, finished, lasso, machines, rows_of, taken, the_map
from playwright.sync_api import expect


@pytest.mark.timeout(400)
def test_from_a_file_to_a_named_group(borrowed, page, tmp_path):
    many = 300
    page.goto(f"{borrowed.url}/tables")
    page.locator("input[type=file]").first.set_input_files(machines(tmp_path, many))
    page.wait_for_url(re.compile(r"[?&]table="), timeout=BUSY)
    settled(page)
    page.get_by_test_id("stSidebarNav").get_by_role("link", name="Map", exact=True).click()
    expect(page.get_by_role("heading", name="Map", exact=True)).to_be_visible(timeout=BUSY)
    expect(page.get_by_text("Trustworthiness", exact=True)).to_be_visible(timeout=FIRST)
    finished(page)
    first, places = page.url, the_map(page).get_attribute("data-positions")
    assert "picture=" in first

    page.get_by_role("slider", name=re.compile("^Perplexity")).press("ArrowRight")
    expect(page.get_by_role("button", name="Start afresh")).to_be_visible(timeout=BUSY)
    finished(page)
    page.wait_for_url(lambda url: url != first, timeout=BUSY)
    assert the_map(page).get_attribute("data-positions") != places, "the picture followed"

    assert 0 < lasso(page, 0.5) < many
    expect(page.get_by_text(re.compile("(higher|lower) (heat|load|shake|noise)")).first).to_be_visible(timeout=BUSY)

    page.get_by_label("Name this selection").fill("left ones")
    page.get_by_role("button", name="Keep as a column").click()
    expect(page.get_by_text(re.compile("Saved as machines.csv, left ones"))).to_be_visible(timeout=BUSY)

    ask(page, "Keep")
    file = taken(page, page.get_by_test_id("stMain").get_by_role("button", name="Download", exact=True).first, tmp_path)
    rows = rows_of(file)
    assert len(rows) == many
    assert {"machine", "map x", "map y"} <= set(rows[0])
    assert len({row["map x"] for row in rows}) > 0.9 * many

    copied = page.context.browser.new_context().new_page()
    copied.goto(page.url)
    finished(copied)
    assert the_map(copied).get_attribute("data-positions") == the_map(page).get_attribute("data-positions"), (
        "the link shows the same picture"
    )
    copied.context.close()


@pytest.mark.timeout(240)
def test_a_long_picture_is_watched_and_stopped(own_server, page):
    page.goto(f"{own_server.url}/map?table=sample-digits&reducer=autoencoder&autoencoder.epochs=5000")
    stop = page.get_by_role("button", name="Stop", exact=True)
    expect(stop).to_be_visible(timeout=BUSY)
    moving = the_map(page)
    expect(moving).to_be_visible(timeout=BUSY)
    before = moving.get_attribute("data-positions")
    expect(moving).not_to_have_attribute("data-positions", before or "", timeout=BUSY)
    expect(page.get_by_text(re.compile(r"step [\d,]+ of [\d,]+"))).to_be_visible(timeout=BUSY)
    cost = page.get_by_text(re.compile(r"takes about .*(s|min|h) and .*B of memory, measured on a few rows"))
    expect(cost).to_be_visible(timeout=BUSY)
    stop.click()
    expect(page.get_by_text(re.compile("Stopped"))).to_be_visible(timeout=BUSY)
    expect(moving).to_be_visible()
    page.reload()
    expect(page.get_by_text(re.compile("Stopped"))).to_be_visible(timeout=BUSY)
    page.get_by_role("button", name="Start again").click()
    expect(stop).to_be_visible(timeout=BUSY)
