"""A workspace of its own for every test, so that nothing is opened as another test read it."""

import pytest


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """The workspace."""
    folder = tmp_path / "home"
    monkeypatch.setenv("MLLAB_HOME", str(folder))
    return folder
