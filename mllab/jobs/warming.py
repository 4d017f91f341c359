"""Paying for imports and compiled kernels before anybody clicks, in every worker and piece by piece, between jobs.

Compiled kernels are kept on the disk, so one process at a time compiles: the others then load what it has made.
"""

import logging
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

MODULES = (
    "numba",
    "threadpoolctl",
    "pandas",
    "scipy.sparse",
    "sklearn.neighbors",
    "sklearn.decomposition",
    "sklearn.cluster",
    "skrub",
    "sklearn.linear_model",
    "sklearn.ensemble",
)
KERNELS = (
    "mllab.neighbors",
    "mllab.reduce.tsne",
    "mllab.reduce.umap",
    "mllab.reduce.densmap",
    "mllab.reduce.pacmap",
    "mllab.reduce.quality",
    "mllab.cluster.hdbscan",
    "mllab.models._sooner",
    "mllab.agents",
    "mllab.learning",
    "mllab.learning.neurons",
    "mllab.embed.read",
    "mllab.embed.search",
    "mllab.embed.evaluate",
    "mllab.embed.learn",
)  # each has a function warm()


def piece(name: str) -> bool:
    """Import a module that is there, and compile its kernels; False when another process compiles, and it is to be tried again.

    What fails here is logged, and told again by the first job that needs it.
    """
    try:
        if find_spec(name) is None:
            return True
        module = import_module(name)
        if name in KERNELS and hasattr(module, "warm"):
            with _alone() as alone:
                if alone:
                    module.warm()
                return alone
    except Exception:
        logging.getLogger(__name__).exception("Warming %s failed.", name)
    return True


@contextmanager
def _alone() -> Iterator[bool]:
    """Whether no other process of this user compiles meanwhile. Windows has no such lock; there all of them do."""
    try:
        import fcntl
    except ImportError:
        yield True
        return
    with Path(tempfile.gettempdir(), f"mllab-warm-{os.getuid()}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
