"""What Dask runs in each worker as it starts. Imported only where Dask is in use."""

from collections import deque
from concurrent.futures import Executor

from distributed import Worker, WorkerPlugin

from mllab.jobs.warming import KERNELS, MODULES, piece

AGAIN = 0.5  # seconds until what another process compiles is tried again


class Warm(WorkerPlugin):
    """Warm every worker, a restarted one too. In the one thread that does its jobs, so never beside one."""

    name = "mllab-warm"
    idempotent = True

    def setup(self, worker: Worker) -> None:
        """Begin; called by Dask."""
        executor: Executor = worker.executors["default"]
        left = deque((*MODULES, *KERNELS))

        def one() -> None:
            if piece(left[0]):
                left.popleft()
                if left:
                    executor.submit(one)
            else:
                worker.loop.add_callback(worker.loop.call_later, AGAIN, executor.submit, one)

        executor.submit(one)
