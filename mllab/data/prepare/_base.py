"""The contract of every step: it may learn from the table, writes SQL for DuckDB, and writes the same as plain pandas."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Self

from mllab.data.duck import quote
from mllab.data.expression._compile import type_of
from mllab.data.expression._errors import near
from mllab.data.prepare._columns import column_knobs
from mllab.data.table import Column, Kind
from mllab.errors import DataError, ParamError
from mllab.params import Params, Value
from mllab.script import Script

if TYPE_CHECKING:
    import duckdb

Fitted = dict[str, Any]
AT_ONCE = 250  # aggregates in a query


@dataclass(frozen=True, eq=False)
class Relation:
    """A view of DuckDB and its columns; it also holds the number of the row in the file, under the name `row` that no column has."""

    con: "duckdb.DuckDBPyConnection"
    view: str
    columns: tuple[Column, ...]
    row: str = "__row"

    @property
    def names(self) -> list[str]:
        """The column names, in order."""
        return [column.name for column in self.columns]

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        """All rows of a query, fetched to the end: DuckDB 2 takes nothing else while a result is open."""
        return self.con.execute(sql).fetchall()

    def one(self, expressions: Sequence[str]) -> tuple[Any, ...]:
        """One row of aggregates, asked for some hundred at a time: the time DuckDB takes to plan them grows with their square."""
        found: list[Any] = []
        for first in range(0, len(expressions), AT_ONCE):
            found += self.ask(f"SELECT {', '.join(expressions[first : first + AT_ONCE])} FROM {self.view}")[0]
        return tuple(found)

    def rows(self) -> int:
        """How many rows there are."""
        return int(self.one(["count(*)"])[0])

    def select(
        self,
        changes: Mapping[str, str] | None = None,
        *,
        drop: Sequence[str] = (),
        names: Mapping[str, str] | None = None,
        row: bool = True,
    ) -> str:
        """The SELECT that keeps all columns but `drop`, with `changes` (name -> SQL; a new name is a new column at the end), new `names`,
        and the row's number unless `row` is False.
        """
        changes, names, gone = dict(changes or {}), dict(names or {}), set(drop)
        kept = [name for name in self.names if name not in gone]
        listed = [f"{changes.pop(name, quote(name))} AS {quote(names.get(name, name))}" for name in kept]
        listed += [f"{sql} AS {quote(name)}" for name, sql in changes.items()]
        return f"SELECT {', '.join([*listed, self.row] if row else listed)} FROM {self.view}"

    def where(self, condition: str) -> str:
        """The SELECT of the rows for which the condition holds."""
        return f"{self.select()} WHERE {condition}"


@dataclass(frozen=True)
class Step(Params):
    """Base of every step of a recipe. Learned figures (`fitted`) are plain JSON and are kept with the recipe."""

    drops_rows: ClassVar[bool] = False

    def __post_init__(self) -> None:
        super().__post_init__()
        for name, knob in column_knobs(type(self)).items():
            value = getattr(self, name)
            if knob.many and isinstance(value, list):
                value = tuple(value)
                object.__setattr__(self, name, value)
            fits = isinstance(value, tuple) and all(isinstance(one, str) for one in value) if knob.many else isinstance(value, str)
            if not fits:
                raise ParamError(f"{self.name}: {name} must be {'several column names' if knob.many else 'a column name'}, got {value!r}.")

    def values(self) -> dict[str, Any]:  # type: ignore[override]
        """All fields and their present values, ready for JSON; columns first."""
        named: dict[str, Any] = {
            name: list(getattr(self, name)) if knob.many else getattr(self, name) for name, knob in column_knobs(type(self)).items()
        }
        knobs: dict[str, Value] = super().values()
        return {**named, **knobs}

    @classmethod
    def suggest(cls, columns: Sequence[Column]) -> Self:
        """The step with its defaults and the first columns that fit: something to start from."""
        found: dict[str, Any] = {}
        for name, knob in column_knobs(cls).items():
            fitting = [column.name for column in columns if type_of(column) in knob.types]
            found[name] = tuple(fitting[:1]) if knob.many else "".join(fitting[:1])
        return cls(**found)

    def reads(self, fitted: Fitted) -> list[str]:
        """The columns that must be there, by name."""
        found: list[str] = []
        for name, knob in column_knobs(type(self)).items():
            value = getattr(self, name)
            found += list(value) if knob.many else [value]
        return list(dict.fromkeys([*found, *fitted.get("values", {})]))

    def writes(self, columns: Sequence[Column], fitted: Fitted) -> list[str]:
        """The columns of the result that are new or changed."""
        return [] if self.drops_rows else self.reads(fitted)

    def check(self, columns: Sequence[Column], fitted: Fitted | None = None) -> None:
        """Raises DataError when this step does not fit these columns, naming the column and what there is."""
        known = {column.name: column for column in columns}
        for field, knob in column_knobs(type(self)).items():
            value = getattr(self, field)
            listed = list(value) if knob.many else [value] if value else []
            if not listed and not knob.empty:
                raise DataError(f"{self.name}: no column is chosen. Choose {'some' if knob.many else 'one'}.")
            for name in listed:
                self._there(name, known)
                if (kind := type_of(known[name])) not in knob.types:
                    raise DataError(
                        f"{self.name} works on {' or '.join(knob.types)} columns, but {name[:60]!r} is a {kind}. Retype it first."
                    )
        for name in self.reads(fitted or {}):
            self._there(name, known)

    def problem(self, columns: Sequence[Column]) -> str:
        """Why this step does not fit these columns, or "" when it does."""
        try:
            self.check(columns)
        except DataError as error:
            return str(error)
        return ""

    def _there(self, name: str, known: Mapping[str, Column]) -> None:
        if name not in known:
            raise DataError(f"{self.name}: there is no column {name[:60]!r}. {near(name, known)}")

    def chosen(self, columns: Sequence[Column]) -> list[Column]:
        """The columns named in `columns`, or all that fit when none is named. Identifiers only when named."""
        knob = column_knobs(type(self))["columns"]
        named = getattr(self, "columns")  # noqa: B009 - only steps with that field call this
        if named:
            return [column for column in columns if column.name in named]
        return [column for column in columns if type_of(column) in knob.types and column.kind != "identifier"]

    def fit(self, source: Relation) -> Fitted:
        """What the step learns from the table that the recipe is made on, as JSON. O(n)."""
        return {}

    def sql(self, source: Relation, fitted: Fitted) -> str:
        """The SELECT that does the step on `source`."""
        raise NotImplementedError

    def kinds(self, columns: Sequence[Column], fitted: Fitted) -> dict[str, Kind]:
        """The kinds of columns that are new or mean something else now."""
        return {}

    def script(self, columns: Sequence[Column], fitted: Fitted) -> Script:
        """Plain pandas that does the same to `frame`."""
        raise NotImplementedError

    def says(self, fitted: Fitted) -> str:
        """The step in a few plain words."""
        return self.name


def named(names: Sequence[str], most: int = 3) -> str:
    """Some column names for a sentence."""
    short = [" ".join(name.split())[:40] for name in names]
    return ", ".join(short[:most]) + (f" and {len(short) - most} more" if len(short) > most else "")


def fresh(name: str, taken: Sequence[str]) -> str:
    """`name`, numbered when there is such a column; DuckDB does not tell capitals from small letters in names."""
    lowered = {one.lower() for one in taken}
    number, found = 2, name
    while found.lower() in lowered:
        found, number = f"{name} ({number})", number + 1
    return found


def new_name(step: str, name: str, columns: Sequence[Column], but: str = "") -> str:
    """`name` as the name of a new column. Raises DataError when it is empty or taken (whatever the capitals)."""
    if not name.strip():
        raise DataError(f"{step}: the new column needs a name.")
    for column in columns:
        if column.name.lower() == name.lower() and column.name != but:
            raise DataError(f"{step}: there is already a column {column.name[:60]!r}. Choose another name.")
    return name


def double(value: float) -> str:
    """A number as an SQL literal."""
    return f"CAST('{float(value)!r}' AS DOUBLE)"


def listed(names: Sequence[str]) -> str:
    """Names as a Python list."""
    return "[" + ", ".join(map(repr, names)) + "]"


def is_whole(column: Column) -> bool:
    """Whether the column is stored as whole numbers."""
    return column.sql.upper().endswith(("INT", "INTEGER"))
