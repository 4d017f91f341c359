"""Reading: every format, also packed, comes out as the same table; types survive; the script says the same in pandas."""

import datetime as dt
import gzip
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.feather
import pyarrow.parquet
import pytest

from mllab import data
from mllab.data import export, store
from mllab.data.read.script import reading_script
from mllab.errors import DataError

SHARED = Path(__file__).parents[2] / "../shared/data"
FRAME = pd.DataFrame(
    {
        "name": ["Ada", "Alan", "Grace", "Kurt"],
        "height": [1.72, 1.8, None, 1.65],
        "born": [dt.date(1915, 12, 10), dt.date(1912, 6, 23), dt.date(1906, 12, 9), dt.date(1906, 4, 28)],
        "papers": [3, 26, 41, 12],
        "code": ["007", "042", "100", "003"],
    }
)


def written(kind: str) -> bytes:
    buffer = io.BytesIO()
    if kind == "csv":
        return FRAME.to_csv(index=False).encode()
    if kind == "xlsx":
        FRAME.to_excel(buffer, index=False)
    elif kind == "parquet":
        FRAME.to_parquet(buffer)
    elif kind == "feather":
        pyarrow.feather.write_feather(FRAME, buffer)
    elif kind == "stream":
        table = pa.Table.from_pandas(FRAME)
        with pa.ipc.new_stream(buffer, table.schema) as sink:
            sink.write_table(table)
    else:
        return FRAME.assign(born=FRAME["born"].astype(str)).to_json(orient="records", lines=kind == "jsonl").encode()
    return buffer.getvalue()


def packed(content: bytes, how: str) -> bytes:
    if how == "gzip":
        return gzip.compress(content)
    if how == "zip":
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr("inside/table", content)
        return buffer.getvalue()
    return content


@pytest.mark.parametrize("how", ["plain", "gzip", "zip"])
@pytest.mark.parametrize("kind", ["csv", "xlsx", "parquet", "feather", "stream", "json", "jsonl"])
def test_every_format_gives_the_same_table_whatever_the_name_says(kind: str, how: str) -> None:
    table = data.read(packed(written(kind), how), name="table.dat")
    assert [column.sql for column in table.columns] == ["VARCHAR", "DOUBLE", "DATE", "BIGINT", "VARCHAR"]
    frame = table.frame()
    assert frame["code"].tolist() == FRAME["code"].tolist()
    assert frame["height"].isna().tolist() == [False, False, True, False]
    assert [str(day)[:10] for day in frame["born"]] == [str(day) for day in FRAME["born"]]
    assert table.rejects.empty


def test_a_path_an_open_file_and_bytes_are_the_same(tmp_path: Path) -> None:
    path = tmp_path / "a [1].csv"
    path.write_bytes(written("csv"))
    with path.open("rb") as file:
        versions = {data.read(path).version, data.read(file).version, data.read(path.read_bytes(), name="a [1].csv").version}
    assert len(versions) == 1


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no file"):
        data.read(tmp_path / "none.csv")
    with pytest.raises(DataError, match="folder"):
        data.read(tmp_path)


def test_a_sheet_can_be_chosen_and_titles_stand_above_the_header() -> None:
    buffer = io.BytesIO()
    with pd.ExcelWriter(buffer, engine="xlsxwriter") as book:
        pd.DataFrame({"x": [1]}).to_excel(book, sheet_name="small", index=False)
        FRAME.to_excel(book, sheet_name="big", index=False, startrow=3)
        book.sheets["big"].write("A1", "Report of 2024")
    table = data.read(buffer.getvalue(), name="book.xlsx")
    assert table.names == list(FRAME)
    assert next(d for d in table.decisions if d.option == "sheet").choices == ("small", "big")
    assert table.rejects[["line", "raw", "reason"]].values.tolist() == [[1, "Report of 2024\t\t\t\t", "above the header"]]
    assert data.read(buffer.getvalue(), name="book.xlsx", sheet="small").names == ["x"]
    with pytest.raises(DataError, match="'small', 'big'"):
        data.read(buffer.getvalue(), name="book.xlsx", sheet="other")


def test_a_member_of_a_zip_can_be_chosen() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.csv", "x,y\n1,2\n3,4\n")
        archive.writestr("b.csv", "u,v\n1,2\n3,4\n5,6\n")
    assert data.read(buffer.getvalue(), name="two.zip").names == ["u", "v"]
    assert data.read(buffer.getvalue(), name="two.zip", member="a.csv").names == ["x", "y"]


@pytest.mark.parametrize(
    "document",
    [[{"a": 1, "b": {"c": "x"}}, {"a": 2, "b": {"c": "y"}}], {"a": [1, 2], "b.c": ["x", "y"]}, {"columns": ["a", "b.c"], "data": [[1, "x"], [2, "y"]]}, {"rows": [{"a": 1, "b.c": "x"}, {"a": 2, "b.c": "y"}], "ok": True}, [["a", "b.c"], [1, "x"], [2, "y"]]],
    ids=["records", "columns", "split", "wrapped", "rows"],
)  # fmt: skip
def test_the_shapes_of_json(document: object) -> None:
    table = data.read(json.dumps(document).encode(), name="t.json")
    assert table.frame().to_dict("list") == {"a": [1, 2], "b.c": ["x", "y"]}


def test_a_broken_line_of_json_lines_is_listed() -> None:
    table = data.read(b'{"a": 1}\n{"a": \n{"a": 3}\n', name="t.jsonl")
    assert table.frame()["a"].tolist() == [1, 3]
    assert table.rejects[["line", "raw"]].values.tolist() == [[2, '{"a": ']]


def test_rare_parquet_types_become_the_nearest() -> None:
    from decimal import Decimal

    source = pa.table(
        {
            "money": pa.array([Decimal("1.50"), None]),
            "small": pa.array([1, 2], pa.uint8()),
            "list": [[1, 2], []],
            "inner": [{"a": 1}, {"a": 2}],
        }
    )
    buffer = io.BytesIO()
    pa.parquet.write_table(source, buffer)
    table = data.read(buffer.getvalue(), name="t.parquet")
    assert {column.name: column.sql for column in table.columns} == {
        "money": "DOUBLE",
        "small": "BIGINT",
        "list": "VARCHAR",
        "inner.a": "BIGINT",
    }
    assert "DECIMAL" in " ".join(d.value for d in table.decisions)


@pytest.mark.skipif(not SHARED.exists(), reason="the shared tables are not on this machine")
@pytest.mark.parametrize(
    ("file", "kinds"),
    [
        ("titanic.csv", {"PassengerId": "identifier", "Survived": "category", "Pclass": "category", "Name": "text", "Sex": "category", "Age": "number", "SibSp": "number", "Fare": "number", "Embarked": "category"}),
        ("penguins.csv", {"species": "category", "bill_length_mm": "number", "body_mass_g": "number", "sex": "category"}),
    ],
)  # fmt: skip
def test_kinds_of_well_known_tables(file: str, kinds: dict[str, str]) -> None:
    table = data.read(SHARED / file)
    assert {name: table.column(name).kind for name in kinds} == kinds
    assert table.rejects.empty


def big_csv(path: Path, rows: int = 400_000) -> None:
    import numpy as np

    rng = np.random.default_rng(7)
    frame = pd.DataFrame(
        {
            "id": range(rows),
            "price": rng.normal(50, 9, rows).round(3),
            "city": rng.choice(["Bern", "Oslo", "Rome"], rows),
            "text": "padding to reach the size of a big file, said twice",
        }
    )
    frame.to_csv(path, index=False)


def test_a_big_file_is_streamed_with_every_odd_cell_and_row_listed(tmp_path: Path) -> None:
    path = tmp_path / "big.csv"
    big_csv(path)
    lines = path.read_bytes().split(b"\n")
    lines[300_001] = b"300000,abc,Bern,x"  # line 300,002
    lines[200_001] = b'200000,1.5,Rome,"with, comma"'
    lines[250_001] = b"250000,1.5,Rome,a,b,c,d,e"
    path.write_bytes(b"\n".join(lines))
    assert path.stat().st_size > 20 << 20
    table = data.read(path)
    listed = table.rejects
    assert [column.sql for column in table.columns] == ["BIGINT", "DOUBLE", "VARCHAR", "VARCHAR"]
    assert listed[listed["column"] == "price"]["raw"].tolist() == ["abc"]
    assert listed[listed["line"] == 250_002]["raw"].tolist() == ["250000,1.5,Rome,a,b,c,d,e"]
    ids = table.query("SELECT id FROM data")["id"]
    assert ids.is_monotonic_increasing, "row order is kept"
    assert set(range(400_000)) - set(ids) <= {250_000}
    assert len(ids) == len(set(ids)), "no row twice"
    assert table.query("SELECT text FROM data WHERE id = 200000")["text"][0] == "with, comma"


@pytest.mark.parametrize(
    ("content", "own"),
    [
        (b"name;price;when;ok\nAda;1,5;31.01.2024;yes\nAlan;2,25;01.02.2024;no\nGrace;NA;02.02.2024;yes\n", True),
        (b"a,b\n007,1\n012,2\n,3\n", True),
        (b"Report\n\na;b;c\n1;x;2.5\n2;y;3.5\n3;NA;4.5\n", True),
        (b"a;b\n1,5 EUR;x\n2,5 EUR;y\n", False),
        (b"a,b\n1,2\n3,4,5\n6,7\n8,9\n", False),
    ],
)
def test_the_script_gives_the_same_frame_in_a_fresh_interpreter(content: bytes, own: bool, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(content)
    table = data.read(tmp_path / "t.csv")
    export.to_file(table, "Parquet", tmp_path / "t.parquet")
    script = reading_script(table, "t.csv")
    assert ("read_csv" in str(script)) is (own and not len(table.rejects)), str(script)
    code = f"{script}\nframe.to_parquet('out.parquet')\n"
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=True)
    found, expected = pd.read_parquet(tmp_path / "out.parquet"), table.frame()
    for name in table.of_kind("date"):
        expected[name] = pd.to_datetime(expected[name])
    pd.testing.assert_frame_equal(found, expected, check_dtype=False, check_exact=True)


def test_importing_data_loads_nothing_heavy() -> None:
    code = "import sys; from mllab import data; data.read, data.store; print({'pandas', 'duckdb', 'pyarrow', 'sklearn'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "set()"


def test_tables_are_exported_and_come_back() -> None:
    table = store.from_frame(FRAME, "people")
    for kind, name in export.FORMATS.items():
        back = data.read(export.to_bytes(table, kind), name=f"back.{name}")
        assert back.frame()["papers"].tolist() == FRAME["papers"].tolist()
        assert back.frame()["code"].tolist() == FRAME["code"].tolist()


def test_what_excel_cannot_hold_is_said() -> None:
    with pytest.raises(DataError, match="32,767"):
        export.to_bytes(pd.DataFrame({"x": ["a" * 40_000]}), "Excel")
    with pytest.raises(DataError, match="16,384"):
        export.to_bytes(pd.DataFrame([range(16_385)]), "Excel")
    with pytest.raises(DataError, match="1,048,575"):
        export.to_bytes(pd.DataFrame({"x": range(1_048_576)}), "Excel")


def test_a_big_file_keeps_its_rows_in_order_whatever_its_columns_are(tmp_path: Path) -> None:
    """DuckDB's COPY keeps the order only while its plan holds no join, and word lists become joins: numbers, booleans and dates all test words."""
    rows = 500_000
    frame = pd.DataFrame({"id": range(rows)})
    frame["price"], frame["ok"] = frame["id"] * 0.25, (frame["id"] % 2).map({0: "yes", 1: "no"})
    frame["day"], frame["cost"], frame["text"] = "31.01.2024", "1.234,50 €", "words that fill the line up"
    frame.to_csv(tmp_path / "big.csv", index=False, sep=";")
    assert (tmp_path / "big.csv").stat().st_size > 20 << 20
    table = data.read(tmp_path / "big.csv")
    assert [column.sql for column in table.columns] == ["BIGINT", "DOUBLE", "BOOLEAN", "DATE", "DOUBLE", "VARCHAR"]
    assert pa.parquet.read_table(table.path, columns=["id"])["id"].to_pylist() == list(range(rows))
    assert table.query("SELECT min(cost) = 1234.5 AND max(cost) = 1234.5 AS same FROM data")["same"][0]
