"""Rows that break the rules, after the pollution list of Vitagliano et al., "Pollock: a data loading benchmark" (VLDB 2023).

One small table of our own is spoilt in each way; the records must come out as they were, and each mended line is listed.
"""

import pytest

from mllab.data.csv import parse, repair

HEADER = "day,at,count,code,title,note"
ROWS = [
    ["2021-03-01", "08:15", "4", "QX-201", "Morning tide", "high water, strong wind"],
    ["2021-03-02", "09:05", "12", "QX-317", "Low tide", "calm, clear and cold"],
    ["2021-03-03", "10:40", "7", "RB-118", "Spring tide", "two boats, one lost its anchor"],
    ["2021-03-04", "11:25", "3", "RB-220", "Fog", "nothing seen, horn every hour"],
    ["2021-03-05", "12:10", "9", "QX-402", "Neap tide", "sand bank dry, seals on it"],
    ["2021-03-06", "13:55", "15", "QX-511", "Storm", "station closed, mast down"],
]
LINES = [",".join(row[:5]) + f',"{row[5]}"' for row in ROWS]


def spoilt(line: str, at: int = 2) -> bytes:
    lines = [HEADER, *LINES]
    lines[at + 1] = line
    return "\n".join([*lines, ""]).encode()


def test_the_table_as_it_should_be() -> None:
    parsed = parse(spoilt(LINES[2]))
    assert parsed.records == ROWS
    assert parsed.rejects == []
    assert parsed.layout.plain


@pytest.mark.parametrize("column", range(5))
def test_a_missing_separator(column: int) -> None:
    cells = [*ROWS[2][:5], f'"{ROWS[2][5]}"']
    line = ",".join(cells[: column + 1]) + ",".join(cells[column + 1 :])
    parsed = parse(spoilt(line))
    assert parsed.records == ROWS
    assert [(r.line, r.raw, r.kept) for r in parsed.rejects] == [(4, line, True)]
    assert not parsed.layout.plain


@pytest.mark.parametrize("column", range(6))
def test_a_separator_too_many(column: int) -> None:
    cells = [*ROWS[2][:5], f'"{ROWS[2][5]}"']
    line = ",".join(cells[:column]) + "," * (column > 0) + "," + ",".join(cells[column:])
    parsed = parse(spoilt(line))
    assert parsed.records == ROWS
    assert [(r.line, r.kept) for r in parsed.rejects] == [(4, True)]


@pytest.mark.parametrize("column", range(6))
def test_a_quote_that_should_not_be_there_is_kept_as_text(column: int) -> None:
    cells = [*ROWS[2][:5], f'"{ROWS[2][5]}"']
    cells[column] = '"' + cells[column]
    parsed = parse(spoilt(",".join(cells)))
    expected = [row.copy() for row in ROWS]
    expected[2][column] = '"' + expected[2][column]
    assert parsed.records == expected
    assert [(r.line, r.kept) for r in parsed.rejects] == [(4, True)]


@pytest.mark.parametrize("delimiter", [" ", ";", "\t", "|"])
def test_one_row_with_another_delimiter(delimiter: str) -> None:
    line = delimiter.join([*ROWS[2][:5], f'"{ROWS[2][5]}"'])
    parsed = parse(spoilt(line))
    assert parsed.records == ROWS
    assert "another delimiter" in parsed.rejects[0].reason


def test_a_header_with_another_delimiter() -> None:
    text = "\n".join([HEADER.replace(",", " "), *LINES])
    parsed = parse(text.encode())
    assert parsed.names == tuple(HEADER.split(","))
    assert parsed.records == ROWS


def test_a_quote_inside_a_quoted_cell() -> None:
    line = '2021-03-03,10:40,7,RB-118,"Pole, 48"","two boats, one lost its anchor"'
    assert parse(spoilt(line)).records[2] == ["2021-03-03", "10:40", "7", "RB-118", 'Pole, 48"', ROWS[2][5]]


def test_an_unquoted_separator_inside_text() -> None:
    line = "2021-03-03,10:40,7,RB-118,Spring tide,two boats, one lost its anchor"
    assert parse(spoilt(line)).records == ROWS


def test_an_open_quote_does_not_swallow_the_file() -> None:
    parsed = parse(b'id,name,n\n1,"ok",2\n2,"fine",4\n3,"bad,3\n4,x,3\n5,y,9\n6,z,9\n')
    assert [r[0] for r in parsed.records] == ["1", "2", "3", "4", "5", "6"]
    assert parsed.records[2] == ["3", '"bad', "3"]


def test_inch_marks_are_text() -> None:
    parsed = parse(b'item,size,price\npipe,5",3.2\nrod,7",4.1\nbar,3",2.0\n')
    assert parsed.records == [["pipe", '5"', "3.2"], ["rod", '7"', "4.1"], ["bar", '3"', "2.0"]]
    assert parsed.rejects == []


def test_short_rows_are_filled_up_and_two_numbers_are_never_made_one() -> None:
    parsed = parse(b"a,b,c\n1,2,3\n4,5\n6,7,8\n5,6,7,8\n1,1,1\n2,2,2\n")
    assert parsed.records == [["1", "2", "3"], ["4", "5", ""], ["6", "7", "8"], ["1", "1", "1"], ["2", "2", "2"]]
    assert [(r.line, r.raw, r.kept) for r in parsed.rejects] == [(3, "4,5", True), (5, "5,6,7,8", False)]


def test_cells_with_line_ends_are_one_record_and_clean() -> None:
    parsed = parse(b'id,note\n1,"two\nlines"\n2,"three\n\nlines, no less"\n')
    assert parsed.records == [["1", "two\nlines"], ["2", "three\n\nlines, no less"]]
    assert parsed.lines == [2, 4]
    assert parsed.rejects == []


def test_every_line_is_a_record_a_header_or_listed() -> None:
    data = b'Report\n\nid,a,b\n1,2,3\n2,"3,4\n3,4\n4,5,6,7\n5,6,7\n6,7,8\n\nSource: the office of numbers\n'
    parsed = parse(data)
    seen = set(parsed.lines) | {r.line for r in parsed.rejects} | {parsed.layout.skip_rows + 1}
    assert seen == {i for i, line in enumerate(data.decode().splitlines(), 1) if line}


def test_one_refused_row_alone() -> None:
    layout = parse(spoilt(LINES[2])).layout
    assert repair('2021-03-03,10:407,RB-118,Spring tide,"two boats, one"', layout, ROWS)[:3] == ["2021-03-03", "10:40", "7"]
    assert repair(LINES[2], layout, ROWS) == ROWS[2]
    assert repair("", layout, ROWS) is None
