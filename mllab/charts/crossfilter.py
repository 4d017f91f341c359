"""Small charts of one column each, some rows against all, in which a range or some classes can be chosen.

Grey and wide: all rows. Coloured and narrow: the rows that are kept, each as shares of its own number, so that ten rows of a
million are seen as well as half of them. Fields have neutral names; what comes from the data is only ever a value or a title.
"""

from collections.abc import Sequence
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from mllab.charts.association import labels
from mllab.charts.distribution import shortened
from mllab.charts.palette import NOISE, PALETTE

LOW = 128  # pixels of a histogram with its title and axis
ROW = 17  # pixels of a class
FRAME = 34  # pixels of a title
INSET = 0.2  # part of a bar's width that the narrow bar leaves free at each side
BRUSH, PICK = "brush", "pick"
KEPT = [
    alt.Tooltip("n:Q", title="all rows", format=","),
    alt.Tooltip("share:Q", title="share of all", format=".1%"),
    alt.Tooltip("kept:Q", title="kept rows", format=","),
    alt.Tooltip("part:Q", title="share of the kept", format=".1%"),
]


def histogram(edges: Sequence[float], every: np.ndarray, kept: np.ndarray, title: str, dates: bool = False) -> alt.LayerChart:
    """Counts of all and of the kept rows between edges (n + 1); `dates`: edges are seconds since 1970.

    The selection `brush` holds the chosen range of x: in the unit of the edges, dates in thousandths of a second.
    """
    edges_ = np.asarray(edges, dtype=np.float64)
    inset = np.diff(edges_) * INSET
    frame = _shares(every, kept).assign(x=edges_[:-1], x2=edges_[1:], left=edges_[:-1] + inset, right=edges_[1:] - inset)
    if dates:
        frame = frame.assign(**{name: pd.to_datetime(frame[name], unit="s") for name in ("x", "x2", "left", "right")})
    kind, form = ("T", "%Y-%m-%d") if dates else ("Q", ",.6~g")
    ends = [edges_[0], edges_[-1]] if not dates else [alt.DateTime(**_moment(end)) for end in (edges_[0], edges_[-1])]
    across = alt.X(
        f"x:{kind}",
        title=None,
        scale=alt.Scale(domain=ends, nice=False, zero=False),
        axis=alt.Axis(grid=False, tickCount=4, labelFlush=True),
    )
    told = [alt.Tooltip(f"x:{kind}", title="from", format=form), alt.Tooltip(f"x2:{kind}", title="to", format=form), *KEPT]
    base = alt.Chart(frame)
    brush = alt.selection_interval(name=BRUSH, encodings=["x"])
    wide = base.mark_bar(color=NOISE, opacity=0.45, orient="vertical").encode(x=across, x2="x2", y=_up("share"), tooltip=told)
    narrow = base.mark_bar(color=PALETTE[0], orient="vertical").encode(x=alt.X(f"left:{kind}"), x2="right", y=_up("part"), tooltip=told)
    return _framed(wide.add_params(brush) + narrow, title, LOW)


def bars(names: Sequence[str], every: np.ndarray, kept: np.ndarray, title: str) -> alt.LayerChart:
    """Counts of all and of the kept rows for each class, a row each. The selection `pick` holds the chosen `place`s in `names`."""
    frame = _shares(every, kept).assign(place=range(len(names)), name=list(names))
    down = alt.Y(
        "place:O",
        title=None,
        axis=alt.Axis(labelExpr=labels(names), labelLimit=110, labelOverlap=False, labelFlush=False, ticks=False, domain=False),
    )
    told = [alt.Tooltip("name:N", title="value"), *KEPT]
    pick = alt.selection_point(name=PICK, fields=["place"], toggle="true")
    faint = alt.condition(pick, alt.value(1.0), alt.value(0.35))
    base = alt.Chart(frame)
    wide = base.mark_bar(color=NOISE, opacity=0.45).encode(y=down, x=_across("share"), tooltip=told)
    narrow = base.mark_bar(color=PALETTE[0], height=alt.RelativeBandSize(0.45)).encode(
        y=down, x=_across("part"), tooltip=told, opacity=faint
    )
    return _framed((wide + narrow).add_params(pick), title, FRAME + ROW * max(len(names), 2))


def _shares(every: np.ndarray, kept: np.ndarray) -> pd.DataFrame:
    frame = pd.DataFrame({"n": np.asarray(every, dtype=np.int64), "kept": np.asarray(kept, dtype=np.int64)})
    return frame.assign(share=frame["n"] / max(frame["n"].sum(), 1), part=frame["kept"] / max(frame["kept"].sum(), 1))


def _up(field: str) -> alt.Y:
    return alt.Y(f"{field}:Q", title=None, axis=None)


def _across(field: str) -> alt.X:
    return alt.X(f"{field}:Q", title=None, axis=None)


def _framed(picture: alt.LayerChart, title: str, height: int) -> alt.LayerChart:
    heading = alt.TitleParams(shortened(title, 40), anchor="start", fontSize=12, offset=4)
    return picture.properties(height=height, title=heading)


def _moment(seconds: float) -> Any:
    at = pd.Timestamp(seconds, unit="s")
    return {"year": at.year, "month": at.month, "date": at.day, "hours": at.hour, "minutes": at.minute}
