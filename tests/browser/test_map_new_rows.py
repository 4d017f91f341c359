"""New rows in a finished map, in a real browser: a file is brought on the page and its rows fall where their likes are."""

import re
from collections import defaultdict

import numpy as np
import pytest
from driving import BUSY, settled
from on_map import STATES, ask, machines, mapped, rows_of, take_kind, taken
from playwright.sync_api import expect

from mllab.data import store

MANY, NEW = 240, 30


@pytest.mark.timeout(400)
def test_rows_of_a_file_are_placed_by_each_method_that_can(borrowed, page, tmp_path):
    table = store.add(machines(tmp_path, MANY), "machines.csv", "test")
    columns = "".join(f"&columns-{table.id}={name}" for name in ("heat", "load", "shake", "noise"))
    wrong = tmp_path / "other.csv"
    wrong.write_text("heat,load\n1,2\n3,4\n")
    for method in ("PCA", "t-SNE", "UMAP"):
        mapped(page, f"{borrowed.url}/map?table={table.id}&reducer={method}{columns}")
        ask(page, "Keep")
        there = rows_of(taken(page, page.get_by_test_id("stMain").get_by_role("button", name="Download", exact=True).first, tmp_path))
        ask(page, "New rows")
        bring = page.get_by_test_id("stFileUploader").locator("input[type=file]")
        if method == "PCA":
            bring.set_input_files(wrong)
            expect(page.get_by_text(re.compile("cannot be placed into this map: it lacks shake, noise"))).to_be_visible(timeout=BUSY)
            settled(page)
            bring.set_input_files(machines(tmp_path, NEW, seed=6, name="newcomers.csv"))
            settled(page)
        take_kind(page, "Rows of", "newcomers.csv")
        drawn = page.locator(".points").filter(has=page.locator(".title", has_text="newcomers"))
        expect(drawn).to_be_visible(timeout=BUSY)
        settled(page)
        expect(drawn.locator(".legend")).to_contain_text(str(NEW))
        new = rows_of(taken(page, page.get_by_role("button", name="Download with their places"), tmp_path))
        assert len(new) == NEW
        _among_their_likes(there, new, method)


def _among_their_likes(there: list[dict[str, str]], new: list[dict[str, str]], method: str) -> None:
    """Each new machine lies nearest to machines of its own state."""
    groups = defaultdict(list)
    for row in there:
        groups[row["state"]].append((float(row["map x"]), float(row["map y"])))
    for row in new:
        at = np.array([float(row["map x"]), float(row["map y"])])
        apart = {state: np.median(np.linalg.norm(np.array(groups[state]) - at, axis=1)) for state in STATES}
        assert min(apart, key=apart.get) == row["state"], f"{method} put {row['machine']} elsewhere"


@pytest.mark.timeout(120)
def test_a_method_that_cannot_place_rows_says_so(server, page):
    mapped(page, f"{server}/map?table=sample-iris&reducer=MDS&question=New+rows")
    said = page.get_by_text(re.compile("^MDS cannot place new rows into a finished picture. These can: "))
    expect(said).to_be_visible(timeout=BUSY)
    for able in ("PCA", "t-SNE", "UMAP"):
        expect(said).to_contain_text(able)
