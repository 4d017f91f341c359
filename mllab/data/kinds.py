"""What a column means (its kind), from its type, its name, and how many different values it has."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mllab.data import arrays
from mllab.data.table import KINDS, Column, Kind

if TYPE_CHECKING:
    import pyarrow as pa

ID_NAME = re.compile(
    r"(?:^|[^a-z])(?:ids?|uuid|guid|key|index|row_?(?:id|number|num|nr|no)?|nr)$|[a-z](?:ID|Id)$|^(?:unnamed|column_1$)", re.IGNORECASE
)
CAMEL_ID = re.compile(r"[a-z0-9](?:ID|Id|UUID)$")
CODE_NAME = re.compile(r"class|type|code|group|cluster|label|category|status|segment|level|target|flag", re.IGNORECASE)
CODE_TEXT = re.compile(r"[\w.\-:/#@+]{1,64}")
FEW = 4  # whole numbers with no more distinct values than this name classes
FEW_CODES = 20  # the same, when the column's name says so
CATEGORIES = 50
FIRST = 10_000


@dataclass(frozen=True)
class Facts:
    """What the choice of a kind rests on. `rows` counts the values that are present; `distinct` is counted of texts and whole numbers, of these
    only until they can be neither classes nor all different."""

    name: str
    sql: str
    rows: int
    distinct: int
    low: float = 0.0
    high: float = 0.0
    whole: bool = False
    code: bool = False
    length: float = 0.0
    words: float = 0.0


def kind_of(facts: Facts) -> Kind:
    """The kind of a column with these facts.

    Whole numbers are a category when they have at most four values that repeat (0/1, classes 1 to 3), or up to twenty when
    the name speaks of a class or code. A column where every value differs and that is named like an id, or counts
    its rows from 0 or 1, is an identifier.
    """
    if facts.sql == "BOOLEAN":
        return "boolean"
    if facts.sql in {"DATE", "TIMESTAMP"}:
        return "date"
    return _text(facts) if facts.sql == "VARCHAR" else _number(facts)


def _number(facts: Facts) -> Kind:
    if not facts.whole or not facts.rows:
        return "number"
    unique = facts.distinct == facts.rows > 1
    counts_rows = facts.low in {0.0, 1.0} and facts.high - facts.low + 1 == facts.rows > 10
    if unique and (counts_rows or _is_id(facts.name)):
        return "identifier"
    few = FEW_CODES if CODE_NAME.search(facts.name) else FEW
    return "category" if 1 < facts.distinct <= few and facts.rows >= 5 * facts.distinct else "number"


def _text(facts: Facts) -> Kind:
    if facts.distinct <= 1:
        return "category"
    unique = facts.distinct >= 0.98 * facts.rows and facts.rows > 10
    if unique and (facts.code or _is_id(facts.name)) and facts.length <= 64:
        return "identifier"
    if facts.words >= 6 or facts.length > 60:
        return "text"
    few = facts.distinct <= CATEGORIES and facts.distinct <= 0.5 * facts.rows
    return "category" if few or facts.distinct <= 0.02 * facts.rows else "text"


def _is_id(name: str) -> bool:
    return bool(CAMEL_ID.search(name) or ID_NAME.search(name))


def columns_of(path: Path, asked: Mapping[str, str] | None = None) -> tuple[Column, ...]:
    """The columns of a Parquet file with their kinds; `asked` maps names to kinds the user chose.

    Looks at three row groups, so the cost does not grow with the file.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    with pq.ParquetFile(path) as file:
        schema, groups = file.schema_arrow, file.metadata.num_row_groups
    telling = [name for name, kind in zip(schema.names, schema.types, strict=True) if _telling(kind)]
    texts = [name for name, kind in zip(schema.names, schema.types, strict=True) if pa.types.is_string(kind)]
    held = {}
    if telling and groups:
        with pq.ParquetFile(path, read_dictionary=texts) as file:
            part = file.read_row_groups(sorted({0, groups // 2, groups - 1}), columns=telling)
        held = dict(zip(part.column_names, part.columns, strict=True))
    found = []
    for name, arrow in zip(schema.names, schema.types, strict=True):
        facts = facts_of(name, held[name]) if name in held else Facts(name, sql_type(arrow), 0, 0)
        kind = asked.get(name) if asked else None
        found.append(Column(name, kind if kind in KINDS else kind_of(facts), facts.sql))
    return tuple(found)


def _telling(kind: "pa.DataType") -> bool:
    """Whether a column of this type may be of several kinds, so that its values have to be looked at."""
    import pyarrow as pa

    return not (pa.types.is_boolean(kind) or pa.types.is_floating(kind) or pa.types.is_date(kind) or pa.types.is_timestamp(kind))


def facts_of(name: str, column: "pa.ChunkedArray") -> Facts:
    """The facts of one Arrow column. O(rows)."""
    import pyarrow as pa
    import pyarrow.compute as pc

    values = column.type.value_type if pa.types.is_dictionary(column.type) else column.type
    sql, rows = sql_type(values), len(column) - column.null_count
    if not rows:  # also a column of Arrow's null type, of which nothing can be counted
        return Facts(name, sql, 0, 0)
    if sql == "VARCHAR":
        return _text_facts(name, column, rows)
    column = column.cast(values)
    if pa.types.is_integer(values):
        ends = pc.min_max(column)
        return Facts(name, sql, rows, _distinct(column), ends["min"].as_py(), ends["max"].as_py(), whole=True)
    return Facts(name, sql, rows, 0)


def _distinct(column: "pa.ChunkedArray") -> int:
    """How many different whole numbers there are: at least so many, where a look at the first shows some alike and more than name classes."""
    import pyarrow.compute as pc

    present = column.drop_null()
    first = pc.count_distinct(present.slice(0, FIRST)).as_py()
    if FEW_CODES < first < min(FIRST, len(present)):
        return first
    values = arrays.values(present)
    if bool((values[1:] > values[:-1]).all()):  # counted up, as ids are
        return len(values)
    return pc.count_distinct(present).as_py()


def _text_facts(name: str, column: "pa.ChunkedArray", rows: int) -> Facts:
    import pyarrow as pa
    import pyarrow.compute as pc

    if not pa.types.is_dictionary(column.type):
        column = column.dictionary_encode()
    column = column.unify_dictionaries()
    distinct = pc.count_distinct(pa.chunked_array([chunk.indices for chunk in column.chunks])).as_py()
    some = column.drop_null().slice(0, 5000).cast(column.type.value_type)
    code = all(CODE_TEXT.fullmatch(text) and any(map(str.isdigit, text)) for text in some.slice(0, 200).to_pylist())
    words = pc.mean(pc.count_substring_regex(some, r"\s+")).as_py() + 1
    return Facts(name, "VARCHAR", rows, distinct, code=code, length=pc.mean(pc.utf8_length(some)).as_py(), words=words)


def sql_type(kind: "pa.DataType") -> str:
    """The DuckDB type of an Arrow type that mllab stores."""
    import pyarrow as pa

    if pa.types.is_boolean(kind):
        return "BOOLEAN"
    if pa.types.is_integer(kind):
        return "BIGINT"
    if pa.types.is_floating(kind):
        return "DOUBLE"
    if pa.types.is_date(kind):
        return "DATE"
    return "TIMESTAMP" if pa.types.is_timestamp(kind) else "VARCHAR"
