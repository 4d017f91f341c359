"""The look of the map in a real browser: pictures as points, with their names, by a link."""

import pytest
from driving import BUSY
from playwright.sync_api import Locator, Page, expect

FIRST = 3 * BUSY  # the first work of a fresh server waits for its worker to start


def _map(page: Page) -> Locator:
    return page.locator(".points").first


@pytest.mark.timeout(400)
def test_a_link_shows_digits_as_pictures_with_their_names(server, page):
    page.goto(f"{server}/map?table=sample-digits&reducer=PCA&pictures-sample-digits=as+points&label-by=digit")
    root = _map(page)
    expect(root).to_have_attribute("data-pictures", "1797", timeout=FIRST)
    expect(root).not_to_have_attribute("data-words", "0", timeout=BUSY)
    expect(root).to_have_attribute("data-drawn", "1797")
