"""Runs in a real browser: searched, put side by side, named, reopened as they were, deleted."""

import pytest
from driving import BUSY, linked, opened, settled
from playwright.sync_api import Locator, Page, TimeoutError, expect

from mllab import runs

MARK, HEAD, ROW = 18, 18, 35  # pixels: where rows are marked, the middle of the heading, the height of a row


def marked(page: Page, row: int | None, then: Locator) -> None:
    """Mark a row of the list, or all of them, and wait for what follows; a grid that was not drawn yet has missed the click, and is clicked again."""
    grid = page.get_by_test_id("stDataFrame").first
    for _ in range(5):
        grid.click(position={"x": MARK, "y": HEAD if row is None else ROW + HEAD + row * ROW})
        try:
            then.wait_for(state="visible", timeout=8_000)
        except TimeoutError:
            continue
        return settled(page)
    raise AssertionError("No row of the list can be marked.")


@pytest.mark.timeout(240)
def test_runs_are_found_compared_named_reopened_and_deleted(own_server, page, monkeypatch):
    monkeypatch.setenv("MLLAB_HOME", str(own_server.home))
    for k, shares in ((2, 0.68), (3, 0.55), (4, 0.5)):
        table = "iris" if k < 4 else "wine"
        query = {"table": "sample-iris", "k-means.k": str(k)}
        spec = {"name": "k-means", "knobs": {"k": k}, "seed": 0}
        runs.record(f"k-means, k={k}", table, "clustering", query, spec, {"silhouette": shares}, 0.1, f"print({k})")
    opened(page, f"{own_server.url}/runs?find=iris")
    marked(page, None, page.get_by_role("heading", name="Side by side"))
    expect(page.get_by_role("link", name="Reopen")).to_have_count(2)

    opened(page, f"{own_server.url}/runs?find=k%3D3")
    name = page.get_by_role("button", name="Name", exact=True)
    marked(page, 0, name)
    name.click()
    page.get_by_role("textbox", name="Name", exact=True).fill("the one with three")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_test_id("stMain").get_by_text("the one with three", exact=True).first).to_be_visible(timeout=BUSY)
    assert "the one with three" in {run.title for run in runs.listing()}
    settled(page)

    page.get_by_role("link", name="Reopen").click()
    linked(page, "/clustering", "k-means.k=3")
    expect(page.get_by_text("3 groups · silhouette")).to_be_visible(timeout=BUSY)

    opened(page, f"{own_server.url}/runs?find=wine")
    delete = page.get_by_role("button", name="Delete", exact=True)
    marked(page, 0, delete)
    delete.click()
    expect(page.get_by_test_id("stDataFrame")).to_have_count(0, timeout=BUSY)
    expect(page.get_by_text("Nothing is found")).to_be_visible(timeout=BUSY)
    assert {run.table for run in runs.listing()} <= {"iris", "Iris flowers"}
