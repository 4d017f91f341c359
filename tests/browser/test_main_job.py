"""The whole job in a real browser: bring a messy file, see what was decided, explore, prepare, cluster, read, download, and find it again."""

import csv
import random
import re
from pathlib import Path

import pytest
from driving import BUSY, linked, settled
from playwright.sync_api import Page, expect

from mllab.paths import app_root


def _branches(folder: Path) -> Path:
    """160 branches of two kinds: a preamble, semicolons, decimal commas, thousands points, percent, German dates, cp1252."""
    rng = random.Random(7)
    lines = ["Auswertung Filialen;;;;", "Stand: 03.11.2026;;;;", "", "Filiale;Ort;Umsatz (EUR);Marge;Eröffnet"]
    for i in range(160):
        sales, margin = (rng.gauss(1250.5, 120), rng.gauss(12.5, 1.5)) if i % 2 else (rng.gauss(8400.25, 120), rng.gauss(31, 1.5))
        euros = f"{sales:,.2f}".translate(str.maketrans(",.", ".,"))
        town = rng.choice(["Köln", "München", "Ulm"])
        lines.append(f"F{i:03d};{town};{euros};{f'{margin:.1f}'.replace('.', ',')} %;{1 + i % 28:02d}.{1 + i % 12:02d}.20{10 + i % 9}")
    path = folder / "filialen.csv"
    path.write_bytes("\r\n".join(lines).encode("cp1252"))
    return path


def _go(page: Page, name: str) -> None:
    page.get_by_test_id("stSidebarNav").get_by_role("link", name=name, exact=True).click()
    expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible()
    settled(page)


def _upload(page: Page, url: str, path: Path) -> str:
    """Upload on the Tables page; the id of the table, as the link has it."""
    page.goto(f"{url}/tables")
    page.locator("input[type=file]").first.set_input_files(path)
    page.wait_for_url(re.compile(r"[?&]table="), timeout=BUSY)
    settled(page)
    return re.search(r"table=([a-z0-9-]+)", page.url)[1]


def _prepare(page: Page) -> None:
    _go(page, "Prepare")
    page.get_by_role("button", name="Suggest steps").first.click()
    expect(page.locator(".st-key-remove-0 button").first).to_be_visible(timeout=BUSY)
    settled(page)
    page.get_by_role("button", name=re.compile("^Save ")).first.click()
    expect(page.get_by_text("is now prepared by")).to_be_visible(timeout=BUSY)
    settled(page)


def _groups(page: Page) -> str:
    """Cluster with k-means; what the page says of the groups."""
    _go(page, "Clustering")
    said = page.get_by_text(re.compile(r"\d+ groups · silhouette"))
    expect(said).to_be_visible(timeout=BUSY)
    return said.inner_text()


def _download(page: Page, folder: Path) -> list[dict[str, str]]:
    page.get_by_role("radio", name="Keep", exact=True).or_(page.get_by_role("button", name="Keep", exact=True)).first.click()
    settled(page)
    with page.expect_download(timeout=BUSY) as got:
        page.get_by_test_id("stMain").get_by_role("button", name="Download", exact=True).click()
    target = folder / "clusters.csv"
    got.value.save_as(target)
    with target.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.timeout(240)
def test_a_german_export_from_upload_to_groups_and_back_after_a_restart(own_server, page, tmp_path):
    table = _upload(page, own_server.url, _branches(tmp_path))
    expect(page.get_by_text("filialen.csv is here: 160 rows, 5 columns")).to_be_visible()
    page.get_by_text("What was decided and why").click()
    for decided in ("cp1252", "semicolon", "Lines before the table"):
        expect(page.get_by_text(decided).first).to_be_visible()

    _go(page, "Explore")
    linked(page, f"table={table}")
    expect(page.get_by_test_id("stMetricValue").first).to_have_text("160")

    said = _groups(page)
    expect(page.get_by_text(re.compile("lower Umsatz|higher Umsatz", re.IGNORECASE)).first).to_be_visible()
    rows = _download(page, tmp_path)
    assert len(rows) == 160
    by_kind = {kind: {row["cluster"] for i, row in enumerate(rows) if i % 2 == kind} for kind in (0, 1)}
    assert by_kind[0].isdisjoint(by_kind[1]), "the two planted kinds of branch are never in one group"

    view = page.url
    own_server.restart()
    page.goto(own_server.url)
    settled(page)
    expect(page.get_by_text("filialen.csv").first).to_be_visible(timeout=BUSY)
    expect(page.get_by_text("Latest runs")).to_be_visible()
    page.goto(view)
    expect(page.get_by_text(said)).to_be_visible(timeout=BUSY)


@pytest.mark.timeout(240)
def test_the_messy_sample_prepared_and_clustered_opens_the_same_in_another_browser(borrowed, browser, page, tmp_path):
    _upload(page, borrowed.url, app_root() / "datasets" / "customers.csv")
    expect(page.get_by_text("customers.csv is here: 2,431 rows, 17 columns")).to_be_visible()
    expect(page.get_by_text("What did not fit (11)")).to_be_visible()

    _prepare(page)
    said = _groups(page)
    other = browser.new_context(viewport={"width": 1440, "height": 900})
    copied = other.new_page()
    copied.goto(page.url)
    expect(copied.get_by_text(said)).to_be_visible(timeout=BUSY)
    other.close()
    rows = _download(page, tmp_path)
    assert len(rows) > 2_000
    assert {row["cluster"] for row in rows} == {"1", "2", "3"}
