"""Work that nobody waits for gives way to other work on the same cores."""

import os
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TypeVar

T = TypeVar("T")
NICE = 15  # of 19: about a thirtieth of a core that others want, all of one that nobody wants


def gently(work: Callable[[], T]) -> T:
    """What `work` returns or raises, done in a thread of low priority; threads that it begins inherit that.

    The thread ends with the work: a process that once gave way could not take its priority back. Linux tells threads apart, elsewhere
    the priority stays.
    """
    if "numba" in sys.modules:  # its threads begin here, so that they do not stay gentle
        import numba

        numba.get_num_threads()
    with ThreadPoolExecutor(1, "gently", _lower) as pool:
        return pool.submit(work).result()


def _lower() -> None:
    if sys.platform.startswith("linux"):
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICE)
