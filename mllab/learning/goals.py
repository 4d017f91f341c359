"""Goals of a task, as they are typed: "test loss < 0.05, hidden neurons <= 3"."""

import math
import operator
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from mllab.errors import ParamError

SIGNS: dict[str, Callable[[float, float], bool]] = {"<=": operator.le, ">=": operator.ge, "<": operator.lt, ">": operator.gt}
LONGEST, MOST = 300, 8
_ONE = re.compile(r"([^<>=]+?)\s*(<=|>=|<|>)\s*([0-9.eE+-]+)\s*%?")


@dataclass(frozen=True)
class Goal:
    """A measure that has to be below or above a bound."""

    measure: str
    sign: str
    bound: float

    def met(self, measures: Mapping[str, float]) -> bool:
        """Whether it is reached; not by a measure that is missing or no number."""
        return bool(SIGNS[self.sign](measures.get(self.measure, math.nan), self.bound))

    def __str__(self) -> str:
        sign = {"<=": "at most", ">=": "at least", "<": "below", ">": "above"}[self.sign]
        return f"{self.measure} {sign} {self.bound:g}"


def goals(text: str, measures: Collection[str]) -> tuple[Goal, ...]:
    """The goals that a text tells, with commas or "and" between them; none for an empty one. O(characters).

    Raises ParamError for what is no comparison, for a measure that is none of `measures`, and for more than 8 goals.
    """
    parts = [part.strip() for part in re.split(r",|\band\b", text[:LONGEST].replace("≤", "<=").replace("≥", ">=")) if part.strip()]
    if len(parts) > MOST:
        raise ParamError(f"A task has up to {MOST} goals, got {len(parts)}.")
    return tuple(_goal(part, measures) for part in parts)


def _goal(part: str, measures: Collection[str]) -> Goal:
    found = _ONE.fullmatch(part)
    known = {name.lower(): name for name in measures}
    if found is None or " ".join(found[1].lower().split()) not in known or (bound := _number(found[3])) is None:
        raise ParamError(
            f"A goal compares one of {', '.join(measures) or 'no measures here'} with a number, as “{next(iter(measures), 'x')} < 1”; got {part!r}."
        )
    return Goal(known[" ".join(found[1].lower().split())], found[2], bound)


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None
