"""The value of a formula with its slopes and curvatures, all at once and exact to rounding."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from mllab.learning._typed import CONSTANTS, FUNCTIONS, parsed, walk

_tree = lru_cache(maxsize=64)(parsed)
Rule = Callable[[np.ndarray], tuple[Any, Any, Any]]


@dataclass(slots=True, eq=False)
class Jet:
    """A function of d variables near some places, up to the second order: forward-mode automatic differentiation (Wengert 1964).

    value   (...) at the places
    first   (d, ...) the gradient
    second  (d, d, ...) the Hessian; None where it is not asked for
    """

    value: np.ndarray
    first: np.ndarray
    second: np.ndarray | None = None

    __array_ufunc__ = None  # a NumPy number on the left leaves the sum or product to the jet

    def chain(self, value: Any, slope: Any, bend: Any) -> "Jet":
        """f of this jet, from f, f' and f'' at its value (chain rule)."""
        second = None
        if self.second is not None:
            second = slope * self.second + bend * _outer(self.first, self.first)
        return Jet(value, slope * self.first, second)

    def __neg__(self) -> "Jet":
        return self.chain(-self.value, -1.0, 0.0)

    def __pos__(self) -> "Jet":
        return self

    def __add__(self, other: Any) -> "Jet":
        if not isinstance(other, Jet):
            return Jet(self.value + other, self.first, self.second)
        second = None if self.second is None or other.second is None else self.second + other.second
        return Jet(self.value + other.value, self.first + other.first, second)

    __radd__ = __add__

    def __sub__(self, other: Any) -> "Jet":
        return self + (-other)

    def __rsub__(self, other: Any) -> "Jet":
        return -self + other

    def __mul__(self, other: Any) -> "Jet":
        if not isinstance(other, Jet):
            return self.chain(self.value * other, other, 0.0)
        second = None
        if self.second is not None and other.second is not None:
            both = _outer(self.first, other.first)
            second = self.value * other.second + other.value * self.second + both + np.swapaxes(both, 0, 1)
        return Jet(self.value * other.value, self.value * other.first + other.value * self.first, second)

    __rmul__ = __mul__

    def __truediv__(self, other: Any) -> "Jet":
        return self * (other ** np.float64(-1))

    def __rtruediv__(self, other: Any) -> "Jet":
        return self ** np.float64(-1) * other

    def __pow__(self, power: Any) -> "Jet":
        if isinstance(power, Jet):
            return FUNCTIONS_OF_JETS["exp"](FUNCTIONS_OF_JETS["log"](self) * power)
        v = self.value
        slope = power * v ** (power - 1) if power else np.zeros_like(v)
        bend = power * (power - 1) * v ** (power - 2) if power not in (0, 1) else np.zeros_like(v)
        return self.chain(v**power, slope, bend)

    def __rpow__(self, base: Any) -> "Jet":
        return FUNCTIONS_OF_JETS["exp"](self * np.log(base))


def _outer(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    return np.asarray(a[:, None] * b[None, :])


def _sqrt(v: np.ndarray) -> tuple[Any, Any, Any]:
    root = np.sqrt(v)
    return root, 0.5 / root, -0.25 / (root * v)


def _tan(v: np.ndarray) -> tuple[Any, Any, Any]:
    t = np.tan(v)
    return t, 1 + t * t, 2 * t * (1 + t * t)


def _tanh(v: np.ndarray) -> tuple[Any, Any, Any]:
    t = np.tanh(v)
    return t, 1 - t * t, -2 * t * (1 - t * t)


# f, f' and f'' of each function; abs, sign and floor where they are smooth.
RULES: dict[str, Rule] = {
    "sin": lambda v: (np.sin(v), np.cos(v), -np.sin(v)),
    "cos": lambda v: (np.cos(v), -np.sin(v), -np.cos(v)),
    "tan": _tan,
    "exp": lambda v: (np.exp(v),) * 3,
    "log": lambda v: (np.log(v), 1 / v, -1 / (v * v)),
    "sqrt": _sqrt,
    "abs": lambda v: (np.abs(v), np.sign(v), 0.0),
    "tanh": _tanh,
    "sign": lambda v: (np.sign(v), 0.0, 0.0),
    "floor": lambda v: (np.floor(v), 0.0, 0.0),
}


def _of_jets(name: str) -> Callable[[Any], Any]:
    plain, rule = FUNCTIONS[name], RULES[name]
    return lambda of: of.chain(*rule(of.value)) if isinstance(of, Jet) else plain(of)


FUNCTIONS_OF_JETS = {name: _of_jets(name) for name in FUNCTIONS}


def jet(formula: str, names: str, at: np.ndarray, order: int = 1) -> Jet:
    """The jet of `formula` in the variables `names` ("xy") at the places `at` (d, ...), to `order` 1 or 2. Infinite where the formula is. O(length · d^order) a place.

    Raises ParamError for what is no formula.
    """
    at = np.asarray(at, float)
    d, shape = len(at), at.shape[1:]
    unit = np.eye(d).reshape(d, d, *[1] * len(shape))
    first = np.broadcast_to(unit, (d, d, *shape))
    flat = np.zeros((d, d, *shape)) if order > 1 else None
    known = {name: Jet(at[i], first[i], flat) for i, name in enumerate(names)}
    with np.errstate(all="ignore"):
        found = walk(_tree(formula), {**CONSTANTS, **known}, FUNCTIONS_OF_JETS)
    if isinstance(found, Jet):
        return found
    return Jet(np.broadcast_to(np.asarray(found, float), shape), np.zeros((d, *shape)), flat)
