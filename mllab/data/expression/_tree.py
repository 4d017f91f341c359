"""The tree of an expression: what was written, with its place and its type."""

from dataclasses import dataclass
from typing import Literal

Type = Literal["number", "text", "boolean", "date", "missing"]


@dataclass(frozen=True)
class Node:
    """Any part of an expression; `at` is where its first sign stands."""

    at: int


@dataclass(frozen=True)
class Constant(Node):
    """A number, a text or true/false."""

    value: float | int | str | bool


@dataclass(frozen=True)
class Name(Node):
    """A column."""

    name: str


@dataclass(frozen=True)
class Unary(Node):
    """`-x` or `not x`."""

    sign: str
    inner: Node


@dataclass(frozen=True)
class Binary(Node):
    """Arithmetic, a comparison, `and`, `or`."""

    sign: str
    left: Node
    right: Node


@dataclass(frozen=True)
class Missing(Node):
    """`x is missing`, or the contrary."""

    inner: Node
    negated: bool


@dataclass(frozen=True)
class Call(Node):
    """A function and its arguments."""

    name: str
    arguments: tuple[Node, ...]


@dataclass(frozen=True)
class Listed(Node):
    """`x in [a, b]`."""

    inner: Node
    values: tuple[Node, ...]
