"""The reading script is run in a fresh interpreter beside the user's own file, and must give the table's frame."""

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
from mllab.data import export
from mllab.data.read.script import reading_script

FILES = Path(__file__).parent / "files"
CSV = b"name;price;when;ok\nAda;1,5;31.01.2024;yes\nAlan;2,25;01.02.2024;no\nGrace;NA;02.02.2024;yes\n"
PEOPLE = [
    {"name": "Ada", "code": "007", "born": "1915-12-10", "n": 3, "at": {"x": 0.1, "y": "1,5"}},
    {"name": "NA", "code": "042", "born": "1912-06-23", "n": None, "at": {"x": 2.5, "y": "2,25"}},
    {"name": "Grace", "code": "100", "born": None, "n": 41, "at": {"y": "3,125"}, "ok": True},
]


def same_in_a_fresh_interpreter(folder: Path, name: str, content: bytes, call: str, **options: object) -> None:
    """The script holds `call`, and gives the frame of the table."""
    (folder / name).write_bytes(content)
    table = data.read(folder / name, **options)
    stored = (folder / name).with_suffix(".parquet")
    if not stored.exists():
        export.to_file(table, "Parquet", stored)
    script = str(reading_script(table, name))
    assert call in script, script
    subprocess.run([sys.executable, "-c", f"{script}\nframe.to_parquet('out.parquet')\n"], cwd=folder, check=True)
    found, expected = pd.read_parquet(folder / "out.parquet"), table.frame()
    for column in table.of_kind("date"):
        found[column] = pd.to_datetime(found[column]).astype("datetime64[us]")
        expected[column] = pd.to_datetime(expected[column]).astype("datetime64[us]")
    for column in [name for name in expected if expected[name].isna().all()]:
        found[column], expected[column] = found[column].astype("float"), expected[column].astype("float")
    pd.testing.assert_frame_equal(found, expected, check_dtype=False, check_exact=True)


def zipped(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def book(*sheets: tuple[str, list[list[object]], int, int]) -> bytes:
    """Sheets as (name, rows, first row, first column)."""
    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as made:
        for name, rows, top, left in sheets:
            sheet = made.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(top + at, left, row)
    return buffer.getvalue()


ROWS = [["name", "code", "n", "share", "when", "price"], ["Ada", "007", 3, 0.1, "31.01.2024", "1,5"], ["NA", "042", None, 2.5, "n/a", "2,25"], ["Grace", "100", 41, None, "02.02.2024", "3"]]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "content", "call"),
    [
        ("t.csv.gz", gzip.compress(CSV, mtime=0), "compression='gzip'"),
        ("t.dat", gzip.compress(CSV, mtime=0), "compression='gzip'"),
        ("t.zip", zipped(**{"in/t.csv": CSV}), "compression='zip'"),
        ("two.zip", zipped(**{"a.csv": CSV, "b.csv": b"a,b\n1,2\n"}), "# The source is one of several files"),
        ("deep.gz", gzip.compress(gzip.compress(CSV, mtime=0), mtime=0), "# The source is packed in a way"),
        ("exact.csv", b"x,y\n0.1234567890123456789,a\n123456789.123456789,b\n1e-300,c\n", "read_csv"),
        ("empty rows.csv", b"a,b\n1,x\n,\n3,y\n,\n", "read_csv"),
        ("nameless.csv", b",,\n1,2,x\n3,4,y\n", "read_csv"),
    ],
)
def test_csv(name: str, content: bytes, call: str, tmp_path: Path) -> None:
    same_in_a_fresh_interpreter(tmp_path, name, content, call)


@pytest.mark.parametrize(
    ("name", "content", "call"),
    [
        ("people.xls", (FILES / "people.xls").read_bytes(), "engine='calamine'"),
        ("people.ods", (FILES / "people.ods").read_bytes(), "sheet_name='people'"),
        ("plain.xlsx", book(("one", ROWS, 0, 0)), "read_excel"),
        ("moved.xlsx", book(("small", [["x"], [1]], 0, 0), ("big one", ROWS, 3, 2)), "usecols=[2, 3, 4, 5, 6, 7]"),
        ("title.xlsx", book(("one", [["Report of 2024"], [], *ROWS], 0, 0)), "skiprows=3"),
        ("blank.xlsx", book(("one", [*ROWS[:3], [], *ROWS[3:]], 0, 0)), "# The sheet has empty rows"),
        ("mixed.xlsx", book(("one", [["a", "b"], [1, "x"], ["two", "y"], [3, "z"]], 0, 0)), "# Some columns mix"),
        ("twice.xlsx", book(("one", [["a", "a"], [1, 2], [3, 4]], 0, 0)), "# Cells, lines or column names"),
    ],
)
def test_excel(name: str, content: bytes, call: str, tmp_path: Path) -> None:
    same_in_a_fresh_interpreter(tmp_path, name, content, call)


@pytest.mark.parametrize(
    ("name", "document", "call"),
    [
        ("t.json", PEOPLE, "json_normalize(document, max_level=1)"),
        ("wrapped.json", {"rows": PEOPLE, "ok": True}, "document['rows']"),
        ("columns.json", {"a": [1, 2, 2**53 + 1], "b": ["x", "y", "z"]}, "pd.DataFrame(document)"),
        ("split.json", {"columns": ["a", "b"], "data": [[1, "2024-01-31"], [2, "2024-02-01"]]}, "columns=document['columns']"),
        ("one.json", {"a": 1, "b": {"c": "x"}}, "json_normalize([document]"),
        ("rows.json", [["a", "b"], [1, "x"], [2, "y"]], "# The document is built"),
        ("nested.json", [{"a": [1, 2], "b": 1}, {"a": [], "b": 2}], "# Some columns mix"),
        ("blanks.json", [{"a": "", "b": 1.5}, {"a": 2, "b": 2.5}], "# Some columns mix"),
    ],
)
@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
def test_json(name: str, document: object, call: str, packed: bool, tmp_path: Path) -> None:
    content = json.dumps(document, ensure_ascii=False).encode("utf-8-sig")
    same_in_a_fresh_interpreter(tmp_path, name, gzip.compress(content) if packed else content, call)


def test_json_lines(tmp_path: Path) -> None:
    lines = "".join(json.dumps(one) + "\n" for one in PEOPLE)
    same_in_a_fresh_interpreter(tmp_path, "t.jsonl", lines.encode(), "json.loads(line)")
    same_in_a_fresh_interpreter(tmp_path, "broken.jsonl", (lines + "{\n").encode(), "# Cells, lines or column names")


def columnar(kind: str, frame: pd.DataFrame) -> bytes:
    buffer, table = io.BytesIO(), pa.Table.from_pandas(frame)
    if kind == "parquet":
        pa.parquet.write_table(table, buffer)
    elif kind == "feather":
        pa.feather.write_feather(table, buffer)
    else:
        with pa.ipc.new_stream(buffer, table.schema) as sink:
            sink.write_table(table)
    return buffer.getvalue()


@pytest.mark.parametrize(("kind", "call"), [("parquet", "read_parquet('t.bin')"), ("feather", "read_feather"), ("stream", "open_stream")])
def test_parquet_and_arrow(kind: str, call: str, tmp_path: Path) -> None:
    frame = pd.DataFrame(
        {"a": pd.array([1, 2, 3], "int32"), "b": ["x", None, "z"], "c": pd.to_datetime(["2024-01-31 00:00", "2024-02-01 10:30", None])}
    )
    same_in_a_fresh_interpreter(tmp_path, "t.bin", columnar(kind, frame), call)
    shifted = frame.set_index(pd.RangeIndex(7, 10))
    same_in_a_fresh_interpreter(tmp_path, "t.bin", columnar(kind, shifted), "ignore_metadata=True")
    indexed = frame.set_index(pd.Index([9, 7, 8]))
    same_in_a_fresh_interpreter(tmp_path, "t.bin", columnar(kind, indexed.rename_axis("key")), "ignore_metadata=True")
    categories = frame.assign(b=pd.Categorical(["x", "y", "x"]))
    same_in_a_fresh_interpreter(tmp_path, "odd.bin", columnar(kind, categories), "# Some columns were stored as another type")


def test_what_is_packed_and_columnar_is_read_as_stored(tmp_path: Path) -> None:
    content = columnar("parquet", pd.DataFrame({"a": [1, 2]}))
    same_in_a_fresh_interpreter(tmp_path, "t.gz", gzip.compress(content), "# The source is packed in a way")
