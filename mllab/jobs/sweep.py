"""Old jobs make room: the newest 200 are kept, at most 4 GB of them with their input arrays, and everything that is under way."""

import shutil
import time
from pathlib import Path

from mllab.jobs import folder

KEPT = 2_000
BYTES = 4_000_000_000
GRACE = 600.0  # seconds; what was just made is not swept by another window
EVERY = 10.0
_next = 0.0


def now_and_then() -> None:
    """Sweep, unless it was done within the last ten seconds: it reads every job's spec."""
    global _next
    if time.monotonic() >= _next:
        _next = time.monotonic() + EVERY
        sweep()


def sweep(kept: int = KEPT, most: int = BYTES, grace: float = GRACE) -> None:
    """Remove the oldest ended jobs beyond the number or the bytes, and arrays that no job left uses."""
    from mllab.jobs.job import Job

    total, used = 0, set[str]()
    for number, home in enumerate(folder.homes()):
        digests = set((folder.read(home / "spec.json") or {}).get("arrays", {}).values())
        total += _bytes(home) + sum(_size(_array(digest)) for digest in digests - used)
        if (number >= kept or total > most) and Job(home.name).status().over:
            shutil.rmtree(home, ignore_errors=True)
        else:
            used |= digests
    for file in (folder.root() / folder.ARRAYS).iterdir():
        if file.stem not in used and time.time() - file.stat().st_mtime > grace:
            file.unlink(missing_ok=True)


def _bytes(home: Path) -> int:
    try:
        return sum(_size(file) for file in home.iterdir())
    except FileNotFoundError:  # another window has just swept it
        return 0


def _size(file: Path) -> int:
    """Its bytes; 0 when it is gone: the drafts of jobs under way come and go while we look."""
    try:
        return file.stat().st_size
    except FileNotFoundError:
        return 0


def _array(digest: str) -> Path:
    return folder.root() / folder.ARRAYS / f"{digest}.npy"
