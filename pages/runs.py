"""Runs: what was fitted, with which settings, and what came out."""

from mllab.ui import page
from mllab.ui.runs import compare, list_runs

with page("Runs", "Everything that was fitted, with its settings and results; reopen any view as it was."):
    chosen = list_runs()
    compare(chosen)
