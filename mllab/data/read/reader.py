"""DuckDB's CSV reader, told a layout and nothing left to guess."""

from pathlib import Path
from typing import Any

from mllab.data.duck import literal

MOST_LINE = 2 << 20


def reader(path: Path, layout: Any, columns: int, skip: int, more: str = "") -> str:
    """SQL: the file as columns c0, c1, ... of texts."""
    listed = ", ".join(f"'c{at}': 'VARCHAR'" for at in range(columns))
    quoting = f"quote={literal(layout.quote)}, escape={literal(layout.escape if layout.quote else '')}"
    return (
        f"read_csv({literal(str(path))}, auto_detect=false, header=false, skip={skip}, delim={literal(layout.delimiter)}, {quoting},"
        f" columns={{{listed}}}, max_line_size={MOST_LINE}{more})"
    )
