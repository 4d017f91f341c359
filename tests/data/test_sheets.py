"""Spreadsheets made by other programs: old Excel and OpenDocument read like the CSV of the same rows; bombs and passwords are refused."""

import io
import struct
import zipfile
from pathlib import Path

import biff12
import pandas as pd
import pytest

from mllab import data
from mllab.data.read import archives
from mllab.errors import DataError

FILES = Path(__file__).parent / "files"
FLOOR = 256 << 10


@pytest.mark.parametrize("name", ["people.xls", "people.ods"])
def test_old_excel_and_opendocument_read_like_the_csv_of_the_same_rows(name: str) -> None:
    expected, found = data.read(FILES / "people.csv"), data.read(FILES / name)
    assert found.columns == expected.columns
    pd.testing.assert_frame_equal(found.frame(), expected.frame())
    assert found.rejects.empty
    assert found.decisions[0].value == "excel"


def test_binary_excel_reads_like_the_csv_of_the_same_rows() -> None:
    rows = [
        ["name", "score", "city"],
        ["Ada", 3.5, "Köln"],
        ["Grace", 4.25, "東京"],
        ["Alan", None, "Zürich 🙂"],
        ["Emmy", 12.0, "Göttingen"],
    ]
    lines = [",".join("" if cell is None else str(cell) for cell in row) for row in rows]
    expected, found = data.read("\n".join(lines).encode(), name="people.csv"), data.read(biff12.workbook(rows), name="people.xlsb")
    assert found.columns == expected.columns
    pd.testing.assert_frame_equal(found.frame(), expected.frame())
    assert found.decisions[0].value == "excel"


@pytest.mark.parametrize("name", ["protected.xlsx", "renamed.csv"])
def test_a_real_password_protected_workbook_is_named_as_such(name: str) -> None:
    with pytest.raises(DataError, match=r"protected by a password. Open it in Excel, remove the password") as caught:
        data.read((FILES / "protected.xlsx").read_bytes(), name=name)
    assert str(caught.value).startswith(name)


def workbook(kind: str, **more: bytes) -> bytes:
    """The table of people as xlsx or ods, with more members in the zip."""
    buffer = io.BytesIO()
    if kind == "xlsx":
        pd.read_csv(FILES / "people.csv").to_excel(buffer, index=False)
    else:
        buffer.write((FILES / "people.ods").read_bytes())
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, content in more.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def lying(packed: bytes, member: str, size: int) -> bytes:
    """The same zip, but both headers of `member` declare `size` unpacked bytes (PKWARE APPNOTE 4.3.7 and 4.3.12)."""
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        start = archive.getinfo(member).header_offset
    changed = bytearray(packed)
    struct.pack_into("<I", changed, start + 22, size)
    entry = packed.rindex(b"PK\1\2", 0, packed.rindex(member.encode()))
    struct.pack_into("<I", changed, entry + 24, size)
    with zipfile.ZipFile(io.BytesIO(bytes(changed))) as archive:
        assert archive.getinfo(member).file_size == size
    return bytes(changed)


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_a_workbook_that_declares_too_much_is_refused_unopened(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "RATIO_FLOOR", FLOOR)
    monkeypatch.setattr(archives, "_inflated", lambda file, one: pytest.fail("nothing needs to be unpacked"))
    with pytest.raises(DataError, match=r"zip bomb.*export the sheet as CSV"):
        data.read(workbook(kind, bomb=bytes(16 << 20)), name=f"bomb.{kind}")


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_a_workbook_that_lies_about_its_size_is_refused_by_what_it_unpacks_to(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "RATIO_FLOOR", FLOOR)
    with pytest.raises(DataError, match="zip bomb"):
        data.read(lying(workbook(kind, bomb=bytes(16 << 20)), "bomb", 1000), name=f"bomb.{kind}")


def test_parts_that_each_look_small_are_counted_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "RATIO_FLOOR", FLOOR)
    parts = {f"part{i}": bytes(FLOOR - 1) for i in range(200)}
    with pytest.raises(DataError, match="zip bomb"):
        data.read(workbook("xlsx", **parts), name="parts.xlsx")


def test_an_honest_workbook_above_the_floor_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "RATIO_FLOOR", FLOOR)
    buffer = io.BytesIO()
    pd.DataFrame({"n": range(8000), "same": "the same text in every row", "zero": 0}).to_excel(buffer, index=False)
    with zipfile.ZipFile(buffer) as archive:
        assert sum(one.file_size for one in archive.infolist()) > FLOOR
    table = data.read(buffer.getvalue(), name="honest.xlsx")
    assert table.rows == 8000


def test_a_workbook_cut_in_the_middle_of_a_part_is_damaged() -> None:
    packed = bytearray(workbook("xlsx"))
    with zipfile.ZipFile(io.BytesIO(bytes(packed))) as archive:
        start = archive.getinfo("xl/worksheets/sheet1.xml").header_offset
    packed[start + 80 : start + 200] = b"\xff" * 120
    with pytest.raises(DataError, match="damaged"):
        data.read(bytes(packed), name="cut.xlsx")


def test_blank_rows_between_rows_are_told() -> None:
    buffer = io.BytesIO()
    frame = pd.DataFrame({"a": [1, None, None, 4], "b": ["x", None, None, "y"]})
    frame.to_excel(buffer, index=False)
    table = data.read(buffer.getvalue(), name="blank.xlsx")
    assert table.frame().values.tolist() == [[1, "x"], [4, "y"]]
    assert {d.about: d.value for d in table.decisions}["blank rows"] == "2"
