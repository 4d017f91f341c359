"""The one queue of this process, made when first needed."""

import atexit
import os
import threading

from mllab.jobs.place import Place
from mllab.jobs.queue import Queue

_lock = threading.Lock()
_queue: Queue | None = None


def queue() -> Queue:
    """The queue of this process. Where it works is decided when it is made, by MLLAB_SCHEDULER and MLLAB_WORKERS."""
    global _queue
    with _lock:
        if _queue is None:
            _queue = Queue(_place)
        return _queue


def warm() -> None:
    """Start the workers in the background, and have them import and compile what jobs need; returns at once.

    With `MLLAB_WARM=0`, or without workers (`MLLAB_WORKERS=0`), they are left until the first job.
    """
    if os.environ.get("MLLAB_WARM") != "0" and (os.environ.get("MLLAB_WORKERS") != "0" or os.environ.get("MLLAB_SCHEDULER")):
        threading.Thread(target=queue().ready, daemon=True, name="warm-jobs").start()


def close() -> None:
    """End the workers of this process; jobs under way are lost. The next job starts them anew."""
    global _queue
    with _lock:
        old, _queue = _queue, None
    if old is not None:
        old.close()


def _place() -> Place:
    if os.environ.get("MLLAB_WORKERS") == "0" and not os.environ.get("MLLAB_SCHEDULER"):
        from mllab.jobs.thread import Thread

        return Thread()
    from mllab.jobs.cluster import Cluster

    return Cluster()


atexit.register(close)
