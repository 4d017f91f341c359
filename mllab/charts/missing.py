"""What is missing, and what is missing together."""

from collections.abc import Sequence

import altair as alt
import pandas as pd

from mllab.charts.association import labels
from mllab.charts.distribution import shortened
from mllab.charts.palette import NOISE, PALETTE

ROW = 24


def patterns(names: Sequence[str], found: Sequence[tuple[Sequence[str], int]], rows: int) -> alt.Chart:
    """Patterns of gaps, the commonest on top: a filled square where a column is missing, and the rows that have exactly this pattern
    at the side.

    `found`: (missing columns, rows) per pattern.
    """
    gone = [set(columns) for columns, _ in found]
    grid = [(p, c, "missing" if name in gone[p] else "there", shortened(name)) for p in range(len(found)) for c, name in enumerate(names)]
    says = [f"{count:,} rows ({count / max(rows, 1):.1%})" for _, count in found]
    frame = pd.DataFrame(grid, columns=["p", "c", "what", "name"]).assign(rows=lambda f: [says[p] for p in f["p"]])
    return (
        alt.Chart(frame)
        .mark_rect(stroke="white", strokeOpacity=0.25)
        .encode(
            x=alt.X(
                "c:O",
                axis=alt.Axis(
                    labelExpr=labels(names),
                    labelAngle=-45,
                    labelLimit=120,
                    labelOverlap=False,
                    labelFlush=False,
                    ticks=False,
                    domain=False,
                    title=None,
                    orient="top",
                ),
            ),
            y=alt.Y(
                "p:O",
                axis=alt.Axis(
                    labelExpr=labels(says), labelLimit=160, labelOverlap=False, labelFlush=False, ticks=False, domain=False, title=None
                ),
            ),
            color=alt.Color(
                "what:N",
                title=None,
                scale=alt.Scale(domain=["missing", "there"], range=[PALETTE[1], f"{NOISE}33"]),
                legend=alt.Legend(orient="bottom"),
            ),
            tooltip=[alt.Tooltip("name:N", title="column"), alt.Tooltip("what:N", title="is"), alt.Tooltip("rows:N", title="in")],
        )
        .properties(height=ROW * len(found) + 120)
    )


def shares(names: Sequence[str], counts: Sequence[int], rows: int) -> alt.Chart:
    """The share of missing values per column."""
    frame = pd.DataFrame({"place": range(len(names)), "n": counts}).assign(
        share=lambda f: f["n"] / max(rows, 1), name=[shortened(name) for name in names]
    )
    return (
        alt.Chart(frame)
        .mark_bar(color=PALETTE[1])
        .encode(
            y=alt.Y(
                "place:O",
                axis=alt.Axis(
                    labelExpr=labels(names), labelLimit=140, labelOverlap=False, labelFlush=False, ticks=False, domain=False, title=None
                ),
            ),
            x=alt.X("share:Q", title="missing", axis=alt.Axis(format="%", tickCount=4)),
            tooltip=[
                alt.Tooltip("name:N", title="column"),
                alt.Tooltip("n:Q", title="missing", format=","),
                alt.Tooltip("share:Q", format=".1%"),
            ],
        )
        .properties(height=ROW * len(names) + 40)
    )
