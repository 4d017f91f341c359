"""The plane of two columns: encoded as models see them, answered as the model answers, at most as many rows as a slider can wait for."""

import base64
import io

import numpy as np
import pandas as pd
import pytest

from mllab.charts import boundary
from mllab.data.table import Column
from mllab.errors import DataError
from mllab.models import MODELS
from mllab.models.task import Fold
from mllab.models.tune import flat, lighter, on_one_fold, over_map, plane, seen, telling

NUMBER, CLASS, DATE = Column("size", "number", "DOUBLE"), Column("kind", "category", "VARCHAR"), Column("day", "date", "DATE")


@pytest.fixture(scope="module")
def rows():
    """Rows of a class that `size` decides for one kind, and that is always 1 for the other."""
    rng = np.random.default_rng(0)
    size, kind = rng.uniform(0, 10, 400), rng.choice(["a", "b"], 400)
    day = pd.Timestamp("2024-01-01") + pd.to_timedelta(rng.integers(0, 365, 400), unit="D")
    frame = pd.DataFrame({"size": size, "kind": pd.Series(kind, dtype="str"), "day": day, "noise": rng.normal(size=400)})
    return frame, np.where(kind == "a", size > 5, True).astype(np.int64)


FOLD = Fold(np.arange(300), np.arange(300, 400))


def test_every_cell_says_what_the_model_says_of_such_a_row(rows):
    frame, y = rows
    shown = plane(frame, [NUMBER, CLASS], FOLD)
    found = seen(MODELS["decision tree"](depth=3), "classification", shown, y, FOLD, "accuracy", 2)
    said = found.cells.reshape(len(shown.up.stops), len(shown.across.stops), 2).argmax(axis=2)
    assert shown.up.names == ("a", "b")
    np.testing.assert_array_equal(said[0], shown.across.stops > 5)
    assert said[1].all()
    assert found.figure == 1.0


def test_the_rows_are_judged_as_scikit_learn_would(rows):
    from sklearn.tree import DecisionTreeClassifier

    frame, y = rows
    X = frame[["size", "noise"]].to_numpy(np.float32)
    tree = MODELS["decision tree"](depth=2)
    peer = DecisionTreeClassifier(max_depth=2, min_samples_leaf=5, random_state=0).fit(X[:300], y[:300])
    assert on_one_fold(tree, "classification", X, y, FOLD, "accuracy", 2) == pytest.approx(peer.score(X[300:], y[300:]))


def test_dates_and_numbers_are_axes_for_regression_too(rows):
    frame, _ = rows
    shown = plane(frame, [DATE, NUMBER], FOLD)
    assert shown.across.about == "date"
    answer = 3 * frame["size"].to_numpy()
    found = seen(MODELS["ridge"](strength=1e-4), "regression", shown, answer, FOLD, "RMSE")
    across_cells = found.cells.reshape(len(shown.up.stops), -1)
    np.testing.assert_allclose(across_cells[:, 0], 3 * shown.up.stops, atol=0.05)


def test_missing_values_have_no_place_but_are_learned_from(rows):
    frame, _ = rows
    holed = frame.assign(size=frame["size"].mask(np.arange(400) % 10 == 0))
    shown = plane(holed, [NUMBER, CLASS], FOLD)
    assert np.isnan(shown.across.place).sum() == 40
    assert np.isfinite(shown.X).all()


def test_the_most_telling_columns_come_first(rows):
    frame, y = rows
    texts = frame.assign(note=[f"row {i}" for i in range(400)])
    columns = [Column("noise", "number", "DOUBLE"), Column("note", "category", "VARCHAR"), DATE, CLASS, NUMBER]
    found = telling(texts, columns, y, 2)
    assert set(found[:2]) == {"size", "kind"}
    assert "note" not in found  # 400 classes are no axis


@pytest.mark.parametrize("columns", [[NUMBER], [NUMBER, NUMBER]])
def test_two_different_columns_are_needed(rows, columns):
    with pytest.raises(DataError, match="two different columns"):
        plane(rows[0], columns, FOLD)


def test_the_plane_through_all_columns_is_asked_at_its_own_points():
    """Against the singular vectors that NumPy finds: each cell is the row that lies there, and the model answers that row."""
    rng = np.random.default_rng(0)
    X = (rng.normal(size=(400, 6)) * [4, 3, 1, 1, 0.5, 0.1]).astype(np.float32)
    y = (X[:, 0] + X[:, 2] > 0).astype(np.int64)
    shown = flat(X, FOLD)
    middle = X[:300].mean(axis=0)
    _, spread, directions = np.linalg.svd(X[:300].astype(np.float64) - middle, full_matrices=False)
    signs = np.sign((directions[:2] * (shown.cells[-1] - shown.cells[0])).sum(axis=1))
    axes = directions[:2] * signs[:, None]
    np.testing.assert_allclose(shown.across.place, (X - middle) @ axes[0], atol=1e-4)
    places = np.stack(np.meshgrid(shown.across.stops, shown.up.stops), axis=2).reshape(-1, 2)
    np.testing.assert_allclose(shown.cells, middle + places @ axes, atol=1e-4)
    assert shown.share == pytest.approx((spread[:2] ** 2).sum() / (spread**2).sum(), rel=1e-4)
    assert "first direction" in shown.across.name

    model = MODELS["logistic regression"]()
    found = seen(model, "classification", shown, y, FOLD, "ROC AUC", 2)
    direct = model.fit(X[:300], 0, y[:300], "classification").estimator.predict_proba(shown.cells)
    np.testing.assert_allclose(found.cells, direct, atol=1e-6)
    assert found.figure == pytest.approx(on_one_fold(model, "classification", X, y, FOLD, "ROC AUC", 2)), "trained on all columns"


def test_where_all_spread_lies_in_the_plane_rows_are_told_as_the_points_beneath():
    rng = np.random.default_rng(0)
    X = (rng.normal(size=(400, 2)) @ rng.normal(size=(2, 5))).astype(np.float32)
    y = (np.linalg.norm(X, axis=1) > np.median(np.linalg.norm(X, axis=1))).astype(np.int64)
    shown = flat(X, FOLD)
    assert shown.share == pytest.approx(1)
    found = seen(MODELS["k-nearest neighbors"](), "classification", shown, y, FOLD, "accuracy", 2)
    across, up = (np.abs(axis.stops[None] - axis.place[300:, None]).argmin(axis=1) for axis in (shown.across, shown.up))
    beneath = found.cells.reshape(len(shown.up.stops), -1, 2)[up, across].argmax(axis=1)
    assert (beneath == found.predicted.argmax(axis=1)).mean() > 0.9


def test_a_plane_needs_two_encoded_columns():
    with pytest.raises(DataError, match="there is 1"):
        flat(np.zeros((400, 1), np.float32), FOLD)


def test_a_point_of_a_map_is_a_mixture_of_the_rows_around_it():
    """Against scikit-learn's nearest neighbors weighed by one over the squared distance (Shepard 1968); where a row lies it is that row."""
    from sklearn.neighbors import KNeighborsRegressor

    rng = np.random.default_rng(0)
    places = rng.normal(size=(400, 2))
    X = np.column_stack([places, np.sin(3 * places), rng.normal(0, 0.01, 400)]).astype(np.float32)
    places[390:] = np.nan  # rows that are not on the map are not drawn, and not judged by
    shown = over_map(X, places, FOLD)
    peer = KNeighborsRegressor(8, weights=lambda far: 1 / far**2).fit(places[:300], X[:300])
    points = np.stack(np.meshgrid(shown.across.stops, shown.up.stops), axis=2).reshape(-1, 2)
    np.testing.assert_allclose(shown.cells, peer.predict(points), atol=1e-5)
    back = peer.predict(places[300:390])
    assert shown.share == pytest.approx(1 - ((X[300:390] - back) ** 2).sum() / ((X[300:390] - X[:300].mean(axis=0)) ** 2).sum(), abs=1e-5)
    assert shown.share > 0.8
    assert np.isnan(shown.across.place[390:]).all()
    y = (X[:, 0] > 0).astype(np.int64)
    found = seen(MODELS["logistic regression"](), "classification", shown, y, FOLD, "ROC AUC", 2)
    assert found.figure == pytest.approx(on_one_fold(MODELS["logistic regression"](), "classification", X, y, FOLD, "ROC AUC", 2))
    said = found.cells.reshape(len(shown.up.stops), -1, 2)[:, :, 1]
    assert said[:, -1].mean() > 0.9 > 0.1 > said[:, 0].mean()


def test_a_map_of_too_few_rows_is_refused():
    with pytest.raises(DataError, match="needs 8 rows"):
        over_map(np.zeros((400, 2), np.float32), np.where(np.arange(400)[:, None] < 5, 0.5, np.nan).repeat(2, axis=1), FOLD)


def test_a_lighter_fold_is_a_part_of_it_and_the_same_for_a_seed():
    fold = Fold(np.arange(0, 9000), np.arange(9000, 12000))
    light = lighter(fold, seed=3)
    assert (len(light.train), len(light.valid)) == (4000, 1000)
    assert set(light.train) <= set(fold.train)
    np.testing.assert_array_equal(light.valid, lighter(fold, seed=3).valid)
    assert lighter(FOLD).train is FOLD.train


def test_the_image_has_the_colours_of_the_winners():
    """Read back by Pillow: row 0 of the array is the bottom of the picture, and the surer cell is the stronger."""
    from PIL import Image

    shares = np.array([[[1.0, 0.0], [0.6, 0.4]], [[0.0, 1.0], [0.0, 1.0]]])
    image = Image.open(io.BytesIO(base64.b64decode(boundary.class_colours(shares).split(",")[1])))
    pixels = np.asarray(image)
    assert pixels.shape == (2, 2, 4)
    np.testing.assert_array_equal(pixels[1, 0, :3], [0x00, 0x72, 0xB2])
    np.testing.assert_array_equal(pixels[0, 0, :3], [0xE6, 0x9F, 0x00])
    assert pixels[1, 0, 3] > pixels[1, 1, 3]


def test_the_picture_is_the_same_wherever_the_knob_is():
    side = boundary.Side("size", (0.0, 1.0))
    specs = [boundary.classes(["a", "b"], (side, boundary.Side("kind", (-0.5, 1.5), ["a'b", "c"])), 100) for _ in range(2)]
    assert specs[0] == specs[1]
    assert [layer["data"] for layer in specs[0]["layer"]] == [{"name": "field"}, {"name": "rows"}, {"name": "rings"}]
    assert "datasets" not in specs[0]
    judged = boundary.Judged(np.array([[0.1, 0.2], [np.nan, 0.3]]), ["a", "b"], ["a", "a"], np.array([False, True]), np.zeros(2))
    found = boundary.parts("data:x", judged)
    assert found["field"]["url"].tolist() == ["data:x"]
    assert found["rows"]["true"].tolist() == ["a"]
    assert found["rings"]["said"].tolist() == [""], "the wrong row has no place; one row is always there"
    wrong = boundary.Judged(np.array([[0.1, 0.2], [0.2, 0.3]]), ["a", "b"], ["a", "a"], np.array([False, True]), np.zeros(2))
    assert boundary.parts("data:x", wrong)["rings"]["said"].tolist() == ["a", ""]
    assert found["rows"].equals(boundary.parts("data:y", wrong)["rows"].head(1)), "rows are the same wherever the knob is"
