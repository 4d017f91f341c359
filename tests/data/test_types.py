"""Which texts become which type, and what happens to the cells that do not fit."""

import datetime as dt

import pytest

from mllab import data
from mllab.errors import ParamError


def column(*cells: str, name: str = "value", **options: object) -> data.Table:
    rows = "".join(f"row {i}|{cell}\n" for i, cell in enumerate(cells))
    return data.read(f"label|{name}\n{rows}".encode(), name="cells.csv", delimiter="|", header_rows=1, **options)


def values(table: data.Table, name: str = "value") -> list[object]:
    return [None if value != value or value is None else value for value in table.frame()[name].astype(object)]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["1", "22", "-3"], [1, 22, -3]),
        (["1.5", "2", "1e3"], [1.5, 2.0, 1000.0]),
        (["1,5", "2,25", "3,0"], [1.5, 2.25, 3.0]),
        (["1,234.5", "12,345.25", "7.5"], [1234.5, 12345.25, 7.5]),
        (["1.234,5", "12.345,25", "7,5"], [1234.5, 12345.25, 7.5]),
        (["1 234,5", "12\u00a0345,25", "1\u202f000,5"], [1234.5, 12345.25, 1000.5]),
        (["1'234.5", "12'345.25", "7.5"], [1234.5, 12345.25, 7.5]),
        (["1,234,567", "1,234", "12"], [1234567, 1234, 12]),
        (["$1,200.50", "$3.25", "-$7.00"], [1200.5, 3.25, -7.0]),
        (["1.200,50 €", "3,25 €", "-7,00 €"], [1200.5, 3.25, -7.0]),
        (["12 EUR", "15 EUR", "7 EUR"], [12, 15, 7]),
        (["(1,234.50)", "2.25", "(3.00)"], [-1234.5, 2.25, -3.0]),
        (["12.5%", "50 %", "100%"], [0.125, 0.5, 1.0]),
        (["inf", "1.5", "-inf"], [float("inf"), 1.5, float("-inf")]),
    ],
)
def test_numbers_in_the_usual_writings(cells: list[str], expected: list[float]) -> None:
    assert values(column(*cells)) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["2024-01-31", "2024-02-01", "2023-12-24"], ["2024-01-31", "2024-02-01", "2023-12-24"]),
        (["31/01/2024", "01/02/2024", "24/12/2023"], ["2024-01-31", "2024-02-01", "2023-12-24"]),
        (["01/31/2024", "02/01/2024", "12/24/2023"], ["2024-01-31", "2024-02-01", "2023-12-24"]),
        (["31.01.2024", "1.2.2024", "24.12.2023"], ["2024-01-31", "2024-02-01", "2023-12-24"]),
        (["31-Jan-24", "01-Feb-24", "24-Dec-23"], ["2024-01-31", "2024-02-01", "2023-12-24"]),
        (["January 31, 2024", "February 1, 2024", "December 24, 2023"], ["2024-01-31", "2024-02-01", "2023-12-24"]),
        (["31/01/24", "01/02/24", "24/12/99"], ["2024-01-31", "2024-02-01", "1999-12-24"]),
        (["1/1/2024", "1/2/2024", "1/3/2024", "1/4/2024"], ["2024-01-01", "2024-02-01", "2024-03-01", "2024-04-01"]),
    ],
)
def test_dates_in_the_usual_orders(cells: list[str], expected: list[str]) -> None:
    table = column(*cells)
    assert table.column("value").sql == "DATE"
    assert [str(value)[:10] for value in table.frame()["value"]] == expected


def test_times_and_zones() -> None:
    table = column("2024-01-31T10:00:00+02:00", "2024-01-31T23:30:00Z", "2024-02-01T00:00:00Z")
    assert table.column("value").sql == "TIMESTAMP"
    assert [value.to_pydatetime() for value in table.frame()["value"]][:2] == [
        dt.datetime(2024, 1, 31, 8),
        dt.datetime(2024, 1, 31, 23, 30),
    ]
    assert "UTC" in next(d.why for d in table.decisions if d.about == "type of value")


def test_an_ambiguous_order_is_settled_by_another_column() -> None:
    table = data.read(b"a;b\n01/02/2024;01/31/2024\n03/04/2024;02/28/2024\n05/01/2024;03/15/2024\n", name="two.csv")
    assert [str(one)[:10] for one in table.frame()["a"]] == ["2024-01-02", "2024-03-04", "2024-05-01"]
    assert "other columns" in next(d.why for d in table.decisions if d.about == "type of a")


def test_the_order_of_dates_can_be_overridden() -> None:
    table = column("01/02/2024", "03/04/2024", "05/01/2024", dates="month first")
    assert str(table.frame()["value"][0])[:10] == "2024-01-02"


@pytest.mark.parametrize("cells", [("yes", "no", "yes"), ("TRUE", "FALSE", "True"), ("t", "f", "t"), ("Y", "N", "y"), ("ja", "nein", "ja")])
def test_booleans(cells: tuple[str, ...]) -> None:
    table = column(*cells)
    assert table.column("value").kind == "boolean"
    assert values(table) == [True, False, True]


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("code", ("007", "012", "345")),
        ("zip", ("10115", "20095", "80331")),
        ("phone", ("+491701234567", "+491711234567", "+491721234567")),
        ("account", ("1234567890123456789", "1234567890123456788", "1234567890123456787")),
        ("invoice", ("536365", "C536379", "536366", "C536380", *(str(536400 + i) for i in range(60)))),
    ],
)
def test_codes_stay_text_with_every_digit(name: str, cells: tuple[str, ...]) -> None:
    table = column(*cells, name=name)
    assert table.column(name).sql == "VARCHAR"
    assert values(table, name) == list(cells)
    assert table.rejects.empty


def test_one_odd_cell_does_not_turn_numbers_to_text_and_is_listed() -> None:
    table = column(*map(str, range(1000, 1099)), "about 7")
    assert table.column("value").sql == "BIGINT"
    assert table.rejects.to_dict("records") == [
        {"line": 101, "column": "value", "raw": "about 7", "reason": "not a whole number; read as missing"}
    ]
    assert values(table)[-1] is None


def test_many_odd_cells_keep_the_column_text() -> None:
    cells = [*map(str, range(90)), *["no answer"] * 10]
    table = column(*cells)
    assert values(table) == cells
    assert "90 of 100" in next(d.why for d in table.decisions if d.about == "type of value")


@pytest.mark.parametrize("word", ["", "NA", "N/A", "n/a", "NULL", "null", "NaN", "nan", "-", "--", "?", "missing", "none", "None", "#N/A"])
def test_the_usual_words_for_missing_among_numbers(word: str) -> None:
    table = column("1.5", word, "2.5")
    assert table.column("value").sql == "DOUBLE"
    assert values(table) == [1.5, None, 2.5]
    assert table.rejects.empty
    said = next(d for d in table.decisions if d.about == "missing values")
    assert (repr(word) if word else "empty") in said.value
    assert said.option == "missing"


def test_none_may_be_an_answer_and_na_a_code() -> None:
    table = data.read(b"allergies,country\nnuts,DE\nNone,NA\ndust,ZA\nN/A,FR\n", name="a.csv")
    assert values(table, "allergies") == ["nuts", "None", "dust", None]
    assert values(table, "country") == ["DE", "NA", "ZA", "FR"]
    notes = " ".join(d.why for d in table.decisions)
    assert "may be an answer" in notes
    assert "two-letter codes" in notes


def test_overrides_work() -> None:
    assert values(column("1,234", "2,345", decimal=",")) == [1.234, 2.345]
    assert values(column("1", "x", "2", missing="x")) == [1, None, 2]
    assert values(column("1", "2", types={"value": "text"})) == ["1", "2"]
    assert values(column("5%", "10%", percent="points")) == [5.0, 10.0]
    assert column("1", "2", "7", types={"value": "category"}).column("value").kind == "category"


def test_an_unknown_option_is_refused_by_name() -> None:
    with pytest.raises(ParamError, match="colour"):
        column("1", colour="red")
    with pytest.raises(ParamError, match="decimal"):
        column("1", decimal=";")


def test_ambiguous_separators_follow_the_rest_of_the_file() -> None:
    table = data.read(b"price;weight\n1.234;1,5\n2.345;2,25\n", name="de.csv")
    assert values(table, "price") == [1234, 2345]
    assert values(table, "weight") == [1.5, 2.25]
