"""Bias and variance in a real browser: maps of the plane follow the slider by the keyboard, and two ways to learn better are a click each."""

from driving import BUSY, drawn, linked, opened, redrawn, settled
from playwright.sync_api import expect


def test_the_maps_follow_the_slider_and_two_ways_are_a_click_each(page, server):
    opened(page, f"{server}/bias_variance?truth=hills&fit=k-nearest+neighbors&points=40")
    expect(page.locator(".vega-embed")).to_have_count(5, timeout=BUSY)  # truth, mean, bias², variance, and the curve
    before = drawn(page, 2)
    slider = page.get_by_role("slider", name="Neighbors")
    slider.focus()
    slider.press("End")
    redrawn(page, before, 2)
    linked(page, "turned-k-nearest+neighbors=25")
    for view, says in (("Bagging against boosting", "Bagged: variance"), ("Four times the data", "40 points")):
        page.get_by_role("radio", name=view, exact=True).or_(page.get_by_role("button", name=view, exact=True)).first.click()
        settled(page)
        expect(page.get_by_text(says, exact=True).first).to_be_visible(timeout=BUSY)
        linked(page, f"bv-view={view.replace(' ', '+')}")
