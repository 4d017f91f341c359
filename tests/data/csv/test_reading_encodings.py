"""Bytes become the characters that were meant; what is no text is refused by name."""

import pytest

from mllab.data.csv import CsvOptions, parse
from mllab.errors import DataError

TEXT = "name;note\nMüller;“hi”\nGrün;’x\n"
RECORDS = [["Müller", "“hi”"], ["Grün", "’x"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_encodings(encoding: str) -> None:
    parsed = parse(TEXT.encode(encoding))
    assert parsed.layout.encoding == encoding
    assert parsed.names == ("name", "note")
    assert parsed.records == RECORDS


def test_latin_1_where_cp1252_defines_nothing() -> None:
    parsed = parse("a;b\né;\x81\nö;1\n".encode("latin-1"))
    assert parsed.layout.encoding == "latin-1"


def test_a_few_bad_bytes_in_utf_8_are_named_by_line() -> None:
    parsed = parse("name,n\nMüller,1\nGrün,2\n".encode() + b"caf\xe9,3\n" + "Å,5\n".encode() * 100)
    assert parsed.layout.encoding == "utf-8"
    assert parsed.records[2] == ["café", "3"]
    assert [(r.line, r.kept) for r in parsed.rejects] == [(4, True)]
    assert not parsed.layout.plain


def test_other_scripts() -> None:
    rows = [["1", "😀 ok"], ["2", "שלום"], ["3", "東京"]]
    assert parse(("n,e\n" + "".join(f"{a},{b}\n" for a, b in rows)).encode()).records == rows


def test_a_line_separator_character_is_not_a_line_end() -> None:
    assert parse("a,b\n1,x\u2028y\n2,p\x0cq\n".encode()).records == [["1", "x\u2028y"], ["2", "p\x0cq"]]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (bytes(range(256)) * 10, "looks binary"),
        (b"PK\x03\x04rest", "Excel workbook"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"%PDF-1.7", "PDF"),
    ],
)
def test_what_is_not_text(data: bytes, message: str) -> None:
    with pytest.raises(DataError, match=message):
        parse(data)


def test_a_stray_zero_byte_is_taken_out_and_said() -> None:
    parsed = parse(b"a,b\n1,2\n\x003,4\n5,6\n")
    assert parsed.records == [["1", "2"], ["3", "4"], ["5", "6"]]
    assert parsed.rejects[0].line == 3


def test_a_wrong_or_unknown_encoding_is_refused() -> None:
    with pytest.raises(DataError, match="No encoding is called"):
        parse(b"a,b\n", CsvOptions(encoding="utf-99"))
    with pytest.raises(DataError, match="line 2"):
        parse(b"a,b\ncaf\xe9,1\n", CsvOptions(encoding="utf-8"))
