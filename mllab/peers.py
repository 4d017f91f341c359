"""How the libraries that do the work are called: without printing, without crowding a busy machine, and written out as code."""

import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cache
from typing import Any

import numpy as np

SMALL = 500_000


class Shared:
    """A context that several threads are in at once: the first one in enters it, the last one out leaves it.

    Limits of threads and filters of warnings belong to the whole process. Were each thread to set and restore them, the last to leave would
    restore what another had set.
    """

    def __init__(self, make: Callable[[], AbstractContextManager[Any]]) -> None:
        self._make, self._lock, self._inside = make, threading.Lock(), 0
        self._held: AbstractContextManager[Any] | None = None

    def __enter__(self) -> None:
        with self._lock:
            if self._inside == 0:
                self._held = self._make()
                self._held.__enter__()
            self._inside += 1

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._inside -= 1
            if self._inside == 0 and self._held is not None:
                self._held.__exit__(None, None, None)


@contextmanager
def threads_for(X: np.ndarray) -> Iterator[None]:
    """One thread while a small X is fitted: on a busy machine several that wait for each other take up to 30 times as long."""
    if X.size > SMALL:
        yield
        return
    with _one_thread, _threads().limit(limits=1, user_api="openmp"):  # OpenMP's limit is each thread's own, that of BLAS is everybody's
        yield


@contextmanager
def one_torch_thread() -> Iterator[None]:
    """PyTorch on one thread: sums come in one order whatever the machine, and small products are faster so.

    PyTorch keeps the number for each thread of ours, which gets its own back: threads that are in here at once do not meet.
    """
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)


@cache
def _threads() -> Any:
    import sklearn.cluster  # noqa: F401 - brings the thread pools that are to be found
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()


@contextmanager
def _routed() -> Iterator[None]:
    """Every warning goes to the list of the thread that gave it."""
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.showwarning = _hear
        yield


def _hear(message: Warning | str, *_: Any, **__: Any) -> None:
    lists = getattr(_heard, "lists", [])
    if lists:
        lists[-1].append(str(message))


_heard = threading.local()
_one_thread = Shared(lambda: _threads().limit(limits=1, user_api="blas"))
_listening = Shared(_routed)


@contextmanager
def quiet() -> Iterator[list[str]]:
    """Collect the warnings of this thread instead of printing them, so that a state can say them in words."""
    heard: list[str] = []
    lists = _heard.lists = getattr(_heard, "lists", [])
    lists.append(heard)
    try:
        with _listening:
            yield heard
    finally:
        lists.remove(heard)


def call(made: str, **arguments: Any) -> str:
    """A call written out: call("DBSCAN", eps=0.5) is `DBSCAN(eps=0.5)`."""
    return f"{made}({', '.join(f'{name}={value!r}' for name, value in arguments.items())})"
