"""A small language for conditions and formulas over the columns of a table.

    age >= 18 and plan in ['Plus', 'Family'] and `last contact` is not missing
    if(visits > 0, monthly_spend / visits, 0)

Nothing is evaluated by Python: a text becomes a checked tree, the tree becomes DuckDB SQL and, for scripts, pandas code that gives
the same values. Missing values propagate as in SQL: what is computed from a missing value is missing, and a row whose condition is
missing is not kept. Dividing by zero gives a missing value, and so do roots and logarithms of what has none.
"""

from mllab.data.expression._compile import Compiled, compiled
from mllab.data.expression._functions import FUNCTIONS, Function

__all__ = ["FUNCTIONS", "Compiled", "Function", "compiled"]
