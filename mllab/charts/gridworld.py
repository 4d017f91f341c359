"""A world of cells: what each is worth as colour, the best moves as arrows, a walk as a line; everything in words on hover."""

from collections.abc import Sequence
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from mllab.charts.palette import PALETTE, SEQUENTIAL

WIDE = 640  # pixels across that decide the height; the cells stay square on whatever it gets
TALL, CELL, EDGE = 400, 84, 12
FOOT = 0.5  # cells that the words under the columns take
COLOURS = {"wall": "#5F6B6D", "cliff": "#B4440A", "hole": "#3A2A52", "goal": "#009E73", "not yet seen": "#9AA0A633"}
WALK = PALETTE[1]
DARK, LIGHT = "#111111", "#FFFFFF"
LETTERS = {"start": "S", "goal": "G", "wall": "", "cliff": "", "hole": "hole", "free": ""}
SAID = {(-1, 0): "up", (0, 1): "right", (1, 0): "down", (0, -1): "left"}
LONGEST = 1_000  # moves of a walk that are drawn


def gridworld(
    shape: tuple[int, int],
    kinds: Sequence[str],
    values: np.ndarray,
    policy: np.ndarray,
    moves: Sequence[tuple[int, int]],
    path: np.ndarray | None = None,
    visits: np.ndarray | None = None,
    feet: Sequence[str] = (),
    wide: int = WIDE,
) -> alt.LayerChart:
    """Cells numbered row by row: what they are `kinds` (s,) in words, `values` (s,), nan where there is none, and the best moves `policy` (s, a).

    `path` (t,) are the cells of a walk, its newest LONGEST moves drawn; `visits` (s,) how often each was left; `feet` a word under each column; `wide` the pixels
    that the picture is thought to have across.
    """
    rows, columns = shape
    frame = cells(shape, kinds, values, policy, moves, visits)
    low, high = _extent(values)
    frame["bright"] = (frame["value"] - low) / ((high - low) or 1.0) > 0.55
    layers: list[alt.Chart] = [_squares(frame, low, high), _plain(frame)]
    if path is not None and len(path) > 1:
        layers += _walk(path[-LONGEST - 1 :], columns)
    found = arrows(frame, policy, moves)
    layers += [_arrows(found[found["single"]], 0.40, shape), _arrows(found[~found["single"]], 0.24, shape)]
    layers += [_figures(frame, shape), _letters(frame, shape), _hover(frame, visits is not None)]
    if any(feet):
        layers.append(_feet(feet, shape))
    tall = rows + FOOT * any(feet)
    placed = [layer.encode(x=_x((tall, columns)), y=_y((tall, columns))) for layer in layers]
    return alt.LayerChart(layer=placed, height=EDGE + min(TALL, int(tall * min(wide / columns, CELL))))


def cells(
    shape: tuple[int, int],
    kinds: Sequence[str],
    values: np.ndarray,
    policy: np.ndarray,
    moves: Sequence[tuple[int, int]],
    visits: np.ndarray | None = None,
) -> pd.DataFrame:
    """The frame behind the picture: a row per cell with its place (x, y, x2, y2), what it is, its value, best moves and letter."""
    row, column = np.divmod(np.arange(shape[0] * shape[1]), shape[1])
    values = np.asarray(values, dtype=float)
    unseen = np.isnan(values) & ~np.isin(list(kinds), ["wall", "cliff", "hole", "goal"])
    return pd.DataFrame(
        {
            "x": column, "x2": column + 1, "y": row, "y2": row + 1,
            "place": [f"row {r + 1}, column {c + 1}" for r, c in zip(row, column, strict=True)],
            "what": list(kinds),
            "paint": np.where(unseen, "not yet seen", list(kinds)),
            "value": values,
            "figure": [_figure(value) for value in values],
            "best": [best_moves(policy[s], moves) if not np.isnan(values[s]) else "" for s in range(len(values))],
            "visits": np.zeros(len(values), int) if visits is None else visits,
            "letter": [LETTERS.get(kind, kind.split(",")[0]) for kind in kinds],
        }
    )  # fmt: skip


def arrows(frame: pd.DataFrame, policy: np.ndarray, moves: Sequence[tuple[int, int]]) -> pd.DataFrame:
    """A row per best move of every cell with a value: its middle, its angle clockwise from upwards, and whether it is the only one there."""
    rows = []
    for s in np.flatnonzero(frame["value"].notna() & (frame["what"] != "goal")):
        several = np.flatnonzero(policy[s] > 0)
        for a in several:
            down, right = moves[int(a)]
            away = 0.0 if len(several) == 1 else 0.22 / max(1.0, np.hypot(down, right))
            rows.append(
                {
                    "x": frame["x"][s] + 0.5 + away * right,
                    "y": frame["y"][s] + 0.42 + away * down,
                    "angle": float(np.degrees(np.arctan2(right, -down))) % 360,
                    "single": len(several) == 1,
                    "bright": bool(frame["bright"][s]) if "bright" in frame else False,
                }
            )
    return pd.DataFrame(rows, columns=["x", "y", "angle", "single", "bright"]).astype({"single": bool})


def best_moves(chances: np.ndarray, moves: Sequence[tuple[int, int]]) -> str:
    """The moves with a chance, in words: "up or right", "any"."""
    chosen = [moves[int(a)] for a in np.flatnonzero(chances > 0)]
    if len(chosen) == len(moves):
        return "any"
    return " or ".join(direction(move) for move in chosen)


def direction(move: tuple[int, int]) -> str:
    """A move (down, right) in words."""
    if move in SAID:
        return SAID[move]
    return f"{SAID[(move[0], 0)]} and {SAID[(0, move[1])]}"


def _figure(value: float) -> str:
    if np.isnan(value):
        return ""
    if abs(value) < 0.005:
        return "0"
    return f"{value:.2f}" if abs(value) < 1 else f"{value:.1f}".removesuffix(".0") if abs(value) < 100 else f"{value:,.0f}"


def _extent(values: np.ndarray) -> tuple[float, float]:
    known = np.asarray(values)[~np.isnan(values)]
    return (float(known.min()), float(known.max())) if len(known) else (0.0, 1.0)


def _side(shape: tuple[float, int]) -> str:
    """The side of a cell in pixels, as the picture is drawn."""
    return f"min(width / {shape[1]}, height / {shape[0]})"


def _x(shape: tuple[float, int]) -> alt.X:
    wide = f"{_side(shape)} * {shape[1]}"
    span: list[Any] = [alt.ExprRef(f"(width - {wide}) / 2"), alt.ExprRef(f"(width + {wide}) / 2")]
    return alt.X("x:Q", title=None, axis=None, scale=alt.Scale(domain=[0, shape[1]], range=span, nice=False, zero=False))


def _y(shape: tuple[float, int]) -> alt.Y:
    span: list[Any] = [0, alt.ExprRef(f"{_side(shape)} * {shape[0]}")]
    return alt.Y("y:Q", title=None, axis=None, scale=alt.Scale(domain=[0, shape[0]], range=span, nice=False, zero=False))


def _squares(frame: pd.DataFrame, low: float, high: float) -> alt.Chart:
    colour = alt.Color(
        "value:Q",
        title="worth",
        scale=alt.Scale(scheme=SEQUENTIAL, domain=[low, high], clamp=True),
        legend=None,  # every cell has its figure in it
    )
    valued = frame[frame["value"].notna()]
    return alt.Chart(valued).mark_rect(stroke=LIGHT, strokeOpacity=0.5).encode(x2="x2", y2="y2", color=colour)


def _plain(frame: pd.DataFrame) -> alt.Chart:
    shown = frame[frame["value"].isna()]
    paint = alt.Scale(domain=list(COLOURS), range=list(COLOURS.values()))
    return (
        alt.Chart(shown)
        .mark_rect(stroke="#9AA0A6", strokeOpacity=0.5)
        .encode(x2="x2", y2="y2", fill=alt.Fill("paint:N", scale=paint, legend=None))
    )


def _walk(path: np.ndarray, columns: int) -> list[alt.Chart]:
    row, column = np.divmod(np.asarray(path), columns)
    frame = pd.DataFrame({"x": column + 0.5, "y": row + 0.42, "move": np.arange(len(path))})
    line = alt.Chart(frame).mark_line(color=WALK, strokeWidth=5, opacity=0.8, strokeJoin="round", strokeCap="round").encode(order="move:O")
    ends = alt.Chart(frame.iloc[[0, -1]]).mark_point(filled=True, color=WALK, size=90, opacity=1, stroke=DARK, strokeWidth=1)
    return [line, ends]


def _arrows(found: pd.DataFrame, part: float, shape: tuple[int, int]) -> alt.Chart:
    size = alt.ExprRef(f"pow({part} * {_side(shape)}, 2)")
    ink = alt.condition("datum.bright", alt.value(DARK), alt.value(LIGHT))
    rim = alt.condition("datum.bright", alt.value(LIGHT), alt.value(DARK))
    return (
        alt.Chart(found)
        .mark_point(filled=True, shape="arrow", size=size, opacity=1, strokeWidth=0.6)
        .encode(angle=alt.Angle("angle:Q", scale=None), fill=ink, stroke=rim)
    )


def _figures(frame: pd.DataFrame, shape: tuple[int, int]) -> alt.Chart:
    size = alt.ExprRef(f"max(7, min(13, 0.24 * {_side(shape)}))")
    ink = alt.condition("datum.bright", alt.value(DARK), alt.value(LIGHT))
    shown = frame[frame["value"].notna()].assign(x=lambda cell: cell["x"] + 0.5, y=lambda cell: cell["y"] + 0.84)
    return alt.Chart(shown).mark_text(fontSize=size, baseline="middle").encode(text="figure:N", color=ink)


def _letters(frame: pd.DataFrame, shape: tuple[int, int]) -> alt.Chart:
    size = alt.ExprRef(f"max(8, min(15, 0.26 * {_side(shape)}))")
    shown = frame[frame["letter"] != ""].assign(x=lambda cell: cell["x"] + 0.06, y=lambda cell: cell["y"] + 0.05)
    ink = alt.condition("datum.bright", alt.value(DARK), alt.value(LIGHT))
    return alt.Chart(shown).mark_text(fontSize=size, fontWeight="bold", align="left", baseline="top").encode(text="letter:N", color=ink)


def _feet(feet: Sequence[str], shape: tuple[int, int]) -> alt.Chart:
    size = alt.ExprRef(f"max(8, min(13, 0.24 * {_side(shape)}))")
    frame = pd.DataFrame({"x": np.arange(len(feet)) + 0.5, "y": shape[0] + FOOT / 2, "word": list(feet)})
    return alt.Chart(frame).mark_text(fontSize=size, baseline="middle", color="#7D878F").encode(text="word:N")


def _hover(frame: pd.DataFrame, walked: bool) -> alt.Chart:
    told = [
        alt.Tooltip("place:N", title="cell"),
        alt.Tooltip("what:N"),
        alt.Tooltip("figure:N", title="worth"),
        alt.Tooltip("best:N", title="best move"),
        *([alt.Tooltip("visits:Q", title="times left", format=",")] if walked else []),
    ]
    return alt.Chart(frame).mark_rect(opacity=0).encode(x2="x2", y2="y2", tooltip=told)
