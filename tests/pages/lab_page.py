"""What the tests of the labs read from a page, and how they run its script."""

import contextlib
import io
import json
from typing import Any

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


def sent(at: AppTest, component: str) -> dict[str, Any]:
    """What a component of this name was sent."""
    found = next(one.proto for one in at.get("bidi_component") if one.proto.component_name.endswith(component))
    told: dict[str, Any] = json.loads(found.json)
    return told
