"""The colours of every picture: distinguishable with any kind of colour vision, in light and in dark.

Categorical: Okabe & Ito 2008, "Color Universal Design", reordered so that the first few differ most on both backgrounds.
"""

from typing import Final

import altair as alt

PALETTE = ["#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#B8A600", "#7F6BB3", "#8C6D4F", "#5F6B6D"]
NOISE = "#9AA0A6"
SEQUENTIAL: Final = "viridis"
DIVERGING: Final = "blueorange"


def colours(labels: list[str], noise: str | None = None) -> alt.Scale:
    """A scale that gives every label its own colour, round and round, and `noise` the grey one."""
    wheel = iter(range(10**9))
    chosen = [NOISE if label == noise else PALETTE[next(wheel) % len(PALETTE)] for label in labels]
    return alt.Scale(domain=labels, range=chosen)
