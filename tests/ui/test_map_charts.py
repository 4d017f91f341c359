"""What the charts beside the map count, and which columns they are of."""

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import mutual_info_score

from mllab.charts import crossfilter as drawn
from mllab.data import samples
from mllab.data.matrix import encode
from mllab.reduce import REDUCERS
from mllab.ui.map.binned import BINS, MISSING, NAMED, OTHER, in_bins
from mllab.ui.map.chosen import Chosen
from mllab.ui.map.crossfilter import Brushes
from mllab.ui.map.telling import in_parts, most_telling, told


def chosen(sample: str) -> Chosen:
    table = samples.load(sample)
    columns = tuple(table.of_kind("number"))
    return Chosen(table, columns, REDUCERS["PCA"](), 0, encode(table, list(columns)))


def test_figures_are_counted_as_numpy_counts_them():
    values = pd.Series(np.random.default_rng(1).normal(size=5_000), name="x")
    values[::100] = np.nan
    column = in_bins(values, "number")
    counts, edges = np.histogram(values.dropna(), BINS)
    np.testing.assert_array_equal(column.counts(), counts)
    np.testing.assert_allclose(column.edges, edges)
    some = np.arange(5_000) % 3 == 0
    np.testing.assert_array_equal(column.counts(some), np.histogram(values[some].dropna(), edges)[0])


def test_a_few_whole_numbers_get_a_bin_each_and_far_outliers_do_not_stretch_the_rest():
    stars = in_bins(pd.Series([1, 2, 2, 3, 5, 5, 5], name="stars"), "number")
    assert stars.counts().tolist() == [1, 2, 1, 0, 3]
    assert stars.edges[0] == 0.5
    wide = in_bins(pd.Series([*np.linspace(0, 1, 2_000), 1e6], name="spend"), "number")
    assert wide.edges[-1] < 2
    assert wide.counts().sum() == 2_001, "the outermost bin holds what lies beyond"


def test_classes_are_counted_the_commonest_first_with_others_and_missing_apart():
    names = [f"town {i}" for i in range(12)]
    values = pd.Series([name for i, name in enumerate(names) for _ in range(20 - i)] + [None] * 5, name="town", dtype=object)
    column = in_bins(values, "category")
    assert column.names == (*names[:NAMED], OTHER, MISSING)
    assert column.counts().tolist() == [*range(20, 20 - NAMED, -1), sum(range(9, 13)), 5]
    assert column.among((NAMED + 1,)).sum() == 5


def test_dates_are_binned_in_time():
    days = pd.Series(pd.date_range("2020-01-01", "2023-12-31", freq="D"), name="day")
    column = in_bins(days, "date")
    low, high = column.rounded(pd.Timestamp("2021-01-01 07:00").timestamp(), pd.Timestamp("2021-12-31 05:00").timestamp())
    kept = (column.values >= low) & (column.values <= high)
    assert days[kept].dt.year.unique().tolist() == [2021]
    assert kept.sum() == 365


def test_a_range_that_reaches_the_end_takes_what_lies_beyond():
    column = in_bins(pd.Series([*np.linspace(0, 1, 2_000), 1e6], name="spend"), "number")
    assert column.reached(0.5, float(column.edges[-1])) == (0.5, np.inf)
    assert column.reached(float(column.edges[0]), 0.5) == (-np.inf, 0.5)


def test_what_a_column_tells_is_its_mutual_information():
    """Against scikit-learn's on the same bins, less Miller's (1955) bias; noise tells nothing."""
    rng = np.random.default_rng(2)
    labels = rng.integers(0, 3, 4_000)
    telling = in_bins(pd.Series(labels + rng.normal(0, 0.4, 4_000), name="x"), "number")
    by_sklearn = mutual_info_score(telling.bins, labels)
    bias = (len(np.unique(telling.bins)) - 1) * 2 / (2 * 4_000)
    assert told(telling, labels) == pytest.approx(by_sklearn - bias, rel=1e-9)
    noise = in_bins(pd.Series(rng.normal(size=4_000), name="y"), "number")
    assert told(noise, labels) < 0.005


def test_the_most_telling_columns_come_first():
    """Fisher's flowers differ most in their petals (Fisher 1936); what a selection is made of is found again."""
    iris = chosen("iris")
    frame = iris.frame()
    names = list(iris.columns)
    species = frame["species"].astype("category").cat.codes.to_numpy()
    assert {name.split()[0] for name in most_telling(iris, species, names, 2)} == {"petal"}
    wide = (frame["sepal width (cm)"] > 3.3).to_numpy().astype(int)
    assert most_telling(iris, wide, names, 1) == ["sepal width (cm)"]
    assert np.bincount(in_parts(frame["petal length (cm)"].to_numpy())).min() > 5


def test_brushes_keep_what_pandas_would():
    flowers = chosen("iris")
    frame = flowers.frame()
    asked = Brushes(flowers.rows, {"petal length (cm)": (2.0, 4.5), "species": (0, 2)})
    masks = asked.masks(flowers)
    np.testing.assert_array_equal(masks["petal length (cm)"], frame["petal length (cm)"].between(2.0, 4.5))
    assert frame["species"][masks["species"]].nunique() == 2
    asked.clear()
    assert asked.masks(flowers) == {}


def test_the_charts_show_shares_of_all_and_of_the_kept():
    picture = drawn.bars(["a", "b"], np.array([900, 100]), np.array([1, 9]), "<b>x</b>").to_dict()
    (rows,) = picture["datasets"].values()
    assert [row["share"] for row in rows] == [0.9, 0.1]
    assert [row["part"] for row in rows] == [0.1, 0.9], "nine of ten kept rows, though they are few"
    assert [one["name"] for one in picture["params"]] == ["pick"]
    picture = drawn.histogram([0.0, 1.0, 2.0], np.array([3, 1]), np.array([0, 0]), "x").to_dict()
    assert [one["name"] for one in picture["params"]] == ["brush"]
    (rows,) = picture["datasets"].values()
    assert [row["part"] for row in rows] == [0.0, 0.0], "no kept row is no share, not a mistake"
