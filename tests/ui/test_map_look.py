"""The look of the map: which columns are a picture, which shapes stand for which classes, and what the page sends for it."""

import io
import json
import time
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from mllab import jobs
from mllab.data import samples, store
from mllab.errors import DataError
from mllab.ui.map.looks import shaped, written
from mllab.ui.map.pictures import likely_width, opened, pixels

PAGE = Path(__file__).parents[2] / "pages" / "map.py"


@pytest.fixture(autouse=True)
def home(tmp_path_factory, monkeypatch):
    monkeypatch.setenv("MLLAB_HOME", str(tmp_path_factory.getbasetemp() / "look-home"))


def table(names: list[str], rows: int = 6) -> Any:
    frame = pd.DataFrame(np.random.default_rng(0).normal(size=(rows, len(names))), columns=names)
    return store.add(frame.to_csv(index=False).encode(), "pixels.csv", "test")


def test_the_digits_are_pictures_of_eight_lines():
    found = pixels(samples.load("digits"))
    assert found is not None
    assert found.wide == 8
    assert found.columns == tuple(f"pixel_{line}_{place}" for line in range(8) for place in range(8))
    assert pixels(samples.load("iris")) is None


@pytest.mark.parametrize(
    ("names", "wide"),
    [
        ([f"pixel{i}" for i in range(25)], 5),
        ([f"{line}x{place}" for line in range(1, 5) for place in range(1, 7)], 6),  # as MNIST is handed around: 1x1 to 28x28
        ([f"px{i:03d}" for i in range(1, 17)], 4),
        ([f"r{line}c{place}" for line in range(4) for place in range(4)], 4),
    ],
)
def test_columns_named_like_pixels_are_a_picture_in_whatever_order_they_stand(names, wide):
    shuffled = [names[i] for i in np.random.default_rng(1).permutation(len(names))]
    found = pixels(table(shuffled))
    assert found is not None
    assert (found.columns, found.wide) == (tuple(names), wide)


@pytest.mark.parametrize(
    "names",
    [
        [f"x{i}" for i in range(16)],  # any sixteen numbers
        [f"2019-{i}" for i in range(16)],
        [f"{year}_{month}" for year in range(2010, 2016) for month in range(1, 13)],  # months of years
        [f"pixel{i}" for i in range(17)],  # no square
        [f"pixel_{line}_{place}" for line in range(4) for place in range(5) if (line, place) != (1, 2)],  # one is missing
        [f"pixel{i}" for i in range(9)],  # too few
    ],
)
def test_other_columns_are_none(names):
    assert pixels(table(names)) is None


def test_the_likely_width_is_the_squarest_one():
    assert [likely_width(n) for n in (64, 784, 12, 13, 20)] == [8, 28, 4, 13, 5]


def test_the_frequent_classes_get_shapes_then_the_others_then_what_is_missing():
    counts = {"a": 9, "b": 1, "c": 8, "d": 7, "e": 6, "f": 2, "g": 5}
    names = list(counts)
    found = np.array([names.index(name) for name, many in counts.items() for _ in range(many)] + [-1] * 3)
    shapes, told = shaped(found, names)
    assert told == ["a", "c", "d", "e", "other (3)", "missing"]
    assert [told[shapes[np.flatnonzero(found == code)[0]]] for code in (0, 1, 2, 3, 4, 5, 6, -1)] == [
        "a", "other (3)", "c", "d", "e", "other (3)", "other (3)", "missing",
    ]  # fmt: skip
    shapes, told = shaped(np.array([0, 1, 0]), ["yes", "no"])
    assert (shapes.tolist(), told) == ([0, 1, 0], ["yes", "no"])


def test_words_are_short_and_missing_ones_are_empty():
    assert written(pd.Series([1.23456789, None, 1e9])) == ["1.235", "", "1e+09"]
    assert written(pd.Series(["a" * 100, None, "b"])) == ["a" * 60, "", "b"]


def test_a_sheet_is_read_in_its_channels_and_anything_else_is_refused():
    drawn = np.random.default_rng(0).integers(0, 256, (8, 12, 4)).astype(np.uint8)
    for mode, channels in (("RGBA", 4), ("RGB", 3), ("L", 1)):
        file = io.BytesIO()
        Image.fromarray(drawn, "RGBA").convert(mode).save(file, "PNG")
        wanted = np.asarray(Image.fromarray(drawn, "RGBA").convert(mode)).reshape(8, 12, channels)
        np.testing.assert_array_equal(opened(file.getvalue()), wanted)
    for wrong in (b"", b"no picture", b"\x89PNG\r\n\x1a\n" + b"\0" * 50, file.getvalue()[:-30]):
        with pytest.raises(DataError, match="cannot be read as a picture"):
            opened(wrong)


def sent(at: AppTest) -> dict[str, Any]:
    """The head of what the map gets."""
    data = at.get("bidi_component")[0].proto.bytes
    return json.loads(data[4 : 4 + int(np.frombuffer(data, "<u4", 1)[0])])


def opened_page(**query: str) -> AppTest:
    at = AppTest.from_file(str(PAGE), default_timeout=90)
    for name, value in query.items():
        at.query_params[name] = value
    at.run()
    until = time.monotonic() + 60
    while not at.get("bidi_component") and not at.exception and not at.error and time.monotonic() < until:  # the picture is on its way
        time.sleep(0.1)
        at.run()
    assert not at.exception, at.exception[0].message
    return at


def test_size_shape_and_label_come_from_the_link():
    at = opened_page(
        table="sample-iris", reducer="PCA", **{"size-by": "petal width (cm)", "shape-by": "species", "label-by": "sepal width (cm)"}
    )
    head = sent(at)
    assert head["size"] == {"title": "petal width (cm)", "low": pytest.approx(0.1), "high": pytest.approx(2.5)}  # Fisher 1936
    assert (head["shape"], head["shape_names"]) == ("species", ["setosa", "versicolor", "virginica"])
    assert {"sizes", "shapes", "words"} <= set(head["parts"])
    assert next(one for one in at.expander if one.label == "Look").proto.expanded, "open, since the link says something of it"


def test_nothing_of_the_look_is_sent_unasked_but_small_pictures_of_the_pointed_row():
    head = sent(opened_page(table="sample-iris", reducer="PCA"))
    assert not {"sizes", "shapes", "words", "images"} & set(head["parts"])
    head = sent(opened_page(table="sample-digits", reducer="PCA"))
    assert head["images"] == {"wide": 8, "high": 8, "channels": 1, "across": 43, "ink": True, "drawn": False}


def test_pictures_stand_for_the_points_when_asked_for():
    head = sent(opened_page(table="sample-digits", reducer="PCA", **{"pictures-sample-digits": "as points"}))
    assert head["images"]["drawn"]
    assert "images" in head["parts"]


def test_numbers_are_taken_as_a_picture_of_the_width_that_is_given():
    kept = table([f"x{i}" for i in range(24)], rows=30)
    query = {"table": kept.id, "reducer": "PCA", f"pictures-{kept.id}": "as points"}
    assert sent(opened_page(**query))["images"]["wide"] == 6
    assert sent(opened_page(**query, **{"pixels-wide": "8"}))["images"]["wide"] == 8
    at = opened_page(**query, **{"pixels-wide": "7"})
    assert "24 pixels do not fill lines of 7" in at.error[0].value


def linked(at: AppTest) -> jobs.Job | None:
    """The job that the link names."""
    found = at.query_params["picture"]
    return jobs.find(found if isinstance(found, str) else found[0])


def test_a_stopped_picture_goes_on_from_where_it_stood():
    at = opened_page(table="sample-digits", reducer="UMAP", **{"UMAP.epochs": "5000"})
    job = linked(at)
    assert job is not None
    until = time.monotonic() + 120
    while job.status().step < 5 and time.monotonic() < until:
        time.sleep(0.02)
    next(one for one in at.button if one.label == "Stop").click().run()
    assert job.wait(30).state == "stopped"
    stood = job.newest()
    at.run()
    next(one for one in at.button if one.label == "Go on").click().run()
    assert not at.exception
    then = linked(at)
    assert then is not None
    assert then.id != job.id
    try:
        while (found := then.newest()) is None and time.monotonic() < until:
            time.sleep(0.02)
        assert found is not None
        assert stood is not None
        assert then.told["arrays"].keys() == {"X", "start"}
        assert np.corrcoef(found["positions"].ravel(), stood["positions"].ravel())[0, 1] > 0.9, "a step or some further"
    finally:
        then.stop()
        then.wait(30)
