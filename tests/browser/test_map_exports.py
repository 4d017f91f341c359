"""What is taken home from the map, by real downloads: the table with its places, the picture, the Projector's files, the script."""

import io
import json
import subprocess
import sys
import zipfile

import numpy as np
import pandas as pd
import pytest
from driving import BUSY, settled
from on_map import ask, mapped, take_kind, taken
from playwright.sync_api import expect

from mllab.data.samples import load


@pytest.mark.timeout(400)
def test_every_file_holds_the_picture(server, browser, page, tmp_path):
    iris = load("iris").frame()
    mapped(page, f"{server}/map?table=sample-iris&reducer=PCA&colour=species")
    ask(page, "Keep")
    main = page.get_by_test_id("stMain")
    download = main.get_by_role("button", name="Download", exact=True)
    frames = {}
    for kind, read in {"CSV": pd.read_csv, "Parquet": pd.read_parquet, "Excel": pd.read_excel}.items():
        take_kind(page, "Download as", kind)
        frames[kind] = read(taken(page, download.first, tmp_path))
        pd.testing.assert_frame_equal(frames[kind][iris.columns], iris, check_dtype=False)
        np.testing.assert_allclose(frames[kind][["map x", "map y"]], frames["CSV"][["map x", "map y"]], rtol=1e-5)
    places = frames["Parquet"][["map x", "map y"]].to_numpy()

    take_kind(page, "As", "PNG")
    assert taken(page, download.last, tmp_path).read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
    take_kind(page, "As", "SVG")
    svg = taken(page, download.last, tmp_path).read_text()
    assert svg.count("<path") >= 150, "a mark for every row"
    take_kind(page, "As", "HTML, one file")
    _opens_offline(browser, taken(page, download.last, tmp_path))

    _projector(taken(page, main.get_by_role("button", name="Embedding Projector files"), tmp_path).read_bytes(), places)
    _script(page, tmp_path, places)


def _opens_offline(browser, path):
    """The one file draws itself without any network."""
    context = browser.new_context(offline=True)
    asked = []
    alone = context.new_page()
    alone.on("request", lambda request: asked.append(request.url) if request.url.startswith("http") else None)
    alone.goto(path.as_uri())
    expect(alone.locator("canvas, svg").first).to_be_visible(timeout=BUSY)
    assert asked == []
    context.close()


def _projector(raw, places):
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        (told,) = json.loads(archive.read("projector_config.json"))["embeddings"]
        vectors = pd.read_csv(io.BytesIO(archive.read(told["tensorPath"])), sep="\t", header=None)
        metadata = pd.read_csv(io.BytesIO(archive.read(told["metadataPath"])), sep="\t")
        drawn = np.loadtxt(io.BytesIO(archive.read("places.tsv")), delimiter="\t")
    assert list(vectors.shape) == told["tensorShape"]
    assert len(metadata) == 150
    np.testing.assert_allclose(drawn, places, rtol=1e-4, atol=1e-5)


def _script(page, folder, places):
    """The script on the page runs by itself and gives the same numbers."""
    page.get_by_text("Code: the same result as a script").click()
    settled(page)
    code = page.get_by_test_id("stCode").last
    expect(code).to_be_visible(timeout=BUSY)
    end = "\nimport numpy\nnumpy.save('positions.npy', positions)\n"
    subprocess.run([sys.executable, "-c", code.inner_text() + end], cwd=folder, check=True, timeout=200, capture_output=True)
    np.testing.assert_allclose(np.load(folder / "positions.npy"), places, atol=1e-3)
