"""The browser's side of big uploads: takes over from the page's uploader when a file is big, and says which uploads are complete."""

from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from mllab.ui.upload.parts import MB

ABOVE = 50 * MB
HERE = Path(__file__).parent


@cache
def _component() -> Any:
    html, css, js = ((HERE / f"zone.{kind}").read_text(encoding="utf-8") for kind in ("html", "css", "js"))
    return st.components.v2.component("mllab_big_uploads", html=html, css=css, js=js)


def big_uploads(zone: str, stored: list[str], above: int = ABOVE, together: bool = False, then: str = "reading the table now") -> list[str]:
    """Watch the uploader inside the container with key `zone`; gives the ids of the uploads that are complete.

    Files of more than `above` bytes, with those chosen beside them, come in pieces through the upload route; `stored` are the ids that the page is
    done with. `together` tells of files that belong together when the last of them is here. `then` says what happens to a file that is here.
    """
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    url = f"/{base}/upload" if base else "/upload"
    data = {"zone": zone, "above": above, "stored": stored, "together": together, "then": then, "url": url}
    result = _component()(key=f"{zone}_big", data=data, on_finished_change=_noted)
    return [id for id in result.get("finished") or [] if id not in stored]


def _noted() -> None:
    """A state of a component is only kept when somebody listens to it."""
