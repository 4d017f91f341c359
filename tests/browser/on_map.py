"""How the tests drive the map page: wait for the picture, draw around points, read what is said, take a file home."""

import csv
import random
import re
from pathlib import Path

from driving import BUSY, box, choose, settled
from playwright.sync_api import Locator, Page, expect

FIRST = 180_000  # milliseconds for the first picture of a server, whose workers have yet to start
STATES = ("idle", "running", "failing")
MIDDLES = {"idle": (20, 5, 0.1, 30), "running": (70, 60, 0.5, 55), "failing": (95, 20, 3.0, 80)}


def machines(folder: Path, many: int = 300, seed: int = 5, name: str = "machines.csv") -> Path:
    """Machines in three states that differ in four readings, and a column that says nothing."""
    rng = random.Random(seed)
    lines = ["machine,state,heat,load,shake,noise,colour"]
    for i in range(many):
        state = STATES[i % 3]
        readings = [f"{rng.gauss(middle, 0.05 * middle + 0.05):.3f}" for middle in MIDDLES[state]]
        lines.append(",".join([f"M-{seed}-{i:04d}", state, *readings, rng.choice(["red", "blue"])]))
    path = folder / name
    path.write_text("\n".join(lines) + "\n")
    return path


def the_map(page: Page) -> Locator:
    return page.locator(".points").first


def finished(page: Page) -> None:
    """The picture is there, nothing is computed any more, and it stands still."""
    root = the_map(page)
    expect(root).to_be_visible(timeout=FIRST)
    expect(page.get_by_role("button", name="Stop", exact=True)).to_have_count(0, timeout=FIRST)
    settled(page)
    expect(root).to_have_attribute("data-settled", root.get_attribute("data-positions") or "?", timeout=BUSY)


def mapped(page: Page, url: str) -> None:
    page.goto(url)
    finished(page)


def lasso(page: Page, part: float) -> int:
    """Draw a lasso around that part of the map, from its left edge; gives the number of rows that the page says are selected."""
    the_map(page).get_by_role("button", name=re.compile("[Ll]asso")).click()
    dots = the_map(page).locator("canvas.dots")
    dots.scroll_into_view_if_needed()
    box = dots.bounding_box()
    across, down = box["width"] * part, box["height"]
    page.mouse.move(box["x"] + 2, box["y"] + 2)
    page.mouse.down()
    for x, y in ((across, 2), (across, down - 2), (2, down - 2), (2, 2)):
        page.mouse.move(box["x"] + x, box["y"] + y, steps=4)
    page.mouse.up()
    return selected(page)


def selected(page: Page) -> int:
    said = page.get_by_text(re.compile(r"^[\d,]+ rows selected"))
    expect(said).to_be_visible(timeout=BUSY)
    settled(page)
    return int(re.search(r"[\d,]+", said.inner_text())[0].replace(",", ""))


def ask(page: Page, question: str) -> None:
    """Open one of the questions under the map."""
    page.get_by_role("radio", name=question, exact=True).or_(page.get_by_role("button", name=question, exact=True)).first.click()
    settled(page)


def take_kind(page: Page, label: str, kind: str) -> None:
    """Choose in a select box, unless it says so already."""
    if box(page, label).locator("input").input_value() != kind:
        choose(page, label, kind)


def taken(page: Page, button: Locator, folder: Path) -> Path:
    """Click a download button, and give the file."""
    with page.expect_download(timeout=BUSY) as got:
        button.click()
    path = folder / got.value.suggested_filename
    got.value.save_as(path)
    return path


def rows_of(path: Path, tab: bool = False) -> list[dict[str, str]]:
    with path.open(newline="") as file:
        return list(csv.DictReader(file, delimiter="\t" if tab else ","))
