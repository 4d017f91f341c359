"""Custom axes as plain pandas and NumPy."""

from typing import TYPE_CHECKING

from mllab.data.search import ANYWHERE, expression
from mllab.script import Script

if TYPE_CHECKING:
    from mllab.reduce._custom import CustomAxes

FOUND = '''\
def found(text, column=None):
    """The rows in which the text stands."""
    sought, columns = re.compile(text, re.IGNORECASE), list(frame) if column is None else [column]
    hits = [[bool(sought.search(cell)) for cell in frame[name].astype("str").fillna("")] & frame[name].notna().to_numpy() for name in columns]
    return np.any(hits, axis=0)
'''
WIDEST = """\
rest = X - X.mean(axis=0)
rest = rest - np.outer(rest @ across, across) / (across @ across)
upward = np.linalg.eigh(rest.T @ rest)[1][:, -1]  # the widest direction at a right angle
upward = upward * np.sign(upward[np.abs(upward).argmax()]) * np.linalg.norm(across)
above = X.mean(axis=0)"""


def script(axes: "CustomAxes") -> Script:
    """Code that makes `positions` from `frame` and `X`."""
    pairs = any(axes.sought(end) for end in ("down", "up"))
    lines = [
        FOUND,
        "X = X.astype(float)",
        *_between(axes, "left", "right", "across", "beside"),
        *(_between(axes, "down", "up", "upward", "above") if pairs else [WIDEST]),
        *(["upward = upward - (upward @ across) / (across @ across) * across"] if axes.orthogonal and pairs else []),
        "positions = np.column_stack([",
        "    2 * (X - beside) @ across / (across @ across),  # the poles at -1 and 1",
        "    2 * (X - above) @ upward / (upward @ upward),",
        "])",
    ]
    return Script("\n".join(lines), ("import re", "import numpy as np"))


def _between(axes: "CustomAxes", one: str, other: str, way: str, middle: str) -> list[str]:
    return [
        f"{one}, {other} = {_rows(axes, one)}, {_rows(axes, other)}",
        f"{way} = X[{other}].mean(axis=0) - X[{one}].mean(axis=0)",
        f"{middle} = (X[{other}].mean(axis=0) + X[{one}].mean(axis=0)) / 2",
    ]


def _rows(axes: "CustomAxes", end: str) -> str:
    text, column = axes.sought(end), axes.column(end)
    if not text:
        return "np.ones(len(X), bool)"
    return f"found({expression(text, axes.pattern)!r}{'' if column == ANYWHERE else f', {column!r}'})"
