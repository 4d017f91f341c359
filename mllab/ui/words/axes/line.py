"""A list of words on one axis: a dot each, with the interval over the pairs."""

import numpy as np
import streamlit as st

from mllab.charts.ranges import ranges
from mllab.charts.word_axes import axis_title
from mllab.embed import Words
from mllab.embed.axes import Interval, Projection, ends, project
from mllab.ui import chart, code, plain
from mllab.ui.words.axes.setting import Chosen, about
from mllab.ui.words.listing import told_estimated, told_missing
from mllab.ui.words.loading import script

AMONG = 10_000


def line(words: Words, chosen: Chosen, terms: list[str], relative: bool, spread: Interval) -> None:
    """The dots, what the axis is made of, and the words of the vocabulary that lie furthest out."""
    found = project(words, chosen.axis, terms, relative, spread)
    left, right = st.columns([3, 2], gap="large")
    with left:
        _dots(found, chosen)
        told_missing(found.missing)
        told_estimated(words, found.words)
    with right:
        about(words, chosen)
        _furthest(words, chosen)
    code(script(words, _asked(chosen, terms, relative, spread), "from mllab.embed import axes"))


def _dots(found: Projection, chosen: Chosen) -> None:
    order = np.argsort(-found.values, kind="stable")
    low, high = found.low[order], found.high[order]
    clear = np.isnan(low) | (low > 0) | (high < 0)
    middle = "the list's mean" if found.relative else "0"
    chart(
        ranges(
            [found.words[i] for i in order],
            found.values[order],
            low,
            high,
            axis_title(*chosen.ends, "relative to the mean" if found.relative else "cosine"),
            reference=0.0,
            marked=[bool(one) for one in clear],
            format="+.3f",
            wide=130,
        ),
        alt=f"{len(order)} words between {chosen.ends[0]} and {chosen.ends[1]}: {found.words[order[-1]]} is furthest to {chosen.ends[0]}, "
        f"{found.words[order[0]]} to {chosen.ends[1]}",
    )
    grey = f" Grey: the interval holds {middle}." if found.interval != "none" and not np.isnan(low).all() else ""
    mean = f" The list's mean is {found.mean:+.3f}." if found.relative else ""
    st.caption(f"The cosine between each word and the axis, −1 to 1.{mean}{grey}{_interval(found)}")


def _interval(found: Projection) -> str:
    if found.interval == "none":
        return ""
    if np.isnan(found.low).all():
        return " One pair has no interval."
    return f" Bars: 95 % interval, {found.interval} over what makes the axis."


def _furthest(words: Words, chosen: Chosen) -> None:
    low, high = ends(words, chosen.axis, 10, AMONG)
    st.markdown("**Furthest out**", help=f"Of the first {min(AMONG, len(words)):,} words, without those that make the axis.")
    for name, found in ((chosen.ends[0], low), (chosen.ends[1], high)):
        st.markdown(f"*{plain(name)}*: {', '.join(plain(word) for word, _ in found)}")


def _asked(chosen: Chosen, terms: list[str], relative: bool, spread: str) -> str:
    options = ("" if relative else ", relative=False") + ("" if spread == "jackknife" else f", interval={spread!r}")
    return (
        f"axis = axes.written(words, {chosen.text!r})\n"
        f"found = axes.project(words, axis, {terms!r}{options})\n"
        "for word, value, low, high in zip(found.words, found.values, found.low, found.high):\n"
        '    print(f"{word:20} {value:+.3f}  {low:+.3f} to {high:+.3f}")'
    )
