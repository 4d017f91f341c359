"""Who may import whom, read from the imports of every file."""

import ast
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HEAVY = {
    "dask",
    "distributed",
    "psutil",
    "torch",
    "sklearn",
    "scipy",
    "pandas",
    "duckdb",
    "pyarrow",
    "skrub",
    "skops",
    "optuna",
    "shap",
    "mlflow",
    "onnx",
    "onnxruntime",
    "skl2onnx",
    "xgboost",
    "lightgbm",
    "umap",
    "numba",
    "xlsxwriter",
    "python_calamine",
}
CORE = {"device", "errors", "params", "registry", "script", "paths", "learner", "neighbors", "peers", "sentences"}
BELOW_FAMILIES = CORE | {"data"}
FAMILIES = {path.parent.name for path in ROOT.glob("mllab/*/_base.py")} | {"embed"}
FILES = sorted([*ROOT.glob("mllab/**/*.py"), *ROOT.glob("pages/*.py"), ROOT / "app.py"])
# What stands on a heavy package from its first line: scikit-learn's transformers and estimators, torch's modules, and kernels that numba compiles.
# Imported only inside functions.
LATE = {
    "mllab/data/matrix/_pipeline.py",
    "mllab/jobs/plugin.py",
    *(str(path.relative_to(ROOT)) for path in ROOT.glob("mllab/**/estimators/*.py") if path.name != "__init__.py"),
    *(str(path.relative_to(ROOT)) for path in ROOT.glob("mllab/**/kernels/*.py") if path.name != "__init__.py"),
}


def part(path: Path) -> str:
    """The part of mllab that a file belongs to: `cluster` for mllab/cluster/dbscan.py, `pages` and `app` for those outside."""
    words = path.relative_to(ROOT).with_suffix("").parts
    if words[0] != "mllab":
        return words[0]
    return words[1]


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def imports(path: Path, top_only: bool = False) -> frozenset[str]:
    """The dotted names that a file imports; with `top_only` those that run when it is imported (not in functions or TYPE_CHECKING)."""
    found: set[str] = set()
    _collect(tree(path).body, found, top_only)
    return frozenset(found)


def _collect(nodes, found, top_only):
    for node in nodes:
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"imports are absolute here: line {node.lineno}"
            found.add(node.module)
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            _collect(node.orelse, found, top_only)
        elif not (top_only and isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)):
            _collect(ast.iter_child_nodes(node), found, top_only)


def parts_of_mllab(names: frozenset[str]) -> set[str]:
    """The parts among dotted names; `from mllab import x` counts when x is a part and not just a name in mllab/__init__.py."""
    second = {name.split(".")[1] for name in names if name.startswith("mllab.")}
    return {name for name in second if (ROOT / "mllab" / name).is_dir() or (ROOT / "mllab" / f"{name}.py").exists()}


def allowed(who: str) -> set[str]:
    """The parts that part `who` may import, itself included."""
    if who in {"__init__"} | CORE:
        return CORE
    if who == "data":
        return CORE | {"data"}
    if who in FAMILIES:
        return BELOW_FAMILIES | {who}
    if who == "charts":
        return {"charts"}
    if who in {"runs", "tracking", "jobs", "views"}:
        return BELOW_FAMILIES | FAMILIES | {"runs", "tracking", "jobs"}
    if who in {"ui", "pages", "app"}:
        return BELOW_FAMILIES | FAMILIES | {"charts", "runs", "tracking", "views", "jobs", "ui"}
    if who in {"shell", "__main__"}:
        return BELOW_FAMILIES | FAMILIES | {"runs", "jobs", "shell"}
    raise AssertionError(f"mllab/{who} has no place in the order of imports: give it one here and in the README")


def ids(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", FILES, ids=ids)
def test_imports_point_downwards(path):
    found = parts_of_mllab(imports(path))
    if ids(path) == "mllab/shell/app.py":
        found -= {"ui"}  # the one command that serves the pages
    assert found <= allowed(part(path)), f"{ids(path)} may not import {sorted(found - allowed(part(path)))}"


@pytest.mark.parametrize("path", FILES, ids=ids)
def test_only_what_is_shown_knows_streamlit(path):
    roots = {name.split(".")[0] for name in imports(path)}
    if part(path) not in {"ui", "pages", "app"}:
        assert "streamlit" not in roots


@pytest.mark.parametrize("path", [p for p in FILES if part(p) not in {"pages", "app", "charts"} and ids(p) not in LATE], ids=ids)
def test_heavy_packages_are_imported_where_they_are_used(path):
    heavy = HEAVY - {"pandas"} if part(path) == "ui" else HEAVY | {"altair"}  # Streamlit's process holds pandas and Altair anyway
    assert not {name.split(".")[0] for name in imports(path, top_only=True)} & heavy


@pytest.mark.parametrize("name", sorted(LATE))
def test_files_that_stand_on_a_heavy_package_are_imported_late(name):
    module = name.removesuffix(".py").replace("/", ".")
    early = [ids(path) for path in FILES if ids(path) not in LATE and module in imports(path, top_only=True)]
    assert early == []


@pytest.mark.parametrize("path", [p for p in FILES if part(p) == "charts"], ids=ids)
def test_charts_know_arrays_and_altair_only(path):
    outside = {name.split(".")[0] for name in imports(path)} & (HEAVY | {"streamlit"})
    assert outside <= {"pandas"}


@pytest.mark.parametrize("path", [p for p in FILES if part(p) == "pages"], ids=ids)
def test_a_page_only_chooses_calls_and_lays_out(path):
    assert not {name.split(".")[0] for name in imports(path)} & {"numpy", "sklearn", "torch", "scipy", "duckdb"}
    for node in ast.walk(tree(path)):
        assert not isinstance(node, ast.ClassDef), f"line {node.lineno}: a class in a page"
        assert not isinstance(node, ast.ExceptHandler), f"line {node.lineno}: an except in a page"


@pytest.mark.parametrize("path", FILES, ids=ids)
def test_nothing_runs_text_as_code_or_swallows_every_error(path):
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in {"eval", "exec", "compile", "__import__"}, f"line {node.lineno}"
        if isinstance(node, ast.ExceptHandler):
            assert node.type is not None, f"line {node.lineno}: a bare except"
    assert not {name.split(".")[0] for name in imports(path)} & {"pickle", "marshal", "shelve", "dill"}


def test_the_reader_of_imports_tells_top_from_inside(tmp_path):
    file = tmp_path / "m.py"
    file.write_text(
        "from typing import TYPE_CHECKING\nimport numpy\nif TYPE_CHECKING:\n    import pandas\n"
        "def f():\n    import sklearn.cluster\nclass C:\n    import duckdb\n    def g(self):\n        import torch\n"
    )
    assert {name.split(".")[0] for name in imports(file, top_only=True)} == {"typing", "numpy", "duckdb"}
    assert {"sklearn.cluster", "torch"} <= imports(file)
