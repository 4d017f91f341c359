"""DuckDB, opened the same way everywhere: in memory, no network, no extensions fetched, a stated memory limit."""

import tempfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

MEMORY_LIMIT = "1GB"


def connect(memory: str = MEMORY_LIMIT, threads: int | None = None) -> "duckdb.DuckDBPyConnection":
    """A fresh in-memory connection; what does not fit in `memory` spills to the temporary folder."""
    import duckdb

    config: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": memory,
        "temp_directory": tempfile.gettempdir(),
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
    }
    if threads:
        config["threads"] = str(threads)
    con = duckdb.connect(":memory:", config=config)
    con.execute("SET TimeZone = 'UTC'")  # the same answer on every machine
    return con


def quote(name: str) -> str:
    """A column name as an SQL identifier, whatever characters it holds."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text as an SQL string literal."""
    return "'" + text.replace("'", "''") + "'"
