"""The map in a real browser: upload, map, watch it, move a slider, draw around a group, read why it differs, name it, take it home."""

import csv
import random
import re
from pathlib import Path

import pytest
from driving import BUSY, settled
from playwright.sync_api import Locator, Page, expect


def _machines(folder: Path) -> Path:
    """300 machines in three states that differ in four readings, and a column that says nothing."""
    rng = random.Random(5)
    middles = {"idle": (20, 5, 0.1, 30), "running": (70, 60, 0.5, 55), "failing": (95, 20, 3.0, 80)}
    lines = ["machine,heat,load,shake,noise,colour"]
    for i in range(300):
        name = list(middles)[i % 3]
        readings = [f"{rng.gauss(middle, 0.05 * middle + 0.05):.3f}" for middle in middles[name]]
        lines.append(",".join([f"{name}-{i:03d}", *readings, rng.choice(["red", "blue"])]))
    path = folder / "machines.csv"
    path.write_text("\n".join(lines) + "\n")
    return path


def _map(page: Page) -> Locator:
    return page.locator(".points").first


def _finished(page: Page) -> None:
    """The picture is there, judged, and stands still."""
    expect(page.get_by_text("Trustworthiness", exact=True)).to_be_visible(timeout=BUSY)
    expect(page.get_by_role("button", name="Stop", exact=True)).to_have_count(0, timeout=BUSY)
    settled(page)
    root = _map(page)
    expect(root).to_have_attribute("data-settled", root.get_attribute("data-positions") or "?", timeout=BUSY)


def _around_everything_left_of(page: Page, part: float) -> None:
    """Draw a lasso around that part of the map, from its left edge."""
    box = _map(page).locator("canvas.dots").bounding_box()
    across, down = box["width"] * part, box["height"]
    page.mouse.move(box["x"] + 2, box["y"] + 2)
    page.mouse.down()
    for x, y in ((across, 2), (across, down - 2), (2, down - 2), (2, 2)):
        page.mouse.move(box["x"] + x, box["y"] + y, steps=4)
    page.mouse.up()


@pytest.mark.timeout(240)
def test_from_a_file_to_a_named_group(own_server, page, tmp_path):
    page.goto(f"{own_server.url}/tables")
    page.locator("input[type=file]").first.set_input_files(_machines(tmp_path))
    page.wait_for_url(re.compile(r"[?&]table="), timeout=BUSY)
    settled(page)
    page.get_by_test_id("stSidebarNav").get_by_role("link", name="Map", exact=True).click()
    expect(page.get_by_role("heading", name="Map", exact=True)).to_be_visible(timeout=BUSY)
    _finished(page)
    first, places = page.url, _map(page).get_attribute("data-positions")
    assert "picture=" in first

    page.get_by_role("slider", name=re.compile("^Perplexity")).press("ArrowRight")
    expect(page.get_by_role("button", name="Start afresh")).to_be_visible(timeout=BUSY)
    _finished(page)
    assert page.url != first
    assert _map(page).get_attribute("data-positions") != places, "the picture followed"

    _map(page).get_by_role("button", name=re.compile("[Ll]asso")).click()
    _around_everything_left_of(page, 0.5)
    said = page.get_by_text(re.compile(r"^\d+ rows selected"))
    expect(said).to_be_visible(timeout=BUSY)
    assert 0 < int(re.search(r"\d+", said.inner_text())[0]) < 300
    expect(page.get_by_text(re.compile("(higher|lower) (heat|load|shake|noise)")).first).to_be_visible()

    page.get_by_label("Name this selection").fill("left ones")
    page.get_by_role("button", name="Keep as a column").click()
    expect(page.get_by_text(re.compile("Saved as machines.csv, left ones"))).to_be_visible(timeout=BUSY)

    page.get_by_role("radio", name="Keep", exact=True).or_(page.get_by_role("button", name="Keep", exact=True)).first.click()
    settled(page)
    with page.expect_download(timeout=BUSY) as got:
        page.get_by_test_id("stMain").get_by_role("button", name="Download", exact=True).first.click()
    got.value.save_as(tmp_path / "map.csv")
    with (tmp_path / "map.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 300
    assert {"machine", "map x", "map y"} <= set(rows[0])
    assert len({row["map x"] for row in rows}) > 250

    copied = page.context.browser.new_context().new_page()
    copied.goto(page.url)
    _finished(copied)
    assert _map(copied).get_attribute("data-positions") == _map(page).get_attribute("data-positions"), "the link shows the same picture"
    copied.context.close()


@pytest.mark.timeout(180)
def test_a_long_picture_is_watched_and_stopped(own_server, page):
    page.goto(f"{own_server.url}/map?table=sample-digits&reducer=autoencoder&autoencoder.epochs=5000")
    stop = page.get_by_role("button", name="Stop", exact=True)
    expect(stop).to_be_visible(timeout=BUSY)
    moving = _map(page)
    expect(moving).to_be_visible(timeout=BUSY)
    before = moving.get_attribute("data-positions")
    expect(moving).not_to_have_attribute("data-positions", before or "", timeout=BUSY)
    expect(page.get_by_text(re.compile(r"step [\d,]+ of [\d,]+"))).to_be_visible(timeout=BUSY)
    stop.click()
    expect(page.get_by_text(re.compile("Stopped"))).to_be_visible(timeout=BUSY)
    expect(moving).to_be_visible()
    page.reload()
    expect(page.get_by_text(re.compile("Stopped"))).to_be_visible(timeout=BUSY)
    page.get_by_role("button", name="Start again").click()
    expect(stop).to_be_visible(timeout=BUSY)
