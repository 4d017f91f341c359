"""Jobs on a Dask cluster: one of this app's own on this machine, or an existing one that `MLLAB_SCHEDULER=tcp://host:port` names.

An existing cluster's workers need this version of mllab, the workspace at the same path, and `--nthreads 1`, so that a job has its
process to itself: `dask worker tcp://host:port --nthreads 1`.

mllab itself unpickles nothing. Dask's own processes talk in pickles to each other, so whoever can reach a scheduler's port can run
code there: the local one listens on 127.0.0.1 only, an existing one must not be open to strangers.
"""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from mllab.errors import DataError, ParamError
from mllab.jobs import folder, memory
from mllab.jobs.place import Done, Sent
from mllab.jobs.threads import cores

EACH = 2_000_000_000  # bytes; fewer workers than cores where there is not this much for each
STARTING = 60.0  # seconds for our own workers to answer
REACHING = 5.0  # seconds for somebody else's scheduler to answer
TAKING = 0.5  # seconds between two looks whether a worker has taken its job
RESTARTING = 15.0  # seconds that a cluster may be without workers, since nannies start them anew


class Cluster:
    """A Dask cluster, connected when it is first needed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._client: Any = None
        self._engine: subprocess.Popen[bytes] | None = None
        self._empty = 0.0
        self._outside = os.environ.get("MLLAB_SCHEDULER", "")

    @property
    def cores(self) -> int:
        """Those of this machine, when the workers are our own."""
        return 0 if self._outside else cores()

    def idle(self, busy: Sequence[str]) -> list[str]:
        """Workers with a thread for a job. Raises DataError when there is no cluster or it has no workers."""
        threads: dict[str, int] = self._connected().nthreads()
        self._empty = 0.0 if threads else self._empty or time.monotonic()
        if self._empty and self._outside and time.monotonic() - self._empty > RESTARTING:
            self._empty = 0.0
            raise DataError(f"The cluster at {self._outside} has no workers. Start one: dask worker {self._outside} --nthreads 1")
        return [worker for worker, count in sorted(threads.items()) if busy.count(worker) < count]

    def send(self, sent: Sent, done: Done) -> None:
        """Have a job worked on. Only texts and numbers are sent: the work itself lies in the job's folder."""
        client = self._connected()
        from mllab.jobs.task import task

        limit = memory.limit(_workers()) if self._engine is not None else 0
        future = client.submit(
            task, str(sent.home), sent.threads, sent.attempt, limit, key=f"{sent.home.name}-{sent.attempt}-{os.urandom(4).hex()}",
            pure=False, retries=0, workers=[sent.worker], allow_other_workers=True,
        )  # fmt: skip
        future.add_done_callback(lambda future: done(_broken(future)))
        threading.Thread(target=_watch, args=(client, future, sent), daemon=True, name="taken").start()

    def kill(self, worker: dict[str, Any]) -> None:
        """End the worker told in worker.json at once, by its nanny, which starts another."""
        from mllab.jobs.task import end

        self._connected().run(end, worker["pid"], workers=[worker["address"]], nanny=True, wait=True)

    def close(self) -> None:
        """Let the connection go, and end the workers when they are ours."""
        engine = self._engine
        if engine is not None and engine.stdin is not None:
            engine.stdin.close()  # before the lock is ours: it ends an engine that is being started, too
        with self._lock:
            client, self._client, self._engine = self._client, None, None
        if client is not None:
            client.close(timeout=2)
        if engine is not None:
            engine.wait(10)

    def _connected(self) -> Any:
        with self._lock:
            if self._client is not None and (self._engine is None or self._engine.poll() is None) and self._client.status == "running":
                return self._client
            if self._client is not None:
                self._client.close(timeout=1)
            address = self._outside or self._start()
            self._client = _client(address, REACHING if self._outside else STARTING)
            _warmed(self._client)
            return self._client

    def _start(self) -> str:
        """Start the engine and return its address."""
        command = [sys.executable, "-m", "mllab.jobs.engine", str(_workers())]
        environment = os.environ | {
            "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
            "DASK_LOGGING__DISTRIBUTED": "critical",
            "PYTHONWARNINGS": "ignore:resource_tracker",  # what workers leave when they are ended is tidied up, not worth a warning
        }
        self._engine = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, start_new_session=True
        )  # a session of its own: Ctrl-C in the terminal is for the app, which ends the engine by closing the pipe
        assert self._engine.stdout is not None
        line = self._engine.stdout.readline()
        if not line:
            raise DataError("The worker processes could not be started; the terminal says why. Set MLLAB_WORKERS=0 to work without them.")
        return str(json.loads(line)["address"])


def _watch(client: Any, future: Any, sent: Sent) -> None:
    """Take a job back whose worker went away before it took it: Dask leaves it without one, also when the worker is started anew."""
    with suppress(Exception):  # the cluster was closed meanwhile
        while future.status == "pending" and not _taken(sent):
            time.sleep(TAKING)
            if sent.worker not in client.nthreads() and not _taken(sent):
                future.cancel()


def _taken(sent: Sent) -> bool:
    return int((folder.read(sent.home / "worker.json") or {}).get("attempt", 0)) >= sent.attempt


def _workers() -> int:
    told = os.environ.get("MLLAB_WORKERS", "")
    if told and not told.isdigit():
        raise ParamError(f"MLLAB_WORKERS must be a whole number of worker processes, got {told!r}.")
    return int(told) if told else max(1, min(cores(), memory.machine() // EACH))


def _client(address: str, patience: float) -> Any:
    import logging

    import dask
    from distributed import Client

    dask.config.set({"distributed.client.heartbeat": "5s"})
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    try:
        return Client(address, timeout=patience, set_as_default=False)
    except (OSError, ValueError) as error:
        raise DataError(
            f"There is no cluster at {address} ({error}). Check MLLAB_SCHEDULER, or unset it to work on this machine."
        ) from None


def _warmed(client: Any) -> None:
    """Have every worker import and compile what jobs need, unless `MLLAB_WARM=0`."""
    if os.environ.get("MLLAB_WARM") != "0":
        from mllab.jobs.plugin import Warm

        client.register_plugin(Warm())


def _broken(future: Any) -> BaseException | None:
    if future.status == "finished":
        return None
    if future.status == "error":
        found = future.exception()
        return found if isinstance(found, BaseException) else RuntimeError(str(found))
    return TimeoutError("the cluster is gone")
