"""Every package that the installation brings is pinned."""

import ast
import re
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, distribution, packages_distributions
from pathlib import Path

import pytest

requirements = pytest.importorskip("packaging.requirements")
ROOT = Path(__file__).parents[1]
PINS = dict(line.split("==") for line in (ROOT / "constraints.txt").read_text().splitlines() if line and not line.startswith("#"))


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def needed() -> set[str]:
    """The names of everything that the project and its extras need here, down to the last."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    todo = [
        requirements.Requirement(line) for group in (project["dependencies"], *project["optional-dependencies"].values()) for line in group
    ]
    seen: set[str] = set()
    while todo:
        wanted = todo.pop()
        if normal(wanted.name) in seen:
            continue
        seen.add(normal(wanted.name))
        try:
            lines = distribution(wanted.name).requires or []
        except PackageNotFoundError:  # an extra that is not installed
            continue
        more = [requirements.Requirement(line) for line in lines]
        todo += [r for r in more if r.marker is None or any(r.marker.evaluate({"extra": extra}) for extra in ("", *wanted.extras))]
    return seen


def test_everything_is_pinned():
    # torch's builds bring GPU packages of their own, each pinned by torch itself
    foreign = {name for name in needed() if name.startswith(("nvidia-", "cuda-")) or name == "triton"}
    assert needed() - foreign - {normal(name) for name in PINS} == set()


INDIRECT = {"vl-convert-python", "alembic"}  # what Altair saves pictures with, what MLflow keeps its tables in shape with


def test_what_mllab_imports_is_declared_and_what_is_declared_is_imported():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    declared, extra = (
        {normal(requirements.Requirement(line).name) for line in group}
        for group in (project["dependencies"], project["optional-dependencies"]["boost"])
    )
    owners = packages_distributions()
    imported = {name.split(".")[0] for path in ROOT.glob("mllab/**/*.py") for name in _imported(path)}
    used = {normal(owners[name][0]) for name in imported if name in owners and name not in sys.stdlib_module_names} - {"mllab"}
    assert used - declared - extra == set()
    assert declared - used - INDIRECT == set()


def _imported(path: Path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def test_torch_is_the_version_that_every_index_has():
    assert PINS["torch"] == "2.13.0"
