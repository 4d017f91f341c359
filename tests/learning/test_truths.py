"""Truths are what their formulas say; a typed one is arithmetic and nothing else."""

import numpy as np
import pytest

from mllab.errors import ParamError
from mllab.learning import PLANES, TRUTHS

X = np.linspace(0, 1, 11)
TYPED = TRUTHS["a formula"]


@pytest.mark.parametrize("name", TRUTHS)
def test_its_formula_gives_its_values(name):
    truth = TRUTHS[name]()
    known = {"np": np, "x": X} | {name: getattr(np, name) for name in ("sin",)}
    assert eval(truth.formula(), known) == pytest.approx(truth(X), abs=1e-12)


@pytest.mark.parametrize("name", PLANES)
def test_a_formula_of_the_plane_gives_its_heights(name):
    plane = PLANES[name]()
    x, y = np.meshgrid(X, X)
    known = {"np": np, "x": x, "y": y} | {name: getattr(np, name) for name in ("sin", "cos")}
    assert eval(plane.formula(), known) == pytest.approx(plane(np.stack([x, y], axis=-1)), abs=1e-12)


def test_the_plane_by_hand():
    squares = PLANES["checkerboard"](squares=2)
    assert squares(np.array([[0.1, 0.1], [0.9, 0.1], [0.9, 0.9]])).tolist() == [-1.0, 1.0, -1.0]
    assert PLANES["wave of the product"]()(np.array([[1.0, 0.5], [0.0, 1.0]])) == pytest.approx([1, 0])
    assert PLANES["a formula of x and y"]("x - 2*y")(np.array([[[1.0, 0.25]]])).tolist() == [[0.5]]
    with pytest.raises(ParamError, match="x, y, pi, e"):
        PLANES["a formula of x and y"]("z")(np.zeros((1, 2)))


def test_a_typed_formula_is_computed():
    assert TYPED("sin(2*pi*x) + x^2 / 4 - -1")(X) == pytest.approx(np.sin(2 * np.pi * X) + X**2 / 4 + 1)
    assert TYPED("3")(X).tolist() == [3.0] * 11
    assert TYPED("abs(x-1/2)")(X.reshape(1, -1)).shape == (1, 11)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x +",
        "__import__('os')",
        "x.real",
        "open(x)",
        "y",
        "x if x else 1",
        "[x]",
        "lambda: 1",
        "True",
        "'x'",
        "sin(x, x)",
        "x" * 300,
        "1/0",
        "log(x)",
        "9^9^9^9",
        "(" * 150 + "x",
    ],
)
def test_anything_else_is_refused_with_what_is_allowed(text):
    with pytest.raises(ParamError, match="formula"):
        TYPED(text)(X)
