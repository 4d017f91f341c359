"""A million rows on the map, in a real browser: mapped by PCA and panned, with every row there."""

import numpy as np
import pandas as pd
import pytest
from driving import BUSY
from on_map import FIRST, the_map
from playwright.sync_api import expect

from mllab.data import store

MANY, GROUPS = 1_000_000, 5


def rows() -> pd.DataFrame:
    """A million rows of eight readings in five groups far apart."""
    rng = np.random.default_rng(7)
    group = rng.integers(0, GROUPS, MANY)
    middles = rng.normal(0, 6, (GROUPS, 8))
    values = (middles[group] + rng.normal(0, 1, (MANY, 8))).astype(np.float32)
    return pd.DataFrame(values, columns=[f"reading {i}" for i in range(8)]).assign(group=np.array(list("abcde"))[group])


@pytest.mark.timeout(300)
def test_a_million_rows_are_mapped_and_panned(own_server, page, monkeypatch):
    monkeypatch.setenv("MLLAB_HOME", str(own_server.home))
    table = store.from_frame(rows(), "a million")
    errors = []
    page.on("pageerror", lambda error: errors.append(error))
    page.goto(f"{own_server.url}/map?table={table.id}&reducer=PCA&colour=group")
    root = the_map(page)
    expect(root).to_be_visible(timeout=FIRST)
    expect(root.locator(".title")).to_contain_text("1,000,000 rows")
    expect(root).to_have_attribute("data-settled", root.get_attribute("data-positions") or "?", timeout=BUSY)
    expect(root.locator(".legend")).to_contain_text("a")

    dots = root.locator("canvas.dots")
    box = dots.bounding_box()
    before, view = dots.screenshot(), root.get_attribute("data-view")
    page.mouse.move(box["x"] + 200, box["y"] + 200)
    page.mouse.down()
    page.mouse.move(box["x"] + 320, box["y"] + 260, steps=12)
    page.mouse.up()
    expect(root).not_to_have_attribute("data-view", view, timeout=BUSY)
    page.mouse.move(0, 0)
    assert dots.screenshot() != before, "the picture moved under the hand"
    root.get_by_role("button", name="Show all").click()
    expect(root).to_have_attribute("data-view", view, timeout=BUSY)
    assert not errors
