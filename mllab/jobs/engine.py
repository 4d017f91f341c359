"""The local cluster, in a process of its own: `python -m mllab.jobs.engine`. It lives as long as its standard input is open.

Started by `mllab.jobs.cluster`, which keeps the other end of that pipe: when the app ends, however it ends, the pipe closes, and the
engine ends its workers and itself. A process of its own keeps the scheduler out of the pages' way, and starts workers from a clean
`__main__` (Streamlit puts the page there). It prints the scheduler's address as its first and only line.
"""

import json
import os
import shutil
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

PLACE = "mllab-workers-"
QUIET: dict[str, Any] = {
    "distributed.scheduler.allowed-failures": 0,  # the queue decides what is begun anew
    "distributed.scheduler.worker-ttl": None,  # a compiled call may hold Python's lock for minutes
    "distributed.worker.memory.target": False,  # jobs watch their memory themselves
    "distributed.worker.memory.spill": False,
    "distributed.worker.memory.pause": False,
    "distributed.worker.memory.terminate": False,
    "distributed.nanny.pre-spawn-environ": {"OMP_NUM_THREADS": None, "MKL_NUM_THREADS": None, "OPENBLAS_NUM_THREADS": None},
    "distributed.nanny.environ": {"DASK_LOGGING__DISTRIBUTED": "critical"},
    "distributed.scheduler.http.routes": [],
    "distributed.worker.http.routes": [],
    "distributed.diagnostics.nvml": False,
    "distributed.diagnostics.computations.max-history": 1,
    "distributed.admin.system-monitor.gil.enabled": False,
    "distributed.worker.profile.enabled": False,
}


def main() -> None:
    """Serve until standard input closes."""
    _sweep()
    place = tempfile.mkdtemp(prefix=f"{PLACE}{os.getpid()}-")
    made: list[Any] = []
    end = threading.Thread(target=_end_with_parent, args=(place, made), daemon=True, name="end")
    end.start()
    made.append(cluster := _cluster(int(sys.argv[1]), place))
    print(json.dumps({"address": cluster.scheduler_address}), flush=True)
    end.join()


def _end_with_parent(place: str, made: list[Any]) -> None:
    sys.stdin.buffer.read()
    for cluster in made:
        _leave_dead(cluster)
    _end_workers()
    shutil.rmtree(place, ignore_errors=True)
    os._exit(0)


def _leave_dead(cluster: Any) -> None:
    """Have the nannies start no worker anew."""
    from distributed import Status

    for nanny in cluster.workers.values():
        nanny.status = Status.closing


def _sweep() -> None:
    """Remove the temporary folders of engines that were killed."""
    import psutil

    for left in Path(tempfile.gettempdir()).glob(f"{PLACE}*"):
        number = left.name.removeprefix(PLACE).split("-")[0]
        if number.isdigit() and not psutil.pid_exists(int(number)):
            shutil.rmtree(left, ignore_errors=True)


def _cluster(workers: int, place: str) -> Any:
    import dask

    dask.config.set(QUIET)
    from distributed import LocalCluster

    return LocalCluster(
        n_workers=workers, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address="127.0.0.1:0", memory_limit=0,
        local_directory=place, silence_logs=False, protocol="tcp://",
    )  # fmt: skip


def _end_workers() -> None:
    """At once: a worker inside a long call would not listen to a polite word. Python's own resource tracker is left to tidy up behind them."""
    from multiprocessing.resource_tracker import _resource_tracker

    import psutil

    workers = [child for child in psutil.Process().children(recursive=True) if child.pid != getattr(_resource_tracker, "_pid", None)]
    for worker in workers:
        worker.kill()
    psutil.wait_procs(workers, timeout=3)


if __name__ == "__main__":
    main()
