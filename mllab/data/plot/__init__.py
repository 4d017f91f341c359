"""The numbers behind charts, and the rows behind the numbers: DuckDB aggregates, typed filters, pages of rows.

draw(table, Spec("Age", colour="Sex")).frame
draw(table, Spec("Age", "Fare"), (OneOf("Sex", ("female",)),)).note
"""

from mllab.data.plot.draw import Drawing, draw
from mllab.data.plot.filters import Contains, Filter, NoneOf, OneOf, Range, where
from mllab.data.plot.page import count, rows
from mllab.data.plot.spec import SHAPES, Shape, Spec, fitting, resolved

__all__ = [
    "SHAPES",
    "Contains",
    "Drawing",
    "Filter",
    "NoneOf",
    "OneOf",
    "Range",
    "Shape",
    "Spec",
    "count",
    "draw",
    "fitting",
    "resolved",
    "rows",
    "where",
]
