"""A table at rest: all rows, the first ones and a seeded sample are the same rows, whatever the columns are called."""

import numpy as np
import pandas as pd
import pytest

from mllab.data import store
from mllab.data.table import Column, Table
from mllab.errors import DataError

ROWS = 1000
FRAME = pd.DataFrame(
    {
        "file_row_number": np.arange(ROWS)[::-1],
        "__row": "x",
        "a.b": pd.date_range("2024-01-01", periods=ROWS).date,
        "half": [None if i % 3 else i / 2 for i in range(ROWS)],
    }
)


@pytest.fixture
def table(tmp_path) -> Table:
    """The frame above, in row groups of 64 rows."""
    FRAME.to_parquet(tmp_path / "data.parquet", index=False, row_group_size=64)
    columns = tuple(Column(name, "number", "BIGINT") for name in FRAME)
    return Table("t", "t", tmp_path / "data.parquet", ROWS, columns, "v")


@pytest.mark.parametrize("limit", [0, 1, 63, 64, 65, 999, 1000, 5000])
def test_the_first_rows_are_the_head_of_all_rows(table: Table, limit: int) -> None:
    pd.testing.assert_frame_equal(table.frame(limit=limit), FRAME.head(limit), check_dtype=limit > 1)


@pytest.mark.parametrize("sample", [1, 10, 500, 999, 1000, 5000])
def test_a_sample_is_seeded_in_order_and_numbered_by_row(table: Table, sample: int) -> None:
    found = table.frame(sample=sample, seed=4)
    assert len(found) == min(sample, ROWS)
    assert found.index.is_monotonic_increasing
    pd.testing.assert_frame_equal(found, FRAME.loc[found.index], check_dtype=sample > 1, check_index_type=False)
    pd.testing.assert_frame_equal(found, table.frame(sample=sample, seed=4))
    assert sample != 500 or not found.index.equals(table.frame(sample=500, seed=5).index)


def test_columns_are_chosen_in_the_order_asked_for(table: Table) -> None:
    for frame in (table.frame(["half", "__row"]), table.frame(["half", "__row"], limit=7), table.frame(["half", "__row"], sample=7)):
        assert list(frame) == ["half", "__row"]
    with pytest.raises(DataError, match="no column 'none'"):
        table.frame(["none"])


def test_a_column_called_file_row_number_is_a_column_like_any_other() -> None:
    table = store.add(b"file_row_number,x\n7,a\n8,b\n9,c\n3,a\n", "t.csv")
    assert table.frame(limit=2)["file_row_number"].tolist() == [7, 8]
    found = table.frame(sample=3, seed=1)
    assert found["file_row_number"].tolist() == [[7, 8, 9, 3][i] for i in found.index]
    assert len(table.profile().columns) == 2
