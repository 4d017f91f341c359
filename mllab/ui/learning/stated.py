"""What a lab is about, above and below it: its question, its takeaway, its source."""

import streamlit as st


def asks(question: str) -> None:
    """The question that the lab answers, above its picture."""
    st.markdown(f"**Question:** {question}")


def takeaway(text: str, source: str) -> None:
    """What to remember, and where it comes from, below the picture."""
    st.info(text, icon=":material/lightbulb:")
    st.caption(f"Source: {source}")
