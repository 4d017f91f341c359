"""The score of an analogy test, section by section."""

from collections.abc import Sequence

import altair as alt
import pandas as pd

from mllab.charts.association import labels
from mllab.charts.palette import PALETTE

ROW = 34


def word_sections(sections: Sequence[str], covered: Sequence[int], scores: dict[str, Sequence[float]]) -> alt.LayerChart:
    """Shares of right answers per section, a bar for each method; the number of questions answered stands in the hover."""
    frame = pd.DataFrame(
        [
            {"place": place, "section": section, "method": method, "share": values[place], "covered": covered[place]}
            for place, section in enumerate(sections)
            for method, values in scores.items()
        ]
    ).dropna()
    y = alt.Y(
        "place:O", axis=alt.Axis(labelExpr=labels(sections), labelLimit=190, ticks=False, domain=False, title=None, labelOverlap=False)
    )
    x = alt.X(
        "share:Q",
        title=None,
        scale=alt.Scale(domain=[0, 1.1], nice=False),
        axis=alt.Axis(format="%", values=[0, 0.25, 0.5, 0.75, 1], grid=True),
    )
    base = alt.Chart(frame).encode(x=x, y=y, yOffset=alt.YOffset("method:N", sort=list(scores)))
    bars = base.mark_bar(cornerRadiusEnd=2).encode(
        color=alt.Color(
            "method:N",
            title=None,
            scale=alt.Scale(domain=list(scores), range=[PALETTE[0], PALETTE[4]]),
            legend=alt.Legend(orient="top"),
        ),
        tooltip=[
            alt.Tooltip("section:N"),
            alt.Tooltip("method:N"),
            alt.Tooltip("share:Q", title="right", format=".1%"),
            alt.Tooltip("covered:Q", title="questions", format=","),
        ],
    )
    said = base.mark_text(align="left", dx=4, fontSize=11).encode(text=alt.Text("share:Q", format=".0%"))
    return alt.LayerChart(layer=[bars, said]).properties(height=ROW * max(len(sections), 1) + 60)
