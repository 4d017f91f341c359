"""Labels changed on the map, parts of a table and named selections: what is stored, and that the table they come from stays as it is."""

import time

import numpy as np
import pandas as pd
import pytest
from test_map_page import finished, opened, told

from mllab.data import samples, store
from mllab.data.matrix import encode
from mllab.reduce import REDUCERS
from mllab.ui.map.alone import part
from mllab.ui.map.chosen import Chosen
from mllab.ui.map.colours import by_column, by_label
from mllab.ui.map.named import group_names
from mllab.ui.map.relabel import edited
from mllab.ui.map.remember import named


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("MLLAB_HOME", str(tmp_path / "home"))


def chosen(sample: str, rows: int | None = None) -> Chosen:
    table = samples.load(sample)
    columns = tuple(table.of_kind("number"))
    return Chosen(table, columns, REDUCERS["PCA"](), 0, encode(table, list(columns), sample=rows))


def test_edited_labels_are_a_new_column_and_the_table_stays(tmp_path):
    table = samples.load("customers")
    before = table.frame()
    made, name = edited(table, "plan", {0: "Gold", 5: None}, tmp_path / "labels.parquet")
    after = pd.read_parquet(made.path)
    assert name == "plan, edited"
    assert after.loc[0, name] == "Gold"
    assert pd.isna(after.loc[5, name])
    others = np.setdiff1d(np.arange(len(before)), [0, 5])
    pd.testing.assert_series_equal(after[name][others], before["plan"][others], check_names=False, check_dtype=False)
    pd.testing.assert_frame_equal(after[before.columns.to_list()], before)
    pd.testing.assert_frame_equal(table.frame(), before)


def test_a_part_keeps_what_its_columns_mean():
    customers = chosen("customers")
    rows = np.arange(0, 2_000, 7)
    taken = part(customers, rows)
    assert taken.rows == len(rows)
    assert {column.name: column.kind for column in taken.columns} == {column.name: column.kind for column in customers.table.columns}
    assert taken.frame()["customer_id"].to_list() == customers.frame()["customer_id"].iloc[rows].to_list()


def test_a_named_selection_is_known_of_the_rows_of_the_map_only():
    some = chosen("customers", 500)
    saved, column = named(some, np.arange(20), "loyal")
    values = saved.frame()[column]
    assert values.value_counts().to_dict() == {"loyal": 20, "rest": 480}
    assert values.isna().sum() == some.table.rows - 500
    assert set(np.flatnonzero(values == "loyal")) == set(some.matrix.rows[:20])


def test_groups_are_named_by_values_by_classes_or_by_words():
    customers = chosen("customers")
    plan = by_column(customers, "plan")
    assert group_names(customers, plan) == plan.names, "a class has a name"
    found = by_label(plan.codes, "groups in the data")
    by_values = group_names(customers, found)
    assert len(set(by_values)) == len(by_values)
    assert any("plan = " in name for name in by_values)
    words = group_names(customers, found, "comment")
    comments = customers.frame()["comment"].fillna("").str.lower()
    first = words[0].split(", ")[0]
    shares = [comments[plan.codes == code].str.contains(rf"\b{first}\b").mean() for code in range(len(plan.names))]
    assert shares[0] == max(shares), "the word stands in more of this group's comments than of any other's"


@pytest.mark.parametrize("side", ["Trust", "Charts"])
def test_figures_of_trust_stand_beside_the_map_with_charts_too(side):
    at = opened(table="sample-iris", reducer="PCA", side=side)
    assert not at.error, told(at)
    assert ("trustworthiness 0.9" in told(at)) == (side == "Charts")
    assert len(at.get("vega_lite_chart")) == (3 if side == "Charts" else 2)


def test_charts_stand_below_maps_side_by_side():
    at = opened(table="sample-iris", reducer="PCA", beside="MDS", **{"charts-below": "true"})
    finished(at)
    assert not at.error, told(at)
    assert len(at.get("vega_lite_chart")) == 3


def test_the_cost_stands_beside_the_button_of_a_long_question(monkeypatch):
    """Whatever a machine takes ten seconds for: here every cost is worth saying."""
    monkeypatch.setattr("mllab.ui.job.WORTH_SAYING", 0.0)
    rng = np.random.default_rng(3)
    big = store.from_frame(pd.DataFrame(rng.normal(size=(2_200, 12)), columns=[f"c{i}" for i in range(12)]), "big")
    for question in ("Does it hold", "Other settings"):
        at = opened(table=big.id, reducer="UMAP", question=question)
        until = time.monotonic() + 40
        while "measured on a few rows" not in told(at) and time.monotonic() < until:
            at.run()
        assert "measured on a few rows" in told(at)
        assert not at.error, told(at)
