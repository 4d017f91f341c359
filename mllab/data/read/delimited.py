"""CSV and its kin up to 20 MB: every cell seen, every row that did not fit listed."""

from pathlib import Path
from typing import Any

from mllab.data.read import names
from mllab.data.read.convert import Content, typed
from mllab.data.read.options import ReadOptions
from mllab.errors import DataError


def read(path: Path, name: str, options: ReadOptions) -> Content:
    """Read the file whole through the CSV reader, then type its columns. Time and memory O(file)."""
    import pyarrow as pa

    from mllab.data import csv

    parsed = csv.parse(path.read_bytes(), csv.CsvOptions(**options.csv()))
    if not parsed.names:
        raise DataError(f"{name} holds no table: there are no columns in it. Check the file, or choose other lines to skip.")
    made, renamed = names.clean(parsed.names)
    columns = list(zip(*parsed.records, strict=True)) if parsed.records else [()] * len(made)
    texts = pa.table([pa.array(column, pa.string()) for column in columns], names=made)
    content = typed(texts, parsed.lines, options)
    content.rejects = [reject(one) for one in parsed.rejects] + content.rejects
    content.decisions = [*parsed.decisions, *renamed, *content.decisions]
    content.how = {
        "format": "csv",
        "layout": layout(parsed.layout),
        "mended": any(one.kept for one in parsed.rejects),
        "renamed": bool(renamed),
        "plans": {column: plan.told() for column, plan in content.plans.items()},
    }
    return content


def reject(one: Any) -> dict[str, Any]:
    """A line that did not fit, as a row of the table of rejects."""
    return {"line": one.line, "column": "", "raw": one.raw, "reason": one.reason}


def layout(found: Any) -> dict[str, Any]:
    """A layout, ready for JSON."""
    from dataclasses import asdict

    return {key: value for key, value in asdict(found).items() if key != "names"}
