"""Train and compare in a real browser: the board fills, a model is picked, held-out rows are opened, and a copied link shows the same."""

import re
from pathlib import Path

import pytest
from driving import BUSY, box, choose, linked, settled
from playwright.sync_api import Page, expect

SHARED = Path(__file__).parents[3] / "shared" / "data"
LONG = 180_000  # a board on a busy machine
VERDICT = re.compile(r"is best by .*: ")


def opened(page: Page, url: str) -> Page:
    """The page with a finished board."""
    page.goto(url)
    expect(page.get_by_role("heading", name="Train and compare")).to_be_visible(timeout=BUSY)
    return finished(page)


def finished(page: Page) -> Page:
    expect(page.get_by_text(VERDICT)).to_be_visible(timeout=LONG)
    settled(page)
    expect(page.get_by_test_id("stMain").get_by_test_id("stVegaLiteChart").first).to_be_visible(timeout=BUSY)
    return page


def figures(page: Page) -> list[str]:
    """What the page says: the task, the verdict, and, once opened, the figures on the rows held out."""
    main = page.get_by_test_id("stMain")
    said = [main.get_by_text(re.compile(r"^Predict .* columns?; ")).inner_text(), main.get_by_text(VERDICT).inner_text()]
    return [
        *said,
        *main.get_by_text(re.compile("that were held out:")).all_inner_texts(),
        *main.get_by_test_id("stMetricValue").all_inner_texts(),
    ]


def query(models: list[str], kind: str = "classification") -> str:
    return "&".join(f"models-{kind}={name.replace(' ', '+')}" for name in models)


QUICK = ["baseline", "logistic regression", "decision tree"]


def test_the_board_fills_a_model_is_picked_held_out_rows_are_opened_and_the_link_is_copied(browser, page, server):
    page.goto(f"{server}/train?folds=3&{query(QUICK)}")
    expect(page.get_by_role("button", name="Stop")).to_be_visible(timeout=BUSY)
    finished(page)
    choose(page, "Look at", "decision tree")
    choose(page, "Judged by", "MCC")
    page.get_by_role("button", name="Open the held-out rows").click()
    expect(page.get_by_text("decision tree on 486 rows that were held out:")).to_be_visible(timeout=BUSY)
    settled(page)
    found = figures(page)
    assert "is best by MCC" in found[1]
    assert len(found) > 6
    linked(page, "looked-at=decision+tree", "metric-classification=MCC", "folds=3")
    other = browser.new_context(viewport={"width": 1440, "height": 900})
    copied = opened(other.new_page(), page.url)
    expect(copied.get_by_text("decision tree on 486 rows that were held out:")).to_be_visible(timeout=BUSY)
    assert figures(copied) == found
    other.close()


def test_a_click_on_the_board_chooses_the_model(page, server):
    opened(page, f"{server}/train?table=sample-iris&{query(QUICK)}")
    expect(box(page, "Look at").locator("input")).to_have_value("the best")
    chart = page.get_by_test_id("stMain").get_by_test_id("stVegaLiteChart").first
    chart.locator("[role=graphics-symbol][aria-label*='model: baseline']").last.click()
    expect(box(page, "Look at").locator("input")).to_have_value("baseline", timeout=BUSY)
    settled(page)
    linked(page, "looked-at=baseline")


def test_stop_keeps_what_is_done_and_go_on_trains_the_rest(own_server, page):
    page.goto(f"{own_server.url}/train?{query(['baseline', 'gradient boosting', 'random forest(members=400)'])}")
    expect(page.get_by_text(re.compile("^[12] of 3 models done"))).to_be_visible(timeout=LONG)
    page.get_by_role("button", name="Stop", exact=True).click()
    expect(page.get_by_text(re.compile("^Stopped: [12] of 3 models are done"))).to_be_visible(timeout=BUSY)
    finished(page)
    jobs = {path.parent.name: path.stat().st_mtime_ns for path in (own_server.home / "jobs").glob("*/result.npz")}
    page.get_by_role("button", name="Go on").click()
    stop = page.get_by_role("button", name="Stop", exact=True)
    expect(stop).to_be_visible(timeout=BUSY)
    expect(stop).to_have_count(0, timeout=LONG)
    finished(page)
    expect(page.get_by_text("Stopped:")).to_have_count(0)
    later = {path.parent.name: path.stat().st_mtime_ns for path in (own_server.home / "jobs").glob("*/result.npz")}
    assert jobs.items() <= later.items(), "nothing that was done is trained again"
    assert len(later) == 4, "the encoding and three models"


FILES = {"titanic": ("Survived", ("yes or no", "0 or 1")), "penguins": ("species", ("Adelie or Chinstrap or Gentoo",))}


@pytest.mark.parametrize("name", FILES)
def test_a_file_of_ones_own(name, borrowed, page):
    path = SHARED / f"{name}.csv"
    if not path.exists():
        pytest.skip(f"{path} is not here")
    from mllab.data import store

    table = store.add(path.read_bytes(), path.name)
    target, answers = FILES[name]
    kind = "" if name == "penguins" else f"&as-{target}=classes"
    opened(page, f"{borrowed.url}/train?table={table.id}&predict={target}{kind}&{query(QUICK)}")
    said = figures(page)
    assert any(told in said[0] for told in answers), said[0]
    assert "better than the baseline" in said[1], "sex and class, or the bill, tell a lot"
