import importlib.util
from pathlib import Path

import pandas as pd
import pytest

from mllab.data import samples
from mllab.data.table import Column, Table


@pytest.fixture(scope="session", autouse=True)
def home(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MLLAB_HOME", str(tmp_path_factory.mktemp("home")))
        yield


@pytest.fixture(scope="session")
def groceries(home) -> Table:
    return samples.load("groceries")


@pytest.fixture(scope="session")
def script():
    """The script that makes the receipts."""
    spec = importlib.util.spec_from_file_location("make_groceries", Path(samples.FOLDER) / "make_groceries.py")
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    return script


@pytest.fixture(scope="session")
def occasions(script) -> dict[str, list[str]]:
    """What the receipts were made from: the products of each occasion."""
    return {name: [entry.split(":")[0].replace("_", " ") for entry in told.split()] for name, told in script.OCCASIONS.items()}


@pytest.fixture
def table(tmp_path):
    """Makes a table of columns: name -> (kind, values)."""

    def make(**columns) -> Table:
        frame = pd.DataFrame({name: values for name, (_, values) in columns.items()})
        path = tmp_path / "data.parquet"
        frame.to_parquet(path, index=False)
        return Table("t", "Things", path, len(frame), tuple(Column(name, kind, "") for name, (kind, _) in columns.items()), "1")

    return make
