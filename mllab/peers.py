"""How the libraries that do the work are called: without printing, without crowding a busy machine, and written out as code."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import numpy as np

SMALL = 500_000


@contextmanager
def threads_for(X: np.ndarray) -> Iterator[None]:
    """One thread while a small X is fitted: on a busy machine several that wait for each other take up to 30 times as long."""
    if X.size > SMALL:
        yield
        return
    with _threads().limit(limits=1):
        yield


@cache
def _threads() -> Any:
    import sklearn.cluster  # noqa: F401 - brings the thread pools that are to be found
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()


@contextmanager
def quiet() -> Iterator[list[str]]:
    """Collect scikit-learn's warnings instead of printing them, so that a state can say them in words."""
    heard: list[str] = []
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        yield heard
    heard.extend(str(warning.message) for warning in caught)


def call(made: str, **arguments: Any) -> str:
    """A call written out: call("DBSCAN", eps=0.5) is `DBSCAN(eps=0.5)`."""
    return f"{made}({', '.join(f'{name}={value!r}' for name, value in arguments.items())})"
