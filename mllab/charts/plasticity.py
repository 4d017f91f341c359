"""A neuron's weights on their way through the samples that it learns from."""

import altair as alt
import numpy as np
import pandas as pd

from mllab.charts.palette import NOISE, PALETTE

REACH = 4.0


def plasticity(X: np.ndarray, way: np.ndarray, principal: np.ndarray, height: int = 420) -> alt.LayerChart:
    """Samples X (n, 2) about their mean, the weights (steps, 2) as a path to where they are now, and the line along `principal` (2,)."""
    scale = alt.Scale(domain=[-REACH, REACH], nice=False)
    x, y = (
        alt.X("x:Q", title="x₁", scale=scale, axis=alt.Axis(tickCount=5)),
        alt.Y("y:Q", title="x₂", scale=scale, axis=alt.Axis(tickCount=5)),
    )
    ends = np.outer([-2 * REACH, 2 * REACH], principal)
    parts = [
        _chart(X).mark_point(filled=True, size=22, opacity=0.5, color=NOISE, clip=True),
        _chart(ends).mark_line(strokeDash=[6, 4], strokeWidth=1.5, color=PALETTE[2], clip=True),
        _chart(way).mark_line(strokeWidth=1.5, opacity=0.8, color=PALETTE[1], clip=True).encode(order="step:Q"),
        _chart(np.stack([np.zeros(2), way[-1]])).mark_line(strokeWidth=3.5, color=PALETTE[0], clip=True),
        _chart(way[-1:]).mark_point(filled=True, size=120, opacity=1, color=PALETTE[0], clip=True),
    ]
    return alt.LayerChart(layer=[part.encode(x=x, y=y) for part in parts]).properties(height=height)


def _chart(places: np.ndarray) -> alt.Chart:
    return alt.Chart(pd.DataFrame({"x": places[:, 0], "y": places[:, 1], "step": np.arange(len(places))}))
