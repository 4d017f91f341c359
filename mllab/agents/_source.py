"""The source of a function as a reader gets it in a script: without what only compiles it faster."""

import inspect
from typing import Any


def shown(thing: Any) -> str:
    """The source of a function or class, decorators of the compiler and remarks to checkers left out."""
    lines = inspect.getsource(getattr(thing, "py_func", thing)).rstrip().split("\n")
    return "\n".join(line.split("  # type: ignore")[0].split("  # noqa")[0] for line in lines if not line.startswith("@njit"))
