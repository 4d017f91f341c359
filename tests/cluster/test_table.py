"""Groups back onto the table."""

import numpy as np
import pandas as pd
import pytest

from mllab.cluster import CLUSTERERS, label_table, with_groups
from mllab.cluster import _table as pieces
from mllab.data.kinds import columns_of
from mllab.data.matrix import encode
from mllab.data.table import Table
from mllab.errors import DataError


@pytest.fixture
def table(tmp_path) -> Table:
    rng = np.random.default_rng(0)
    frame = pd.DataFrame(
        {
            "x": rng.normal(size=250) + 9 * (np.arange(250) % 2),
            "name": [f"row <{i}>" for i in range(250)],
            "day": pd.Timestamp("2024-02-29"),
        }
    )
    frame.loc[7, ["x", "name"]] = None
    path = tmp_path / "data.parquet"
    frame.to_parquet(path, index=False)
    return Table("t", "the table", path, 250, columns_of(path), "1")


@pytest.mark.parametrize("size", [1, 100, 250, 50_000])
def test_the_groups_become_a_column_and_the_rest_stays_as_it_is(table, tmp_path, monkeypatch, size):
    """However the pieces fall."""
    monkeypatch.setattr(pieces, "PIECE", size)
    groups = np.array([str(i % 3 + 1) for i in range(250)])
    made = with_groups(table, groups, "cluster", tmp_path / "out.parquet")
    assert made.names == [*table.names, "cluster"]
    assert list(made.frame()["cluster"]) == list(groups)
    pd.testing.assert_frame_equal(made.frame()[table.names], table.frame())


def test_a_taken_name_and_missing_groups_are_refused(table, tmp_path):
    with pytest.raises(DataError, match="has a column called 'x' already"):
        with_groups(table, np.full(250, "1"), "x", tmp_path / "out.parquet")
    with pytest.raises(DataError, match="3 values for 250 rows"):
        with_groups(table, np.full(3, "1"), "cluster", tmp_path / "out.parquet")
    assert not (tmp_path / "out.parquet").exists()


def test_a_table_is_labelled_piece_by_piece_as_at_once(table, monkeypatch):
    """200 of 250 rows are fitted; they keep their group, and the others get that of their like."""
    seen = encode(table, ["x"], sample=200, seed=1)
    fitted = CLUSTERERS["k-means"](k=2).fit(seen.values)
    whole = np.concatenate(list(label_table(table, seen, fitted)))
    monkeypatch.setattr(pieces, "PIECE", 30)
    parts = list(label_table(table, seen, fitted))
    assert [len(part) for part in parts] == [30] * 8 + [10]
    assert np.array_equal(np.concatenate(parts), whole)
    assert np.array_equal(whole[seen.rows], fitted.labels)
    alike = [np.delete(whole[kind::2], [3] if kind else []) for kind in (0, 1)]  # row 7 has no value
    assert all(len(set(part)) == 1 for part in alike)
