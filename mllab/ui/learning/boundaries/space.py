"""The space of a kernel, seen from a side: f as a surface over the plane, or the points where the quadratic kernel puts them."""

from typing import Any

import numpy as np
import streamlit as st

from mllab.charts import divided
from mllab.charts.palette import NOISE
from mllab.learning.boundaries import Labelled, Margin, box_edges, grid, lift, mesh, patch, seen, unit
from mllab.ui.learning.boundaries.picture import ink
from mllab.ui.show import chart

WIRES = (23, 19)
REACH = 3.0  # f is drawn no higher
AROUND = 1.85  # a box from -1 to 1, turned, fits in here
EDGES = (-1.0, 0.0, 1.0)  # the levels of f at the edges of the street, and between them


def space(two: Labelled, machine: Margin, border: np.ndarray, turn: int) -> None:
    """The picture; `border` (s, 4) are the lines f = 0, `turn` the degrees by which the box is turned."""
    make = _lifted if machine.kernel == "quadratic" else _surface
    data = make(two, machine, border, turn)
    chart(
        divided.filled(_bare(two.classes, ink()), data),
        key="margin-space",
        alt="The same points in the space of the kernel, seen from a side",
    )
    if machine.kernel == "quadratic":
        st.caption(
            "The same points at (x₁², √2 x₁x₂, x₂²). The grey plane is the border: straight here, a curve at the left. Dashed: the edges of the street."
        )
    else:
        st.caption(f"The height is f, drawn up to ±{REACH:g}. Grey: f = 0; where the surface meets it, drawn thick, is the border.")


@st.cache_resource(max_entries=20, show_spinner=False)
def _bare(classes: tuple[str, ...], ink: str) -> dict[str, Any]:
    return divided.plane(classes, ("", ""), np.array([[-AROUND, AROUND], [-AROUND, AROUND]]), ink, bare=True)


def _surface(two: Labelled, machine: Margin, border: np.ndarray, turn: int) -> dict[str, Any]:
    """f as a surface over the plane."""
    places, x, y = grid(two.frame, *WIRES)
    height = np.clip(machine.at(places), -REACH, REACH).reshape(len(y), len(x))
    low, high = np.array([x[0], y[0], -REACH]), np.array([x[-1], y[-1], REACH])
    wires = mesh(height, x, y).reshape(-1, 3)
    level = np.insert(border.reshape(-1, 2), 2, 0.0, axis=1)
    points = np.column_stack([two.X, np.clip(machine.value, -REACH, REACH)])
    floor = np.array([[-1.0, -1, 0], [1, -1, 0], [1, 1, 0], [-1, 1, 0]])
    drawn = [
        divided.Lines(_lines(unit(wires, low, high), turn), NOISE, 0.7),
        divided.Lines(_lines(unit(level, low, high), turn), ink(), 2.6),
    ]
    return _in_space(two, machine, unit(points, low, high), drawn, [floor], ("x₁", "x₂", "f"), turn)


def _lifted(two: Labelled, machine: Margin, border: np.ndarray, turn: int) -> dict[str, Any]:
    """The points where the quadratic kernel puts them, and the plane between them."""
    points = lift(two.X)
    low, high = points.min(axis=0), points.max(axis=0)
    half = np.where(high > low, high - low, 1) / 2
    normal, offset = machine.weights * half, machine.weights @ (low + half) + machine.offset
    sides = [patch(normal, offset - level) for level in EDGES]
    edges = [
        divided.Lines(divided.ring_lines(seen(np.concatenate([side, side[:1]]), turn)[:, :2]), ink(), 1.2, dashed=True)
        for side in (sides[0], sides[2])
        if len(side)
    ]
    return _in_space(two, machine, unit(points, low, high), edges, [sides[1]] if len(sides[1]) else [], ("x₁²", "√2 x₁x₂", "x₂²"), turn)


def _in_space(
    two: Labelled, machine: Margin, points: np.ndarray, lines: list[divided.Lines], patches: list[np.ndarray], names: tuple[str, str, str], turn: int
) -> dict[str, Any]:  # fmt: skip
    """The data of the picture of a box from -1 to 1 with the points (n, 3) in it, the farthest drawn first."""
    at = seen(points, turn)
    order = np.argsort(at[:, 2])
    rings = np.flatnonzero(np.isin(order, machine.support))
    ends = seen(np.array([[1.25, -1, -1], [-1, 1.25, -1], [-1, -1, 1.25]]), turn)
    words = [(float(x), float(y), name) for (x, y, _), name in zip(ends, names, strict=True)]
    box = divided.Lines(_lines(box_edges().reshape(-1, 3), turn), NOISE, 0.6)
    told = [f"f = {machine.value[row]:.2f}" for row in order]
    shown = divided.Dots(at[order, :2], [two.classes[one] for one in two.y[order]], told, rings=rings, number=order)
    return divided.parts(shown, [box, *lines], patch=[seen(one, turn)[:, :2] for one in patches], words=words)


def _lines(ends: np.ndarray, turn: int) -> np.ndarray:
    """(s, 4) lines on paper whose ends (2 s, 3) follow each other."""
    return seen(ends, turn)[:, :2].reshape(-1, 4)
