"""Words by what they are worth."""

from collections.abc import Sequence

import altair as alt
import numpy as np
import pandas as pd

from mllab.charts.association import labels
from mllab.charts.palette import PALETTE

FOR, AGAINST = PALETTE[1], PALETTE[0]  # as Streamlit tints words in a text: orange and blue


def weighed_words(words: Sequence[str], weights: np.ndarray, told: Sequence[str], title: str, most: float, colour: str = FOR) -> alt.Chart:
    """A bar from 0 per word, in the order given, on an axis to `most`; `told` is what each says on hover."""
    frame = pd.DataFrame({"place": range(len(words)), "word": list(words), "weight": weights, "told": list(told)})
    scale = alt.Scale(domain=[min(0.0, *weights), most], nice=False)
    return (
        alt.Chart(frame, height=alt.Step(22))
        .mark_bar(opacity=0.85, cornerRadiusEnd=2, color=colour)
        .encode(
            x=alt.X("weight:Q", title=title, scale=scale, axis=alt.Axis(tickCount=4, format="~g")),
            y=alt.Y(
                "place:O", title=None, axis=alt.Axis(labelExpr=labels(words), labelLimit=160, labelFontSize=13, ticks=False, domain=False)
            ),
            tooltip=[
                alt.Tooltip("word:N", title="word"),
                alt.Tooltip("weight:Q", format="+.3~g", title="weight"),
                alt.Tooltip("told:N", title="in"),
            ],
        )
    )
