"""A file on its way into the workspace: hashed in pieces while it is copied, or moved when it is an upload that nobody else wants."""

import hashlib
import io
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import BinaryIO

from mllab.data.read.finish import slug
from mllab.data.read.source import _existing as existing
from mllab.paths import workspace

EXTENSIONS = {  # what a source may be called; anything else is .txt
    "csv", "tsv", "tab", "txt", "dat", "xlsx", "xls", "xlsb", "xlsm", "ods", "parquet", "pq", "arrow", "feather", "ipc", "json", "jsonl",
    "ndjson", "gz", "zip",
}  # fmt: skip
PIECE = 1 << 20
NAME_LONGEST = 200


@contextmanager
def opened(source: str | Path | bytes | BinaryIO) -> Iterator[BinaryIO]:
    """The bytes of a source as a stream from its start. DataError for a path without a file."""
    if isinstance(source, str | Path):
        with existing(source).open("rb") as stream:
            yield stream
    elif isinstance(source, bytes | bytearray | memoryview):
        yield io.BytesIO(source)
    else:
        if source.seekable():
            source.seek(0)
        yield source


def taken(stream: BinaryIO, target: Path | None) -> str:
    """The SHA-256 of a stream, in pieces; copied to `target` on the way when there is one."""
    digest = hashlib.sha256()
    with target.open("wb") if target is not None else nullcontext() as out:
        while piece := stream.read(PIECE):
            digest.update(piece)
            if out is not None:
                out.write(piece)
    return digest.hexdigest()


def upload(source: object) -> Path | None:
    """The path of a finished upload that was handed over: such a file is moved, not copied. None for everything else.

    Any other file on the disk is copied and not linked: its owner may write to it later, and the table's source must not change.
    An upload beside which its `.json` still lies is being written or waits for its taker.
    """
    if not isinstance(source, str | Path) or (path := Path(source)).is_symlink():
        return None
    inside = path.resolve().parent == workspace() / "uploads"
    return path if inside and not path.with_suffix(".json").exists() else None


@contextmanager
def moved(path: Path | None, target: Path) -> Iterator[None]:
    """`path` at `target`; back where it was when what follows fails. Nothing moves when there is no path."""
    if path is None:
        yield
        return
    shutil.move(path, target)
    try:
        yield
    except BaseException:
        shutil.move(target, path)
        raise


def linked(source: Path, target: Path) -> None:
    """The same file at `target` without copying its bytes, or a copy where the file system cannot."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def shown(name: str) -> str:
    """A name to show: one line, no control characters, not endless. Never used as a path."""
    return "".join(one for one in name if one.isprintable()).strip()[:NAME_LONGEST] or slug(name)


def extension(name: str) -> str:
    """The ending that a source of this name is kept with."""
    found = name.rsplit(".", 1)[-1].lower()
    return found if found in EXTENSIONS else "txt"
