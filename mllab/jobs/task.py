"""What a Dask worker runs: the only functions of mllab that a cluster is asked for by name."""

import os
import signal

from mllab.jobs.worker import perform


def task(place: str, threads: int, attempt: int, limit: int) -> str:
    """Do the job in the folder `place`; see `mllab.jobs.worker.perform`."""
    from distributed import get_worker

    worker = get_worker()
    alone = worker.state.nthreads == 1
    return perform(place, threads, attempt, alone and worker.nanny is not None, limit if alone else 0, worker.address)


def end(pid: int) -> None:
    """End a worker process from its nanny, which starts another."""
    os.kill(pid, signal.SIGKILL)
