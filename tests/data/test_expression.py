"""The expression language: DuckDB and pandas give the same, and errors point at their place."""

from typing import Any

import duckdb
import numpy as np
import pandas as pd
import pytest

from mllab.data.expression import FUNCTIONS, compiled
from mllab.data.table import Column
from mllab.errors import DataError

FRAME = pd.DataFrame(
    {
        "age": [1.0, None, -3, 0, 7.5, 2.5],
        "n": [1, 2, 3, 4, 5, 6],
        "plan": ["Plus", None, "b'x", "Über", "", "  a "],
        "ok": [True, None, False, True, False, None],
        "d": pd.to_datetime(["2020-01-01", None, "2021-12-31 23:59:59", "1999-02-28", "2024-02-29", "2024-12-30"], format="ISO8601"),
        'a b`"\n<b>': [0, 1, 0, None, 2, 3],
    }
)
COLUMNS = [
    Column("age", "number", "DOUBLE"),
    Column("n", "number", "BIGINT"),
    Column("plan", "category", "VARCHAR"),
    Column("ok", "boolean", "BOOLEAN"),
    Column("d", "date", "TIMESTAMP"),
    Column('a b`"\n<b>', "number", "DOUBLE"),
]
NONE = None

KNOWN: list[tuple[str, list[Any]]] = [  # worked out by hand
    ("age > 1", [False, NONE, False, False, True, True]),
    ("n / age", [1, NONE, -1, NONE, 5 / 7.5, 2.4]),
    ("n % age", [0, NONE, 0, NONE, 5, 1]),
    ("-7 % n", [0, 1, 2, 1, 3, 5]),
    ("age ** 0.5", [1, NONE, NONE, 0, 7.5**0.5, 2.5**0.5]),
    ("2 ** 3 ** 2 + n - n", [512] * 6),
    ("-n ** 2", [-1, -4, -9, -16, -25, -36]),
    ("ok and age > 100", [False, NONE, False, False, False, False]),
    ("ok or age > 2", [True, NONE, False, True, True, True]),
    ("not ok", [False, NONE, True, False, True, NONE]),
    ("plan in ['Plus', 'b''x']", [True, NONE, True, False, False, False]),
    ("plan not in ['Plus']", [False, NONE, True, True, True, True]),
    ("age between 0 and 2.5", [True, NONE, False, True, False, True]),
    ("age is missing", [False, True, False, False, False, False]),
    ("plan is not missing", [True, False, True, True, True, True]),
    ("log(age)", [0, NONE, NONE, NONE, np.log(7.5), np.log(2.5)]),
    ("round(age)", [1, NONE, -3, 0, 8, 3]),
    ("round(n / 3, 2)", [0.33, 0.67, 1, 1.33, 1.67, 2]),
    ("min(age, n)", [1, 2, -3, 0, 5, 2.5]),
    ("max(age, n, 3)", [3, 3, 3, 4, 7.5, 6]),
    ("length(trim(plan))", [4, NONE, 3, 4, 0, 1]),
    ("contains(lower(plan), 'plus')", [True, NONE, False, False, False, False]),
    ("plan + '!'", ["Plus!", NONE, "b'x!", "Über!", "!", "  a !"]),
    ("year(d)", [2020, NONE, 2021, 1999, 2024, 2024]),
    ("weekday(d)", [3, NONE, 5, 7, 4, 1]),
    ("hour(d)", [0, NONE, 23, 0, 0, 0]),
    ("d >= '2021-12-31'", [False, NONE, True, False, True, True]),
    ("if(ok, 'yes', 'no')", ["yes", "no", "no", "yes", "no", "no"]),
    ("coalesce(age, n)", [1, 2, -3, 0, 7.5, 2.5]),
    ('`a b``"\n<b>` + 1', [1, 2, 1, NONE, 3, 4]),
    ("1 / 0", [NONE] * 6),
    ("if(1 < 2, n, 0)", [1, 2, 3, 4, 5, 6]),
]
AGREE = [
    "exp(age)",
    "sqrt(age)",
    "abs(age)",
    "floor(age)",
    "ceil(age)",
    "upper(plan)",
    "starts_with(plan, 'P')",
    "ends_with(plan, 'r')",
    "month(d)",
    "day(d)",
]
AGREE += [
    "days(d, coalesce(d, d))",
    "d <> '2020-01-01'",
    "(-8) ** n",
    "0 ** age",
    "ok = (age > 0)",
    "max(d, d)",
    "n in [" + ", ".join(map(str, range(300))) + "]",
    "true",
    "5",
    "'x'",
]


def by_sql(sql: str) -> list[Any]:
    with duckdb.connect() as con:
        con.register("t", FRAME)
        return [plain(value) for (value,) in con.execute(f"SELECT {sql} FROM t").fetchall()]


def by_pandas(code: str) -> list[Any]:
    found = eval(code, {"pd": pd, "np": np, "frame": FRAME.copy()})
    return [plain(value) for value in (found.tolist() if isinstance(found, pd.Series) else [found] * len(FRAME))]


def plain(value: Any) -> Any:
    if value is None or value is pd.NA or value is pd.NaT or value != value:
        return None
    value = value.item() if hasattr(value, "item") else value
    if isinstance(value, bool | str):
        return value
    return round(float(value), 9) if isinstance(value, int | float) else pd.Timestamp(value)


@pytest.mark.parametrize(("text", "expected"), KNOWN, ids=[text for text, _ in KNOWN])
def test_the_value_is_right_in_both_engines(text: str, expected: list[Any]) -> None:
    found = compiled(text, COLUMNS)
    assert by_sql(found.sql) == [plain(value) for value in expected]
    assert by_pandas(found.pandas) == [plain(value) for value in expected]


@pytest.mark.parametrize("text", AGREE)
def test_the_engines_agree(text: str) -> None:
    found = compiled(text, COLUMNS)
    assert by_sql(found.sql) == by_pandas(found.pandas)


def test_every_function_is_tried_here() -> None:
    tried = " ".join([text for text, _ in KNOWN] + AGREE)
    assert [name for name in FUNCTIONS if f"{name}(" not in tried] == []


@pytest.mark.parametrize(
    ("text", "problem", "at"),
    [
        ("agee > 3", "no column 'agee'. Did you mean age?", 0),
        ("n + plam", "Did you mean plan?", 4),
        ("age >", "A value is missing here, the expression ends", 5),
        ("(age", "')' is missing", 4),
        ("age = 'x'", "A number cannot be compared with a text", 4),
        ("lgo(age)", "Did you mean log?", 0),
        ("age & ok", "Write 'and', 'or', 'not'", 4),
        ("1 < n < 3", "Two comparisons in a row", 6),
        ("age in 3", "'[' is missing after 'in'", 7),
        ("round(age, n)", "takes a plain number here", 11),
        ("if(ok, 1, 'a')", "takes a number here, got a text", 10),
        ("d > 'gestern'", "'gestern' is not a date", 4),
        ("'abc", "no closing quote", 0),
        ("n; DROP TABLE x", "means nothing", 1),
        ("__import__('os')", "no function '__import__'", 0),
        ("not n", "got a number", 0),
        ("min(n)", "takes 2 or more arguments, got 1", 0),
        ("  ", "is empty", 0),
    ],
)
def test_errors_point_at_the_place(text: str, problem: str, at: int) -> None:
    with pytest.raises(DataError) as error:
        compiled(text, COLUMNS)
    lines = str(error.value).split("\n")
    assert problem in lines[0]
    assert lines[-1].index("^") == at + 4


@pytest.mark.parametrize(
    "text",
    [
        "(" * 3000 + "1" + ")" * 3000,
        "-" * 5000 + "n",
        "not " * 5000 + "ok",
        "n" + "**n" * 3000,
        "+".join(["n"] * 3000),
        "n" + "/(n" * 40 + ")" * 40,
    ],
)
def test_endless_expressions_are_refused_not_crashed_on(text: str) -> None:
    with pytest.raises(DataError):
        compiled(text, COLUMNS)


def test_names_and_texts_cannot_break_out() -> None:
    evil = Column("x\" FROM t; --'\\", "text", "VARCHAR")
    found = compiled("`x\" FROM t; --'\\` = ''' OR 1=1 --'", [evil])
    assert found.sql == "(CAST(\"x\"\" FROM t; --'\\\" AS VARCHAR) = ''' OR 1=1 --')"
    compile(found.pandas, "script", "eval")
