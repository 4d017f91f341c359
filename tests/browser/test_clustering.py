"""The clustering page in a real browser: what only a browser can do."""

import re
import time
from pathlib import Path

import pandas as pd
import pytest
from driving import BUSY, drawn, linked, picture, redrawn, settled
from playwright.sync_api import Page, expect

BRUSHED = re.compile(r"([\d,]+) rows in the brush\.")


def opened(page: Page, url: str) -> Page:
    page.goto(url)
    expect(page.get_by_text(re.compile(r"^\d+ groups?"))).to_be_visible(timeout=BUSY)
    settled(page)
    return page


def figures(page: Page) -> list[str]:
    """What the page says of the groups: their number, the silhouette, and a line on each with its size."""
    head = page.get_by_text(re.compile(r"^\d+ groups?")).inner_text()
    return [head, *page.get_by_text(re.compile(r"^■ ")).all_inner_texts()]


def test_dragging_across_points_shows_their_rows(page, server):
    opened(page, f"{server}/clustering?table=sample-iris")
    box = picture(page).bounding_box()
    assert page.get_by_text(BRUSHED).count() == 0
    page.mouse.move(box["x"] + 60, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] * 0.75, steps=8)
    page.mouse.up()
    said = page.get_by_text(BRUSHED)
    expect(said).to_be_visible(timeout=BUSY)
    rows = int(BRUSHED.search(said.inner_text())[1].replace(",", ""))
    assert 20 <= rows < 150, "a part of the flowers"
    expect(page.get_by_test_id("stMain").get_by_test_id("stDataFrame").first).to_be_visible()


def test_scrubbing_changes_the_picture_and_the_inertia(page, server):
    opened(page, f"{server}/clustering?table=sample-customers&k-means.k=5")
    last, inertia = drawn(page), page.get_by_text(re.compile("^Inertia")).inner_text()
    page.get_by_role("slider", name="Step").press("Home")
    expect(page.get_by_text(inertia)).to_have_count(0, timeout=BUSY)
    settled(page)
    first = page.get_by_text(re.compile("^Inertia")).inner_text()
    redrawn(page, last)
    worth = [float(re.search(r"Inertia ([\d,.]+)\.", text)[1].replace(",", "")) for text in (first, inertia)]
    assert worth[0] > worth[1], "the inertia falls from the first state to the last"
    linked(page, "step=1")


def test_a_copied_link_shows_the_same_in_another_browser(browser, page, server):
    opened(page, f"{server}/clustering?table=sample-customers&algorithm=agglomerative")
    slider = page.get_by_role("slider", name=re.compile("^K( |$)"))
    slider.press("ArrowRight")
    settled(page)
    page.get_by_role("button", name="Remove age", exact=True).click()
    settled(page)
    expect(page.get_by_text(re.compile("^4 groups"))).to_be_visible(timeout=BUSY)
    page.goto(page.url + "&colour=region")
    opened(page, page.url)
    found = figures(page)
    assert len(found) == 5
    linked(page, "algorithm=agglomerative", "agglomerative.k=4", "columns-sample-customers", "colour=region")
    other = browser.new_context(viewport={"width": 1440, "height": 900})
    copied = opened(other.new_page(), page.url)
    assert figures(copied) == found
    assert chosen(copied) == chosen(page)
    assert "age" not in chosen(copied)
    expect(copied.get_by_role("combobox", name=re.compile("Colour by"))).to_have_value("region")
    other.close()


def chosen(page: Page) -> list[str]:
    """The columns in the sidebar's picker."""
    tags = page.get_by_test_id("stSidebar").get_by_test_id("stMultiSelect").locator("[data-tag]")
    expect(tags.first).to_be_visible(timeout=BUSY)
    return tags.all_inner_texts()


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="the processor time of the server is read from /proc")
def test_stop_stops(own_server, page):
    opened(page, f"{own_server.url}/clustering?table=sample-customers&algorithm=spectral&question=How+many+groups")
    page.get_by_role("button", name="Find the number of groups").click()
    expect(page.get_by_text(re.compile(r"^Step ([2-9]|1\d|2\d) of 30"))).to_be_visible(timeout=BUSY)
    page.get_by_role("button", name="Stop", exact=True).click()
    said = page.get_by_text(re.compile(r"Stopped after \d+ steps"))
    expect(said).to_be_visible(timeout=BUSY)
    settled(page)
    before = said.inner_text()
    assert int(re.search(r"\d+", before)[0]) < 30
    idle(own_server.process.pid)
    assert said.inner_text() == before


def idle(process: int) -> None:
    """Wait until the server rests: it uses less than a third of a processor over two seconds. Fails when it never does."""
    for _ in range(15):
        used = -seconds(process)
        time.sleep(2)
        if used + seconds(process) < 0.66:
            return
    pytest.fail("The server goes on computing after Stop.")


def seconds(process: int) -> float:
    """The processor time of a process so far."""
    import os

    user, system = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def test_a_run_is_listed_and_reopens_as_it_was(server, page):
    columns = "&".join(f"columns-sample-iris={name}" for name in ("petal+length+(cm)", "petal+width+(cm)"))
    opened(page, f"{server}/clustering?table=sample-iris&algorithm=Gaussian+mixture&Gaussian-mixture.k=4&seed=3&{columns}")
    assert len(chosen(page)) == 2
    found = figures(page)
    page.goto(f"{server}/runs?find=Gaussian+mixture")
    table = page.get_by_test_id("stDataFrame").first
    expect(table).to_be_visible(timeout=BUSY)
    settled(page)
    box = table.bounding_box()
    page.mouse.click(box["x"] + 18, box["y"] + 52)
    back = page.get_by_test_id("stMain").get_by_role("link", name="Reopen")
    expect(back).to_be_visible(timeout=BUSY)
    settled(page)
    expect(page.get_by_test_id("stMain").get_by_role("paragraph").filter(has_text="Gaussian mixture, k=4")).to_be_visible()
    back.click()
    expect(page.get_by_role("heading", name="Clustering")).to_be_visible(timeout=BUSY)
    expect(page.get_by_text(found[0])).to_be_visible(timeout=BUSY)
    settled(page)
    assert figures(page) == found
    assert chosen(page) == ["petal length (cm)", "petal width (cm)"]


READ = {"CSV": pd.read_csv, "Parquet": pd.read_parquet, "Excel": pd.read_excel}


@pytest.mark.parametrize("kind", READ)
def test_the_labels_are_downloaded(kind, page, server, tmp_path):
    opened(page, f"{server}/clustering?table=sample-iris&question=Keep")
    if kind != "CSV":
        page.get_by_role("combobox", name="Download as").click()
        page.get_by_role("option", name=kind).click()
        settled(page)
    with page.expect_download(timeout=BUSY) as got:
        page.get_by_test_id("stMain").get_by_role("button", name="Download", exact=True).click()
    got.value.save_as(tmp_path / got.value.suggested_filename)
    frame = READ[kind](tmp_path / got.value.suggested_filename)
    assert list(frame.columns) == ["sepal length (cm)", "sepal width (cm)", "petal length (cm)", "petal width (cm)", "species", "cluster"]
    assert len(frame) == 150
    assert frame["cluster"].astype(str).value_counts().to_dict() == sizes(page)
    setosa = frame.loc[frame["species"] == "setosa", "cluster"]
    assert setosa.nunique() == 1, "the flower apart is one group (Fisher 1936)"


def sizes(page: Page) -> dict[str, int]:
    """Group -> rows, as the page says it."""
    return {name: int(rows.replace(",", "")) for name, rows in re.findall(r"■ (\w+) · ([\d,]+) rows", "\n".join(figures(page)))}
