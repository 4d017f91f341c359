"""A tree checked against the columns of a table, and written as SQL and as pandas code."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from mllab.data.duck import literal, quote
from mllab.data.expression._errors import near, wrong
from mllab.data.expression._functions import FUNCTIONS, Function
from mllab.data.expression._parse import parse
from mllab.data.expression._tree import Binary, Call, Constant, Listed, Missing, Name, Node, Type, Unary
from mllab.data.table import Column

NUMERIC = (
    "TINYINT",
    "SMALLINT",
    "INTEGER",
    "BIGINT",
    "HUGEINT",
    "UTINYINT",
    "USMALLINT",
    "UINTEGER",
    "UBIGINT",
    "UHUGEINT",
    "FLOAT",
    "REAL",
    "DOUBLE",
    "DECIMAL",
)

DEEPEST = 60
LONGEST = 200_000  # characters of pandas code


@dataclass(frozen=True)
class Compiled:
    """An expression over a table: `sql` for DuckDB, `pandas` for a script with `frame`, its type, and the columns it reads.

    `constant` says that it reads no column; its pandas code is then a plain value.
    """

    sql: str
    pandas: str
    type: Type
    columns: tuple[str, ...]
    constant: bool = False


def compiled(text: str, columns: Sequence[Column]) -> Compiled:
    """`text` over these columns. Raises DataError that points at the place of what is wrong."""
    return _Compiler(text, columns).write(parse(text))


def type_of(column: Column) -> Type:
    """The type that a column has in expressions, by how it is stored."""
    stored = column.sql.upper()
    if stored.startswith(NUMERIC):
        return "number"
    if stored == "BOOLEAN":
        return "boolean"
    return "date" if stored.startswith(("DATE", "TIMESTAMP")) else "text"


class _Compiler:
    def __init__(self, text: str, columns: Sequence[Column]) -> None:
        self.text = text
        self.columns = {column.name: column for column in columns}
        self.depth = 0

    def write(self, node: Node) -> Compiled:
        """What `node` becomes; refused when it is so deep or so repetitive that the code would be unreadable."""
        self.depth += 1
        found = self.written(node) if self.depth <= DEEPEST else None
        self.depth -= 1
        if found is None or len(found.pandas) > LONGEST:
            raise wrong(self.text, node.at, "The expression is too deep or too long here. Split it over several 'derive' steps.")
        return found

    def written(self, node: Node) -> Compiled:
        if isinstance(node, Constant):
            return _constant(node.value)
        if isinstance(node, Name):
            return self.column(node)
        if isinstance(node, Unary):
            return self.unary(node)
        if isinstance(node, Missing):
            inner = series(self.write(node.inner))
            sign = "NOT NULL" if node.negated else "NULL"
            return Compiled(
                f"({inner.sql} IS {sign})",
                f'{inner.pandas}.{"notna" if node.negated else "isna"}().astype("boolean")',
                "boolean",
                inner.columns,
            )
        if isinstance(node, Listed):
            return self.listed(node)
        if isinstance(node, Call):
            return self.call(node)
        return self.binary(cast(Binary, node))

    def column(self, node: Name) -> Compiled:
        if node.name not in self.columns:
            raise wrong(self.text, node.at, f"There is no column {node.name[:60]!r}. {near(node.name, self.columns)}")
        column = self.columns[node.name]
        kind = type_of(column)
        sql = f"CAST({quote(node.name)} AS {({'number': 'DOUBLE', 'boolean': 'BOOLEAN', 'date': 'TIMESTAMP'}).get(kind, 'VARCHAR')})"
        frame = f"frame[{node.name!r}]"
        pandas = {"number": f'{frame}.astype("Float64")', "boolean": f'{frame}.astype("boolean")', "date": f"pd.to_datetime({frame})"}
        return Compiled(sql, pandas.get(kind, f'{frame}.astype("string")'), kind, (node.name,))

    def unary(self, node: Unary) -> Compiled:
        inner = self.write(node.inner)
        if node.sign == "not":
            self.must(inner, "boolean", node, "'not' turns a condition round")
            inner = series(inner)
            return Compiled(f"(NOT {inner.sql})", f"(~{inner.pandas})", "boolean", inner.columns)
        self.must(inner, "number", node, "minus needs a number")
        return Compiled(f"(-{inner.sql})", f"(-{inner.pandas})", "number", inner.columns, inner.constant)

    def binary(self, node: Binary) -> Compiled:
        left, right = self.write(node.left), self.write(node.right)
        if left.constant and right.constant:
            left = series(left)
        if node.sign in {"and", "or"}:
            self.must(left, "boolean", node, f"'{node.sign}' joins two conditions")
            self.must(right, "boolean", node, f"'{node.sign}' joins two conditions")
            pandas = f"({left.pandas} {'&' if node.sign == 'and' else '|'} {right.pandas})"
            return _joined(f"({left.sql} {node.sign.upper()} {right.sql})", pandas, "boolean", left, right)
        if node.sign in {"=", "<>", "<", "<=", ">", ">="}:
            return self.compare(node, left, right)
        if node.sign == "+" and left.type == right.type == "text":
            return _joined(f"({left.sql} || {right.sql})", f"({left.pandas} + {right.pandas})", "text", left, right)
        for side in (left, right):
            self.must(side, "number", node, f"'{node.sign}' calculates with numbers")
        return _arithmetic(node.sign, left, right)

    def listed(self, node: Listed) -> Compiled:
        found = [self.binary(Binary(node.at, "=", node.inner, value)) for value in node.values]
        sql, pandas = " OR ".join(one.sql for one in found), " | ".join(one.pandas for one in found)
        return _joined(f"({sql})", f"({pandas})", "boolean", *found)

    def compare(self, node: Binary, left: Compiled, right: Compiled) -> Compiled:
        left, right = self.dated(left, right, node.left), self.dated(right, left, node.right)
        if left.type != right.type:
            raise wrong(self.text, node.at, f"A {left.type} cannot be compared with a {right.type}.{_hint(left, right)}")
        sign = {"=": "==", "<>": "!="}.get(node.sign, node.sign)
        pandas = f'({left.pandas} {sign} {right.pandas}).astype("boolean")'
        if left.type == "date":
            for side in (left, right):
                pandas += "" if side.constant or side.pandas.startswith("pd.Timestamp(") else f".mask({side.pandas}.isna())"
        return _joined(f"({left.sql} {node.sign} {right.sql})", pandas, "boolean", left, right)

    def dated(self, side: Compiled, other: Compiled, node: Node) -> Compiled:
        """A text beside a date is read as a date, year first."""
        if not (other.type == "date" and side.type == "text" and isinstance(node, Constant)):
            return side
        try:
            moment = datetime.fromisoformat(str(node.value)).replace(tzinfo=None)
        except ValueError:
            raise wrong(self.text, node.at, f"{str(node.value)[:40]!r} is not a date. Write it year first: '2024-12-31'.") from None
        return Compiled(f"TIMESTAMP {literal(moment.isoformat(' '))}", f"pd.Timestamp({moment.isoformat()!r})", "date", (), True)

    def call(self, node: Call) -> Compiled:
        if node.name not in FUNCTIONS:
            raise wrong(self.text, node.at, f"There is no function {node.name[:60]!r}. {near(node.name, FUNCTIONS)}")
        function = FUNCTIONS[node.name]
        given = [self.write(argument) for argument in node.arguments]
        if len(given) < function.least or (len(given) > len(function.takes) and not function.more):
            takes = f"{function.least} or more" if function.more or function.optional else str(function.least)
            raise wrong(self.text, node.at, f"{node.name} takes {takes} arguments, got {len(given)}.")
        given += [_constant(value) for value in function.optional[len(given) - function.least :]]
        kind = self.checked(node, function, given)
        written = [
            value if takes.startswith("constant") else series(value)
            for value, takes in zip(given, _takes(function, len(given)), strict=True)
        ]
        return _called(function, written, kind)

    def checked(self, node: Call, function: Function, given: Sequence[Compiled]) -> Type:
        """The type of the result, once every argument has been found to fit."""
        same: Type | None = None
        for i, (value, takes) in enumerate(zip(given, _takes(function, len(given)), strict=True)):
            place = node.arguments[i] if i < len(node.arguments) else node
            if takes.startswith("constant") and not (value.constant and value.type == takes.removeprefix("constant ")):
                raise wrong(
                    self.text,
                    place.at,
                    f"{node.name} takes a plain {takes.removeprefix('constant ')} here, such as {'2' if 'number' in takes else repr('abc')}.",
                )
            wanted = (same,) if takes == "same" else tuple(takes.removeprefix("constant ").split(" or "))
            if wanted != ("any",) and value.type not in wanted:
                raise wrong(self.text, place.at, f"{node.name} takes a {' or a '.join(map(str, wanted))} here, got a {value.type}.")
            if takes in {"any", "number or date"}:
                same = value.type
        return cast(Type, same if function.gives == "same" else function.gives)

    def must(self, value: Compiled, wanted: Type, node: Node, why: str) -> None:
        if value.type != wanted:
            raise wrong(
                self.text, node.at, f"{why}, got a {value.type}." + (" Compare it with something first." if wanted == "boolean" else "")
            )


def series(value: Compiled) -> Compiled:
    """A constant spread over the rows, for pandas code that needs a column."""
    if not value.constant:
        return value
    dtype = {"number": ', dtype="Float64"', "text": ', dtype="string"', "boolean": ', dtype="boolean"'}.get(value.type, "")
    return Compiled(value.sql, f"pd.Series({value.pandas}, index=frame.index{dtype})", value.type, value.columns)


def _constant(value: float | str | bool) -> Compiled:
    if isinstance(value, bool):
        return Compiled(str(value).upper(), repr(value), "boolean", (), True)
    if isinstance(value, str):
        return Compiled(literal(value), repr(value), "text", (), True)
    return Compiled(f"CAST('{value!r}' AS DOUBLE)", f"float({str(value)!r})" if value == float("inf") else repr(value), "number", (), True)


def _joined(sql: str, pandas: str, kind: Type, *parts: Compiled) -> Compiled:
    return Compiled(sql, pandas, kind, tuple(dict.fromkeys(name for part in parts for name in part.columns)))


def _arithmetic(sign: str, left: Compiled, right: Compiled) -> Compiled:
    a, b = left.sql, right.sql
    if sign in {"+", "-", "*"}:
        return _joined(f"({a} {sign} {b})", f"({left.pandas} {sign} {right.pandas})", "number", left, right)
    left, right = series(left), series(right)
    x, y = left.pandas, right.pandas
    if sign == "/":
        return _joined(f"({a} / nullif({b}, 0))", f"({x} / ({y}).where({y} != 0))", "number", left, right)
    if sign == "%":
        quotient = f"({x} / ({y}).where({y} != 0))"
        return _joined(f"({a} - {b} * floor({a} / nullif({b}, 0)))", f"({x} - {y} * np.floor({quotient}))", "number", left, right)
    guard = f"({a} > 0 OR ({a} < 0 AND {b} = floor({b})) OR ({a} = 0 AND {b} >= 0))"
    keep = f"(({x} > 0) | (({x} < 0) & ({y} == np.floor({y}))) | (({x} == 0) & ({y} >= 0)))"
    return _joined(f"(CASE WHEN {guard} THEN pow({a}, {b}) END)", f"(({x}).where({keep}.fillna(False)) ** {y})", "number", left, right)


def _called(function: Function, given: Sequence[Compiled], kind: Type) -> Compiled:
    sqls, codes = [value.sql for value in given], [value.pandas for value in given]
    fill = codes[0] + "".join(f".fillna({code})" for code in codes[1:])
    sql = function.sql.format(*sqls, all=", ".join(sqls), fill="")
    pandas = function.pandas.format(*codes, all=", ".join(codes), fill=fill)
    return _joined(f"({sql})", pandas, kind, *given)


def _takes(function: Function, count: int) -> list[str]:
    return list(function.takes[:count]) + [function.takes[-1]] * (count - len(function.takes))


def _hint(left: Compiled, right: Compiled) -> str:
    types = {left.type, right.type}
    if types == {"number", "text"}:
        return " Write numbers without quotes, texts in 'quotes'; retype the column if it holds the wrong thing."
    return " Dates are written year first, in quotes: '2024-12-31'." if "date" in types else ""
