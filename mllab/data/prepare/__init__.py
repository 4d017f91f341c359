"""Preparing a table: a recipe of steps, learned once, applied to any file. Each step is one file; the catalog `STEPS` is this folder.

>>> recipe = Recipe().add(STEPS["fill missing"](columns=("age",), how="median")).fit(table)
>>> recipe.apply_to(source, out)
"""

from mllab.data.prepare._base import Relation, Step
from mllab.data.prepare._columns import ColumnKnob, column_knobs
from mllab.data.prepare._recipe import Outcome, Preview, Recipe
from mllab.data.prepare._suggest import suggest
from mllab.registry import catalog

STEPS = catalog("mllab.data.prepare", Step)

__all__ = ["STEPS", "ColumnKnob", "Outcome", "Preview", "Recipe", "Relation", "Step", "column_knobs", "suggest"]
