"""Delimiters, quotes, escapes and line ends are found without being told."""

import pytest

from mllab.data.csv import CsvOptions, parse

PEOPLE = [["Ada", "36", "1843-09-05"], ["Alan", "41", "1952-06-07"], ["Grace", "85", "1992-01-01"]]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", " ", ":", "^", "||", "::", ", ", "|~|", "\x1f"])
def test_any_delimiter_of_one_or_several_characters(delimiter: str) -> None:
    text = "\n".join(delimiter.join(row) for row in [["name", "age", "date"], *PEOPLE])
    parsed = parse(text.encode())
    assert parsed.layout.delimiter == delimiter
    assert parsed.names == ("name", "age", "date")
    assert parsed.records == PEOPLE
    assert parsed.lines == [2, 3, 4]
    assert parsed.rejects == []


@pytest.mark.parametrize("word", ["NA", "-", "null"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("quote", ["", '"'])
def test_columns_without_a_value_are_columns_all_the_same(word: str, delimiter: str, quote: str) -> None:
    rows = [["a", "b"], *[[word, word]] * 3]
    parsed = parse("\n".join(delimiter.join(f"{quote}{cell}{quote}" for cell in row) for row in rows).encode())
    assert parsed.layout.delimiter == delimiter
    assert parsed.names == ("a", "b")
    assert parsed.records == rows[1:]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_line_ends(newline: str) -> None:
    parsed = parse(newline.join(["a,b", "1,2", "3,4", ""]).encode())
    assert parsed.layout.newline == newline
    assert parsed.records == [["1", "2"], ["3", "4"]]


def test_mixed_line_ends_are_said() -> None:
    parsed = parse(b"a,b\r\n1,2\n3,4\r5,6\r\n")
    assert parsed.records == [["1", "2"], ["3", "4"], ["5", "6"]]
    assert any(d.about == "line ends" and d.value == "mixed" for d in parsed.decisions)


def test_decimal_commas_do_not_make_columns() -> None:
    assert parse(b"name;height\nAda;1,72\nAlan;1,80\n").records == [["Ada", "1,72"], ["Alan", "1,80"]]
    assert parse(b"value\n1,5\n2,75\n3,1\n").records == [["1,5"], ["2,75"], ["3,1"]]


def test_prose_is_one_column() -> None:
    lines = [
        "It was the best of times, it was the worst of times.",
        "It was the age of wisdom, it was the age of foolishness, it was the epoch of belief.",
        "And so on.",
        "We had everything before us, we had nothing before us, we were all going direct to Heaven.",
    ]
    parsed = parse("\n".join(lines).encode())
    assert [[line] for line in lines] == parsed.records
    assert parsed.layout.header_rows == 0


def test_log_lines_are_not_cut_at_their_times() -> None:
    log = b"2020-01-01 10:00:00 INFO start\n2020-01-01 10:00:01 WARN something is odd here\n2020-01-01 10:00:02 INFO end of it\n"
    assert parse(log).layout.width == 1


def test_columns_aligned_with_spaces() -> None:
    parsed = parse(b"name      age   city\nAda        36   London\nAlan       41   Wilmslow\nGrace      85   Arlington\n")
    assert parsed.names == ("name", "age", "city")
    assert parsed.records[1] == ["Alan", "41", "Wilmslow"]
    assert not parsed.layout.plain


def test_single_quotes_and_apostrophes() -> None:
    parsed = parse(b"id,text\n1,'a, b'\n2,'c, d, e'\n3,it's fine\n")
    assert parsed.records == [["1", "a, b"], ["2", "c, d, e"], ["3", "it's fine"]]


def test_backslash_before_a_quote_escapes_it_and_stays_elsewhere() -> None:
    parsed = parse(b'id,text,path\n1,"say \\"hi\\", ok",C:\\dir\n2,"b",D:\\new\n3,"c",E:\\x\n')
    assert parsed.records[0] == ["1", 'say "hi", ok', "C:\\dir"]
    assert parsed.layout.escape == "\\"


def test_excel_names_its_delimiter_in_the_first_line() -> None:
    parsed = parse(b"sep=;\na;b\n1;2\n3;4\n")
    assert (parsed.names, parsed.records) == (("a", "b"), [["1", "2"], ["3", "4"]])
    assert [(r.line, r.raw, r.kept) for r in parsed.rejects] == [(1, "sep=;", False)]


def test_what_is_told_is_taken() -> None:
    parsed = parse(b"a;b,c\n1;2,3\n", CsvOptions(delimiter=",", header_rows=0))
    assert parsed.records == [["a;b", "c"], ["1;2", "3"]]
    assert {d.about: d.why for d in parsed.decisions}["delimiter"] == "as told"


def test_every_decision_names_the_option_that_changes_it() -> None:
    options = {d.option for d in parse(b"a,b\n1,2\n").decisions}
    assert {"encoding", "delimiter", "quote", "header_rows"} <= options <= set(CsvOptions().values()) | {""}


def test_a_choice_is_named_as_the_value_is_and_can_be_told_so() -> None:
    data = b"a;b\n1;2\n3;4\n"
    delimiter, quote = (next(d for d in parse(data).decisions if d.about == about) for about in ("delimiter", "quote"))
    assert (delimiter.value, quote.value) == ("semicolon", '"')
    assert delimiter.choices[0] == "semicolon"
    assert {"comma", "tab", "pipe", "space"} < set(delimiter.choices)
    assert quote.choices == ('"', "'", "none")
    for word, sign in [("semicolon", ";"), ("comma", ","), ("tab", "\t"), ("pipe", "|"), ("space", " "), ("runs of spaces", " +")]:
        told = parse(data, CsvOptions(delimiter=word, quote="none"))
        assert (told.layout.delimiter, told.layout.quote) == (sign, "")
        said = {d.option: d for d in told.decisions}
        assert (said["delimiter"].value, said["quote"].value) == (word, "none")
        assert word in said["delimiter"].choices


def test_every_decision_with_choices_has_its_value_among_them() -> None:
    two = b"id,a\n1,2\n2,3\n3,4\n\nname,city,n\nAda,London,1\nAlan,Paris,2\nBob,Rome,3\n"
    for data in (two, b"a||b\n1||2\n3||4\n", b"x\n1\n2\n", b'id,text\n1,"say \\"hi\\""\n2,"b"\n'):
        for told in (CsvOptions(), CsvOptions(delimiter="#", quote="`", escape="\\")):
            for decision in parse(data, told).decisions:
                assert not decision.choices or decision.value in decision.choices, decision


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("name,city\nsmile here,Tel Aviv\nthanks,Dubai\n", 2),
        ("Dear Ann, how are you.\nI am fine, thanks, for asking me that.\nwell, bye now and see you\n", 1),
    ],
)
def test_two_rows_of_words_are_two_columns_and_a_letter_is_not(text: str, columns: int) -> None:
    assert len(parse(text.encode()).names) == columns
