"""Which values there are: how many different ones, the commonest, and what the texts look like."""

from dataclasses import replace
from typing import Any

from mllab.data.profile.facts import ColumnProfile
from mllab.data.profile.source import Source, ask, marked

TOP = 20
COUNTABLE = 10_000  # so many different values in the sample, or fewer, are counted one by one on every row
SHOWN_CHARACTERS = 200
FEW_ROWS = 10_000  # below, a list is cheaper than a hash table: matters when there are ten thousand columns
AT_ONCE = 16  # each distinct count holds a hash table of its own


def distinct(source: Source, found: list[ColumnProfile]) -> list[ColumnProfile]:
    """How many different values. Of a big table: counted where they are few, else an estimate by HyperLogLog (Flajolet et al.

    2007; about 3 % off).
    """
    count = "coalesce(len(list_distinct(list(c{}))), 0)" if source.work_rows <= FEW_ROWS else "count(DISTINCT c{})"
    work = ask(source, source.work, {place: count.format(place) for place in range(len(found))}, AT_ONCE)
    if not source.sampled:
        return [replace(column, distinct=work[place]) for place, column in enumerate(found)]
    there = ask(source, source.work, {place: f"count(c{place})" for place in range(len(found))})
    many = [place for place in work if COUNTABLE < work[place] < there[place]]
    about = ask(source, source.full, {place: f"approx_count_distinct(c{place})" for place in many})
    return [_counted(source, place, column, work[place] == there[place], about.get(place)) for place, column in enumerate(found)]


def _counted(source: Source, place: int, column: ColumnProfile, no_repeat: bool, about: int | None) -> ColumnProfile:
    if about is None and not (no_repeat and column.present > source.work_rows):
        grouped = f"(SELECT c{place} FROM {source.full} WHERE c{place} IS NOT NULL GROUP BY 1)"
        return replace(column, distinct=ask(source, grouped, {"n": "count(*)"})["n"])
    # a sample of 200,000 in which no value comes twice: about all of them differ
    return replace(column, distinct=min(about or column.present, column.present), approximate=(*column.approximate, "distinct"))


def tops(source: Source, found: list[ColumnProfile]) -> list[ColumnProfile]:
    """The commonest values of what is not measured, and of numbers that have but a few."""
    return [_topped(source, place, column) if listed(column) else column for place, column in enumerate(found)]


def listed(column: ColumnProfile) -> bool:
    """Whether the commonest values of a column are worth a list."""
    return column.distinct > 0 and (not column.measured or (column.kind == "number" and column.distinct <= TOP))


def _topped(source: Source, place: int, column: ColumnProfile) -> ColumnProfile:
    everywhere = "distinct" not in column.approximate
    relation = source.full if everywhere else source.work
    counted = f"SELECT c{place}, count(*) AS n FROM {relation} WHERE c{place} IS NOT NULL GROUP BY 1"
    rows = source.con.execute(
        f"SELECT left(c{place}::VARCHAR, {SHOWN_CHARACTERS}), n FROM ({counted}) ORDER BY n DESC, c{place} LIMIT {TOP}"
    ).fetchall()
    made = replace(column, top=tuple((value, count) for value, count in rows))
    return made if everywhere else marked(source, made, "top")


def texts(source: Source, found: list[ColumnProfile]) -> list[ColumnProfile]:
    """How long the texts are, and which share of them reads as a number."""
    asked: dict[Any, str] = {}
    for place, column in enumerate(found):
        if not column.measured and column.sql.upper() == "VARCHAR" and column.present:
            asked[place, "lengths"] = f"[min(length(c{place})), avg(length(c{place})), max(length(c{place}))]"
            asked[place, "numeric"] = f"count(try_cast(c{place} AS DOUBLE)) / greatest(count(c{place}), 1)"
    got = ask(source, source.work, asked)
    return [_worded(source, column, got.get((place, "lengths")), got.get((place, "numeric"))) for place, column in enumerate(found)]


def _worded(source: Source, column: ColumnProfile, lengths: list[float] | None, numeric: float | None) -> ColumnProfile:
    if lengths is None or lengths[0] is None:
        return column
    made = replace(column, lengths=(int(lengths[0]), float(lengths[1]), int(lengths[2])), numeric_texts=float(numeric or 0))
    return marked(source, made, "lengths", "numeric_texts")
