"""The Words page in a real browser: king - man + woman with its picture, an axis, a lasso on the map, a file of one's own, and links."""

import re

from driving import BUSY, choose, drawn, linked, opened, picture, redrawn, settled
from on_map import finished, the_map
from playwright.sync_api import Page, expect

GLOVE = """the 0.1 0.2 0.3
cat 0.9 0.1 0.0
dog 0.8 0.2 0.1
car 0.0 0.9 0.4
bus 0.1 0.8 0.5
broken 0.1 oops 0.2
"""


def says(page: Page, text: str | re.Pattern[str]) -> None:
    expect(page.get_by_text(text).first).to_be_visible(timeout=BUSY)


def ask(page: Page, question: str) -> None:
    page.get_by_role("radio", name=question, exact=True).or_(page.get_by_role("button", name=question, exact=True)).first.click()
    settled(page)


def test_king_less_man_plus_woman_is_queen_with_its_picture_from_home(page, server):
    opened(page, f"{server}/?goal=No&groups=No&picture=No&feedback=No&words=Yes")
    page.get_by_text("Open Words on king - man + woman").click()
    expect(page.get_by_role("heading", name="king − man + woman ≈ queen")).to_be_visible(timeout=BUSY)
    before = drawn(page)
    sum_of = page.get_by_role("textbox", name="Sum of words")
    sum_of.fill("paris - france + japan")
    sum_of.press("Enter")
    expect(page.get_by_role("heading", name="paris − france + japan ≈ tokyo")).to_be_visible(timeout=BUSY)
    redrawn(page, before)
    linked(page, "words_sum=paris+-+france+")


def test_a_word_is_completed_while_it_is_typed_and_a_click_goes_to_a_neighbor(page, server):
    opened(page, f"{server}/words")
    expect(picture(page)).to_be_visible(timeout=BUSY)
    field = page.get_by_test_id("stMultiSelect").first.locator("input")
    field.click()
    field.press("Backspace")
    settled(page)
    field.click()
    page.keyboard.type("electri")
    page.get_by_role("option", name="electric", exact=True).click(timeout=BUSY)
    linked(page, "words_query=electric")
    page.keyboard.press("Escape")
    settled(page)
    says(page, re.compile("How far out a word stands"))
    drawn(page, 1)
    bars = picture(page, 1).bounding_box()
    page.mouse.click(bars["x"] + bars["width"] * 0.5, bars["y"] + 36)  # the first bar
    page.wait_for_url(lambda url: "words_query=" in url and not url.endswith("words_query=electric"), timeout=BUSY)
    settled(page)


def test_the_she_he_axis_over_occupations(page, server):
    opened(page, f"{server}/words?words_ask=Axes")
    expect(picture(page)).to_be_visible(timeout=BUSY)
    says(page, re.compile("something to question, not a fact about people"))
    before = drawn(page)
    choose(page, "Axis", "poor-rich")
    redrawn(page, before)


def test_a_lasso_on_the_map_tells_what_unites_the_words(page, server):
    page.goto(f"{server}/words?words_ask=Map&words_reducer=PCA&words_taken=around+a+word&words_near=100")
    finished(page)
    dots = the_map(page).locator("canvas.dots")
    dots.scroll_into_view_if_needed()
    the_map(page).get_by_role("button", name=re.compile("[Ll]asso")).click()
    box = dots.bounding_box()
    across, down = box["width"] * 0.5, box["height"]
    page.mouse.move(box["x"] + 2, box["y"] + 2)
    page.mouse.down()
    for x, y in ((across, 2), (across, down - 2), (2, down - 2), (2, 2)):
        page.mouse.move(box["x"] + x, box["y"] + y, steps=4)
    page.mouse.up()
    says(page, re.compile(r"\d+ words selected"))
    says(page, "What unites them")
    says(page, "What parts them")
    page.get_by_role("button", name="Map these alone").click()
    linked(page, "words_taken=a+list", "words_these=")
    finished(page)


def test_a_glove_file_is_opened_and_what_does_not_fit_is_listed(page, server, tmp_path):
    path = tmp_path / "glove.txt"
    path.write_text(GLOVE)
    opened(page, f"{server}/words?words_query=cat")
    page.get_by_role("button", name=re.compile("Bring your own")).click()
    page.get_by_test_id("stFileUploader").locator("input[type=file]").set_input_files(str(path))
    says(page, re.compile(r"5 words, 3 numbers each"))
    linked(page, "words_from=file-")
    page.keyboard.press("Escape")
    page.get_by_role("button", name=re.compile("What it is")).click()
    says(page, re.compile("What was left out"))
    expect(picture(page)).to_be_visible(timeout=BUSY)


def test_a_big_file_comes_in_pieces_and_is_opened(page, server, tmp_path):
    path = tmp_path / "big.txt"
    rest = " 0.1234567" * 298
    path.write_text("".join(f"w{i} {i % 97 / 97:.5f} {i % 89 / 89:.5f}{rest}\n" for i in range(18_000)))
    assert path.stat().st_size > 50 * 1024 * 1024
    opened(page, f"{server}/words")
    page.wait_for_function("window.__mllabUploads?.limits")
    page.get_by_role("button", name=re.compile("Bring your own")).click()
    with page.expect_request(lambda request: request.method == "PATCH" and "/upload/" in request.url, timeout=BUSY):
        page.get_by_test_id("stFileUploader").locator("input[type=file]").set_input_files(str(path))
    says(page, re.compile(r"18,000 words, 300 numbers each"))
    linked(page, "words_from=file-")


def test_every_link_opens_its_view_again(page, browser, server):
    opened(page, f"{server}/words")
    ask(page, "Analogy")
    linked(page, "words_ask=Analogy")
    ask(page, "Many from a file")
    linked(page, "words_ask=Analogy", "words_reckon=Many+from+a+file")
    expect(page.get_by_test_id("stMetricValue").first).to_be_visible(timeout=BUSY)
    figures = page.get_by_test_id("stMetricValue").all_inner_texts()
    other = browser.new_context(viewport={"width": 390, "height": 844})
    again = other.new_page()
    opened(again, page.url)
    expect(again.get_by_test_id("stMetricValue")).to_have_text(figures, timeout=BUSY)
    other.close()
