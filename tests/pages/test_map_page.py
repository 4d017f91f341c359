"""The map page as its user meets it: every method by its link, every question, search, selection, messages and the code."""

import io
import json
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from mllab import jobs
from mllab.data import samples, store
from mllab.data.matrix import encode
from mllab.data.search import matches
from mllab.errors import DataError
from mllab.reduce import REDUCERS
from mllab.ui.map.ask import QUESTIONS
from mllab.ui.map.chosen import Chosen
from mllab.ui.map.colours import by_column
from mllab.ui.map.keep import drawing
from mllab.ui.map.projector import projector_files
from mllab.ui.map.settings import grid, stops
from mllab.ui.map.shown import View
from mllab.ui.points import Picked

PAGE = Path(__file__).parents[2] / "pages" / "map.py"
QUICK = "PCA"


@pytest.fixture(autouse=True)
def home(tmp_path_factory, monkeypatch):
    monkeypatch.setenv("MLLAB_HOME", str(tmp_path_factory.getbasetemp() / "map-home"))


def opened(**query: str) -> AppTest:
    at = AppTest.from_file(str(PAGE), default_timeout=90)
    for name, value in query.items():
        at.query_params[name] = value
    at.run()
    assert not at.exception, at.exception[0].message
    return finished(at)


def finished(at: AppTest) -> AppTest:
    """Run again, as the page does by itself, until nothing is computed any more."""
    until = time.monotonic() + 90
    while any(button.label == "Stop" for button in at.button):
        assert time.monotonic() < until, "still computing"
        time.sleep(0.1)
        at.run()
    return at


def told(at: AppTest) -> str:
    return "\n".join(element.value for kind in ("markdown", "caption", "info", "warning", "error") for element in getattr(at, kind))


def figures(at: AppTest) -> dict[str, str]:
    return {metric.label: metric.value for metric in at.metric}


@pytest.mark.parametrize("name", REDUCERS)
def test_every_method_opens_by_its_link_and_is_judged(name):
    at = opened(table="sample-iris", reducer=name)
    assert not at.error, told(at)
    found = figures(at)
    assert float(found["Trustworthiness"]) > 0.8, "150 flowers in four columns are no hard picture"
    assert REDUCERS[name].cannot in told(at), "what the picture cannot show stands beside it"


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_question_has_an_answer(question):
    at = opened(table="sample-iris", reducer=QUICK, question=question)
    assert not at.error, told(at)


def test_it_opens_without_a_link_on_something_worth_looking_at():
    at = opened()
    assert not at.error, told(at)
    assert figures(at)["Trustworthiness"]


@pytest.mark.parametrize("name", ["MDS", "t-SNE", "UMAP"])
def test_the_code_gives_the_places_that_are_kept(name, tmp_path):
    at = opened(table="sample-iris", reducer=name, question="Keep")
    next(button for button in at.button if button.label == "Save as a new table").click().run()
    assert not at.exception
    (saved,) = [table for table in store.listing() if table.name == f"Iris flowers, {name}"]
    code = next(block.value for block in at.code)
    end = "\nimport numpy\nnumpy.save('positions.npy', positions)\n"
    subprocess.run([sys.executable, "-c", code + end], cwd=tmp_path, check=True, timeout=100, capture_output=True)
    kept = pd.read_parquet(saved.path)[["map x", "map y"]].to_numpy()
    assert np.allclose(kept, np.load(tmp_path / "positions.npy"), atol=1e-3)


def test_a_second_method_stands_beside_the_first():
    at = opened(table="sample-iris", reducer=QUICK, beside="MDS")
    assert not at.error, told(at)
    assert told(at).count("trustworthiness 0.9") == 2, "each picture with its own figures"


def test_five_seeds_of_a_method_without_chance_do_not_spread():
    at = opened(table="sample-iris", reducer=QUICK, question="Does it hold")
    next(button for button in at.button if button.label.startswith("Draw it")).click().run()
    finished(at)
    assert "Spread 0.00" in told(at)


def test_other_settings_are_small_pictures():
    at = opened(table="sample-iris", reducer="Isomap", question="Other settings")
    next(button for button in at.button if button.label.startswith("Draw ")).click().run()
    finished(at)
    assert not at.exception
    assert not at.error, told(at)
    assert at.get("vega_lite_chart"), "the small maps"


def test_search_finds_words_and_patterns_and_refuses_a_broken_pattern():
    frame = pd.DataFrame({"name": ["Anna", "Ben (B.)", None], "town": ["Bern", "Ulm", "Annaberg"], "n": [12, 3, 4]})
    assert matches(frame, "anna").tolist() == [True, False, True]
    assert matches(frame, "anna", "name").tolist() == [True, False, False]
    assert matches(frame, "(b.)").tolist() == [False, True, False], "as plain text"
    assert matches(frame, "^b.*m|n$", "town", pattern=True).tolist() == [True, False, False]
    assert matches(frame, "12").tolist() == [True, False, False]
    with pytest.raises(DataError, match="no regular expression"):
        matches(frame, "(", pattern=True)


def test_a_broken_pattern_is_a_message():
    at = opened(table="sample-iris", reducer=QUICK, **{"find-rows": "(", "find-pattern": "true"})
    assert "no regular expression" in told(at)


def test_a_table_of_one_row_or_without_numbers_is_told():
    one = store.add(pd.DataFrame({"a": [1.0], "b": [2.0]}).to_csv(index=False).encode(), "one.csv", "test")
    at = opened(table=one.id, reducer=QUICK)
    assert "every value is the same" in told(at)


def test_settings_cover_the_range_of_a_knob():
    from mllab.params import knobs

    isomap = REDUCERS["Isomap"]()
    (name, *_) = [name for name, knob in knobs(type(isomap)).items() if knob.type is int and name != "dimensions"]
    values = stops(knobs(type(isomap))[name], 8)
    assert values[0] == knobs(type(isomap))[name].low
    assert values[-1] == knobs(type(isomap))[name].high
    assert len(grid(isomap, name, "no second")) == len(values)


def test_labels_reach_a_method_that_needs_them():
    at = opened(table="sample-wine", reducer="LDA")
    assert at.selectbox(key="labels").value == "cultivar"
    assert "share of the spread between classes 1" in told(at), "three classes span two axes, and all of what parts them (Fisher 1936)"
    assert "astype('category')" in at.code[0].value, "the script knows the labels"


def test_the_projectors_files_hold_every_row_as_the_method_sees_it(tmp_path):
    table = samples.load("iris")
    matrix = encode(table, table.of_kind("number"))
    chosen = Chosen(table, tuple(table.of_kind("number")), REDUCERS["PCA"](), 0, matrix)
    with zipfile.ZipFile(io.BytesIO(projector_files(chosen, matrix.values[:, :2]))) as archive:
        vectors = np.loadtxt(io.BytesIO(archive.read("vectors.tsv")), delimiter="\t")
        metadata = archive.read("metadata.tsv").decode().splitlines()
        (embedding,) = json.loads(archive.read("projector_config.json"))["embeddings"]
    assert np.allclose(vectors, matrix.values, atol=1e-6)
    assert metadata[0].split("\t") == ["row", *table.names]
    assert len(metadata) == 151, "a header when there is more than one column, as the Projector wants it"
    assert embedding["tensorShape"] == [150, 4]


@pytest.mark.parametrize("kind", ["png", "svg", "html"])
def test_the_picture_is_a_file_that_needs_nothing_else(kind):
    table = samples.load("iris")
    matrix = encode(table, table.of_kind("number"))
    chosen = Chosen(table, tuple(table.of_kind("number")), REDUCERS["PCA"](), 0, matrix)
    picture = chosen.reducer.fit(matrix.values)
    view = View(chosen, picture, None, by_column(chosen, "species"), Picked(), 0.1, True)
    made = drawing(view, kind)
    assert {"png": b"\x89PNG", "svg": b"<svg", "html": b"<!DOCTYPE html>"}[kind] in made[:200]
    assert kind == "png" or b"setosa" in made
    assert b'src="http' not in made


def test_groups_are_found_by_a_worker_when_the_picture_stands_and_are_those_of_the_method():
    from mllab.cluster import CLUSTERERS
    from mllab.ui.map.colours import DATA_GROUPS, GROUP, GROUPED

    table = store.from_frame(pd.DataFrame(np.random.default_rng(0).normal(size=(60, 3)) + 9 * (np.arange(60) % 2)[:, None]), "two clouds")
    at = opened(table=table.id, reducer=QUICK)
    assert at.session_state["colour"] == DATA_GROUPS
    X = encode(store.open(table.id), sample=10**6).values
    job = jobs.known(GROUP, {"clusterer": CLUSTERERS["HDBSCAN"]().spec(), "most": GROUPED}, {"X": X})
    assert job is not None
    assert np.array_equal(job.result()["labels"], CLUSTERERS["HDBSCAN"]().fit(X).labels)
