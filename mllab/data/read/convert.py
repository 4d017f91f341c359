"""Texts to values: applies the plan of every column in DuckDB and lists each cell that did not fit."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from mllab.data.duck import connect
from mllab.data.read import types
from mllab.data.read.glance import glance
from mllab.data.read.options import ReadOptions
from mllab.data.read.plan import BLANKS, Plan
from mllab.data.table import Decision

if TYPE_CHECKING:
    import pyarrow as pa

BATCH = 100  # columns per query: plans of 10,000 columns at once would not end
LISTED = 200  # columns whose type is worth a decision of its own


@dataclass
class Content:
    """What a file held: typed columns, the line of each row, what did not fit, and what was decided."""

    columns: "pa.Table | None"  # None: the rows are in data.parquet already
    rejects: list[dict[str, Any]] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    plans: dict[str, Plan] = field(default_factory=dict)
    how: dict[str, Any] = field(default_factory=dict)  # what a script needs to read the source again


def typed(columns: "pa.Table", lines: Sequence[int], options: ReadOptions) -> Content:
    """The table with every text column read as what its cells are. `lines` says where each row stood in the source.

    Inference sees every cell. O(cells).
    """
    import pyarrow as pa

    heads, kept = columns.column_names, columns.columns  # each is made anew when asked for: once, or 10,000 columns take minutes
    texts = [i for i, kind in enumerate(columns.schema.types) if pa.types.is_string(kind) or pa.types.is_large_string(kind)]
    counts = {i: counted(kept[i]) for i in texts}
    hints = types.hints(counts.values())
    plans = {i: types.complete(types.infer(heads[i], counts[i], options, hints), counts[i]) for i in texts}
    content = Content(columns, plans={heads[i]: plan for i, plan in plans.items()})
    arrays = dict(enumerate(kept))
    close = {i: plan for i, plan in plans.items() if not _quick(i, plan, counts[i], arrays)}
    _convert(heads, lines, close, arrays, content)
    content.columns = pa.table(list(arrays.values()), names=heads)
    content.decisions = described({heads[i]: (plans[i], counts[i]) for i in texts})
    return content


def counted(column: Any) -> Counter[str]:
    """The distinct texts of an Arrow column and how often each occurs; null counts as an empty cell."""
    found = column.value_counts()
    texts, times = found.field("values").to_pylist(), found.field("counts").to_pylist()
    counts = Counter(dict(zip(texts, times, strict=True)))
    if None in counts:
        counts[""] += counts.pop(None)
    return counts


def _quick(i: int, plan: Plan, counts: Counter[str], arrays: dict[int, Any]) -> bool:
    """Convert a column of plain numbers or of texts by Arrow alone, where every cell is known to fit; False where it is not."""
    import pyarrow as pa
    import pyarrow.compute as pc

    number = plan.type in {"integer", "decimal"} and plan.number.plain and glance(counts).plain
    if plan.seen is None or not (number or plan.type == "text"):
        return False
    texts = arrays[i].cast(pa.string())
    if plan.seen:
        texts = pc.if_else(pc.is_in(texts, pa.array(sorted(plan.seen), pa.string())), pa.scalar(None, pa.string()), texts)
    try:
        arrays[i] = texts if plan.type == "text" else texts.cast(pa.int64() if plan.type == "integer" else pa.float64())
    except pa.ArrowInvalid:  # decimals that are to be whole numbers
        return False
    return True


def _convert(heads: Sequence[str], lines: Sequence[int], plans: dict[int, Plan], arrays: dict[int, Any], content: Content) -> None:
    """Convert columns by their plans in SQL, a hundred at a time, and list the cells that do not fit."""
    if not plans:
        return
    places = list(plans)
    with connect() as con:
        for start in range(0, len(places), BATCH):
            _convert_some(con, heads, lines, {i: plans[i] for i in places[start : start + BATCH]}, arrays, content)


def _convert_some(
    con: Any, heads: Sequence[str], lines: Sequence[int], plans: dict[int, Plan], arrays: dict[int, Any], content: Content
) -> None:
    import pyarrow as pa

    cells = pa.table([arrays[i] for i in plans] + [pa.array(lines, pa.int64())], names=[f"c{i}" for i in plans] + ["line"])
    con.register("cells", cells)
    listed = ", ".join(f"{plan.value(f'c{i}')} AS c{i}" for i, plan in plans.items())
    found = con.sql(f"SELECT {listed} FROM cells").to_arrow_table()
    for i, plan in plans.items():
        arrays[i] = found.column(f"c{i}")
        if plan.type != "text" and arrays[i].null_count:
            content.rejects += odd_cells(con, "cells", f"c{i}", heads[i], plan)
    con.unregister("cells")


def odd_cells(con: Any, source: str, cell: str, name: str, plan: Plan) -> list[dict[str, Any]]:
    """The cells of `source` (with a column `line`) that are neither missing nor fit the plan."""
    rows = con.execute(f"SELECT line, {cell} FROM {source} WHERE NOT {plan.missing(cell)} AND {plan.value(cell)} IS NULL").fetchall()
    return [{"line": line, "column": name, "raw": raw, "reason": f"not {spoken(plan.type)}; read as missing"} for line, raw in rows]


def spoken(kind: str) -> str:
    """A type in words."""
    return {"integer": "a whole number", "decimal": "a number", "boolean": "yes or no", "date": "a date", "timestamp": "a date and time"}[
        kind
    ]


def described(columns: dict[str, tuple[Plan, Counter[str]]]) -> list[Decision]:
    """Decisions on types (each column, or the first 200) and on the words that were taken as missing."""
    found = [types.decision(name, plan) for name, (plan, _) in list(columns.items())[:LISTED]]
    found += [Decision(f"missing in {name}", "kept", plan.note, "missing") for name, (plan, _) in columns.items() if plan.note]
    words: Counter[str] = Counter()
    for plan, counts in columns.values():
        for text in sorted(plan.seen if plan.seen is not None else types.missing_in(counts, plan.words)):
            words[text.strip(BLANKS)] += counts[text]
    if words:
        listed = ", ".join(f"{'empty' if not word else repr(word)} ({count:,} cells)" for word, count in words.most_common(12))
        found.append(Decision("missing values", listed, "these words usually say that there is no value", "missing"))
    return found
