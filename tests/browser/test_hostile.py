"""Markup in a file is text on every page: no script runs, no element, link, formula or colour is made of it, and nobody is asked for a picture."""

import hostile
import pytest
from driving import BUSY, settled
from playwright.sync_api import Page, expect

from mllab.data import store

VIEWS = [
    "tables?",
    "explore?view=Columns&column=title",
    "explore?view=Together",
    "explore?view=Missing",
    "explore?view=Rows",
    "explore?view=Chart+builder&x=image&y=n&colour=title",
    "explore?view=Chart+builder&x=n&y=m&colour=image&facet=title",
    "prepare?",
    "prepare?preview=What+the+algorithm+sees",
    "clustering?colour=image",
    "map?reducer=PCA&colour=image&names=true",
    "map?reducer=PCA&question=Keep&colour=title",
    "clustering?question=How+many+groups",
    "clustering?question=Is+it+real",
    "clustering?question=Compare+two+methods",
    "clustering?question=What+the+algorithm+sees",
    "clustering?question=Keep",
]
OBEYED = """() => [
    ...document.querySelectorAll('#planted, a[href^="javascript"], .katex, #vg-tooltip-element img, #vg-tooltip-element h2'),
    ...document.querySelectorAll('img[src="x"], img[src*="elsewhere"]'),
    ...[...document.querySelectorAll('[data-testid="stIconMaterial"]')].filter(one => one.textContent.trim() === 'bolt'),
    ...[...document.querySelectorAll('.stMarkdownColoredText, strong')].filter(one => ['stop', 'bold'].includes(one.textContent.trim())),
].map(one => one.outerHTML)"""


@pytest.fixture
def watched(page: Page) -> Page:
    """A page whose dialogs and failed scripts are noted in `told`."""
    page.told = []
    page.on("dialog", lambda dialog: (page.told.append(dialog.message), dialog.dismiss()))
    return page


def hovered(page: Page) -> list[str]:
    """What the tooltips of the first charts say, the pointer drawn across each."""
    said = []
    for chart in page.get_by_test_id("stVegaLiteChart").all()[:2]:
        chart.scroll_into_view_if_needed()
        box = chart.bounding_box()
        for step in range(1, 60):
            across, down = step % 10 / 10, step / 60
            page.mouse.move(box["x"] + box["width"] * across, box["y"] + box["height"] * down)
            tip = page.locator("#vg-tooltip-element.visible")
            if tip.count():
                said.append(tip.inner_text())
                assert page.evaluate(OBEYED) == []
    return said


@pytest.fixture
def planted(borrowed) -> str:
    """The id of a table with markup everywhere, also in its description."""
    file = hostile.everything()
    table = store.add(file.content, file.name, "uploaded")
    store.describe(table.id, " ".join(hostile.MARKUP))
    return table.id


@pytest.mark.timeout(300)
def test_markup_in_a_file_is_text_on_every_page(borrowed, planted: str, watched: Page) -> None:
    tips: list[str] = []
    for view in VIEWS:
        watched.goto(f"{borrowed.url}/{view}&table={planted}")
        settled(watched)
        assert f"table={planted}" in watched.url
        assert watched.evaluate(OBEYED) == [], view
        if "builder" in view or "colour" in view:
            tips += hovered(watched)
        assert watched.told == [], view
    for path in ("", "runs"):
        watched.goto(f"{borrowed.url}/{path}")
        settled(watched)
        assert watched.evaluate(OBEYED) == []
    assert any("<img id=planted" in tip for tip in tips), "tooltips were seen, and show the tag as it is written"
    assert any("image" in tip for tip in tips)


@pytest.mark.timeout(120)
def test_what_is_uploaded_under_a_markup_name_is_announced_as_text(borrowed, watched: Page) -> None:
    watched.goto(f"{borrowed.url}/tables")
    settled(watched)
    good, bad = hostile.TABLES["markup as its name"], hostile.REFUSED["refused by a markup name"]
    watched.locator("input[type=file]").first.set_input_files(
        [{"name": file.name, "mimeType": "text/csv", "buffer": file.content} for file in (good, bad)]
    )
    expect(watched.get_by_text("is empty").first).to_be_visible(timeout=BUSY)
    settled(watched)
    expect(watched.get_by_text(":red[stop]").first).to_be_visible()
    assert watched.evaluate(OBEYED) == []
    assert watched.told == []
