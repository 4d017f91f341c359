"""A recipe: steps in order, with what each has learned; saved as JSON, applied to any Parquet file, written as a script."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mllab.data.duck import connect, literal, quote
from mllab.data.numbered import numbered, row_name
from mllab.data.prepare._base import Fitted, Relation, Step
from mllab.data.table import Column, Table
from mllab.errors import DataError
from mllab.script import Script

if TYPE_CHECKING:
    import duckdb
    import pandas as pd


@dataclass(frozen=True)
class Outcome:
    """What a step did: rows before and after, the columns it left, those it wrote; or why it could not be done (and was passed over)."""

    step: Step
    before: int
    after: int
    columns: tuple[Column, ...] = field(repr=False)
    wrote: tuple[str, ...] = ()
    problem: str = ""
    says: str = ""


@dataclass(frozen=True, eq=False)
class Preview:
    """The first rows of the result, the number of all its rows, its columns, and what each step did."""

    frame: "pd.DataFrame"
    rows: int
    columns: tuple[Column, ...]
    outcomes: tuple[Outcome, ...]

    @property
    def wrote(self) -> list[str]:
        """The columns of the result that some step made or changed."""
        there = {column.name for column in self.columns}
        return [name for name in dict.fromkeys(name for outcome in self.outcomes for name in outcome.wrote) if name in there]


@dataclass(frozen=True)
class Recipe:
    """Steps and, beside each, what it learned (None: nothing yet). Immutable: every change gives a new recipe."""

    steps: tuple[Step, ...] = ()
    fitted: tuple[Fitted | None, ...] = ()

    def __post_init__(self) -> None:
        if len(self.fitted) != len(self.steps):
            object.__setattr__(self, "fitted", (*self.fitted, *[None] * len(self.steps))[: len(self.steps)])

    def __len__(self) -> int:
        return len(self.steps)

    def add(self, step: Step) -> "Recipe":
        """With `step` at the end; it learns when the recipe is next fitted."""
        return Recipe((*self.steps, step), (*self.fitted, None))

    def remove(self, i: int) -> "Recipe":
        """Without step `i` (from 0); the ones after it learn anew."""
        self._there(i)
        return Recipe(self.steps[:i] + self.steps[i + 1 :], self.fitted[:i])

    def move(self, i: int, to: int) -> "Recipe":
        """With step `i` at place `to`; all from the first of the two on learn anew."""
        self._there(i)
        self._there(to)
        steps = list(self.steps)
        steps.insert(to, steps.pop(i))
        return Recipe(tuple(steps), self.fitted[: min(i, to)])

    def replace(self, i: int, step: Step) -> "Recipe":
        """With `step` in place of step `i`; it and the ones after it learn anew."""
        self._there(i)
        return Recipe((*self.steps[:i], step, *self.steps[i + 1 :]), self.fitted[:i])

    def _there(self, i: int) -> None:
        if not 0 <= i < len(self.steps):
            raise DataError(f"The recipe has {len(self.steps)} steps; there is no step {i + 1}.")

    def to_json(self) -> dict[str, Any]:
        """Plain JSON: `{"version": 1, "steps": [{"name", "knobs", "fitted"}, ...]}`."""
        return {"version": 1, "steps": [{**step.spec(), "fitted": fitted} for step, fitted in zip(self.steps, self.fitted, strict=True)]}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Recipe":
        """The recipe that `to_json` wrote. Raises DataError when it is none."""
        from mllab.data.prepare import STEPS

        try:
            steps = tuple(STEPS[one["name"]](**one["knobs"]) for one in data["steps"])
            return cls(steps, tuple(one.get("fitted") for one in data["steps"]))
        except (KeyError, TypeError) as problem:
            raise DataError(f"This is not a recipe that this version of mllab can read ({problem}). Make the recipe anew.") from problem

    def fit(self, table: "Table | Path", columns: Sequence[Column] | None = None) -> "Recipe":
        """The recipe with everything learned on `table`; what was learned before stays. Steps that do not fit stay unlearned."""
        path, columns = _source(table, columns)
        with connect() as con:
            return Recipe(self.steps, tuple(fitted for _, _, fitted in self._walk(_opened(con, path, columns, self.steps))))

    def apply(self, table: "Table | Path", rows: int = 50, columns: Sequence[Column] | None = None, most: int | None = None) -> Preview:
        """What the recipe makes of `table`: the first `rows` rows and what each step does. A step that does not fit is passed over and says why.

        `most` shows so many columns at most, those that steps wrote in front; `Preview.columns` names all.
        """
        path, columns = _source(table, columns)
        with connect() as con:
            relation, outcomes = _opened(con, path, columns, self.steps), []
            for made, outcome, _ in self._walk(relation):
                relation = made
                outcomes.append(outcome)
            total = outcomes[-1].after if outcomes else _counted(con, path)
            shown = _front(relation.names, outcomes, most)
            frame = con.execute(
                f"SELECT {', '.join(map(quote, shown))} FROM {relation.view} ORDER BY {relation.row} LIMIT {int(rows)}"
            ).df()
        return Preview(frame, total, relation.columns, tuple(outcomes))

    def apply_to(self, source: Path, out: Path, columns: Sequence[Column] | None = None) -> list[Column]:
        """Write what the recipe makes of the Parquet file `source` to `out`, in the order of its rows and never whole in memory; its columns.

        `columns` are the source's, with their kinds; found out when not given. Raises DataError for the first step that does not fit,
        with its number and why; nothing is written then. Rows are always sorted by their number: DuckDB plans some conditions as
        joins, after which it promises no order. That costs about half of the writing time.
        """
        path, columns = _source(source, columns)
        with connect() as con:
            relation = _opened(con, path, columns, self.steps)
            for number, (made, outcome, _) in enumerate(self._walk(relation), 1):
                relation = made
                if outcome.problem:
                    raise DataError(f"Step {number} of the recipe does not fit this table. {outcome.problem} Remove or change the step.")
            con.execute(f"COPY ({relation.select(row=False)} ORDER BY {relation.row}) TO {literal(str(out))} (FORMAT parquet)")
        return list(relation.columns)

    def fitting(self, table: "Table | Path", columns: Sequence[Column] | None = None) -> "tuple[Recipe, list[str]]":
        """The recipe without the steps that do not fit `table`, what the others learned kept; and why each of those does not fit."""
        kept, problems = [], []
        for number, outcome in enumerate(self.apply(table, 0, columns).outcomes):
            if outcome.problem:
                problems.append(f"Step {number + 1}: {outcome.problem}")
            else:
                kept.append(number)
        return Recipe(tuple(self.steps[i] for i in kept), tuple(self.fitted[i] for i in kept)), problems

    def script(self, table: "Table | Path", columns: Sequence[Column] | None = None) -> Script:
        """Plain pandas that does the same to `frame`, with the figures learned on `table`. Steps that do not fit are left out and said."""
        path, columns = _source(table, columns)
        joined = Script()
        if not self.steps:
            return joined
        with connect() as con:
            before: Sequence[Column] = columns
            for number, (relation, outcome, fitted) in enumerate(self._walk(_opened(con, path, columns, self.steps)), 1):
                title = f"# {number}. {outcome.says}"
                if outcome.problem or fitted is None:
                    joined += Script(f"{title}: left out, it does not fit the table")
                    continue
                piece = outcome.step.script(before, fitted)
                joined += Script(f"{title}\n{piece.body}", piece.imports)
                before = relation.columns
        return joined

    def _walk(self, relation: Relation) -> "list[tuple[Relation, Outcome, Fitted | None]]":
        """After each step: the relation, what the step did, and what it learned."""
        con, found = relation.con, []
        count = relation.rows() if self.steps else 0
        for number, (step, known) in enumerate(zip(self.steps, self.fitted, strict=True), 1):
            try:
                step.check(relation.columns, known)
                fitted = step.fit(relation) if known is None else known
                step.check(relation.columns, fitted)
                after = _view(con, relation, step, fitted, number)
            except DataError as problem:
                found.append(
                    (relation, Outcome(step, count, count, relation.columns, (), str(problem), _line(step.says(known or {}))), known)
                )
                continue
            left = after.rows() if step.drops_rows else count
            wrote = tuple(step.writes(relation.columns, fitted))
            found.append((after, Outcome(step, count, left, after.columns, wrote, "", _line(step.says(fitted))), fitted))
            relation, count = after, left
        return found


def _source(table: "Table | Path", columns: Sequence[Column] | None) -> tuple[Path, Sequence[Column]]:
    if isinstance(table, Table):
        return table.path, table.columns if columns is None else columns
    if columns is None:
        from mllab.data.kinds import columns_of

        columns = columns_of(table)
    return Path(table), columns


def _counted(con: "duckdb.DuckDBPyConnection", path: Path) -> int:
    """The rows of a file, from its footer."""
    return int(con.execute(f"SELECT count(*) FROM read_parquet({literal(str(path))})").fetchall()[0][0])


def _front(names: Sequence[str], outcomes: Sequence[Outcome], most: int | None) -> list[str]:
    """The columns to show: all in their order, or at most so many, those written by a step in front."""
    if most is None or len(names) <= most:
        return list(names)
    wrote = {name for outcome in outcomes for name in outcome.wrote}
    return sorted(names, key=lambda name: name not in wrote)[:most]


def _line(text: str) -> str:
    """`text` on one printable line of reasonable length, whatever the column names in it hold."""
    line = "".join(one if one.isprintable() else "?" for one in " ".join(text.split()))
    return line if len(line) <= 200 else f"{line[:199]}…"


def _opened(con: "duckdb.DuckDBPyConnection", path: Path, columns: Sequence[Column], steps: Sequence[Step]) -> Relation:
    """The file as a view with row numbers; NaN is missing, as everywhere."""
    names = [column.name for column in columns]
    row = row_name([*names, *(str(value) for step in steps for value in step.values().values())])
    listed = [f"{_plain(column)} AS {quote(column.name)}" for column in columns]
    con.execute(f"CREATE OR REPLACE TEMP VIEW s0 AS SELECT {', '.join([*listed, row])} FROM {numbered(path, names, row)}")
    return Relation(con, "s0", tuple(columns), row)


def _plain(column: Column) -> str:
    name = quote(column.name)
    return f"CASE WHEN NOT isnan({name}) THEN {name} END" if column.sql.upper() in {"DOUBLE", "FLOAT"} else name


def _view(con: "duckdb.DuckDBPyConnection", before: Relation, step: Step, fitted: Fitted, number: int) -> Relation:
    """The view that `step` makes, its columns described by DuckDB and their kinds by the step."""
    con.execute(f"CREATE OR REPLACE TEMP VIEW s{number} AS {step.sql(before, fitted)}")
    stored = con.execute(f"SELECT column_name, column_type FROM (DESCRIBE s{number})").fetchall()
    kinds = {column.name: column.kind for column in before.columns} | step.kinds(before.columns, fitted)
    columns = tuple(Column(name, kinds[name], sql) for name, sql in stored if name != before.row)
    return Relation(con, f"s{number}", columns, before.row)
