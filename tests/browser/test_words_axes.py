"""The words page's axes, unusual connections and comparison in a real browser, on the default embedding: the pictures, and the links that bring them back."""

import re

import pytest
from driving import choose, drawn, draws, linked, opened, picture, redrawn, settled
from playwright.sync_api import expect


def test_the_she_he_axis_over_occupations_and_its_link(page, server):
    opened(page, f"{server}/words?words_ask=Axes")
    expect(page.get_by_text("8 of 8 pairs point the way that the others point")).to_be_visible()
    first = drawn(page)
    choose(page, "Words", "things")
    redrawn(page, first)
    choose(page, "Second axis", "poor-rich")
    expect(page.get_by_text(re.compile("Angle between the axes: she-he and poor-rich"))).to_be_visible()
    linked(page, "words_axis2=")
    seen = drawn(page)
    opened(page, page.url)
    draws(page, seen)


def test_three_axes_are_a_cube_to_be_turned(page, server):
    opened(page, f"{server}/words?words_ask=Axes&words_axis2=poor-rich&words_axis3=old-young")
    canvas = page.locator("canvas").first
    expect(canvas).to_be_visible()
    expect(page.get_by_text("Drag to turn it")).to_be_visible()


def test_flowers_and_insects_on_the_default_embedding(page, server):
    opened(page, f"{server}/words?words_ask=Unusual+connections")
    effect = page.get_by_test_id("stMetric").filter(has_text="Effect size").get_by_test_id("stMetricValue")
    assert float(effect.inner_text()) > 1
    expect(picture(page)).to_be_visible()
    expect(page.get_by_text("not a fact about people")).to_be_visible()


@pytest.mark.parametrize("width", [390, 1440])
def test_nothing_is_wider_than_the_window(page, server, width):
    page.set_viewport_size({"width": width, "height": 844})
    opened(page, f"{server}/words?words_ask=Compare&words_compare=Neighbors+kept")
    settled(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
