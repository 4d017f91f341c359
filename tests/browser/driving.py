"""How the tests drive a page: open it, wait until it is done, choose, and see what is drawn."""

import base64
import io
from itertools import count

import numpy as np
from PIL import Image
from playwright.sync_api import Locator, Page, TimeoutError, expect

BUSY = 60_000
SHADE = 32  # of 255: a browser that draws again only where something moved blends edges a little otherwise (9 was seen)


STILL = """([call, unasked, after]) => {
    const app = document.querySelector("[data-testid=stApp]"), seen = window.settling?.call === call ? window.settling : { call, ran: false };
    const busy = app?.dataset.testScriptState !== "notRunning"
        || document.querySelector("[data-testid=stSkeleton], [data-testid=stSpinner], [data-stale=true]") !== null;
    const now = performance.now(), since = busy ? now : seen.since ?? now;
    window.settling = { call, since, ran: seen.ran || busy };
    return !busy && now - since >= (window.settling.ran ? after : unasked);
}"""
calls = count()


def settled(page: Page) -> None:
    """Wait until the script has run: it has been at rest, by what the page says of itself, for a while in a row, and nothing has failed.

    A click reaches the script after a moment (Streamlit gathers what comes within 200 ms): half a second where no run is seen, less after one.
    """
    page.wait_for_function(STILL, arg=[next(calls), 500, 250], polling=25, timeout=3 * BUSY)
    expect(page.get_by_test_id("stException")).to_have_count(0)


def opened(page: Page, url: str) -> None:
    page.goto(url)
    expect(page.get_by_role("heading").first).to_be_visible(timeout=BUSY)
    settled(page)


def box(page: Page, label: str) -> Locator:
    """The select box with this label."""
    return page.get_by_test_id("stSelectbox").filter(has=page.get_by_text(label, exact=True))


def choose(page: Page, label: str, value: str) -> None:
    """Take a value of the select box; the list is opened again where a page that was still at work has closed it."""
    option = page.get_by_role("option", name=value, exact=True)
    for _ in range(5):
        box(page, label).locator("input").click()
        try:
            option.click(timeout=5_000)
            break
        except TimeoutError:
            page.keyboard.press("Escape")
            settled(page)
    else:
        raise AssertionError(f"{label!r} does not offer {value!r}.")
    settled(page)


def picture(page: Page, place: int = 0) -> Locator:
    """The drawing of a chart: a canvas, or an SVG where there is little to draw."""
    return page.locator(".vega-embed > .marks").nth(place)


def drawn(page: Page, place: int = 0) -> str:
    """The picture of a chart as text, to be compared, once it no longer changes."""
    marks = picture(page, place)
    expect(marks).to_be_visible(timeout=BUSY)
    now = ""
    for _ in range(40):
        page.wait_for_timeout(400)
        before, now = now, marks.evaluate("marks => marks.toDataURL ? marks.toDataURL() : marks.outerHTML")
        if now == before:
            return now
    raise AssertionError("The chart does not come to rest.")


def alike(one: str, other: str) -> bool:
    """Whether two pictures from `drawn` show the same: no pixel differs by more than the blending of edges."""
    if one == other or not (one.startswith("data:") and other.startswith("data:")):
        return one == other
    a, b = (np.asarray(Image.open(io.BytesIO(base64.b64decode(each.split(",")[1]))).convert("RGBA")).astype(int) for each in (one, other))
    return a.shape == b.shape and int(abs(a - b).max()) <= SHADE


def draws(page: Page, wanted: str, place: int = 0) -> None:
    """Wait until the chart is this picture; fail when it stays another."""
    for _ in range(20):
        if alike(drawn(page, place), wanted):
            return
    raise AssertionError("The chart stays another picture.")


def redrawn(page: Page, before: str, place: int = 0) -> str:
    """Wait until the chart is another picture than before."""
    for _ in range(20):
        if not alike(now := drawn(page, place), before):
            return now
    raise AssertionError("The chart stays as it was.")


def linked(page: Page, *parts: str) -> None:
    """Wait until the link tells all of these."""
    page.wait_for_url(lambda url: all(part in url.replace("%20", "+") for part in parts), timeout=BUSY)
