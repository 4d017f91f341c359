"""New rows on the map page: a file brought there is placed, one that lacks columns is told, a method that cannot says so."""

import numpy as np
import pandas as pd
import pytest
from test_map_page import finished, opened, told

from mllab.data import store

COLUMNS = ["heat", "load", "shake"]


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("MLLAB_HOME", str(tmp_path / "home"))


def machines(seed: int, many: int) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    middles = np.array([[20, 5, 0.1], [70, 60, 0.5], [95, 20, 3.0]])[np.arange(many) % 3]
    return pd.DataFrame(middles * rng.normal(1, 0.05, middles.shape), columns=COLUMNS)


@pytest.mark.parametrize("method", ["PCA", "t-SNE", "UMAP"])
def test_a_file_is_brought_and_placed(method):
    table = store.from_frame(machines(1, 120), "old")
    at = opened(table=table.id, reducer=method, question="New rows")
    at.get("file_uploader")[0].upload("other.csv", b"heat,load\n1,2\n3,4\n").run()
    assert "cannot be placed into this map: it lacks shake" in told(at)
    at.get("file_uploader")[0].upload("new.csv", machines(2, 12).to_csv(index=False).encode()).run()
    finished(at)
    assert not at.exception, at.exception[0].message
    assert not at.error, told(at)
    assert at.selectbox(key="new-rows").value in {one.id for one in store.listing() if one.name == "new.csv"}
    assert any(button.label == "Download with their places" for button in at.get("download_button"))


def test_a_method_that_cannot_says_which_can():
    at = opened(table="sample-iris", reducer="MDS", question="New rows")
    assert "MDS cannot place new rows into a finished picture. These can: " in told(at)
    for able in ("PCA", "t-SNE", "UMAP"):
        assert able in told(at)
