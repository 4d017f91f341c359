"""Showing things safely: charts at full width, figures with their meaning on hover, data always as text."""

import re
from typing import TYPE_CHECKING, Any

import streamlit as st

if TYPE_CHECKING:
    import altair as alt

INKS = ("#1F2933", "#E6EBEF")  # of what is written inside a chart, in light and in dark: the theme colours only what stands around it
_MARKUP = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>$:~&\"'^=])")


def plain(text: object) -> str:
    """`text` with all Markdown and HTML taken literally, on one line: data is shown, never obeyed."""
    return _MARKUP.sub(r"\\\1", " ".join(str(text).split()))


def short(text: object, most: int = 60) -> str:
    """`text` on one line, cut in the middle when it is longer than `most` characters."""
    line = " ".join(str(text).split())
    return line if len(line) <= most else f"{line[: most - most // 3 - 1]}…{line[-(most // 3) :]}"


def chart(picture: "alt.Chart | Any", key: str | None = None, height: Any = "content", alt: str | None = None, **options: Any) -> Any:
    """Draw an Altair chart, or what `kept` made of it, as wide as there is room; with `on_select="rerun"` gives back what was selected.

    `alt` says the picture in a sentence, for those who cannot see it.
    """
    ink = INKS[st.context.theme.type == "dark"]
    if isinstance(picture, dict):
        inked = {**picture, "config": {**picture.get("config", {}), "text": {"color": ink}}}
        return st.vega_lite_chart(spec=inked, width="stretch", height=height, key=key, alt=alt, theme="streamlit", **options)
    return st.altair_chart(
        picture.configure_text(color=ink), width="stretch", height=height, key=key, alt=alt, theme="streamlit", **options
    )


def kept(picture: "alt.Chart | Any") -> dict[str, Any]:
    """An Altair chart as plain data, its rows inside, to be kept while widgets move: Altair checks a chart anew each time that it is drawn,
    which takes longer than all else of a page. For charts of some hundred rows.
    """
    found: dict[str, Any] = picture.to_dict()
    found.pop("config", None)  # Altair's own sizes and colours; the page has its own
    return found


def facts(*figures: tuple[str, str, str]) -> None:
    """A row of headline figures: (label, value, what it means)."""
    with st.container(horizontal=True, gap="small"):
        for label, value, meaning in figures:
            st.metric(label, value, help=meaning, width="content", border=True)
