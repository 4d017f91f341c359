"""How many threads a job's compiled loops use.

A job that is alone gets every core; of several at once each gets its part of them. Kernels of mllab give the same numbers for any
number of threads. `MLLAB_THREADS` fixes the number.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def share(running: int, among: int) -> int:
    """The threads for a job that starts while `running` others work, on `among` cores; 0, leave them alone, for no cores."""
    told = os.environ.get("MLLAB_THREADS", "")
    return int(told) if told.isdigit() and int(told) else among and max(1, among // (running + 1))


@contextmanager
def limited(threads: int) -> Iterator[None]:
    """Numba, BLAS, OpenMP and torch use at most `threads` threads inside; 0 leaves them as they are."""
    if not threads:
        yield
        return
    from threadpoolctl import threadpool_limits

    if "numba" in sys.modules:  # not imported for its own sake: work that uses it finds it in any warm worker
        import numba

        numba.set_num_threads(min(threads, numba.config.NUMBA_NUM_THREADS))  # type: ignore[attr-defined]
    if "torch" in sys.modules:
        sys.modules["torch"].set_num_threads(threads)
    with threadpool_limits(threads):
        yield
