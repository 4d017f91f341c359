"""A text of one's own, learned and explored in a real browser; and its link."""

import re

from driving import BUSY, linked, opened, picture, settled
from playwright.sync_api import expect

PETS = "the cat chases the mouse . the dog chases the cat . a mouse eats cheese . a dog eats meat . the cat drinks milk . " * 40


def test_a_text_of_ones_own_is_learned_and_explored(page, server, tmp_path):
    path = tmp_path / "pets.txt"
    path.write_text(PETS)
    opened(page, f"{server}/words?words_ask=Learn&words_learner=PPMI+%2B+SVD&words_learner.PPMI-%2B-SVD.dimension=4")
    page.get_by_role("button", name=re.compile("Bring a text")).click()
    page.get_by_test_id("stFileUploader").locator("input[type=file]").first.set_input_files(str(path))
    linked(page, "words_text=file-")
    page.keyboard.press("Escape")
    settled(page)
    expect(page.get_by_role("button", name=re.compile("Explore it"))).to_be_visible(timeout=BUSY)
    expect(picture(page)).to_be_visible(timeout=BUSY)
    expect(page.get_by_test_id("stMetricValue").first).to_have_text("11", timeout=BUSY)
    page.get_by_role("button", name=re.compile("Explore it")).click()
    linked(page, "words_from=file-")
    expect(page.get_by_text(re.compile("11 words, 4 numbers each")).first).to_be_visible(timeout=BUSY)
    expect(picture(page)).to_be_visible(timeout=BUSY)
