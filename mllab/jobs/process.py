"""Who works: a process told apart from a later one with the same number."""

import socket
from functools import cache
from typing import Any

SAME = 2.0  # seconds; the start of a process is told to about this


@cache
def _host() -> str:
    return socket.gethostname()


def me() -> dict[str, Any]:
    """This process, in a form for JSON: host, number, and when it was born."""
    import psutil

    process = psutil.Process()
    return {"host": _host(), "pid": process.pid, "born": process.create_time()}


def here(told: dict[str, Any]) -> bool:
    """Whether that process is or was on this machine, so that `alive` knows."""
    return told.get("host") == _host()


def alive(told: dict[str, Any]) -> bool:
    """Whether that process of this machine still runs. One that died and was not yet collected by its parent does not."""
    return _found(told) is not None


def kill(told: dict[str, Any]) -> None:
    """End that process of this machine at once, and wait until it is gone."""
    import psutil

    if (process := _found(told)) is not None:
        try:
            process.kill()
            process.wait(5)
        except (psutil.NoSuchProcess, psutil.TimeoutExpired):
            pass


def _found(told: dict[str, Any]) -> Any:
    import psutil

    try:
        process = psutil.Process(int(told["pid"]))
        born = process.create_time()
        return process if abs(born - float(told["born"])) < SAME and process.status() != psutil.STATUS_ZOMBIE else None
    except (psutil.Error, KeyError, ValueError, TypeError):
        return None
