"""A table as a file to take away: CSV, TSV, Parquet or Excel; cells that a spreadsheet would run as formulas are made harmless."""

import io
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mllab.data.duck import connect, literal, quote
from mllab.data.table import Table
from mllab.errors import DataError

if TYPE_CHECKING:
    import pandas as pd

FORMATS = {"CSV": "csv", "TSV": "tsv", "Parquet": "parquet", "Excel": "xlsx"}
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")  # OWASP, CSV injection
MOST_ROWS, MOST_COLUMNS, MOST_CHARACTERS = 1_048_576, 16_384, 32_767
BATCH = 20_000


def to_bytes(table: "Table | pd.DataFrame", kind: str) -> bytes:
    """A small table or frame as the bytes of a file; `kind` is one of FORMATS. For big tables, `to_file` streams."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / f"out.{_extension(kind)}"
        to_file(table, kind, target)
        return target.read_bytes()


def to_file(table: "Table | pd.DataFrame", kind: str, target: Path) -> Path:
    """Write the table to `target`; memory does not grow with a Table. DataError when Excel cannot hold it."""
    extension = _extension(kind)
    with connect() as con:
        relation = _relation(con, table)
        columns = [(name, sql) for name, sql, *_ in con.execute(f"DESCRIBE SELECT * FROM {relation}").fetchall()]
        if extension == "xlsx":
            _excel(con, relation, columns, target)
        elif extension == "parquet":
            con.execute(f"COPY (SELECT * FROM {relation}) TO {literal(str(target))} (FORMAT parquet, COMPRESSION zstd)")
        else:
            comma = "chr(9)" if extension == "tsv" else "','"
            listed = ", ".join(
                f"{_harmless(quote(name)) if sql == 'VARCHAR' else quote(name)} AS {quote(_safe(name))}" for name, sql in columns
            )
            con.execute(f"COPY (SELECT {listed} FROM {relation}) TO {literal(str(target))} (FORMAT csv, HEADER, DELIMITER {comma})")
    return target


def _extension(kind: str) -> str:
    if kind not in FORMATS:
        raise DataError(f"There is no format {kind!r}. There are: {', '.join(FORMATS)}.")
    return FORMATS[kind]


def _relation(con: Any, table: "Table | pd.DataFrame") -> str:
    if isinstance(table, Table):
        return f"read_parquet({literal(str(table.path))})"
    buffer = io.BytesIO()
    table.set_axis([str(name) for name in table.columns], axis=1).to_parquet(buffer, index=False)
    import pyarrow.parquet as pq

    buffer.seek(0)
    con.register("given", pq.read_table(buffer))
    return "given"


def _harmless(cell: str) -> str:
    tests = " OR ".join(f"starts_with({cell}, {literal(sign) if sign.isprintable() else f'chr({ord(sign)})'})" for sign in DANGEROUS)
    return f"CASE WHEN {tests} THEN concat('''', {cell}) ELSE {cell} END"


def _safe(name: str) -> str:
    return f"'{name}" if name.startswith(DANGEROUS) else name


def _excel(con: Any, relation: str, columns: list[tuple[str, str]], target: Path) -> None:
    import xlsxwriter

    (rows,) = con.execute(f"SELECT count(*) FROM {relation}").fetchone()
    _check(con, relation, columns, rows)
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "nan_inf_to_errors": False,
    }
    with xlsxwriter.Workbook(str(target), options) as book:
        formats = {
            "DATE": book.add_format({"num_format": "yyyy-mm-dd"}),
            "TIMESTAMP": book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
        }
        sheet = book.add_worksheet("data")
        for at, (name, _) in enumerate(columns):
            sheet.write_string(0, at, name)
        found = con.execute(f"SELECT * FROM {relation}")
        line = 0
        while batch := found.fetchmany(BATCH):
            for row in batch:
                line += 1
                for at, value in enumerate(row):
                    _write(sheet, line, at, value, formats)


def _check(con: Any, relation: str, columns: list[tuple[str, str]], rows: int) -> None:
    if rows + 1 > MOST_ROWS:
        raise DataError(
            f"The table has {rows:,} rows; an Excel sheet holds {MOST_ROWS - 1:,} below its header. Take CSV or Parquet, or sample it."
        )
    if len(columns) > MOST_COLUMNS:
        raise DataError(f"The table has {len(columns):,} columns; an Excel sheet holds {MOST_COLUMNS:,}. Take CSV or Parquet.")
    texts = [name for name, sql in columns if sql == "VARCHAR"]
    longest = (
        con.execute(f"SELECT {', '.join(f'max(length({quote(name)}))' for name in texts)} FROM {relation}").fetchone() if texts else ()
    )
    for name, length in zip(texts, longest, strict=True):
        if (length or 0) > MOST_CHARACTERS:
            raise DataError(
                f"A cell in {name[:100]!r} has {length:,} characters; an Excel cell holds {MOST_CHARACTERS:,}. Take CSV or Parquet."
            )


def _write(sheet: Any, line: int, at: int, value: Any, formats: dict[str, Any]) -> None:
    import datetime as dt
    import math

    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(line, at, value)
    elif isinstance(value, int | float):
        exact = math.isfinite(value) and (isinstance(value, float) or abs(value) < 10**15)
        sheet.write_number(line, at, value) if exact else sheet.write_string(line, at, str(value))
    elif isinstance(value, dt.date) and value.year >= 1900:
        sheet.write_datetime(line, at, value, formats["TIMESTAMP" if isinstance(value, dt.datetime) else "DATE"])
    else:
        sheet.write_string(line, at, str(value))
