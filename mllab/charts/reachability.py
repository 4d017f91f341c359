"""Density as a profile: OPTICS' reachability plot and the k-distance plot behind DBSCAN's radius."""

from collections.abc import Sequence

import altair as alt
import numpy as np
import pandas as pd

from mllab.charts.palette import NOISE, PALETTE
from mllab.charts.scatter import group_scale, legend, order

THIN = 1_000


def reachability(distances: np.ndarray, names: Sequence[str], height: int = 260) -> alt.Chart:
    """The reachability plot: `distances` (n,) in walking order, `names` (n,) the groups in the same order. Valleys are groups.

    Above 1,000 rows the highest of each run of neighbors is drawn; an infinite distance is drawn as the highest finite one, and
    what lies far above nearly all is cut off, so that the valleys can be seen.
    """
    finite = distances[np.isfinite(distances)]
    tall = np.where(np.isfinite(distances), distances, finite.max() if len(finite) else 1.0)
    runs = np.array_split(np.arange(len(tall)), min(len(tall), THIN))
    peaks = [int(run[tall[run].argmax()]) for run in runs]
    frame = pd.DataFrame({"place": peaks, "distance": tall[peaks], "group": [names[i] for i in peaks]})
    listed = order(list(frame["group"]))
    top = min(float(tall.max()), 2 * float(np.quantile(tall, 0.95))) or 1.0
    return (
        alt.Chart(frame)
        .mark_bar(binSpacing=0)
        .encode(
            x=alt.X(
                "place:O", title="rows in the order of the walk", axis=alt.Axis(labels=False, ticks=False), scale=alt.Scale(paddingInner=0)
            ),
            y=alt.Y("distance:Q", title="reachability", scale=alt.Scale(domain=[0, top], clamp=True, nice=False)),
            color=alt.Color("group:N", scale=group_scale(listed), title="group", legend=legend(listed)),
            tooltip=["group:N", alt.Tooltip("distance:Q", format=".3~g")],
        )
        .properties(height=height)
    )


def k_distance(distances: np.ndarray, eps: float, proposed: float, height: int = 220) -> alt.LayerChart:
    """Sorted distances (n,) to the k-th point, the radius in use as a line, the proposed one dashed; far outliers are cut off above."""
    at = np.unique(np.linspace(0, len(distances) - 1, min(len(distances), 500)).astype(int))
    top = min(float(distances[-1]), 4 * max(eps, proposed))
    curve = (
        alt.Chart(pd.DataFrame({"row": at, "distance": distances[at]}))
        .mark_line(color=PALETTE[0])
        .encode(
            x=alt.X("row:Q", title="rows, nearest neighbors first", axis=alt.Axis(grid=False)),
            y=alt.Y("distance:Q", title="distance", scale=alt.Scale(domain=[0, top], clamp=True, nice=False)),
        )
    )
    names = ["eps in use", "proposed"] if eps != proposed else ["eps in use: the proposed one"]
    scale = alt.Scale(domain=names, range=[PALETTE[5], NOISE][: len(names)])
    lines = (
        alt.Chart(pd.DataFrame({"distance": [eps, proposed][: len(names)], "what": names}))
        .mark_rule(size=2)
        .encode(
            y="distance:Q",
            color=alt.Color("what:N", title=None, scale=scale, legend=alt.Legend(orient="bottom", labelLimit=240)),
            strokeDash=alt.StrokeDash("what:N", title=None, scale=alt.Scale(domain=names, range=[[1, 0], [5, 4]][: len(names)])),
            tooltip=["what:N", alt.Tooltip("distance:Q", format=".3~g")],
        )
    )
    return (curve + lines).properties(height=height)
