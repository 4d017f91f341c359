"""Adding a thing is adding one file to a folder."""

import sys

import pytest

from mllab.errors import ParamError
from mllab.params import Params
from mllab.registry import catalog

FILE = """from dataclasses import dataclass
from typing import ClassVar
from mllab.params import Params

@dataclass(frozen=True)
class {cls}(Params):
    name: ClassVar[str] = {name!r}
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A package of its own with two things, and a way to add files to it."""
    package = tmp_path / "some_family"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "zebra.py").write_text(FILE.format(cls="Zebra", name="zebra"))
    (package / "ant.py").write_text(FILE.format(cls="Ant", name="Ant"))
    monkeypatch.syspath_prepend(str(tmp_path))
    yield package
    for name in [name for name in sys.modules if name.split(".")[0] == "some_family"]:
        del sys.modules[name]


def test_a_folder_is_a_catalog_in_the_order_of_the_names(folder):
    assert list(catalog("some_family", Params)) == ["Ant", "zebra"]


def test_one_more_file_is_one_more_thing(folder):
    (folder / "bee.py").write_text(FILE.format(cls="Bee", name="bee"))
    assert list(catalog("some_family", Params)) == ["Ant", "bee", "zebra"]


def test_files_starting_with_an_underscore_and_things_without_a_name_are_passed_over(folder):
    (folder / "_base.py").write_text(FILE.format(cls="Hidden", name="hidden"))
    (folder / "bee.py").write_text(FILE.format(cls="Bee", name=""))
    assert list(catalog("some_family", Params)) == ["Ant", "zebra"]


def test_what_a_file_only_imports_is_not_its_own(folder):
    (folder / "bee.py").write_text("from some_family.ant import Ant\n" + FILE.format(cls="Bee", name="bee"))
    assert list(catalog("some_family", Params)) == ["Ant", "bee", "zebra"]


def test_two_things_of_one_name_are_a_bug(folder):
    (folder / "bee.py").write_text(FILE.format(cls="Bee", name="zebra"))
    with pytest.raises(TypeError, match="two things called 'zebra'"):
        catalog("some_family", Params)


def test_an_unknown_name_is_refused_with_the_names_there_are(folder):
    found = catalog("some_family", Params)
    with pytest.raises(ParamError, match=r"'cat'.*Ant, zebra"):
        found["cat"]
    assert "cat" not in found
    assert found["zebra"]().name == "zebra"
