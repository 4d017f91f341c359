"""Parquet and Arrow: the types are in the file and survive; rare ones become the nearest of the six that mllab stores."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from mllab.data.duck import connect, literal, quote
from mllab.data.read import names
from mllab.data.read.convert import Content
from mllab.data.read.options import AS_TYPE, ReadOptions
from mllab.data.read.plan import SQL
from mllab.data.table import Decision
from mllab.errors import DataError

if TYPE_CHECKING:
    import pyarrow as pa

ROW_GROUP = 122_880
EXACT = {"TINYINT", "SMALLINT", "INTEGER", "UTINYINT", "USMALLINT", "UINTEGER", "FLOAT"}  # stored wider, with the same values


def read_parquet(path: Path, name: str, options: ReadOptions, target: Path) -> Content:
    """Stream a Parquet file to `target`. Memory does not grow with the file."""
    import duckdb
    import pyarrow.parquet as pq

    try:
        with connect() as con:
            relation = f"read_parquet({literal(_globless(path))})"
            content = _copy(con, relation, target, options)
    except duckdb.Error as error:
        raise DataError(f"{name} is a damaged Parquet file ({_first(error, path)}). Copy or write it again.") from error
    return _with_index(content, pq.read_schema(path))


def read_arrow(path: Path, name: str, options: ReadOptions, target: Path) -> Content:
    """Stream an Arrow file, Arrow stream or Feather file to `target`."""
    import duckdb
    import pyarrow as pa

    try:
        with connect() as con:
            reader = _reader(path)
            con.register("arrived", reader)
            content = _copy(con, "arrived", target, options)
    except (duckdb.Error, pa.ArrowException, OSError, ValueError) as error:
        raise DataError(f"{name} is a damaged Arrow file ({_first(error, path)}). Copy or write it again.") from error
    content.how["stream"] = not _starts(path).startswith((b"ARROW1", b"FEA1"))
    return _with_index(content, reader.schema)


def _with_index(content: Content, schema: "pa.Schema") -> Content:
    """Notes for the script what pandas makes of the file by itself: an index that is kept in it, or categories."""
    import pyarrow as pa

    kept = (schema.pandas_metadata or {}).get("index_columns", [])
    content.how["index"] = not all(isinstance(one, dict) and (one.get("start"), one.get("step")) == (0, 1) for one in kept)
    content.how["same"] = content.how["same"] and not any(pa.types.is_dictionary(kind) for kind in schema.types)
    return content


def _starts(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(6)


def _reader(path: Path) -> "pa.Table | pa.RecordBatchReader":
    import pyarrow as pa
    from pyarrow import feather

    head = _starts(path)
    if head[:4] == b"FEA1":
        return feather.read_table(path)
    mapped = pa.memory_map(str(path))
    if head != b"ARROW1":
        return pa.ipc.open_stream(mapped)
    opened = pa.ipc.open_file(mapped)
    return pa.RecordBatchReader.from_batches(opened.schema, (opened.get_batch(i) for i in range(opened.num_record_batches)))


def _globless(path: Path) -> str:
    """The path as DuckDB takes it literally: its pattern characters each in brackets."""
    return "".join(f"[{one}]" if one in "*?[" else one for one in str(path))


def _first(error: Exception, path: Path) -> str:
    """The first line of a message, without the place of our own copy of the file."""
    line = str(error).split("\n", 1)[0]
    for said in (f" in file '{path}'", f"'{path}'", str(path)):
        line = line.replace(said, "")
    return line[:300]


def _copy(con: Any, relation: str, target: Path, options: ReadOptions) -> Content:
    found = con.execute(f"DESCRIBE SELECT * FROM {relation}").fetchall()
    leaves = [leaf for column, kind, *_ in found for leaf in _leaves(con, relation, column, kind)]
    made, renamed = names.clean([leaf[0] for leaf in leaves])
    listed, changed = [], []
    for name, (_, expression, kind) in zip(made, leaves, strict=True):
        wanted = SQL[AS_TYPE[options.types[name]]] if name in options.types else stored(kind)
        listed.append(f"{converted(expression, kind, wanted)} AS {quote(name)}")
        if wanted != kind:
            changed.append(f"{name}: {kind} → {wanted}")
    con.execute(
        f"COPY (SELECT {', '.join(listed)} FROM {relation}) TO {literal(str(target))} (FORMAT parquet, COMPRESSION lz4, ROW_GROUP_SIZE {ROW_GROUP})"
    )
    said = (
        [Decision("types", "; ".join(changed[:30]), "stored as the nearest of the types that mllab works with", "types")] if changed else []
    )
    same = not renamed and all(kind in EXACT for _, _, kind in leaves if kind != stored(kind)) and len(leaves) == len(found)
    return Content(None, decisions=[*renamed, *said], how={"same": same and not options.types})


def _leaves(con: Any, relation: str, column: str, kind: str) -> list[tuple[str, str, str]]:
    """A struct as its fields, one level deep; any other column as itself."""
    if not kind.startswith("STRUCT("):
        return [(column, quote(column), kind)]
    fields = con.execute(f"DESCRIBE SELECT unnest({quote(column)}) FROM {relation}").fetchall()
    return [(f"{column}.{field}", f"struct_extract({quote(column)}, {literal(field)})", below) for field, below, *_ in fields]


def stored(kind: str) -> str:
    """The one of BIGINT, DOUBLE, BOOLEAN, DATE, TIMESTAMP, VARCHAR that a DuckDB type is stored as."""
    if kind in {"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER"}:
        return "BIGINT"
    if kind in {"FLOAT", "DOUBLE", "UBIGINT", "HUGEINT", "UHUGEINT"} or kind.startswith("DECIMAL"):
        return "DOUBLE"
    if kind in {"BOOLEAN", "DATE"}:
        return kind
    return "TIMESTAMP" if kind.startswith("TIMESTAMP") else "VARCHAR"


def converted(expression: str, kind: str, wanted: str) -> str:
    """SQL that brings a value of type `kind` to type `wanted`; NaN becomes missing, nested values JSON."""
    if kind == "BLOB":
        return f"hex({expression})"
    if wanted == "VARCHAR" and (kind.endswith("]") or kind.startswith(("STRUCT(", "MAP(", "UNION("))):
        return f"CAST(to_json({expression}) AS VARCHAR)"
    value = expression if kind == wanted else f"TRY_CAST({expression} AS {wanted})"
    return f"CASE WHEN isnan({value}) THEN NULL ELSE {value} END" if wanted == "DOUBLE" else value
