"""A word in the middle and its neighbors around it: how far out one stands is exact, the side it stands on shows which neighbors are alike."""

from collections.abc import Sequence

import altair as alt
import numpy as np
import pandas as pd

from mllab.charts.palette import NOISE
from mllab.charts.word_plane import Even, dots, extent, lettered, names

STOPS = (0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0.0)
RINGS = 3  # at most
CORNERS = 90  # of a ring


def word_rings(
    words: Sequence[str],
    positions: np.ndarray,
    roles: Sequence[str],
    cosines: Sequence[float],
    links: Sequence[tuple[int, int]] = (),
    height: int = 430,
) -> alt.LayerChart:
    """Words at positions (n, 2) around the origin, with rings of equal cosine and `links` between words (pairs of places).

    The distance from the origin is that of unit vectors, sqrt(2 - 2 cosine), as in an azimuthal map. Clicking a word selects it (`word`).
    """
    reach = float(np.linalg.norm(positions, axis=1).max(initial=0.1))
    middle, half = extent(np.array([[-reach, -reach], [reach, reach]]))
    lines = np.array([[*positions[a], *positions[b]] for a, b in links]).reshape(-1, 4)
    frame = lettered(words, positions, roles, cosines, middle, half, height, lines)
    even = Even(middle, half)
    return alt.LayerChart(
        layer=[*_rings(reach, positions, even), *_links(positions, links, even), *names(frame, even), dots(frame, even, "cosine")]
    ).properties(height=height)


def radius(cosines: np.ndarray | float) -> np.ndarray:
    """How far out a cosine stands: the distance of unit vectors."""
    return np.asarray(np.sqrt(np.maximum(2 - 2 * np.asarray(cosines, float), 0)))


def _rings(reach: float, positions: np.ndarray, even: Even) -> list[alt.Chart]:
    inside = [stop for stop in STOPS if radius(stop) <= reach * 1.02]
    shown = inside[:: -max(1, -(-len(inside) // RINGS))] or [STOPS[0]]
    turn = np.linspace(0, 2 * np.pi, CORNERS + 1)
    listed = [(stop, at, radius(stop) * np.sin(angle), radius(stop) * np.cos(angle)) for stop in shown for at, angle in enumerate(turn)]
    frame = pd.DataFrame(listed, columns=["cosine", "at", "x", "y"])
    rings = (
        alt.Chart(frame)
        .mark_line(color=NOISE, strokeWidth=1, opacity=0.45, strokeDash=[2, 4], clip=True)
        .encode(x=even.x(), y=even.y(), detail="cosine:N", order="at:Q")
    )
    spots = np.array([[radius(stop) * np.array([np.sin(angle), np.cos(angle)]) for stop in shown] for angle in turn])
    nearest = np.linalg.norm(spots[:, :, None] - positions[None, None], axis=3).min(axis=(1, 2))
    said = alt.Chart(frame[frame["at"] == int(nearest.argmax())]).mark_text(color=NOISE, fontSize=11, clip=True)  # where words are farthest
    return [rings, said.encode(x=even.x(), y=even.y(), text=alt.Text("cosine:Q", format=".1f"))]


def _links(positions: np.ndarray, links: Sequence[tuple[int, int]], even: Even) -> list[alt.Chart]:
    if not links:
        return []
    frame = pd.DataFrame([(*positions[a], *positions[b]) for a, b in links], columns=["from_x", "from_y", "x", "y"])
    return [
        alt.Chart(frame)
        .mark_rule(color=NOISE, strokeWidth=1.4, opacity=0.55)
        .encode(x=even.x("from_x"), y=even.y("from_y"), x2="x:Q", y2="y:Q")
    ]
