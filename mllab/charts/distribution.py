"""How the values of one column lie: a histogram or the commonest values, small or large.

Fields have neutral names; what comes from the data is only ever a value or a title.
"""

from collections.abc import Sequence

import altair as alt
import pandas as pd

from mllab.charts.names import written
from mllab.charts.palette import NOISE, PALETTE

LABEL = 160  # pixels of a label before it is cut


def histogram(
    edges: Sequence[float], counts: Sequence[int], title: str, dates: bool = False, fences: Sequence[float] = (), height: int = 260
) -> alt.Chart:
    """Counts between edges, (n + 1) and (n). `dates`: the edges are seconds since 1970. `fences`.

    What lies beyond is drawn in grey, as outlying.
    """
    frame = pd.DataFrame({"x": edges[:-1], "x2": edges[1:], "n": counts})
    low, high = fences if fences else (float("-inf"), float("inf"))
    frame["place"] = [
        "beyond the fences" if end <= low or start >= high else "within" for start, end in zip(frame["x"], frame["x2"], strict=True)
    ]
    if dates:
        frame = frame.assign(x=pd.to_datetime(frame["x"], unit="s"), x2=pd.to_datetime(frame["x2"], unit="s"))
    kind, form = ("T", "%Y-%m-%d") if dates else ("Q", ",.6~g")
    return (
        alt.Chart(frame)
        .mark_bar(binSpacing=0.5, orient="vertical")
        .encode(
            x=alt.X(f"x:{kind}", title=shortened(title), scale=alt.Scale(zero=False, nice=False), axis=alt.Axis(grid=False, tickCount=6)),
            x2="x2",
            y=alt.Y("n:Q", title="rows", axis=alt.Axis(tickCount=4)),
            color=alt.Color("place:N", scale=alt.Scale(domain=["within", "beyond the fences"], range=[PALETTE[0], NOISE]), legend=None),
            tooltip=[
                alt.Tooltip(f"x:{kind}", title="from", format=form),
                alt.Tooltip(f"x2:{kind}", title="to", format=form),
                alt.Tooltip("n:Q", title="rows", format=","),
            ],
        )
        .properties(height=height)
    )


def commonest(top: Sequence[tuple[str, int]], rows: int, height: int | None = None) -> alt.Chart:
    """The commonest values (value, count), the most frequent on top; what is left of `rows` is one grey bar."""
    listed = [(value, count, "value") for value, count in top]
    rest = rows - sum(count for _, count in top)
    if rest > 0:
        listed.append(("all other values", rest, "rest"))
    frame = pd.DataFrame(listed, columns=["x", "n", "what"]).assign(place=range(len(listed)), share=lambda f: f["n"] / max(rows, 1))
    return (
        alt.Chart(frame)
        .mark_bar()
        .encode(
            y=alt.Y(
                "place:O",
                title=None,
                axis=alt.Axis(
                    labelExpr=_names(list(frame["x"])), labelLimit=LABEL, labelOverlap=False, labelFlush=False, ticks=False, domain=False
                ),
            ),
            x=alt.X("n:Q", title="rows", axis=alt.Axis(tickCount=4)),
            color=alt.Color("what:N", scale=alt.Scale(domain=["value", "rest"], range=[PALETTE[0], NOISE]), legend=None),
            tooltip=[
                alt.Tooltip("x:N", title="value"),
                alt.Tooltip("n:Q", title="rows", format=","),
                alt.Tooltip("share:Q", format=".1%", title="share"),
            ],
        )
        .properties(height=height or 24 * len(frame) + 40)
    )


def _names(values: Sequence[str]) -> str:
    """A label for each place, as a Vega expression over a quoted list: values stay values."""
    return f"{written([shortened(value, 80) for value in values])}[datum.value]"


def shortened(text: str, most: int = 60) -> str:
    """A title that fits: on one line, cut at `most` characters."""
    line = " ".join(str(text).split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


def hovered(text: str) -> str:
    """A column's name as the title of a tooltip's line.

    Vega's tooltip draws what is called "image" as a picture, asking its address for it, and what is called "title" as a heading; a
    no-break space behind the name makes it a name like any other.
    """
    title = shortened(text)
    return f"{title}\u00a0" if title in {"image", "title"} else title
