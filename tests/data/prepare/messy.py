"""A small messy table and a second one with other values, for the tests of the steps."""

import math
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

from mllab.data.kinds import columns_of
from mllab.data.table import Table

HOSTILE = "a \"b\" <b>.c\n'd' `e` {x} \\ 😡 " + "n" * 300


def first() -> pd.DataFrame:
    """Twelve rows with every sort of trouble: missing values, repeated rows, outliers, odd names, texts with quotes."""
    return pd.DataFrame(
        {
            "age": [23.0, None, 41, 41, 17, 65, 80, 33, None, 41, 23, 1000],
            "visits": [1, 2, 3, 3, 0, 5, 8, 13, 21, 3, 1, 0],
            "plan": ["Plus", "plus ", None, None, 'O\'Hara "x"', "Family", "Family", "  a  b ", "", None, "Plus", "Family"],
            "member": [True, None, False, False, True, True, None, False, True, False, True, False],
            "joined": pd.to_datetime(
                ["2020-02-29", None, "2021-12-31 23:59:59", "2021-12-31 23:59:59", "1999-01-01", "2024-07-01"] * 2, format="ISO8601"
            ),
            "amount": ["1,234.50", " 7", "x", "x", None, "-3e2", "1_0", ".5", "nan", "x", "1,234.50", "inf"],
            "when": [
                "31.12.2020",
                "1.2.2021",
                "",
                "",
                None,
                "30.02.2020",
                "gestern",
                "05.06.2019",
                "31.12.2020",
                "",
                "31.12.2020",
                "1.1.2000",
            ],
            HOSTILE: [1.5, None, 2.5, 2.5, -1, 0, 3, 7, 9, 2.5, 1.5, 4],
            "nothing": pd.Series([None] * 12, dtype="float64"),
            "same": ["one"] * 12,
        }
    )


def second() -> pd.DataFrame:
    """The same columns with other values, as next month's file brings them."""
    other = first().iloc[::-1].head(7).reset_index(drop=True)
    return other.assign(
        age=[1.0, 2, None, 4, 5, 6, 99], visits=[9, 9, 9, 0, 0, 1, 2], plan=["new", "Plus", None, "Plus", "Family", "", "zzz"]
    )


def table(folder: Path, frame: pd.DataFrame, name: str = "messy") -> Table:
    """The frame as a table: a Parquet file in `folder`."""
    path = folder / f"{name}.parquet"
    frame.to_parquet(path, index=False, row_group_size=5, schema=pa.Schema.from_pandas(first(), preserve_index=False))
    return Table(name, name, path, len(frame), columns_of(path), name)


def plain(frame: pd.DataFrame) -> dict[str, list[Any]]:
    """The values as plain Python, so that pandas' many ways to store the same thing compare equal."""
    return {str(name): [_plain(value) for value in frame[name]] for name in frame.columns}


def _plain(value: Any) -> Any:
    if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and math.isnan(value)):
        return None
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return float(f"{value:.11g}")
    return pd.Timestamp(value) if hasattr(value, "year") else value
