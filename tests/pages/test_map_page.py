"""The map page as its user meets it: every method by its link, every question, search, selection, messages and the code."""

import io
import json
import re
import time
import zipfile
from base64 import b64decode
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from mllab import jobs, neighbors
from mllab.data import samples, store
from mllab.data.matrix import encode
from mllab.data.search import matches
from mllab.errors import DataError
from mllab.jobs.arrays import digest
from mllab.reduce import REDUCERS
from mllab.ui.map import begin
from mllab.ui.map.ask import QUESTIONS
from mllab.ui.map.chosen import Chosen
from mllab.ui.map.colours import by_column
from mllab.ui.map.keep import drawing
from mllab.ui.map.looks import Look
from mllab.ui.map.named import LEVELS, Overlay, overlay
from mllab.ui.map.projector import projector_files
from mllab.ui.map.settings import grid, stops
from mllab.ui.map.shown import View
from mllab.ui.points import Picked
from mllab.ui.points.images import images

PAGE = Path(__file__).parents[2] / "pages" / "map.py"
QUICK = "PCA"


@pytest.fixture(autouse=True)
def home(tmp_path_factory, monkeypatch):
    neighbors.forget()  # what other tests have searched
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
def test_the_code_gives_the_places_that_are_kept(name, fresh, tmp_path):
    at = opened(table="sample-iris", reducer=name, question="Keep")
    next(button for button in at.button if button.label == "Save as a new table").click().run()
    assert not at.exception
    (saved,) = [table for table in store.listing() if table.name == f"Iris flowers, {name}"]
    code = next(block.value for block in at.code)
    end = "\nimport numpy\nnumpy.save('positions.npy', positions)\n"
    fresh(code + end, tmp_path)
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
        (bookmark,) = json.loads(archive.read(embedding["bookmarksPath"]))
    assert np.allclose(vectors, matrix.values, atol=1e-6)
    assert metadata[0].split("\t") == ["row", *table.names]
    assert len(metadata) == 151, "a header when there is more than one column, as the Projector wants it"
    assert embedding["tensorShape"] == bookmark["dataSetDimensions"] == [150, 4]
    assert np.allclose([[place["tsne-0"], place["tsne-1"]] for place in bookmark["projections"]], matrix.values[:, :2], atol=1e-6)
    assert (bookmark["tSNEis3d"], bookmark["selectedLabelOption"]) == (False, "species")


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


def button(at, label):
    return next((one for one in at.button if one.label.startswith(label)), None)


def linked(at):
    """The job that the link names."""
    named = at.query_params["picture"]
    return jobs.find(named if isinstance(named, str) else named[0])


def test_a_stopped_picture_goes_on_from_what_was_seen():
    at = AppTest.from_file(str(PAGE), default_timeout=90)
    for name, value in {"table": "sample-digits", "reducer": "t-SNE", "t-SNE.iterations": "5000", "t-SNE.early_iterations": "1000"}.items():
        at.query_params[name] = value
    at.run()
    until = time.monotonic() + 90
    while linked(at).status().step < 20:
        assert time.monotonic() < until, "no step was made"
        time.sleep(0.05)
    button(at.run(), "Stop").click()
    at.run()
    first = linked(at)
    first.wait(30)
    assert button(at.run(), "Go on") is not None, told(at)
    seen = first.newest()
    button(at, "Go on").click()
    finished(at.run())
    assert not at.exception
    second = linked(at)
    assert second.id != first.id
    assert second.told["arrays"]["start"] == digest("start", seen["positions"])
    assert second.result()["objective"] < seen["objective"]
    assert button(at, "Start afresh") is not None


def test_a_long_picture_says_its_cost_and_waits_for_the_start_button(monkeypatch):
    table = store.from_frame(pd.DataFrame(np.random.default_rng(3).normal(size=(700, 4))), "cost")
    opened(table=table.id, reducer="MDS")  # not long: begun at once
    monkeypatch.setattr(begin, "PART", 10_000)
    monkeypatch.setattr(begin, "WORTH_SAYING", 0.0)
    monkeypatch.setattr("mllab.ui.job.WORTH_SAYING", 0.0)
    at = opened(table=table.id, reducer="MDS", seed="3")
    until = time.monotonic() + 90
    while button(at, "Start MDS") is None:
        assert time.monotonic() < until, told(at)
        time.sleep(0.1)
        at.run()
    assert re.search(r"Takes about .+ s and .+B of memory, measured on a few rows", told(at))
    assert "picture" not in at.query_params, "nothing was begun"
    assert not figures(at)
    button(at, "Start MDS").click()
    finished(at.run())
    assert "picture" in at.query_params
    again = opened(table=table.id, reducer="MDS", seed="3")
    assert button(again, "Start MDS") is None, "what is there need not be asked for"


def test_density_lines_are_drawn_in_a_plane_only():
    view = of_iris()
    flat, solid = view.picture.positions[:, :2], np.zeros((150, 3), np.float32)
    assert overlay(view.chosen, view.colours, flat, Overlay(density=True)) == {"captions": (), "contours": LEVELS}
    assert overlay(view.chosen, view.colours, flat, Overlay())["contours"] == 0
    assert overlay(view.chosen, view.colours, solid, Overlay(density=True))["contours"] == 0


def of_iris(**look):
    """The map of the samples' iris with a look."""
    table = samples.load("iris")
    matrix = encode(table, table.of_kind("number"))
    chosen = Chosen(table, tuple(table.of_kind("number")), REDUCERS["PCA"](), 0, matrix)
    picture = chosen.reducer.fit(matrix.values)
    return View(chosen, picture, None, by_column(chosen, "species"), Picked(), 0.1, True, look=Look(chosen, **look))


def test_the_file_wears_the_shapes_and_sizes_of_the_page():
    svg = drawing(of_iris(shape="species", size="petal width (cm)"), "svg").decode()
    plain = drawing(of_iris(), "svg").decode()
    marks = re.findall(r'aria-roledescription="point"[^>]* d="([^"]+)"', svg)
    assert len(marks) == 150
    forms = [re.sub(r"[-\d.,]+", "", mark) for mark in marks]
    assert [len(set(forms[start : start + 50])) for start in (0, 50, 100)] == [1, 1, 1], (
        "one form for each species, which stand in their order"
    )
    assert len(set(forms)) == 3
    assert len(set(marks)) > 15, "sizes by petal width"
    assert len(set(re.findall(r'aria-roledescription="point"[^>]* d="([^"]+)"', plain))) == 1
    assert "petal width (cm)" in svg


def test_the_file_shows_the_rows_own_pictures_when_the_page_draws_them():
    tiles = np.zeros((150, 4, 6, 3), np.uint8)
    tiles[:, :, :, 0] = np.arange(150)[:, None, None]
    svg = drawing(of_iris(images=images(tiles), pictured=True), "svg").decode()
    shown = [np.asarray(Image.open(io.BytesIO(b64decode(found)))) for found in re.findall(r'href="data:image/png;base64,([^"]+)"', svg)]
    assert len(shown) == 150
    assert sorted(int(one[0, 0, 0]) for one in shown) == list(range(150))
    assert {one.shape for one in shown} == {(4, 6, 3)}


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
