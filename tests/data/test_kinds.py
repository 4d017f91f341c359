"""What is known of a column before its kind is chosen, for every type that Arrow may bring."""

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from mllab import data
from mllab.data.kinds import columns_of, facts_of


@pytest.mark.parametrize("column", [pa.nulls(3), pa.nulls(0), pa.array([None, None], pa.string()), pa.array([], pa.int64())])
def test_a_column_without_a_value_has_nothing_to_count(column: pa.Array) -> None:
    facts = facts_of("x", pa.chunked_array([column]))
    assert (facts.rows, facts.distinct) == (0, 0)


def test_a_null_column_and_a_dictionary_column_of_a_file_get_a_kind(tmp_path) -> None:
    table = pa.table({"none": pa.nulls(4), "word": pa.array(["a", "b", "a", "b"]).dictionary_encode(), "n": [0.5, 1.5, 2.5, 3.5]})
    pq.write_table(table, tmp_path / "t.parquet")
    assert [(c.kind, c.sql) for c in columns_of(tmp_path / "t.parquet")] == [
        ("category", "VARCHAR"),
        ("category", "VARCHAR"),
        ("number", "DOUBLE"),
    ]
    read = data.read(tmp_path / "t.parquet")
    assert read.frame()["none"].isna().all()
    assert read.frame()["word"].tolist() == ["a", "b", "a", "b"]
