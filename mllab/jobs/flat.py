"""Dataclasses of arrays, numbers and texts as the values of a state, and back."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any, TypeVar, get_type_hints

T = TypeVar("T")


def flat(thing: Any, before: str = "") -> dict[str, Any]:
    """The fields of a dataclass by name; those of a dataclass inside it as "outer.inner". None is left out."""
    found: dict[str, Any] = {}
    for field in fields(thing):
        value = getattr(thing, field.name)
        if is_dataclass(value):
            found |= flat(value, f"{before}{field.name}.")
        elif value is not None:
            found[before + field.name] = value
    return found


def solid(cls: type[T], values: Mapping[str, Any], before: str = "") -> T:
    """The dataclass that `flat` took apart; values of other names are passed over."""
    hints = get_type_hints(cls)
    given: dict[str, Any] = {}
    for field in fields(cls):  # type: ignore[arg-type]
        name, kind = before + field.name, hints[field.name]
        if is_dataclass(kind):
            given[field.name] = solid(kind, values, f"{name}.")  # type: ignore[arg-type]
        elif name in values:
            given[field.name] = values[name]
    return cls(**given)
