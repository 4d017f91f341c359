"""Borders between classes in a real browser: a tree grows by the keyboard, a click drops another point, and a place is asked about by a click."""

import re

from driving import BUSY, drawn, linked, opened, picture, redrawn, settled
from playwright.sync_api import expect


def test_a_tree_grows_by_the_keyboard_and_a_place_is_asked_about_by_a_click(page, server):
    opened(page, f"{server}/boundaries?border_points=xor&border_noise=0&border_n=40")
    before = drawn(page)
    page.get_by_role("slider", name=re.compile("^Splits")).press("ArrowRight")
    linked(page, "border_splits=4")
    redrawn(page, before)
    page.get_by_role("radio", name="Neighbors").click()
    settled(page)
    before = drawn(page)
    size = picture(page).bounding_box()
    picture(page).click(position={"x": 0.3 * size["width"], "y": 0.5 * size["height"]})
    linked(page, "border_at1=")
    redrawn(page, before)
    expect(page.get_by_text(re.compile("^The vote"))).to_be_visible(timeout=BUSY)
