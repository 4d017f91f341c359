"""The frame of a page: its title and idea on top, and the one place where an MllabError becomes a message."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from mllab.errors import MllabError
from mllab.ui.show import plain
from mllab.ui.views import holding, views_button


@contextmanager
def page(title: str, idea: str) -> Iterator[None]:
    """Open a page: `title` names it, `idea` is its one idea in a sentence.

    An MllabError raised inside is shown as a message; anything else is a bug and keeps its traceback in the log.
    """
    holding(None)
    with st.container(horizontal=True, vertical_alignment="top", wrap=False):
        st.markdown(f"### {title}\n{idea}", anchors=False, width="stretch")
        with st.container(width="content"):
            views_button()
    try:
        yield
    except MllabError as error:
        tell(error)


def tell(error: Exception) -> bool:
    """Show an MllabError as a message and say so; leave anything else to Streamlit. For callbacks and fragments, which run outside `page`."""
    if isinstance(error, MllabError):
        st.error(plain(error), icon=":material/info:")
        return True
    return False
