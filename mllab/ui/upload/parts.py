"""Uploads on disk: `uploads/<id>.part` grows piece by piece, `<id>.json` says what it will be. No name of a user becomes a path."""

import errno
import json
import os
import re
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO

from mllab.errors import DataError
from mllab.paths import workspace

MB = 1024 * 1024
LIMIT = "2 GB"
SPARE = 200 * MB  # left free on the disk, so that the table made of the upload has somewhere to go
DAY = 24 * 3600
_UNITS = {"": 1, "B": 1, "KB": 1024, "MB": MB, "GB": 1024 * MB, "TB": 1024 * 1024 * MB}
_ID = re.compile(r"[0-9a-f]{32}")
_writing: set[str] = set()


class Refused(DataError):
    """An upload that cannot go on; `status` is the HTTP answer, `facts` what the browser needs to do better."""

    def __init__(self, status: int, message: str, **facts: int) -> None:
        super().__init__(message)
        self.status, self.facts = status, facts


@dataclass(frozen=True)
class Upload:
    """A file on its way: `size` bytes are announced, `offset` of them are here."""

    id: str
    name: str
    size: int
    fingerprint: str
    offset: int = 0

    @property
    def path(self) -> Path:
        """Where its bytes lie."""
        return folder() / f"{self.id}.part"

    @property
    def finished(self) -> bool:
        """Whether all of it is here."""
        return self.offset == self.size


def folder() -> Path:
    """The folder of unfinished uploads in the workspace."""
    path = workspace() / "uploads"
    path.mkdir(exist_ok=True)
    return path


def limit() -> int:
    """The most bytes a file may have: MLLAB_UPLOAD_LIMIT ("500 MB", "4 GB" or bytes), else 2 GB. DataError when it says neither."""
    text = os.environ.get("MLLAB_UPLOAD_LIMIT") or LIMIT
    found = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*([A-Za-z]*)\s*", text)
    if not found or found[2].upper() not in _UNITS:
        raise DataError(f'MLLAB_UPLOAD_LIMIT must be a size such as "500 MB" or "4 GB", got {text!r}.')
    return int(float(found[1]) * _UNITS[found[2].upper()])


def spoken(size: int) -> str:
    """A number of bytes for people: 1.5 GB."""
    for unit in ("GB", "MB", "KB"):
        if size >= _UNITS[unit]:
            return f"{size / _UNITS[unit]:.3g} {unit}"
    return f"{size} bytes"


def begin(name: str, size: int, fingerprint: str) -> Upload:
    """A new upload, or the unfinished one of the same file. Refused when it is empty, too big, or the disk is too full."""
    if size < 1:
        raise Refused(400, f"{_shown(name)} is empty.")
    if size > limit():
        raise Refused(413, f"{_shown(name)} has {spoken(size)}; the limit is {spoken(limit())}.")
    sweep()
    known = next((upload for upload in unfinished() if (upload.fingerprint, upload.size) == (fingerprint, size)), None)
    upload = known or Upload(secrets.token_hex(16), _shown(name), size, fingerprint)
    free = shutil.disk_usage(folder()).free - SPARE
    if upload.size - upload.offset > free:
        raise Refused(507, f"{upload.name} has {spoken(size)}, but the disk of the server has room for {spoken(max(free, 0))}.")
    if known is None:
        upload.path.touch()
        facts = {key: value for key, value in asdict(upload).items() if key != "offset"}
        upload.path.with_suffix(".json").write_text(json.dumps(facts), encoding="utf-8")
    return upload


def find(id: str) -> Upload:
    """The upload with this id. Refused (404) when there is none."""
    if not _ID.fullmatch(id):
        raise Refused(404, "There is no such upload.")
    path = folder() / f"{id}.part"
    try:
        facts = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        return Upload(**facts, offset=path.stat().st_size)
    except FileNotFoundError:
        raise Refused(
            404, "There is no such upload; it was cancelled, or lay untouched for more than a day. Choose the file again."
        ) from None


def unfinished() -> list[Upload]:
    """All uploads that lie here."""
    return [find(path.stem) for path in folder().glob("*.json") if path.with_suffix(".part").exists()]


@contextmanager
def writer(upload: Upload, offset: int) -> Iterator["Writer"]:
    """Opens the upload for one piece that begins at `offset`. Refused (409) when it does not fit there or another is being written."""
    if upload.id in _writing:
        raise Refused(409, f"{upload.name} is being uploaded from somewhere else too.", offset=upload.offset)
    if offset != upload.offset:
        raise Refused(409, f"The next piece of {upload.name} begins at byte {upload.offset}, not {offset}.", offset=upload.offset)
    _writing.add(upload.id)
    try:
        with upload.path.open("ab", buffering=0) as file:
            yield Writer(upload, file)
    finally:
        _writing.discard(upload.id)


@dataclass
class Writer:
    """Appends to an upload, never beyond its announced size."""

    upload: Upload
    file: BinaryIO

    def write(self, chunk: bytes) -> None:
        """Append `chunk`. Refused when it is more than was announced (413) or the disk is full (507); what came before is kept."""
        if self.file.tell() + len(chunk) > self.upload.size:
            raise Refused(413, f"{self.upload.name} was announced with {self.upload.size} bytes, and more came.")
        try:
            written = 0
            while written < len(chunk):
                written += self.file.write(chunk[written:])
        except OSError as error:
            if error.errno in {errno.ENOSPC, errno.EDQUOT}:
                raise Refused(507, "The disk of the server is full. Make room there, then go on.") from error
            raise


def take(id: str) -> tuple[Path, str] | None:
    """Hand over a finished upload, once: its file, now the taker's to remove, and the user's name for it. None when it is not there."""
    if not _ID.fullmatch(id) or not (folder() / f"{id}.json").exists() or not (upload := find(id)).finished:
        return None
    taken = upload.path.with_suffix(".taken")
    try:
        os.replace(upload.path, taken)
    except FileNotFoundError:  # another run of the page was first
        return None
    upload.path.with_suffix(".json").unlink(missing_ok=True)
    return taken, upload.name


def discard(id: str) -> None:
    """Forget an upload and its bytes; nothing happens when there is none."""
    if _ID.fullmatch(id):
        for suffix in (".json", ".part"):
            (folder() / f"{id}{suffix}").unlink(missing_ok=True)


def sweep(age: float = DAY) -> None:
    """Remove what nobody added a byte to for `age` seconds."""
    for path in folder().iterdir():
        if time.time() - max(_touched(path), _touched(path.with_suffix(".part"))) > age:
            path.unlink(missing_ok=True)


def _touched(path: Path) -> float:
    """When it was last written; 0 when another session has just removed it."""
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return 0.0


def _shown(name: str) -> str:
    """A user's file name for showing: its last part, without control characters, at most 200 characters."""
    last = re.split(r"[/\\]", name)[-1]
    return "".join(c for c in last if c.isprintable())[:200].strip() or "unnamed"
