"""The functions of the language: one row says types, SQL, pandas code and help of each."""

from dataclasses import dataclass

from mllab.data.expression._tree import Type


@dataclass(frozen=True)
class Function:
    """`takes` are the types of the arguments ("same": all alike); `more` lets the last one repeat; `optional` may be left out."""

    name: str
    takes: tuple[str, ...]
    gives: str
    sql: str
    pandas: str
    help: str
    more: bool = False
    optional: tuple[float, ...] = ()

    @property
    def least(self) -> int:
        """How many arguments it needs."""
        return len(self.takes) - len(self.optional)


def _text(name: str, sql: str, pandas: str, help: str, gives: Type = "text") -> Function:
    return Function(name, ("text",), gives, sql, pandas, help)


def _search(name: str, sql: str, pandas: str, help: str) -> Function:
    return Function(name, ("text", "constant text"), "boolean", sql, pandas, help)


def _part(name: str, sql: str, pandas: str, help: str) -> Function:
    return Function(name, ("date",), "number", f"CAST({sql} AS DOUBLE)", f'{pandas}.astype("Float64")', help)


_ROUND_SQL = "(sign({0}) * floor(abs({0}) * pow(10.0, {1}) + 0.5) / pow(10.0, {1}))"
_ROUND_PANDAS = "(np.sign({0}) * np.floor({0}.abs() * 10.0 ** {1} + 0.5) / 10.0 ** {1})"

_ALL = (
    Function("abs", ("number",), "number", "abs({0})", "{0}.abs()", "The distance from zero."),
    Function(
        "sqrt",
        ("number",),
        "number",
        "CASE WHEN {0} >= 0 THEN sqrt({0}) END",
        "({0}).where({0} >= 0) ** 0.5",
        "The square root; missing below zero.",
    ),
    Function(
        "log",
        ("number",),
        "number",
        "CASE WHEN {0} > 0 THEN ln({0}) END",
        "pd.Series(np.log(({0}).where({0} > 0).to_numpy(float, na_value=np.nan)), index=frame.index, dtype='Float64')",
        "The natural logarithm; missing at zero and below.",
    ),
    Function("exp", ("number",), "number", "exp({0})", "np.exp({0})", "e to the power of the value."),
    Function(
        "round",
        ("number", "constant number"),
        "number",
        _ROUND_SQL,
        _ROUND_PANDAS,
        "Rounded to so many decimals (0 if not said), halves away from zero.",
        optional=(0.0,),
    ),
    Function("floor", ("number",), "number", "floor({0})", "np.floor({0})", "The next whole number below."),
    Function("ceil", ("number",), "number", "ceil({0})", "np.ceil({0})", "The next whole number above."),
    Function(
        "min",
        ("number or date", "same"),
        "same",
        "least({all})",
        "pd.concat([{all}], axis=1).min(axis=1)",
        "The smallest of several values in a row; missing ones are passed over.",
        more=True,
    ),
    Function(
        "max",
        ("number or date", "same"),
        "same",
        "greatest({all})",
        "pd.concat([{all}], axis=1).max(axis=1)",
        "The largest of several values in a row; missing ones are passed over.",
        more=True,
    ),
    _text("lower", "lower({0})", "{0}.str.lower()", "In small letters."),
    _text("upper", "upper({0})", "{0}.str.upper()", "In capitals."),
    _text("trim", "trim({0}, ' \t\n\r')", '{0}.str.strip(" \\t\\n\\r")', "Without blanks at both ends."),
    _text("length", "CAST(length({0}) AS DOUBLE)", '{0}.str.len().astype("Float64")', "How many characters.", "number"),
    _search(
        "contains",
        "contains({0}, {1})",
        '{0}.str.contains({1}, regex=False).astype("boolean")',
        "Whether the text holds another one, letter by letter.",
    ),
    _search(
        "starts_with", "starts_with({0}, {1})", '{0}.str.startswith({1}).astype("boolean")', "Whether the text starts with another one."
    ),
    _search("ends_with", "ends_with({0}, {1})", '{0}.str.endswith({1}).astype("boolean")', "Whether the text ends with another one."),
    _part("year", "year({0})", "{0}.dt.year", "The year of a date."),
    _part("month", "month({0})", "{0}.dt.month", "The month, 1 to 12."),
    _part("day", "day({0})", "{0}.dt.day", "The day of the month."),
    _part("weekday", "isodow({0})", "({0}.dt.weekday + 1)", "The day of the week, Monday 1 to Sunday 7 (ISO 8601)."),
    _part("hour", "hour({0})", "{0}.dt.hour", "The hour of the day."),
    Function(
        "days",
        ("date", "date"),
        "number",
        "CAST(epoch_us({0}) - epoch_us({1}) AS DOUBLE) / 86400000000.0",
        '(({0} - {1}) / pd.Timedelta(days=1)).astype("Float64")',
        "The days from the second date to the first.",
    ),
    Function(
        "if",
        ("boolean", "any", "same"),
        "same",
        "CASE WHEN {0} THEN {1} ELSE {2} END",
        "({1}).where(({0}).fillna(False), {2})",
        "The second value where the condition holds, else the third.",
    ),
    Function("coalesce", ("any", "same"), "same", "coalesce({all})", "{fill}", "The first value that is not missing.", more=True),
)

FUNCTIONS: dict[str, Function] = {function.name: function for function in _ALL}
