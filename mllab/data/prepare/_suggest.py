"""A recipe to begin with: what an analyst would mend first."""

from mllab.data.duck import connect, literal, quote
from mllab.data.expression._compile import type_of
from mllab.data.prepare._recipe import Recipe
from mllab.data.profile import ColumnProfile
from mllab.data.table import Column, Table

FAR = 3.0  # interquartile ranges, the "far out" of Tukey 1977
AT_ONCE = 100  # columns in one query


def suggest(table: Table) -> Recipe:
    """Steps for what is plainly wrong with `table`: texts that differ in blanks or capitals only, repeated rows, columns without content,
    numbers that lack some values or lie far out. Not fitted, not applied. From the table's profile, and O(n) per category.
    """
    from mllab.data.prepare import STEPS

    if not table.rows:
        return Recipe()
    profile = table.profile()
    empty = [column.name for column in profile.columns if column.distinct <= 1]
    kept = [column for column in profile.columns if column.name not in set(empty)]
    recipe = Recipe()
    if untidy := _untidy(table, {column.name: column.distinct for column in kept}):
        recipe = recipe.add(STEPS["tidy text"](columns=untidy, case="upper"))
    if profile.duplicates:
        recipe = recipe.add(STEPS["deduplicate"]())
    if empty and kept:
        recipe = recipe.add(STEPS["drop columns"](columns=tuple(empty)))
    if holes := tuple(column.name for column in kept if column.kind == "number" and column.missing):
        recipe = recipe.add(STEPS["fill missing"](columns=holes, how="median"))
    if far := tuple(column.name for column in kept if _far(column) and type_of(table.column(column.name)) == "number"):
        recipe = recipe.add(STEPS["clip outliers"](columns=far, how="quartiles", width=FAR))
    return recipe


def _far(column: ColumnProfile) -> bool:
    """Whether some value lies far beyond the quartiles of a number."""
    if column.kind != "number" or column.quartiles is None or column.low is None or column.high is None:
        return False
    lower, _, upper = column.quartiles
    reach = FAR * (upper - lower)
    return reach > 0 and (column.low < lower - reach or column.high > upper + reach)


def _untidy(table: Table, distinct: dict[str, int]) -> tuple[str, ...]:
    """The categories that have fewer different values once blanks and capitals are alike."""
    texts = [column for column in table.columns if column.name in distinct and column.kind == "category" and type_of(column) == "text"]
    found: list[str] = []
    for first in range(0, len(texts), AT_ONCE):
        part = texts[first : first + AT_ONCE]
        with connect() as con:
            counts = con.execute(f"SELECT {', '.join(map(_alike, part))} FROM read_parquet({literal(str(table.path))})").fetchall()[0]
        found += [column.name for column, count in zip(part, counts, strict=True) if count < distinct[column.name]]
    return tuple(found)


def _alike(column: Column) -> str:
    return f"count(DISTINCT upper(trim(regexp_replace({quote(column.name)}, '[ \t\r\n\f]+', ' ', 'g'))))"
