"""Every test has a workspace of its own, and no worker processes unless it asks for them: the user's ~/.mllab is neither read nor written."""

import os
import shutil
from itertools import count
from pathlib import Path

import pytest


def _own_kernels():
    """Of several processes that test side by side each has its own copy of the compiled kernels, made before numba is imported."""
    kept, process = os.environ.get("NUMBA_CACHE_DIR", ""), os.environ.get("PYTEST_XDIST_WORKER", "")
    if kept and process and Path(kept).is_dir() and not kept.endswith(process):
        own = f"{kept}-{process}"
        shutil.rmtree(own, ignore_errors=True)
        shutil.copytree(kept, own)
        os.environ["NUMBA_CACHE_DIR"] = own


_own_kernels()


@pytest.fixture(scope="session")
def workspaces(tmp_path_factory):
    """The paths of workspaces, one after the other: pytest's own numbered folders look at all those before, a minute for ten thousand tests."""
    folder = tmp_path_factory.mktemp("workspaces")
    return (folder / str(number) for number in count())


@pytest.fixture(autouse=True)
def workspace(workspaces, monkeypatch):
    """An empty workspace, told by MLLAB_HOME."""
    folder = next(workspaces)
    folder.mkdir()
    monkeypatch.setenv("MLLAB_HOME", str(folder))
    for name in ("MLLAB_WORKERS", "MLLAB_WARM", "MLLAB_TRACKING"):
        if name not in os.environ:
            monkeypatch.setenv(name, "0")
    return folder
