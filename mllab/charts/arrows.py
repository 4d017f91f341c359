"""Arrows from the middle of a picture and where their names find room."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from mllab.charts.distribution import shortened

INK, HALO = "#222222", "#FFFFFF"
MOST_NAMED = 14
NARROW = 480  # pixels that a picture is wide at least; on a wider one names only come further apart
LETTER, LINE = 7.2, 16.0  # pixels of a letter and of a line of text at size 12
HEAD = 4.0  # half the size of an arrow's head
LONGEST = 32  # letters of a name
AWAY = (10.0, 22.0, 36.0, 52.0, 70.0)  # how far past the tip a name may stand, in pixels
SIDE = (0.0, 12.0, -12.0, 24.0, -24.0, 36.0, -36.0)  # and how far beside

Box = tuple[float, float, float, float]


def reaching(table: np.ndarray, positions: np.ndarray) -> np.ndarray:
    """Tips (d, 2) of the arrows: weights times the spread of their axis, the longest as far as 90 % of the points reach."""
    middle = positions[:, :2].mean(axis=0, dtype=float)
    spread = positions[:, :2].std(axis=0, dtype=float)
    tips = np.asarray(table, dtype=float)[:, :2] * np.where(spread > 0, spread, 0)
    longest = np.linalg.norm(tips, axis=1).max(initial=0)
    reach = np.quantile(np.linalg.norm(positions[:, :2] - middle, axis=1), 0.9)
    return tips * (reach / longest if longest > 0 else 0)


def named(tips: np.ndarray, columns: Sequence[str], across: list[float], up: list[float], height: int) -> pd.DataFrame:
    """The arrows as a frame: zero_x, zero_y, x, y, angle, column, first, second, label, label_x, label_y.

    Names stand past the tips, the longest arrow's first; one that would cover another name or an arrow's head is left out.
    """
    unit = np.array([NARROW / (across[1] - across[0]), height / (up[1] - up[0])])  # pixels of a step to the right and upwards
    edges = (across[0] * unit[0], up[0] * unit[1], across[1] * unit[0], up[1] * unit[1])
    longest = np.argsort(-np.linalg.norm(tips, axis=1), kind="stable")
    taken = [(x - HEAD, y - HEAD, x + HEAD, y + HEAD) for x, y in tips[longest[:MOST_NAMED]] * unit]
    rows = []
    for rank, i in enumerate(longest):
        label = shortened(columns[i], LONGEST) if rank < MOST_NAMED and tips[i].any() else ""
        spot = _room(tips[i] * unit, label, taken, edges) if label else None
        at = tips[i] if spot is None else np.array(spot) / unit
        rows.append(
            {
                "zero_x": 0.0, "zero_y": 0.0, "x": tips[i, 0], "y": tips[i, 1],
                "angle": float(np.degrees(np.arctan2(tips[i, 0] * unit[0], tips[i, 1] * unit[1]))),
                "column": columns[i], "first": tips[i, 0], "second": tips[i, 1],
                "label": "" if spot is None else label, "label_x": at[0], "label_y": at[1],
            }
        )  # fmt: skip
    return pd.DataFrame(rows)


def box(middle: tuple[float, float], label: str) -> Box:
    """Left, bottom, right, top in pixels of a name written around `middle`."""
    half = len(label) * LETTER / 2
    return middle[0] - half, middle[1] - LINE / 2, middle[0] + half, middle[1] + LINE / 2


def crossing(one: Box, other: Box) -> bool:
    """Whether two boxes share more than an edge."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _room(tip: np.ndarray, label: str, taken: list[Box], edges: Box) -> tuple[float, float] | None:
    """The first free middle (pixels) for `label` near the arrow's tip, inside `edges`; it is then taken. None where there is none."""
    ahead = tip / float(np.linalg.norm(tip))
    half = len(label) * LETTER / 2
    for away in AWAY:
        for side in SIDE:
            x, y = tip + ahead * away + np.array([half * ahead[0], side])
            x = float(np.clip(x, edges[0] + half, edges[2] - half))
            y = float(np.clip(y, edges[1] + LINE / 2, edges[3] - LINE / 2))
            tried = box((x, y), label)
            if not any(crossing(tried, other) for other in taken):
                taken.append(tried)
                return x, y
    return None
