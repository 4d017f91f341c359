"""A chart in words: which columns, drawn how. All of it fits into a link."""

from dataclasses import dataclass, replace
from typing import Literal, get_args

from mllab.data.table import Table
from mllab.errors import DataError

Shape = Literal["automatic", "histogram", "bars", "scatter", "box", "line", "heat map"]
SHAPES: tuple[Shape, ...] = get_args(Shape)


@dataclass(frozen=True)
class Spec:
    """Columns and a shape; an empty text stands for no column."""

    x: str
    y: str = ""
    colour: str = ""
    facet: str = ""
    shape: Shape = "automatic"

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that are used, in order and once each."""
        return tuple(dict.fromkeys(name for name in (self.x, self.y, self.colour, self.facet) if name))


def fitting(table: Table, spec: Spec) -> list[Shape]:
    """The shapes that can show these columns, the best first."""
    x = _measured(table, spec.x)
    if not spec.y:
        return ["histogram"] if x else ["bars"]
    y = _measured(table, spec.y)
    if x and y:
        return ["line", "scatter", "heat map"] if table.column(spec.x).kind == "date" else ["scatter", "heat map", "line"]
    if x == y:
        return ["heat map", "bars"]
    return ["box", "heat map", "bars"] if y else ["box", "heat map"]


def resolved(table: Table, spec: Spec) -> Spec:
    """The spec with "automatic" replaced by the best shape, and a box turned so that its groups are on x.

    Raises DataError for a shape that cannot show these columns.
    """
    possible = fitting(table, spec)
    shape = possible[0] if spec.shape == "automatic" else spec.shape
    if shape not in possible:
        drawn = f"{spec.x} ({table.column(spec.x).kind})" + (f" and {spec.y} ({table.column(spec.y).kind})" if spec.y else " alone")
        raise DataError(f"A {shape} cannot show {drawn}. These can: {', '.join(possible)}.")
    if shape == "box" and _measured(table, spec.x):
        return replace(spec, x=spec.y, y=spec.x, shape=shape)
    return replace(spec, shape=shape)


def _measured(table: Table, name: str) -> bool:
    return table.column(name).kind in {"number", "date"}
