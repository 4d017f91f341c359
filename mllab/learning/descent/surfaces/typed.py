"""Whatever is typed."""

import ast
from dataclasses import dataclass
from typing import ClassVar

from mllab.errors import ParamError
from mllab.learning._typed import FUNCTIONS, parsed
from mllab.learning.descent.surfaces._surface import Place, Surface
from mllab.params import knob


@dataclass(frozen=True)
class Typed(Surface):
    """A formula of your own in x, or in x and y.

    Its slope and curvature are found by automatic differentiation; abs, sign and floor have none at their kinks, and are taken as level there. O(length) a place.
    """

    name: ClassVar[str] = "a formula"
    source: ClassVar[str] = "Wengert 1964 (automatic differentiation)"
    begin: ClassVar[Place] = (-1.5, 1.5)

    text: str = knob(
        "x^2 + 2*y^2 + sin(3*x)*cos(3*y)",
        help=f"Numbers, + - * / ^, brackets, x, y, pi, e and {', '.join(FUNCTIONS)}. Without y it is a line.",
    )
    reach: float = knob(2.5, 0.1, 100.0, log=True, help="How far from 0 it is drawn, to all sides.")

    def formula(self) -> str:
        if not {"x", "y"} & _names(self.text):
            raise ParamError(f"{self.text!r} is the same everywhere, so there is nothing to go down. Use x, or x and y.")
        return self.text

    @property
    def extent(self) -> tuple[tuple[float, float], ...]:
        return ((-self.reach, self.reach),) * (2 if "y" in _names(self.text) else 1)


def _names(text: str) -> set[str]:
    return {node.id for node in ast.walk(parsed(text)) if isinstance(node, ast.Name)}
