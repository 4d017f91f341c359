"""A limit on the memory of the process that does a job: too much is an error that says so, not a dead machine."""

import math
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from mllab.errors import ParamError
from mllab.jobs import folder

LOOK = 0.05
CLEAR, STATUS = Path("/proc/self/clear_refs"), Path("/proc/self/status")
PART = 0.8  # of the machine's memory, for all jobs together


def limit(workers: int) -> int:
    """Bytes that one job may use: `MLLAB_JOB_MEMORY` (like 4GB), or its part of four fifths of the machine's. ParamError for another text."""
    from dask.utils import parse_bytes

    told = os.environ.get("MLLAB_JOB_MEMORY", "")
    if not told:
        return int(PART * machine() / workers)
    try:
        return int(parse_bytes(told))
    except ValueError:
        raise ParamError(f"MLLAB_JOB_MEMORY must be a size like 4GB or 500MB, got {told!r}.") from None


def machine() -> int:
    """Bytes that this machine, or the container we are in, has."""
    from distributed.system import MEMORY_LIMIT

    return int(MEMORY_LIMIT)


def told(limit: int) -> str:
    """What to say when the work needed more."""
    most = f"the {size(limit)} that one job may use" if limit else "this machine has"
    return f"The work needed more memory than {most}. Use fewer rows or columns, or allow more with MLLAB_JOB_MEMORY=8GB before the app starts."


def size(count: float) -> str:
    """Bytes in words: 1.5 GB."""
    power = min(int(math.log10(max(count, 1)) // 3), 4)
    return f"{count / 1000**power:.3g} {('bytes', 'kB', 'MB', 'GB', 'TB')[power]}"


@contextmanager
def limited(home: Path, limit: int) -> Iterator[None]:
    """Refuse allocations beyond the limit where the system can, and watch what is used everywhere. 0 for no limit."""
    if not limit:
        yield
        return
    over = threading.Event()
    threading.Thread(target=_watch, args=(home, limit, over), daemon=True, name="memory").start()
    try:
        with _refused(limit):
            yield
    finally:
        over.set()


def used() -> int:
    """Bytes of this process's own memory; files mapped into it are not counted where the system tells them apart."""
    import psutil

    info = psutil.Process().memory_info()
    return int(info.rss - getattr(info, "shared", 0))


def forget_peak() -> None:
    """Let `peak` begin anew, where the system can."""
    with suppress(OSError):
        CLEAR.write_text("5", encoding="ascii")


def peak() -> int:
    """The most bytes of this process's own memory since `forget_peak`; what is used now where the system does not tell."""
    import psutil

    try:
        told = next(line for line in STATUS.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM"))
    except (OSError, StopIteration):
        return used()
    return max(int(told.split()[1]) * 1024 - int(getattr(psutil.Process().memory_info(), "shared", 0)), used())


def _watch(home: Path, limit: int, over: threading.Event) -> None:
    """End this process when it holds more than it may: what it would have answered is written first."""
    while not over.wait(LOOK):
        if used() > limit and not over.is_set():
            folder.end(home, "failed", told(limit))
            os._exit(1)


@contextmanager
def _refused(limit: int) -> Iterator[None]:
    """Linux refuses more private memory than this, and Python raises MemoryError; elsewhere only the watch is there."""
    if not sys.platform.startswith("linux"):
        yield
        return
    import resource

    before = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (_data() + max(limit - used(), 0), before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, before)


def _data() -> int:
    """Bytes of private writable memory that this process has asked for, touched or not."""
    import resource

    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[5]) * resource.getpagesize()
