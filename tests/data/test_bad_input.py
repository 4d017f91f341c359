"""What bad input gets: a clear message or a working table, never a traceback, and nothing lost."""

import gzip
import io
import zipfile

import pytest

from mllab import data
from mllab.data import export, store
from mllab.data.read import archives
from mllab.errors import DataError


def zipped(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def encrypted_excel() -> bytes:
    """The head of an OLE container with the stream name that Office gives to encrypted documents ([MS-OFFCRYPTO] 2.3.1)."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1016 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 2000


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.csv", b"", "is empty"),
        ("blank.csv", b" \n\n  \n", "is empty"),
        ("zero.parquet", b"", "is empty"),
        ("cut.parquet", b"PAR1" + b"\0" * 50, "damaged Parquet"),
        ("cut.arrow", b"ARROW1\0\0" + b"\1" * 50, "damaged Arrow"),
        ("picture.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, "PNG picture"),
        ("noise.csv", bytes(range(256)) * 40, "binary file"),
        ("cut.csv.gz", gzip.compress(b"a,b\n" + b"1,2\n3,4\n" * 999, mtime=0)[:40], "cut off"),
        ("bad.csv.gz", b"\x1f\x8b\x08\x00" + b"\xff" * 60, "gzip"),
        ("bad.zip", b"PK\x03\x04" + b"\0" * 60, "damaged zip"),
        ("none.zip", zipped(), "without a file"),
        ("secret.xlsx", encrypted_excel(), "protected by a password"),
        ("bad.json", b'{"a": [1, 2', "not valid JSON"),
        ("one.json", b"[]", "empty list"),
        ("pickle.csv", b"\x80\x04\x95" + b"\0" * 40, "pickle"),
    ],
)
def test_what_is_no_table_gets_a_clear_message(name: str, content: bytes, said: str) -> None:
    with pytest.raises(DataError, match=said) as caught:
        store.add(content, name)
    assert name in str(caught.value)
    assert str(store.workspace()) not in str(caught.value), "where our own copy lies is nobody's business"
    assert store.listing() == [], "nothing half-written is listed"
    assert not list((store.workspace() / "tables").iterdir()), "and nothing is left on disk"


def test_a_zip_bomb_is_refused_by_its_declared_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "RATIO_FLOOR", 1 << 20)
    with pytest.raises(DataError, match="zip bomb"):
        data.read(zipped(**{"a.csv": b"1,2\n" * (1 << 19)}), name="bomb.zip")


def test_a_zip_bomb_that_lies_about_its_size_is_refused_while_unpacking(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "RATIO_FLOOR", 1 << 20)
    monkeypatch.setattr(archives, "_check_declared", lambda *given: None)
    with pytest.raises(DataError, match="zip bomb"):
        data.read(zipped(**{"a.csv": b"1,2\n" * (1 << 20)}), name="bomb.zip")


def test_a_gzip_bomb_is_refused_while_unpacking(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "RATIO_FLOOR", 1 << 20)
    with pytest.raises(DataError, match="zip bomb"):
        data.read(gzip.compress(b"1,2\n" * (1 << 20)), name="bomb.gz")


def test_archives_in_archives_end() -> None:
    content = b"a,b\n1,2\n"
    for _ in range(6):
        content = gzip.compress(content)
    with pytest.raises(DataError, match="packed more than"):
        data.read(content, name="deep.gz")


def test_members_that_climb_out_are_only_names(tmp_path) -> None:
    table = data.read(zipped(**{"../../evil.csv": b"a,b\n1,2\n3,4\n"}), name="up.zip", into=tmp_path / "in")
    assert table.rows == 2
    assert not list(tmp_path.rglob("evil*"))
    assert not list(tmp_path.parent.glob("evil*"))


@pytest.mark.parametrize("name", ["../../etc/passwd", "a\0b.csv", "x" * 5000 + ".csv", "..", "CON", "/", "C:\\temp\\q.csv", "‮gpj.csv", ""])
def test_file_names_never_become_paths(name: str, workspace) -> None:
    table = store.add(b"a,b\n1,2\n3,4\n", name)
    assert store.ID.fullmatch(table.id)
    assert table.path.parent == workspace / "tables" / table.id
    assert {path.name for path in table.path.parent.iterdir()} <= {
        "table.json",
        "data.parquet",
        "rejects.parquet",
        "reading.json",
        f"source{table.source.suffix}",
    }


def test_ten_thousand_columns() -> None:
    head = ",".join(f"c{i}" for i in range(10_000))
    row = ",".join(str(i) for i in range(10_000))
    table = data.read(f"{head}\n{row}\n{row}\n".encode(), name="wide.csv")
    assert (len(table.columns), table.rows) == (10_000, 2)
    assert table.frame(["c9999"])["c9999"].tolist() == [9999, 9999]


@pytest.mark.parametrize(
    ("content", "shape"),
    [
        (b"height\n1.5\n1.7\n1.9\n", (3, 1)),
        (b"a,b,c\n1,x,2.5\n", (1, 3)),
        (b"a,b\nNA,NA\nNA,NA\nNA,NA\n", (3, 2)),
        (b"a,b\n7,x\n7,x\n7,x\n", (3, 2)),
    ],
    ids=["one column", "one row", "all missing", "all the same"],
)
def test_small_and_flat_tables(content: bytes, shape: tuple[int, int]) -> None:
    table = data.read(content, name="flat.csv", delimiter=",", header_rows=1)
    assert table.frame().shape == shape


@pytest.mark.parametrize(
    "names",
    [
        ("a", "a", "A"),
        ("", "", "x"),
        ("<img src=x onerror=alert(1)>", "</script>", "b"),
        ("x'; DROP TABLE t; --", 'q"uote', "c"),
        ("n" * 10_000, "n" * 10_000, "m"),
    ],
    ids=["the same", "empty", "HTML", "SQL", "long"],
)
def test_odd_column_names_are_kept_apart(names: tuple[str, ...]) -> None:
    head = ",".join('"' + name.replace('"', '""') + '"' for name in names)
    table = data.read(f"{head}\n1,2.5,x\n2,3.5,y\n3,4.5,z\n".encode(), name="odd.csv", delimiter=",", header_rows=1, skip_rows=0)
    assert len({name.casefold() for name in table.names}) == 3
    frame = table.frame(limit=2)
    assert frame.iloc[0].tolist() == [1, 2.5, "x"]
    assert all(0 < len(name) <= 200 for name in table.names)


@pytest.mark.parametrize("cell", ["=cmd()", "+1+1", "-2+3", "@SUM(A1)", "\tx", "\rx"])
def test_formulas_are_neutralised_on_the_way_out(cell: str) -> None:
    import pandas as pd
    import python_calamine

    table = store.from_frame(pd.DataFrame({"text": [cell, "plain"], "number": [-1, 2]}), "formulas")
    out = pd.read_csv(io.BytesIO(export.to_bytes(table, "CSV")), keep_default_na=False)
    assert out["text"].tolist() == ["'" + cell, "plain"]
    assert out["number"].tolist() == [-1, 2], "numbers are not text"
    excel = export.to_bytes(table, "Excel")
    with zipfile.ZipFile(io.BytesIO(excel)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
    with python_calamine.load_workbook(io.BytesIO(excel)) as book:
        assert book.get_sheet_by_index(0).to_python()[1][1] == -1


def test_infinities_survive() -> None:
    table = data.read(b"a;b\n1.5;x\ninf;y\n-inf;z\n", name="inf.csv")
    assert table.frame()["a"].tolist() == [1.5, float("inf"), float("-inf")]


def test_a_hundred_megabyte_cell() -> None:
    table = data.read(b"id,text\n1,short\n2," + b"x" * (100 << 20) + b"\n3,end\n", name="cell.csv", delimiter=",", header_rows=1)
    assert table.rows == 3
    assert table.query("SELECT max(length(text)) AS n FROM data")["n"][0] == 100 << 20


def test_emoji_and_right_to_left_text() -> None:
    table = data.read("name,mark\nשלום,🎉\nمرحبا,👩‍👩‍👧\n日本,é\n".encode(), name="עולם 🎈.csv")
    assert table.frame()["name"].tolist() == ["שלום", "مرحبا", "日本"]
    assert table.frame()["mark"].tolist() == ["🎉", "👩‍👩‍👧", "é"]


def test_json_with_mixed_records_and_lone_surrogates() -> None:
    table = data.read(
        b'[{"a": 1, "b": {"c": 2, "d": {"e": 3}}}, {"a": "x", "f": [1, 2]}, 5, {"a": null, "g": "\\ud800"}]', name="mixed.json"
    )
    assert table.names == ["a", "b.c", "b.d", "f", "value", "g"]
    assert table.frame()["b.d"].dropna().tolist() == ['{"e": 3}']
    assert table.rows == 4
