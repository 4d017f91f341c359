"""Importing every catalog loads nothing heavy: pickers, links and the command line stay instant."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = [
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
    "onnxruntime",
    "xgboost",
    "lightgbm",
    "umap",
    "numba",
    "altair",
    "dask",
    "distributed",
    "streamlit",
    "matplotlib",
]
FAMILIES = sorted(path.parent.name for path in Path(__file__).parents[1].glob("mllab/*/_base.py"))


def loaded_by(code: str) -> set[str]:
    """The heavy packages that a fresh interpreter has loaded after running `code`."""
    script = f"{code}\nimport sys, json\nprint(json.dumps([name for name in {HEAVY!r} if name in sys.modules]))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True)
    return set(json.loads(done.stdout.splitlines()[-1]))


@pytest.mark.parametrize(
    "module",
    ["mllab", "mllab.data", "mllab.jobs", "mllab.neighbors", "mllab.runs", "mllab.shell", *(f"mllab.{family}" for family in FAMILIES)],
)
def test_importing_loads_nothing_heavy(module):
    assert loaded_by(f"import {module}") == set()


def test_every_family_at_once_loads_nothing_heavy():
    assert FAMILIES
    assert loaded_by("\n".join(f"import mllab.{family}" for family in FAMILIES)) == set()


def test_the_check_sees_what_is_loaded():
    assert "pandas" in loaded_by("import pandas")
