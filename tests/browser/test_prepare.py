"""The Prepare page in a real browser: a recipe is made, undone, moved, saved, found again and applied to another table."""

import re

import pytest
from driving import BUSY, choose, opened, settled
from playwright.sync_api import Page, expect

from mllab.data import store
from mllab.data.samples import load


def add(page: Page) -> None:
    button = page.locator(".st-key-add-step button")
    expect(button).to_be_enabled(timeout=BUSY)
    button.click()
    settled(page)


def filter_rows(page: Page, condition: str) -> None:
    choose(page, "Add a step", "filter rows")
    page.get_by_role("textbox", name="Condition").fill(condition)
    page.get_by_role("textbox", name="Condition").press("Enter")
    settled(page)
    add(page)


def steps(page: Page) -> list[str]:
    """What the steps say, in order."""
    return re.findall(r"^\d+\. (.+)$", page.get_by_test_id("stMain").inner_text(), re.MULTILINE)


@pytest.mark.timeout(240)
def test_a_recipe_is_made_undone_moved_saved_and_found_again(own_server, page, monkeypatch):
    opened(page, f"{own_server.url}/prepare?table=sample-customers")
    expect(page.get_by_role("button", name="Suggest steps")).to_be_in_viewport(timeout=BUSY)
    expect(page.locator(".st-key-add-step button")).to_be_in_viewport(ratio=1)
    expect(page.get_by_text("tidy region, upper case")).to_be_visible()

    add(page)
    expect(page.get_by_text(re.compile("^1. fill missing"))).to_be_visible(timeout=BUSY)
    filter_rows(page, "age > 40")
    expect(page.get_by_text(re.compile(r"2,431 → [\d,]+ rows"))).to_be_visible(timeout=BUSY)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("keep rows where age")).to_have_count(0, timeout=BUSY)
    settled(page)
    add(page)  # the condition still stands in its box
    page.locator(".st-key-up-1 button:visible").click()
    expect(page.get_by_text(re.compile("^2. fill missing"))).to_be_visible(timeout=BUSY)
    settled(page)

    page.get_by_role("button", name="Save as my table").click()
    page.wait_for_url(re.compile(r"table=(?!sample)"), timeout=BUSY)
    settled(page)
    made = steps(page)
    assert [one.split()[0] for one in made] == ["keep", "fill"]
    page.reload()
    settled(page)
    assert steps(page) == made
    expect(page.get_by_role("button", name="Save with the table")).to_be_disabled()

    monkeypatch.setenv("MLLAB_HOME", str(own_server.home))
    (table,) = store.listing()
    raw = load("customers").frame()
    assert table.rows == int((raw["age"] > 40).sum())
    page.get_by_text("What the algorithm sees").click()
    expect(page.get_by_text(re.compile(r"\d+ columns become \d+ numbers per row"))).to_be_visible(timeout=BUSY)


@pytest.mark.timeout(180)
def test_what_was_learned_on_one_table_is_applied_to_another(borrowed, page):
    store.add(b"name,age\nAda,10\nAlan,\nGrace,30\nEdsger,20\n", "first.csv")
    second = store.add(b"name,age\nKurt,70\nEmmy,\nSofia,90\n", "second.csv")
    first = next(table for table in store.listing() if table.name == "first.csv")
    opened(page, f"{borrowed.url}/prepare?table={first.id}")
    add(page)
    page.get_by_role("button", name="Apply to another table").click()
    expect(page.get_by_role("dialog").get_by_role("combobox")).to_have_value("second.csv (3 rows)", timeout=BUSY)
    page.locator(".st-key-apply button").click()
    page.wait_for_url(re.compile(f"table={second.id}"), timeout=BUSY)
    settled(page)
    expect(page.get_by_text("fill missing age with the median (20.0)", exact=True)).to_be_visible(timeout=BUSY)
    assert store.open(second.id).frame()["age"].tolist() == [70, 20, 90]  # the median of the first table
    assert len(store.recipe(first.id)) == 0
