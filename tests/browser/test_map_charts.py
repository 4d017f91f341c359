"""Charts beside the map in a real browser: a range dragged, a bar clicked and a lasso drawn each filter everything else."""

import re

import pytest
from driving import BUSY, drawn, picture, redrawn, settled
from on_map import lasso, mapped, selected, the_map
from playwright.sync_api import expect

from mllab.data.samples import load


def _kept(page) -> int:
    said = page.get_by_text(re.compile(r"^[\d,]+ of [\d,]+ rows in colour"))
    expect(said).to_be_visible(timeout=BUSY)
    settled(page)
    return int(said.inner_text().split(" of ")[0].replace(",", ""))


def _drag(page, place: int, start: float, end: float) -> None:
    """Over the plot of a chart, between two parts of its width."""
    chart = picture(page, place)
    chart.scroll_into_view_if_needed()
    box = chart.bounding_box()
    height = box["y"] + box["height"] * 0.4
    page.mouse.move(box["x"] + box["width"] * start, height)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * end, height + 6, steps=8)
    page.mouse.up()


@pytest.mark.timeout(240)
def test_a_range_a_bar_and_a_lasso_filter_each_other(server, page):
    customers = load("customers").frame()
    mapped(page, f"{server}/map?table=sample-customers&reducer=PCA&side=Charts&charts-sample-customers=age&charts-sample-customers=plan")
    expect(page.locator(".vega-embed > .marks")).to_have_count(2, timeout=BUSY)
    map_before, plans_before = the_map(page).locator("canvas.dots").screenshot(), drawn(page, 1)

    _drag(page, 0, 0.3, 0.7)
    kept = _kept(page)
    low, high = map(float, re.search(r"age from ([\d.]+) to ([\d.]+)", page.get_by_text(re.compile("^age from")).inner_text()).groups())
    within = customers["age"].between(low, high)
    assert kept == int(within.sum())
    assert 0 < kept < len(customers)
    redrawn(page, plans_before, 1)  # the other chart follows
    page.mouse.move(0, 0)
    settled(page)
    assert the_map(page).locator("canvas.dots").screenshot() != map_before, "the map follows: what is not kept fades"

    bars = picture(page, 1).bounding_box()
    page.mouse.click(bars["x"] + 130, bars["y"] + 38)  # one of the uppermost bars
    chosen = page.get_by_text(re.compile(r"^age from .*; plan: "))
    expect(chosen).to_be_visible(timeout=BUSY)
    plan = chosen.inner_text().split("plan: ")[1]
    assert plan in set(customers["plan"].dropna())
    both = _kept(page)
    assert both == int((within & (customers["plan"] == plan)).sum())

    page.get_by_role("button", name="Select them").click()
    expect(the_map(page).get_by_text(re.compile(rf"^{both:,} of [\d,]+ selected"))).to_be_visible(timeout=BUSY)
    assert selected(page) == both, "what the charts keep is now selected in the map"
    expect(page.get_by_role("button", name="Select them")).to_have_count(0, timeout=BUSY)

    around = lasso(page, 0.5)
    assert _kept(page) == around, "a lasso shows in the charts"


@pytest.mark.timeout(120)
def test_the_charts_are_of_the_columns_that_tell_most_about_the_colours(server, page):
    mapped(page, f"{server}/map?table=sample-iris&reducer=PCA&side=Charts&colour=species")
    expect(page.locator(".vega-embed > .marks")).to_have_count(3, timeout=BUSY)
    shown = page.locator(".vega-embed[aria-label^='How the kept rows and all rows lie over petal']")
    expect(shown).to_have_count(2, timeout=BUSY)  # Fisher's flowers differ most in their petals
    expect(page.get_by_text(re.compile("^trustworthiness 0.9"))).to_be_visible()
