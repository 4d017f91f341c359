"""Every test has a workspace of its own, and no worker processes unless it asks for them: the user's ~/.mllab is neither read nor written."""

import os
from pathlib import Path

import pytest

if worker := os.environ.get(
    "PYTEST_XDIST_WORKER"
):  # numba's index of compiled kernels is not for two processes that compile different ones at once
    os.environ.setdefault("NUMBA_CACHE_DIR", str(Path(__file__).parents[1] / ".pytest_cache" / f"numba-{worker}"))


@pytest.fixture(autouse=True)
def workspace(tmp_path_factory, monkeypatch):
    """An empty workspace, told by MLLAB_HOME."""
    folder = tmp_path_factory.mktemp("mllab-home")
    monkeypatch.setenv("MLLAB_HOME", str(folder))
    for name in ("MLLAB_WORKERS", "MLLAB_WARM", "MLLAB_TRACKING"):
        if name not in os.environ:
            monkeypatch.setenv(name, "0")
    return folder
