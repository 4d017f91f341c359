"""What is tried of a knob: a range with its scale, or choices; both from the knob's own declaration."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Self

import numpy as np

from mllab.errors import ParamError
from mllab.models._base import Kind, Model
from mllab.params import Knob, Value, knobs

ASKED = "quantile"  # says what is asked of a model, not how it answers: there is nothing to find out


@dataclass(frozen=True)
class Range:
    """Values of one knob: from low to high, evenly or by ratio (`log`), whole numbers or not; or one of the choices."""

    name: str
    low: float = 0.0
    high: float = 0.0
    log: bool = False
    whole: bool = False
    choices: tuple[Value, ...] = ()

    def grid(self, count: int = 9) -> tuple[Value, ...]:
        """At most `count` values from end to end, rounded to two digits; fewer where whole numbers fall together. All choices, if it has such."""
        if self.choices:
            return self.choices
        spaced = np.geomspace(self.low, self.high, count) if self.log else np.linspace(self.low, self.high, count)
        inner = [round(value) if self.whole else float(f"{value:.2g}") for value in spaced[1:-1].tolist()]
        ends = [int(end) if self.whole else float(end) for end in (self.low, self.high)]
        return tuple(sorted({value for value in [*ends, *inner] if self.low <= value <= self.high}))

    def spec(self) -> dict[str, Any]:
        """Plain JSON; `Range.from_spec` makes it again."""
        return {**asdict(self), "choices": list(self.choices)}

    @classmethod
    def from_spec(cls, spec: Mapping[str, Any]) -> Self:
        """The range that a spec told."""
        return cls(**{**spec, "choices": tuple(spec["choices"])})


def ranges(model: type[Model] | Model, kind: Kind) -> dict[str, Range]:
    """The knobs of a model that act for `kind` and can be tried over a range, in their order; a free text cannot, nor the quantile that is asked. Empty without such."""
    cls = model if isinstance(model, type) else type(model)
    declared = {name: knob for name, knob in knobs(cls).items() if cls.only.get(name, kind) == kind and name != ASKED}
    return {name: found for name, knob in declared.items() if (found := _range(knob)) is not None}


def _range(knob: Knob) -> Range | None:
    if knob.choices or knob.type is bool:
        return Range(knob.name, choices=knob.choices or (False, True))
    if knob.low is None or knob.high is None or knob.type is str:
        return None
    return Range(knob.name, float(knob.low), float(knob.high), knob.log, knob.type is int)


def narrowed(whole: Range, low: float | None = None, high: float | None = None, choices: Sequence[Value] | None = None) -> Range:
    """A part of a range. Raises ParamError when nothing is left of it, or when it reaches outside."""
    if whole.choices:
        left = tuple(one for one in whole.choices if choices is None or one in choices)
        if not left:
            raise ParamError(f"{whole.name}: none of its choices is left to try. Keep at least one.")
        return Range(whole.name, choices=left)
    low, high = whole.low if low is None else low, whole.high if high is None else high
    if not whole.low <= low < high <= whole.high:
        raise ParamError(
            f"{whole.name}: a range from {low:g} to {high:g} does not lie in {whole.low:g} to {whole.high:g}. Change its ends."
        )
    return Range(whole.name, low, high, whole.log, whole.whole)
