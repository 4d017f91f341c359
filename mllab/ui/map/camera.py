"""Where the camera stands over the map, kept in the link: `2~x~y~scale~scale~width~height`, or `3~x~y~z~turn~tilt~distance`."""

import math
from dataclasses import dataclass
from typing import Any

import streamlit as st

from mllab.ui.points import Picked

LINK = "camera"
STATE = "_map_camera"
FLAT, SOLID = ("width", "height"), ("turn", "tilt", "distance")


@dataclass
class _Camera:
    """What the link said, what that means, and what the map told last; `times` tells apart two visits of the same link."""

    said: str | None = None
    view: dict[str, Any] | None = None
    told: tuple[dict[str, Any], bool] | None = None
    times: int = 0


def given() -> dict[str, Any] | None:
    """The view that the link asks for; it stays the same until another link is followed, as the reader moves on from it."""
    camera: _Camera = st.session_state.setdefault(STATE, _Camera())
    said = st.query_params.get(LINK, "")
    if said != camera.said:
        camera.times += 1
        view = parsed(said)
        camera.said, camera.told = said, None
        camera.view = None if view is None else {**view, "times": camera.times}
    return camera.view


def note(picked: Picked) -> None:
    """Put into the link where the reader has moved the camera; nothing where it shows everything."""
    camera: _Camera = st.session_state.setdefault(STATE, _Camera())
    now = (picked.view, picked.moved)
    if camera.told is not None and now != camera.told:
        camera.said = spoken(picked.view) if picked.moved else ""
        if camera.said:
            st.query_params[LINK] = camera.said
        else:
            st.query_params.pop(LINK, None)
    camera.told = now


def spoken(view: dict[str, Any]) -> str:
    """A view of the points component as a word of the link; empty for none."""
    if not view:
        return ""
    flat = "scale" in view
    numbers = [*view["center"], *(view["scale"] if flat else ()), *(view[name] for name in (FLAT if flat else SOLID))]
    return "~".join(["2" if flat else "3", *(f"{float(number):.6g}" for number in numbers)])


def parsed(said: str) -> dict[str, Any] | None:
    """The view that such a word means; None for anything else."""
    kind, *rest = said.split("~")
    try:
        numbers = [float(word) for word in rest]
    except ValueError:
        return None
    if kind not in {"2", "3"} or len(numbers) != 6 or not all(map(math.isfinite, numbers)):
        return None
    if kind == "2":
        scale, size = numbers[2:4], dict(zip(FLAT, numbers[4:], strict=True))
        return {"center": numbers[:2], "scale": scale, **size} if min(*scale, *size.values()) > 0 else None
    return {"center": numbers[:3], **dict(zip(SOLID, numbers[3:], strict=True))} if numbers[-1] > 0 else None
