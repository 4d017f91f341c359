"""What is done with a selection in a real browser: mapped alone and back, named and used as a colour, its labels changed and taken home."""

import re

import pandas as pd
import pytest
from driving import BUSY, box, choose, linked, opened, settled
from on_map import finished, lasso, machines, mapped, rows_of, taken, the_map
from playwright.sync_api import Locator, Page, TimeoutError, expect

from mllab.data import store
from mllab.data.table import Table

MANY = 240


@pytest.fixture
def table(borrowed, tmp_path):
    """A table in the workspace of the server."""
    return store.add(machines(tmp_path, MANY), "machines.csv", "test")


@pytest.fixture
def made(table):
    """Gives the one table that the test has made of it."""
    known = {one.id for one in store.listing()}

    def new() -> Table:
        (found,) = (one for one in store.listing() if one.id not in known)
        return found

    return new


@pytest.mark.timeout(240)
def test_a_selection_is_mapped_alone_and_all_rows_are_shown_again(borrowed, table, made, page):
    mapped(page, f"{borrowed.url}/map?table={table.id}&reducer=PCA&columns-{table.id}=heat&columns-{table.id}=noise")
    whole = the_map(page).get_attribute("data-positions")
    some = lasso(page, 0.5)
    page.get_by_role("button", name="Map these rows alone").click()
    expect(page.get_by_text(f"{some} of {MANY} rows of machines.csv, mapped alone.")).to_be_visible(timeout=BUSY)
    finished(page)
    expect(the_map(page).get_by_text(re.compile(rf"{some} rows"))).to_be_visible(timeout=BUSY)
    part = made()
    assert part.rows == some
    assert [column.kind for column in part.columns] == [column.kind for column in table.columns]
    page.wait_for_url(lambda url: url.count(f"columns-{part.id}=") == 2, timeout=BUSY)  # compared by the same columns

    page.reload()
    finished(page)
    page.get_by_role("button", name="Show all rows").click()
    expect(page.get_by_role("button", name="Show all rows")).to_have_count(0, timeout=BUSY)
    finished(page)
    linked(page, f"table={table.id}")
    assert the_map(page).get_attribute("data-positions") == whole, "the picture is the one from before"


@pytest.mark.timeout(240)
def test_a_named_selection_is_a_colour_and_a_column_everywhere(borrowed, table, made, page):
    mapped(page, f"{borrowed.url}/map?table={table.id}&reducer=t-SNE")
    some = lasso(page, 0.5)
    page.get_by_label("Name this selection").fill("to be watched")
    page.get_by_role("button", name="Keep as a column").click()
    page.get_by_role("button", name="Colour the map by it").click()
    legend = the_map(page).locator(".legend")
    expect(legend).to_contain_text("to be watched", timeout=BUSY)
    finished(page)
    expect(legend).to_contain_text(str(some))
    linked(page, "colour=selection")

    kept = made()
    assert kept.frame()["selection"].value_counts().to_dict() == {"to be watched": some, "rest": MANY - some}
    opened(page, f"{borrowed.url}/explore?table={kept.id}&column=selection")
    expect(page.get_by_test_id("stMain")).to_contain_text("selection")
    opened(page, f"{borrowed.url}/clustering?table={kept.id}&colour=selection")
    expect(page.get_by_test_id("stException")).to_have_count(0)
    assert "selection" not in store.open(table.id).names, "the table itself is as it was"


@pytest.mark.timeout(240)
def test_labels_are_changed_for_all_and_one_by_one_and_taken_home(borrowed, table, made, page, tmp_path):
    mapped(page, f"{borrowed.url}/map?table={table.id}&reducer=PCA")
    some = lasso(page, 0.5)
    page.get_by_text("Edit labels", exact=True).click()
    settled(page)
    expect(box(page, "Column").locator("input")).to_have_value("state", timeout=BUSY)  # the first column of classes
    page.get_by_label(f"One value for all {some}").fill("=seen")
    page.get_by_role("button", name="Set", exact=True).click()
    expect(page.get_by_text(re.compile(rf"^{some} labels are set"))).to_be_visible(timeout=BUSY)
    settled(page)

    cell = _editing(page)
    cell.fill("repaired")
    page.keyboard.press("Enter")
    settled(page)

    button = page.get_by_role("button", name="Download labels")
    rows = rows_of(taken(page, button, tmp_path))
    now = [row["state, edited"] for row in rows]
    assert now.count("repaired") == 1
    assert now.count("'=seen") == some - 1, "harmless in a spreadsheet"
    assert len(rows) == MANY
    assert sum(row["state"] == row["state, edited"] for row in rows) == MANY - some, "the others are as they were"
    choose(page, "As", "TSV")
    assert [row["state, edited"] for row in rows_of(taken(page, button, tmp_path), tab=True)] == now

    page.get_by_role("button", name="Keep as a new table").click()
    expect(page.get_by_text(re.compile("Saved as machines.csv, state, edited"))).to_be_visible(timeout=BUSY)
    kept = made()
    assert pd.Series(kept.frame()["state, edited"]).eq("=seen").sum() == some - 1
    assert store.open(table.id).version == table.version, "the table itself is as it was"


def _editing(page: Page) -> Locator:
    """The editor of the first row's label; the cell is clicked again where the grid has moved meanwhile."""
    grid = page.get_by_test_id("stDataFrame").last
    cell = page.locator("textarea.gdg-input, input.gdg-input").or_(page.locator("#portal textarea")).first
    for _ in range(6):
        settled(page)
        grid.scroll_into_view_if_needed()
        place = grid.bounding_box()
        page.mouse.click(place["x"] + 40, place["y"] + 35 * 1.5)  # the first row of the column that is open
        page.keyboard.press("Enter")
        try:
            cell.wait_for(state="visible", timeout=5_000)
        except TimeoutError:
            continue
        return cell
    raise AssertionError("No cell of the grid can be edited.")
