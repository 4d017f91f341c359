"""Every test has a workspace of its own: the user's ~/.mllab is neither read nor written."""

import pytest


@pytest.fixture(autouse=True)
def workspace(tmp_path_factory, monkeypatch):
    """An empty workspace, told by MLLAB_HOME."""
    folder = tmp_path_factory.mktemp("mllab-home")
    monkeypatch.setenv("MLLAB_HOME", str(folder))
    return folder
