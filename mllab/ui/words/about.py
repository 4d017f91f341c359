"""What the embedding is, in a line: how many words, how many numbers each, which of them were estimated, what was left out."""

import streamlit as st

from mllab.embed import Words
from mllab.ui.show import plain
from mllab.ui.words.loading import Source

ESTIMATED = "Their vectors were not learned, but estimated from those of other words: grey in the pictures, and less to be trusted."
SHOWN = 200


def about(words: Words, source: Source) -> None:
    """The line, with what else there is to know behind a button."""
    parts = [f"**{len(words):,}** {source.things}", f"**{words.dimension}** numbers each"]
    if words.estimated is not None and (many := int(words.estimated.sum())):
        parts.append(f"{many:,} of them estimated")
    st.caption(f"{', '.join(parts)}.", help=ESTIMATED if len(parts) > 2 else None)
    if words.notes or source.path is not None:
        with st.popover("What it is", icon=":material/info:", type="tertiary"):
            for note in words.notes:
                st.markdown(f"- {plain(note)}")
            if source.path is not None:
                _rejects(words)


def _rejects(words: Words) -> None:
    from mllab.embed.read import rejects

    found = rejects(words)
    if not found:
        st.caption("Every line of the file fits.")
        return
    st.markdown(f"**What was left out**, {min(len(found), SHOWN):,} of {len(found):,} lines")
    st.dataframe(
        {
            "line": [one.line for one in found[:SHOWN]],
            "why": [one.reason for one in found[:SHOWN]],
            "it reads": [one.raw for one in found[:SHOWN]],
        },
        hide_index=True,
    )
