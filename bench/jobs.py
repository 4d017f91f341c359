"""Long work: what a job costs above the work itself, beside bare Dask and a pool of processes doing the same in the same run.

Told in milliseconds: the median of the turns, which are interleaved.
"""

import os
import statistics
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np

TURNS = 7
ROOT = str(Path(__file__).parents[1])


def trivial(spec: dict[str, Any], arrays: dict[str, np.ndarray]) -> Iterator[Any]:
    """The smallest job: one sum."""
    from mllab.jobs import State

    yield State({"sum": float(arrays["X"][:10].sum())}, 1.0)


def endless(spec: dict[str, Any], arrays: dict[str, np.ndarray]) -> Iterator[Any]:
    """States as fast as they can be made."""
    from mllab.jobs import State

    step = 0
    while True:
        step += 1
        yield State({"positions": arrays["X"], "step": step}, None)


def stuck(spec: dict[str, Any], arrays: dict[str, np.ndarray]) -> Iterator[Any]:
    """One state, then a call that answers to nothing."""
    import re

    from mllab.jobs import State

    yield State({"step": 1}, 0.5)
    re.match("(a+)+$", "a" * 60 + "b")


def plain(X: np.ndarray) -> float:
    """The same sum for the peers."""
    return float(X[:10].sum())


def main() -> int:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"MLLAB_HOME": home, "MLLAB_WARM": "0", "PYTHONPATH": ROOT}
        for name in ("MLLAB_WORKERS", "MLLAB_SCHEDULER"):
            os.environ.pop(name, None)
        warnings.filterwarnings("ignore", "Sending large graph", UserWarning)  # that is what is measured
        _measure()
    return 0


def _measure() -> None:
    from distributed import Client, LocalCluster

    from mllab import jobs

    small = np.zeros(10, np.float32)
    _told("cluster started and first job done", [_timed(lambda: _done(small, -1))])
    pool = ProcessPoolExecutor(2, mp_context=get_context("spawn"))
    pool.submit(plain, small).result()
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address="127.0.0.1:0") as peer,
        Client(peer, set_as_default=False) as client,
    ):
        client.submit(plain, small).result()
        for name, size in (("0 MB", 10), ("100 MB", 25_000_000)):
            _handed(name, np.random.default_rng(0).random(size, np.float32), client, pool)
    pool.shutdown()
    _stops()
    _twenty(small)
    jobs.close()


def _handed(name: str, X: np.ndarray, client: Any, pool: ProcessPoolExecutor) -> None:
    turns: dict[str, list[float]] = {"a job": [], "the same arrays again": [], "bare Dask": [], "a pool of processes": []}
    for turn in range(TURNS):
        X[0] = turn
        turns["a job"].append(_timed(partial(_done, X, turn)))
        turns["the same arrays again"].append(_timed(partial(_done, X, turn + 1000)))
        turns["bare Dask"].append(_timed(lambda: client.submit(plain, X, pure=False).result()))
        turns["a pool of processes"].append(_timed(lambda: pool.submit(plain, X).result()))
    for what, seconds in turns.items():
        _told(f"one sum of {name}: {what}", seconds)


def _stops() -> None:
    from mllab import jobs

    for what, work in (("between states", "bench.jobs:endless"), ("inside one long call", "bench.jobs:stuck")):
        seconds = []
        for turn in range(TURNS):
            job = jobs.start(work, {"turn": turn}, {"X": np.zeros((10_000, 2), np.float32)})
            while job.newest() is None:
                time.sleep(0.01)
            seconds.append(_timed(lambda job=job: (job.stop(), job.wait(30))))
        _told(f"stopped {what}", seconds)


def _twenty(X: np.ndarray) -> None:
    from mllab import jobs

    def run() -> None:
        for job in [jobs.start("bench.jobs:trivial", {"twenty": n}, {"X": X}) for n in range(20)]:
            job.wait(60)

    _told("twenty jobs at once, all done", [_timed(run)])


def _done(X: np.ndarray, number: int) -> None:
    from mllab import jobs

    status = jobs.start("bench.jobs:trivial", {"number": number}, {"X": X}).wait(60)
    if status.state != "done":
        raise RuntimeError(f"the job ended {status.state}: {status.message}")


def _timed(work: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _told(what: str, seconds: list[float]) -> None:
    print(f"{what:<46} {1000 * statistics.median(seconds):>9.1f} ms", flush=True)


if __name__ == "__main__":
    sys.exit(main())
