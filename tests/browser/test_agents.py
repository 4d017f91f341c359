"""The Agents page in a real browser: the way there from Home, the slider by keyboard, and the link."""

import re

from driving import BUSY, choose, drawn, linked, opened, redrawn, settled
from playwright.sync_api import expect


def test_from_home_to_the_cliff_and_back_through_its_episodes_by_keyboard(page, server):
    opened(page, f"{server}/?goal=No&groups=No&picture=No&feedback=Yes")
    page.get_by_text("Open Agents on the cliff").click()
    expect(page.get_by_text(re.compile("^Episode 500:"))).to_be_visible(timeout=BUSY)
    settled(page)
    learned = drawn(page)
    page.get_by_role("slider", name=re.compile("^Episode( |$)")).press("Home")
    expect(page.get_by_text(re.compile("^Episode 1:"))).to_be_visible(timeout=BUSY)
    settled(page)
    redrawn(page, learned)
    linked(page, "state=1")


def test_a_copied_link_shows_the_same_training_in_another_browser(browser, page, server):
    opened(page, f"{server}/agents?world=maze")
    choose(page, "Method", "Dyna-Q")
    page.get_by_role("slider", name=re.compile("^Planning")).press("Home")
    expect(page.get_by_text(re.compile("^Episode 500:"))).to_be_visible(timeout=BUSY)
    settled(page)
    linked(page, "world=maze", "agent=Dyna-Q", "agent.Dyna-Q.planning=0")
    other = browser.new_context(viewport={"width": 1440, "height": 900})
    copied = other.new_page()
    opened(copied, page.url)
    told = re.compile("^Episode 500:")
    expect(copied.get_by_text(told)).to_have_text(page.get_by_text(told).inner_text(), timeout=BUSY)
    other.close()
