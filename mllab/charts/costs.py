"""What wrong answers cost: losses over the answer, points with a curve laid by hand and the best one, bands, and a density over its data."""

from collections.abc import Mapping, Sequence

import altair as alt
import numpy as np
import pandas as pd

from mllab.charts.palette import NOISE, PALETTE

HAND, BEST = "yours", "the best"
BY_HAND = alt.Scale(domain=[HAND, BEST], range=[PALETTE[1], PALETTE[0]])
LEGEND = alt.Legend(orient="top", columns=4, symbolStrokeWidth=3)


def curves(
    at: np.ndarray, lines: Mapping[str, np.ndarray], now: float, titles: tuple[str, str], extent: tuple[float, float], height: int = 280
) -> alt.LayerChart:
    """Lines (m,) over `at` (m,), and where the slider stands, with a dot on each line there."""
    x, y = _axes(titles, (float(at[0]), float(at[-1])), extent)
    colour = alt.Color("what:N", title=None, scale=alt.Scale(domain=list(lines), range=PALETTE[: len(lines)]), legend=LEGEND)
    frame = pd.concat([pd.DataFrame({"x": at, "y": line, "what": name}) for name, line in lines.items()])
    dots = pd.DataFrame([{"x": now, "y": float(np.interp(now, at, line)), "what": name} for name, line in lines.items()])
    told = [alt.Tooltip("what:N"), alt.Tooltip("x:Q", title=titles[0], format=".3~f"), alt.Tooltip("y:Q", title=titles[1], format=".4~g")]
    rule = alt.Chart(pd.DataFrame({"x": [now]})).mark_rule(color=NOISE, strokeDash=[5, 4], strokeWidth=2).encode(x=x)
    drawn = alt.Chart(frame).mark_line(strokeWidth=2.5, clip=True).encode(x=x, y=y, color=colour, tooltip=told)
    points = alt.Chart(dots).mark_point(filled=True, size=110, opacity=1, clip=True).encode(x=x, y=y, color=colour, tooltip=told)
    return alt.LayerChart(layer=[rule, drawn, points]).properties(height=height)


def fitted(
    points: tuple[np.ndarray, np.ndarray],
    at: np.ndarray,
    lines: Mapping[str, np.ndarray],
    titles: tuple[str, str],
    hand: np.ndarray | None = None,
    height: int = 360,
) -> alt.LayerChart:
    """Points (x, y) with the curves (m,) that were laid through them; `hand` (n,) is what the first curve says at the points: lines show what is missing."""
    low, high = float(points[1].min()), float(points[1].max())
    room = 0.12 * ((high - low) or 1.0)
    x, y = _axes(titles, _roomy(at), (low - room, high + room))
    frame = pd.concat([pd.DataFrame({"x": at, "y": line, "what": name}) for name, line in lines.items()])
    seen = pd.DataFrame({"x": points[0], "y": points[1], "said": points[1] if hand is None else hand})
    scale = BY_HAND if set(lines) <= {HAND, BEST} else alt.Scale(domain=list(lines), range=PALETTE[: len(lines)])
    told = [alt.Tooltip("x:Q", title=titles[0], format=".4~g"), alt.Tooltip("y:Q", title=titles[1], format=".4~g")]
    dots = alt.Chart(seen).mark_point(filled=True, size=34, color=NOISE, opacity=0.9, clip=True).encode(x=x, y=y, tooltip=told)
    gaps = alt.Chart(seen).mark_rule(color=PALETTE[1], opacity=0.35, clip=True).encode(x=x, y=y, y2="said:Q")
    drawn = alt.Chart(frame).mark_line(strokeWidth=3, clip=True).encode(
        x=x, y=y, color=alt.Color("what:N", title=None, scale=scale, legend=LEGEND), tooltip=["what:N", *told],
        strokeDash=alt.condition(alt.datum.what == BEST, alt.value([7, 4]), alt.value([1, 0])),
    )  # fmt: skip
    return alt.LayerChart(layer=[*([] if hand is None else [gaps]), dots, drawn]).properties(height=height)


def bands(
    points: tuple[np.ndarray, np.ndarray],
    at: np.ndarray,
    lines: np.ndarray,
    names: Sequence[str],
    titles: tuple[str, str],
    height: int = 360,
) -> alt.LayerChart:
    """Points (x, y) with a low, a middle and a high line (3, m): a band between the outer two."""
    low, high = float(points[1].min()), float(points[1].max())
    room = 0.12 * ((high - low) or 1.0)
    x, y = _axes(titles, _roomy(at), (low - room, high + room))
    frame = pd.DataFrame({"x": at, "y": lines[0], "middle": lines[1], "high": lines[2]})
    told = [alt.Tooltip("x:Q", title=titles[0], format=".4~g")]
    told += [alt.Tooltip(f"{field}:Q", title=name, format=".4~g") for field, name in zip(("y", "middle", "high"), names, strict=True)]
    area = alt.Chart(frame).mark_area(color=PALETTE[0], opacity=0.18, clip=True).encode(x=x, y=y, y2="high:Q", tooltip=told)
    middle = alt.Chart(frame).mark_line(color=PALETTE[0], strokeWidth=3, clip=True).encode(x=x, y="middle:Q", tooltip=told)
    seen = pd.DataFrame({"x": points[0], "y": points[1]})
    dots = alt.Chart(seen).mark_point(filled=True, size=34, color=NOISE, opacity=0.9, clip=True).encode(x=x, y=y, tooltip=["x:Q", "y:Q"])
    return alt.LayerChart(layer=[area, dots, middle]).properties(height=height)


def density(x: np.ndarray, at: np.ndarray, lines: Mapping[str, np.ndarray], title: str, height: int = 320) -> alt.LayerChart:
    """Densities (m,) over `at` (m,), by hand and the best, above a tick for every value of x (n,)."""
    most = 1.25 * float(max(line.max() for name, line in lines.items() if name == BEST or len(lines) == 1))
    across, up = _axes((title, "density"), (float(at[0]), float(at[-1])), (-0.06 * most, most))
    frame = pd.concat([pd.DataFrame({"x": at, "y": line, "what": name}) for name, line in lines.items()])
    hand = lines[HAND]
    each = pd.DataFrame({"x": x, "y": np.interp(x, at, hand), "floor": 0.0})
    stems = alt.Chart(each).mark_rule(color=PALETTE[1], opacity=0.3, clip=True).encode(
        x=across, y=up, y2="floor:Q", tooltip=[alt.Tooltip("x:Q", title=title, format=".4~g"), alt.Tooltip("y:Q", title="density here", format=".3~g")],
    )  # fmt: skip
    ticks = alt.Chart(each).mark_tick(color=NOISE, thickness=1.5, size=14).encode(x=across, y=alt.Y("floor:Q"))
    drawn = alt.Chart(frame).mark_line(strokeWidth=3, clip=True).encode(
        x=across, y=up, color=alt.Color("what:N", title=None, scale=BY_HAND, legend=LEGEND),
        strokeDash=alt.condition(alt.datum.what == BEST, alt.value([7, 4]), alt.value([1, 0])),
    )  # fmt: skip
    return alt.LayerChart(layer=[stems, ticks, drawn]).properties(height=height)


def _roomy(at: np.ndarray) -> tuple[float, float]:
    room = 0.02 * float(at[-1] - at[0])
    return float(at[0]) - room, float(at[-1]) + room


def _axes(titles: tuple[str, str], across: tuple[float, float], up: tuple[float, float]) -> tuple[alt.X, alt.Y]:
    x = alt.X("x:Q", title=titles[0], scale=alt.Scale(domain=list(across), nice=False, zero=False), axis=alt.Axis(grid=False, tickCount=6))
    y = alt.Y("y:Q", title=titles[1], scale=alt.Scale(domain=list(up), nice=False, zero=False), axis=alt.Axis(tickCount=5))
    return x, y
