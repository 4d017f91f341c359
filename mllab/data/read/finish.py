"""The last step of every reader: rows and rejects to Parquet, columns described, a Table made."""

import hashlib
import json
import os
import re
import unicodedata
from pathlib import Path

from mllab.data.kinds import columns_of
from mllab.data.read.convert import Content
from mllab.data.read.options import ReadOptions
from mllab.data.table import KINDS, Table

ROW_GROUP = 122_880
DATA, REJECTS, HOW = "data.parquet", "rejects.parquet", "reading.json"


def finish(content: Content, folder: Path, name: str, digest: str, options: ReadOptions, source: Path | None) -> Table:
    """Write what is not yet written and describe it."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    data = folder / DATA
    if content.columns is not None:
        pq.write_table(content.columns, folder / "writing.parquet", compression="lz4", row_group_size=ROW_GROUP)
        os.replace(folder / "writing.parquet", data)
    schema = pa.schema([("line", pa.int64()), ("column", pa.string()), ("raw", pa.string()), ("reason", pa.string())])
    rejects = pa.Table.from_pylist(content.rejects, schema) if content.rejects else pa.Table.from_batches([], schema)
    pq.write_table(rejects, folder / REJECTS)
    (folder / HOW).write_text(json.dumps(content.how | {"options": options.given()}, ensure_ascii=False), encoding="utf-8")
    version = hashlib.sha256(f"{digest}{json.dumps(options.given(), sort_keys=True)}".encode()).hexdigest()[:16]
    kinds = {column: kind for column, kind in options.types.items() if kind in KINDS}
    return Table(
        id=f"{slug(name)}-{digest[:6]}",
        name=name,
        path=data,
        rows=pq.read_metadata(data).num_rows,
        columns=columns_of(data, kinds),
        version=version,
        decisions=tuple(content.decisions),
        source=source,
        rejects_path=folder / REJECTS,
    )


def slug(name: str) -> str:
    """A name as [a-z0-9-], never empty: for ids and folders, so that a user's file name never becomes a path."""
    stem = re.sub(r"(\.[A-Za-z0-9]{1,7}){1,2}$", "", name.replace("\\", "/").rsplit("/", 1)[-1]) or name
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:40].strip("-") or "table"
