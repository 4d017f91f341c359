"""A fitted model as plain scikit-learn code, from the estimator itself: its repr is code, its parts say what to import."""

from typing import Any

import numpy as np

from mllab.script import Script


class Written:
    """An expression that stands in code where the number will be: its repr is its text.

    >>> 0.5 * Written("y.std()")
    0.5 * y.std()
    """

    def __init__(self, text: str) -> None:
        self.text = text

    def __repr__(self) -> str:
        return self.text

    def __rmul__(self, factor: float) -> "Written":
        return Written(f"{factor!r} * {self.text}")


def spread(y: Any) -> Any:
    """The standard deviation of the answers, 1 where they are all alike; for a script the code of it. O(n)."""
    return Written("(y.std() or 1.0)") if isinstance(y, Written) else float(np.std(y)) or 1.0


def variance(y: Any) -> Any:
    """The variance of the answers, 1 where they are all alike; for a script the code of it. O(n)."""
    return Written("(y.var() or 1.0)") if isinstance(y, Written) else float(np.var(y)) or 1.0


def written(estimator: Any, double: bool = False) -> Script:
    """Code that fits `model` to X and y by the same estimator with the same parameters; `double` in double precision."""
    first = 'X = X.astype("float64")\n' if double else ""
    return Script(f"{first}model = {code(estimator)}.fit(X, y)", tuple(sorted(imports(estimator))))


def code(estimator: Any) -> str:
    """An unfitted estimator as a call that makes it again. O(parameters)."""
    return estimator.__repr__(N_CHAR_MAX=10**9)


def imports(estimator: Any) -> set[str]:
    """The import lines that `code` needs: its own class and those of its parts."""
    found: set[str] = set()
    _gather(estimator, found)
    return found


def _gather(thing: Any, found: set[str]) -> None:
    if isinstance(thing, list | tuple):
        for part in thing:
            _gather(part, found)
    elif hasattr(thing, "get_params"):
        found.add(f"from {_public(type(thing))} import {type(thing).__name__}")
        for part in thing.get_params(deep=False).values():
            _gather(part, found)
    elif hasattr(thing, "split") and not isinstance(thing, str):  # how folds are made
        found.add(f"from {_public(type(thing))} import {type(thing).__name__}")


def _public(made: type) -> str:
    """The package that a class is meant to be imported from: `sklearn.linear_model`, not its private file."""
    parts = made.__module__.split(".")
    return ".".join(part for i, part in enumerate(parts) if not any(p.startswith("_") for p in parts[: i + 1]))
