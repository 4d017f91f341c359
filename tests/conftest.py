"""Every test has a workspace of its own, and no worker processes unless it asks for them: the user's ~/.mllab is neither read nor written."""

import os
from itertools import count

import pytest


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
