"""Every test has a workspace of its own, and no worker processes unless it asks for them: the user's ~/.mllab is neither read nor written."""

import os

import pytest


@pytest.fixture(autouse=True)
def workspace(tmp_path_factory, monkeypatch):
    """An empty workspace, told by MLLAB_HOME."""
    folder = tmp_path_factory.mktemp("mllab-home")
    monkeypatch.setenv("MLLAB_HOME", str(folder))
    for name in ("MLLAB_WORKERS", "MLLAB_WARM", "MLLAB_TRACKING"):
        if name not in os.environ:
            monkeypatch.setenv(name, "0")
    return folder
