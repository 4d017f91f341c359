"""Where a table comes from: a path, bytes, or an open file; brought to a path, because every reader below wants one."""

import shutil
from pathlib import Path
from typing import BinaryIO

from mllab.errors import DataError

Source = str | Path | bytes | bytearray | memoryview | BinaryIO
PIECE = 1 << 20


def located(source: Source, name: str | None, work: Path) -> tuple[Path, str]:
    """A path to the bytes and the name to show. Bytes and file objects are written to `work`; a user's name never becomes a path."""
    if isinstance(source, str | Path):
        return _existing(source), name or Path(source).name
    target = work / "source"
    with target.open("wb") as out:
        if isinstance(source, bytes | bytearray | memoryview):
            out.write(source)
        else:
            if source.seekable():
                source.seek(0)
            shutil.copyfileobj(source, out, PIECE)
    return target, name or Path(str(getattr(source, "name", "table"))).name


def _existing(source: str | Path) -> Path:
    try:
        path = Path(source).expanduser()
        if path.is_dir():
            raise DataError(f"{source} is a folder. Give one file.")
        if not path.is_file():
            raise DataError(f"There is no file {str(source)[:200]}. Check the path.")
        with path.open("rb"):
            return path
    except (OSError, ValueError) as error:
        if isinstance(error, DataError):
            raise
        raise DataError(f"{str(source)[:200]!r} cannot be opened ({getattr(error, 'strerror', None) or error}).") from error
