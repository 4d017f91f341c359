"""A formula that a person types, read as arithmetic and nothing else."""

import ast
import operator
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from mllab.errors import ParamError

LONGEST = 200
_TWO: dict[type, Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}
_ONE: dict[type, Callable[[Any], Any]] = {ast.UAdd: operator.pos, ast.USub: operator.neg}
FUNCTIONS = {name: getattr(np, name) for name in ("sin", "cos", "tan", "exp", "log", "sqrt", "abs", "tanh", "sign", "floor")}
CONSTANTS = {"pi": np.float64(np.pi), "e": np.float64(np.e)}


def compute(formula: str, **variables: np.ndarray) -> np.ndarray:
    """The value of `formula` for the variables, of their shape. Raises ParamError that says what cannot be read, or where it is not a number."""
    tree = parsed(formula)
    with np.errstate(all="ignore"):
        found = np.asarray(walk(tree, {**CONSTANTS, **variables}, FUNCTIONS), float) + 0.0 * sum(variables.values(), np.zeros(()))
    if not np.isfinite(found).all():
        raise ParamError(f"{formula!r} is not a finite number everywhere. Choose a formula that is, such as sin(2*pi*x).")
    return found


def parsed(formula: str) -> ast.expr:
    """The formula as a tree; ^ is a power. Raises ParamError."""
    if not formula.strip() or len(formula) > LONGEST:
        raise ParamError(f"A formula has 1 to {LONGEST} characters, got {len(formula)}. For example: sin(2*pi*x).")
    try:
        return ast.parse(formula.strip().replace("^", "**"), mode="eval").body
    except (SyntaxError, ValueError, RecursionError):
        raise ParamError(f"{formula!r} cannot be read as a formula. For example: sin(2*pi*x) + x^2.") from None


def walk(node: ast.expr, known: Mapping[str, Any], functions: Mapping[str, Callable[[Any], Any]]) -> Any:
    """The value of a tree from `parsed`: of numbers, arrays, or whatever else `known` holds and `functions` take. Raises ParamError for anything that is not arithmetic."""
    match node:
        case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
            return np.float64(number)  # which overflows to infinity, where Python's own would raise
        case ast.Name(id=name) if name in known:
            return known[name]
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _TWO:
            return _TWO[type(op)](walk(left, known, functions), walk(right, known, functions))
        case ast.UnaryOp(op=op, operand=operand) if type(op) in _ONE:
            return _ONE[type(op)](walk(operand, known, functions))
        case ast.Call(func=ast.Name(id=name), args=[inner], keywords=[]) if name in functions:
            return functions[name](walk(inner, known, functions))
    names = ", ".join([*(name for name in known if name not in CONSTANTS), *CONSTANTS, *FUNCTIONS])
    raise ParamError(f"A formula may hold numbers, + - * / ^, brackets, and {names}; got {ast.unparse(node)!r}.")
