"""Hyperparameters declared once: a frozen dataclass whose fields are its knobs.

Widgets, links, command-line options, run ids and generated code all follow from the declaration:

    >>> @dataclass(frozen=True)
    ... class KMeans(Params):
    ...     k: int = knob(3, 1, 50, help="Number of clusters.")
    >>> KMeans(k=4)
    KMeans(k=4)
    >>> KMeans(k=99)
    Traceback (most recent call last):
    mllab.errors.ParamError: KMeans: k must be at most 50, got 99.
"""

import dataclasses
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, ClassVar, Literal, Self, Union, get_args, get_origin, get_type_hints

from mllab.errors import ParamError

Value = bool | int | float | str | None


@dataclass(frozen=True)
class Knob:
    """One hyperparameter: what it may be and how it is explained."""

    default: Value
    low: float | None = None
    high: float | None = None
    log: bool = False
    unit: str = ""
    help: str = ""
    name: str = ""
    type: type = str
    choices: tuple[Value, ...] = ()
    optional: bool = False

    def parse(self, text: str) -> Value:
        """The value that `text` (from a link or a shell) means; ParamError when it means none."""
        if self.optional and text in {"", "None", "none", "auto"}:
            return None
        if self.choices:
            return next((c for c in self.choices if str(c) == text), text)
        if self.type is bool:
            return {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}.get(text.lower(), text)
        try:
            return self.type(text)
        except ValueError:
            raise ParamError(f"{self.name} must be {_spoken(self.type)}, got {text!r}.") from None

    def problem(self, value: object) -> str | None:
        """What is wrong with `value`, or None. The range is told nowhere else."""
        if value is None and self.optional:
            return None
        if self.choices:
            listed = ", ".join(map(repr, self.choices))
            return None if value in self.choices else f"must be one of {listed}, got {value!r}"
        if isinstance(value, bool) is not (self.type is bool) or not isinstance(value, _accepted(self.type)):
            return f"must be {_spoken(self.type)}, got {value!r}"
        if not isinstance(value, int | float) or isinstance(value, bool):
            return None
        if not math.isfinite(value):
            return f"must be a finite number, got {value!r}"
        if self.low is not None and value < self.low:
            return f"must be at least {self.low:g}, got {value!r}"
        if self.high is not None and value > self.high:
            return f"must be at most {self.high:g}, got {value!r}"
        return None


def _accepted(kind: type) -> tuple[type, ...]:
    return (int, float) if kind is float else (kind,)


def _spoken(kind: type) -> str:
    return {int: "a whole number", float: "a number", bool: "true or false", str: "text"}[kind]


def knob(
    default: Any,
    low: float | None = None,
    high: float | None = None,
    *,
    log: bool = False,
    unit: str = "",
    help: str = "",
) -> Any:
    """A dataclass field that is a hyperparameter; `low` and `high` are inclusive."""
    return dataclasses.field(default=default, metadata={"knob": Knob(default, low, high, log, unit, help)})


@dataclass(frozen=True)
class Params:
    """Base of everything with knobs. Checked when made; hashable; `eval(repr(x)) == x`."""

    name: ClassVar[str] = ""
    source: ClassVar[str] = ""

    def __post_init__(self) -> None:
        for key, declared in knobs(type(self)).items():
            value = getattr(self, key)
            if hasattr(value, "item") and not isinstance(value, Value):  # a NumPy scalar
                value = value.item()
            if (problem := declared.problem(value)) is not None:
                raise ParamError(f"{self.name or type(self).__name__}: {key} {problem}.")
            object.__setattr__(self, key, float(value) if declared.type is float and value is not None else value)

    def values(self) -> dict[str, Value]:
        """The knobs and their present values, ready for JSON."""
        return {key: getattr(self, key) for key in knobs(type(self))}

    def spec(self) -> dict[str, Any]:
        """What makes the same thing again: `{"name": ..., "knobs": {...}}`."""
        return {"name": self.name or type(self).__name__, "knobs": self.values()}

    @classmethod
    def from_text(cls, texts: Mapping[str, str]) -> Self:
        """Make one from texts, as a link or a shell gives them; an unknown knob is refused by name."""
        declared = knobs(cls)
        if unknown := sorted(set(texts) - set(declared)):
            raise ParamError(f"{cls.name or cls.__name__} has no {', '.join(unknown)}. It has: {', '.join(declared)}.")
        return cls(**{key: declared[key].parse(text) for key, text in texts.items()})


def knobs(cls: type) -> dict[str, Knob]:
    """The knobs that a Params class declares, in order, each with its name and type filled in."""
    return _knobs(cls)


@cache
def _knobs(cls: type) -> dict[str, Knob]:
    hints = get_type_hints(cls)
    found = {}
    for field in dataclasses.fields(cls):
        if "knob" in field.metadata:
            kind, choices, optional = _kind(hints[field.name])
            found[field.name] = dataclasses.replace(field.metadata["knob"], name=field.name, type=kind, choices=choices, optional=optional)
    return found


def _kind(hint: Any) -> tuple[type, tuple[Value, ...], bool]:
    if get_origin(hint) in {Union, UnionType}:
        (inner,) = (a for a in get_args(hint) if a is not NoneType)
        kind, choices, _ = _kind(inner)
        return kind, choices, True
    if get_origin(hint) is Literal:
        choices = get_args(hint)
        return type(choices[0]), choices, False
    return hint, (), False
