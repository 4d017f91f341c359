"""Reading a table from whatever holds it. The package is the call: `data.read("customers.csv")`.

The way through the files: `source` (where the bytes are), `formats` (what they are), `archives` (gzip, zip), `delimited` and
`bigcsv` (CSV), `sheets`, `nested`, `columnar` (Excel, JSON, Parquet and Arrow), `types`, `candidates`, `plan`, `glance`, `numbers`,
`dates`, `missing` (what the texts of a column are), `convert` (texts to values), `finish` (Parquet and the Table), `script`,
`scripted` and `told` (the same in pandas). Of big CSVs: `sampled` and `distinct` (what a sample says), `blocks`, `parser`, `quotes`
and `gaps` (in one pass, by Arrow), `streamed` and `reader` (by DuckDB, for what those refuse).
"""

import hashlib
import sys
import tempfile
from pathlib import Path
from types import ModuleType
from typing import Any

from mllab.data.read.convert import Content
from mllab.data.read.options import ReadOptions
from mllab.data.read.source import Source, located
from mllab.data.table import Decision, Table
from mllab.errors import DataError

BIG = 20 << 20  # a CSV above this is streamed
DEEPEST = 3  # a gzip in a zip in a zip is the last that is opened
_folders: list[tempfile.TemporaryDirectory[str]] = []


def read(source: Source, *, name: str | None = None, into: Path | str | None = None, digest: str | None = None, **options: Any) -> Table:
    """The table in a path, bytes or an open file: CSV and kin, Excel, Parquet, Arrow, JSON, JSON Lines, also gzipped or zipped.

    The format is decided by content. `into` is the folder for data.parquet and rejects.parquet (default: one that is
    removed at exit). `options` override decisions by the name that each `Decision` states. `digest` spares hashing
    when the SHA-256 of the bytes is known. Raises DataError for what is no table, ParamError for an unknown option.
    """
    from mllab.data.read.finish import finish

    chosen = ReadOptions.of(options)
    folder = Path(into) if into is not None else _temporary()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".work-") as work:
        path, shown = located(source, name, Path(work))
        content = opened(path, shown, chosen, folder / "data.parquet", Path(work), 0)
        digest = digest or fingerprint(path)
        kept = Path(source) if isinstance(source, str | Path) else None
        return finish(content, folder, shown, digest, chosen, kept)


def opened(path: Path, name: str, options: ReadOptions, target: Path, work: Path, depth: int) -> Content:
    """The content of a file, unpacked first when it is packed."""
    from mllab.data.read import formats

    kind = formats.detect(path, name)
    if kind in {"gzip", "zip"}:
        return _unpacked(kind, path, name, options, target, work, depth)
    if kind == "csv":
        return _csv(path, name, options, target, work)
    from mllab.data.read import columnar, nested, sheets

    if kind in {"parquet", "arrow"}:
        content = (columnar.read_parquet if kind == "parquet" else columnar.read_arrow)(path, name, options, target)
    else:
        content = {"excel": sheets.read, "json": nested.read_json, "jsonl": nested.read_lines}[kind](path, name, options)
    content.how.setdefault("format", kind)
    content.decisions.insert(0, Decision("format", kind, "the first bytes of the file say so"))
    return content


def _csv(path: Path, name: str, options: ReadOptions, target: Path, work: Path) -> Content:
    from mllab.data.read import bigcsv, delimited

    if path.stat().st_size > BIG:
        return bigcsv.read(path, name, options, target, work)
    return delimited.read(path, name, options)


def _unpacked(kind: str, path: Path, name: str, options: ReadOptions, target: Path, work: Path, depth: int) -> Content:
    from mllab.data.read import archives

    if depth >= DEEPEST:
        raise DataError(f"{name} is packed more than {DEEPEST} times over. Unpack it yourself and give the table.")
    inner = work / f"unpacked-{depth}"
    said: list[Decision] = []
    if kind == "gzip":
        archives.gunzip(path, name, inner)
        member = name[:-3] if name.lower().endswith(".gz") else name
    else:
        member, said = archives.unzip(path, name, inner, options.member)
    content = opened(inner, member, options, target, work, depth + 1)
    content.how["packed"] = [kind, *content.how.get("packed", [])]
    content.how["alone"] = kind == "gzip" or archives.alone(path)
    content.decisions[:0] = [Decision("packed", kind, "the first bytes of the file say so"), *said]
    return content


def fingerprint(path: Path) -> str:
    """SHA-256 of a file's bytes; of a file above 20 MB, of its size, time of change and both ends, so that it costs nothing."""
    stat = path.stat()
    with path.open("rb") as file:
        if stat.st_size <= BIG:
            return hashlib.file_digest(file, "sha256").hexdigest()
        head = file.read(1 << 20)
        file.seek(-(1 << 20), 2)
        return hashlib.sha256(head + file.read() + f"{stat.st_size} {stat.st_mtime_ns}".encode()).hexdigest()


def _temporary() -> Path:
    """A folder that lives as long as the process."""
    _folders.append(tempfile.TemporaryDirectory(prefix="mllab-"))
    return Path(_folders[-1].name)


class _Callable(ModuleType):
    """Python binds a package to its parent under its own name, so `data.read` is this module; calling it reads."""

    def __call__(self, source: Source, **options: Any) -> Table:
        return read(source, **options)


sys.modules[__name__].__class__ = _Callable
