"""Preamble, header rows, footnotes and several tables."""

import pytest

from mllab.data.csv import CsvOptions, parse
from mllab.errors import DataError

TWO = b"id,a\n1,2\n2,3\n3,4\n\nname,city,n\nAda,London,1\nAlan,Paris,2\nBob,Rome,3\n"


def test_lines_before_and_after_the_table_are_listed() -> None:
    parsed = parse(b"Report 2020\n\nid,a,b\n1,2,3\n2,3,4\n3,4,5\n\nSource: office of statistics, table 3\n")
    assert parsed.names == ("id", "a", "b")
    assert [(r.line, r.reason, r.kept) for r in parsed.rejects] == [(1, "preamble line", False), (8, "footnote", False)]
    assert (parsed.layout.skip_rows, parsed.layout.footer_rows) == (2, 1)


def test_metadata_and_comments_before_the_header() -> None:
    parsed = parse(b"Station: Oslo\nSerial: 44\nDate;Temp;Hum\n2020-01-01;3,5;40\n2020-01-02;4,5;41\n2020-01-03;3,9;42\n")
    assert (parsed.layout.skip_rows, parsed.names) == (2, ("Date", "Temp", "Hum"))
    parsed = parse(b"# made by x\n# on 2020-01-01, v2\na,b\n1,2\n3,4\n")
    assert (parsed.layout.skip_rows, parsed.names) == (2, ("a", "b"))


def test_preamble_filled_up_with_separators() -> None:
    parsed = parse(b"Sales,,\n,,\nid,a,b\n1,2,3\n2,3,4\n")
    assert parsed.records == [["1", "2", "3"], ["2", "3", "4"]]
    assert [r.line for r in parsed.rejects] == [1, 2]


@pytest.mark.parametrize(
    ("data", "names"),
    [
        (b"a,b\n1,2\n3,4\n", ("a", "b")),
        (b"1,2\n3,4\n5,6\n", ("column_1", "column_2")),
        (b"name,age\nyears,old\nAda,36\nAlan,41\n", ("name years", "age old")),
        (b"country,2019,2020,2021\nA,1,2,3\nB,2,3,4\n", ("country", "2019", "2020", "2021")),
        (b",2019,,2020,\nland,pop,gdp,pop,gdp\nA,1,2,3,4\nB,2,3,4,5\n", ("land", "2019 pop", "2019 gdp", "2020 pop", "2020 gdp")),
        (b"a,a,,b\n1,2,3,4\n5,6,7,8\n", ("a", "a_2", "column_3", "b")),
        (b'"mpg" "cyl"\n"Mazda" 21 6\n"Datsun" 22.8 4\n', ("column_1", "mpg", "cyl")),
        (b"a,b,c\n", ("a", "b", "c")),
        (b"1,2,3\n", ("column_1", "column_2", "column_3")),
    ],
)
def test_header_of_none_one_or_several_rows(data: bytes, names: tuple[str, ...]) -> None:
    assert parse(data).names == names


def test_changed_names_are_said() -> None:
    said = {d.about: d.value for d in parse(b"a,a,,b\n1,2,3,4\n5,6,7,8\n").decisions}
    assert said["column names"] == "a -> a_2; empty -> column_3"


def test_the_first_of_several_tables_and_the_others_by_number() -> None:
    first, second = parse(TWO), parse(TWO, CsvOptions(table=2))
    assert first.records == [["1", "2"], ["2", "3"], ["3", "4"]]
    assert {r.reason for r in first.rejects} == {"table 2 of 2: ask for table=2"}
    assert (second.names, second.lines) == (("name", "city", "n"), [7, 8, 9])
    with pytest.raises(DataError, match="the file holds 2"):
        parse(TWO, CsvOptions(table=3))


def test_a_header_standing_again_is_a_second_table_and_many_times_a_page_header() -> None:
    twice = b"a,b\n1,2\n3,4\na,b\n5,6\n7,8\n"
    assert parse(twice).records == [["1", "2"], ["3", "4"]]
    assert parse(twice, CsvOptions(table=0)).records == [["1", "2"], ["3", "4"], ["5", "6"], ["7", "8"]]
    pages = parse(twice + b"a,b\n9,9\n")
    assert len(pages.records) == 5
    assert [r.reason for r in pages.rejects] == ["header repeated"] * 2


def test_told_lines_are_left_out_and_listed() -> None:
    parsed = parse(b"x\na,b\n1,2\n3,4\n5,6\n", CsvOptions(skip_rows=2, header_rows=0, footer_rows=1))
    assert parsed.records == [["1", "2"], ["3", "4"]]
    assert [r.line for r in parsed.rejects] == [1, 2, 5]


def test_nothing_at_all() -> None:
    for empty in (b"", b"\n\n\n", b"\xef\xbb\xbf"):
        parsed = parse(empty)
        assert (parsed.names, parsed.records, parsed.rejects) == ((), [], [])


def test_ten_thousand_columns() -> None:
    head = ",".join(f"c{i}" for i in range(10_000))
    body = ",".join(map(str, range(10_000)))
    parsed = parse(f"{head}\n{body}\n{body}\n{body[:-5]}\n".encode())
    assert parsed.layout.width == 10_000
    assert [len(r) for r in parsed.records] == [10_000] * 3
    assert "filled up" in parsed.rejects[0].reason


def test_one_very_large_cell() -> None:
    cell = "x y, z" * 1_000_000
    assert parse(f'a,b\n1,"{cell}"\n2,3\n'.encode()).records == [["1", cell], ["2", "3"]]


@pytest.mark.parametrize(
    ("data", "names", "records"),
    [
        (b"a,b\n,\n,\n", ("a", "b"), [["", ""], ["", ""]]),
        (b"a;b;c\n;;\n", ("a", "b", "c"), [["", "", ""]]),
        (b"a,b\n1,x\n,\n3,y\n,\n,\n", ("a", "b"), [["1", "x"], ["", ""], ["3", "y"], ["", ""], ["", ""]]),
        (b"a,b,c\n1,2,3\n,,\n,,\n4,5,6\n", ("a", "b", "c"), [["1", "2", "3"], ["", "", ""], ["", "", ""], ["4", "5", "6"]]),
        (b",,\n1,2,3\n", ("column_1", "column_2", "column_3"), [["1", "2", "3"]]),
        (b",,\n1,x,3\n4,y,6\n", ("column_1", "column_2", "column_3"), [["1", "x", "3"], ["4", "y", "6"]]),
        (b",\n,\n", ("column_1", "column_2"), [["", ""], ["", ""]]),
    ],
    ids=["all missing", "one missing row", "middle and end", "several", "nameless", "nameless with text", "nothing but delimiters"],
)
def test_rows_of_delimiters_alone_are_rows_of_missing_values(data: bytes, names: tuple[str, ...], records: list[list[str]]) -> None:
    parsed = parse(data)
    assert (parsed.names, parsed.records) == (names, records)
    assert parsed.rejects == []


def test_empty_rows_are_said_and_those_around_titles_and_notes_are_not_records() -> None:
    parsed = parse(b"Report,,\n,,\na,b,c\n1,2,3\n4,5,6\n,,\n7,8,9\n,,\n\nSource: office of numbers\n")
    assert parsed.records == [["1", "2", "3"], ["4", "5", "6"], ["", "", ""], ["7", "8", "9"]]
    assert [(r.line, r.reason) for r in parsed.rejects] == [
        (1, "preamble line"), (2, "preamble line"), (8, "footnote"), (10, "footnote"),
    ]  # fmt: skip
    assert {d.about: d.value for d in parsed.decisions}["empty rows"] == "1 kept"
