"""What the tests of the labs read from a page, and how they run its script."""

import contextlib
import io

from streamlit.testing.v1 import AppTest


def figures(at: AppTest) -> dict[str, str]:
    """The headline figures by their label."""
    return {item.label: item.value for item in at.metric}


def said(at: AppTest) -> str:
    """All that is written."""
    return " ".join(item.value for item in [*at.markdown, *at.caption, *at.error])


def ran(script: str) -> str:
    """What a script prints."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(script, "<script>", "exec"), {})  # noqa: S102, the script is what is tested
    return out.getvalue()
