"""A race as a PyTorch script: the same paths, without mllab."""

import ast
from collections.abc import Mapping, Sequence
from typing import cast

import numpy as np

from mllab.learning._typed import CONSTANTS, FUNCTIONS, parsed, walk
from mllab.learning.descent.optimizers import Optimizer
from mllab.learning.descent.schedules import Schedule
from mllab.learning.descent.surfaces import Surface
from mllab.script import Script

NEWTON = """

class Newton(torch.optim.Optimizer):
    def __init__(self, params, lr, signed):
        super().__init__(params, {"lr": lr, "signed": signed})

    def step(self):
        for group in self.param_groups:
            for p in group["params"]:
                bends, along = torch.linalg.eigh(torch.autograd.functional.hessian(lambda q: f(*q), p.detach()))
                over = bends if group["signed"] else bends.abs()
                inverse = torch.where(bends.abs() > 1e-12 * bends.abs().max(), 1 / over, 0.0)
                p.data -= group["lr"] * along @ (inverse * (along.T @ p.grad))

"""


def race_script(surface: Surface, optimizers: Mapping[str, Optimizer], start: Sequence[float], steps: int, schedule: Schedule) -> Script:
    """The race as a script that ends with `paths`: the name of each optimizer -> its places. Raises ParamError where the formula cannot be read."""
    makers = "\n".join(f"    {name!r}: lambda p: {one.torch()}," for name, one in optimizers.items())
    newton = NEWTON if any(one.curved for one in optimizers.values()) else ""
    body = f"""def f({", ".join(surface.variables)}):
    return {torch_code(surface.formula(), surface.variables)}

{newton}
racers = {{
{makers}
}}
paths = {{}}
for name, make in racers.items():
    p = torch.tensor({[float(one) for one in start]!r}, dtype=torch.float64, requires_grad=True)
    optimizer = make(p)
    schedule = {schedule.torch(steps)}
    paths[name] = [p.tolist()]
    for _ in range({steps}):
        optimizer.zero_grad()
        f(*p).backward()
        optimizer.step()
        schedule.step()
        paths[name].append(p.tolist())
    print(name, paths[name][-1], f(*p).item())"""
    return Script(body, ("import math", "import torch"))


def torch_code(formula: str, variables: str) -> str:
    """A typed formula as PyTorch code of its variables; what holds none of them is worked out. Raises ParamError."""
    walk(parsed(formula), {**CONSTANTS, **dict.fromkeys(variables, np.ones(1))}, FUNCTIONS)  # says what cannot be read
    found = _Torch(variables).visit(parsed(formula))
    return ast.unparse(found)


class _Torch(ast.NodeTransformer):
    def __init__(self, variables: str) -> None:
        self.variables = set(variables)

    def visit(self, node: ast.AST) -> ast.AST:
        if isinstance(node, ast.expr) and not self._varies(node):
            with np.errstate(all="ignore"):
                return ast.Constant(float(walk(node, CONSTANTS, FUNCTIONS)))
        return super().visit(node)

    def visit_Call(self, node: ast.Call) -> ast.AST:
        function = ast.Attribute(ast.Name("torch", ast.Load()), ast.unparse(node.func), ast.Load())
        return ast.Call(function, [cast(ast.expr, self.visit(one)) for one in node.args], [])

    def _varies(self, node: ast.AST) -> bool:
        return any(isinstance(one, ast.Name) and one.id in self.variables for one in ast.walk(node))
