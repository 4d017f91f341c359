"""The race: a row of sliders, the surface with all paths on it, the heights over the steps, and who arrived."""

from copy import deepcopy
from typing import Any

import numpy as np
import streamlit as st

from mllab.charts import descent as drawn
from mllab.errors import MllabError
from mllab.learning.descent import OPTIMIZERS, Descent, Optimizer, Outcome, Schedule, Surface, outcome, race, race_script
from mllab.ui.code import code
from mllab.ui.learning.descent.chosen import Setting, rate, setting
from mllab.ui.learning.descent.play import playing, step_of
from mllab.ui.learning.descent.start import clicked, start
from mllab.ui.learning.descent.told import headline, lines
from mllab.ui.learning.stated import asks, takeaway
from mllab.ui.page import tell

GRID = (240, 320)  # rows and columns of heights that the terrain is drawn from
POINTS = 240  # of a curve
NAMES = list(OPTIMIZERS)


def raced() -> None:
    """Controls at the side, then all that moves."""
    asks("From the same start, who gets to the bottom, who takes how long, and who flies off?")
    chosen = setting()
    if not chosen.optimizers:
        st.info("Choose at least one optimizer at the side.", icon=":material/info:")
        return
    playing(lambda: _moving(chosen))
    takeaway(
        "The slope says where down is, not how far to go. Too long a step overshoots, too short a one never arrives, and what is right across a ravine is wrong "
        "along it: momentum evens that out over time, Adam and its kin by measuring each direction, Newton by knowing the curvature.",
        "Goodfellow, Bengio & Courville 2016, chapter 8; each optimizer's own is under “The rules”.",
    )


def _moving(chosen: Setting) -> None:
    """Everything that a slider of the race changes; errors of what was typed are told here, since a fragment runs outside the page's frame."""
    try:
        _shown(chosen)
    except MllabError as error:
        tell(error)


def _shown(chosen: Setting) -> None:
    surface = chosen.surface
    columns = st.columns([2] * (1 + len(surface.variables)) + [3], gap="medium", vertical_alignment="bottom")
    with columns[0]:
        optimizers = chosen.at(rate())
    begin = start(surface, columns[1:-1])
    with columns[-1]:
        now = step_of(chosen.steps)
    found, ends = _raced(
        surface, optimizers, begin, chosen.steps, chosen.schedule, repr((surface, optimizers, begin, chosen.steps, chosen.schedule))
    )
    left, right = st.columns([3, 2], gap="medium")
    walks = {one.name: _walk(walk) for one, walk in zip(optimizers, found, strict=True)}
    with left:
        _surface(surface, walks, now)
    with right:
        _heights(surface, walks, now)
        st.markdown(headline(optimizers, ends))
    st.markdown("\n".join(f"- {line}" for line in lines(optimizers, found, ends, bool(surface.minima))))
    racing = {one.name: one for one in optimizers}
    code(race_script(surface, racing, begin, chosen.steps, chosen.schedule), name="gradient_descent.py")


@st.cache_resource(max_entries=60, show_spinner=False)
def _raced(
    _surface: Surface, _optimizers: tuple[Optimizer, ...], begin: tuple[float, ...], steps: int, _schedule: Schedule, token: str
) -> tuple[list[Descent], list[Outcome]]:
    found = race(_surface, _optimizers, begin, steps, _schedule)
    lowest = _ground(_surface, repr(_surface))[2]
    return found, [outcome(_surface, one, walk, lowest) for one, walk in zip(_optimizers, found, strict=True)]


@st.cache_resource(max_entries=20, show_spinner=False)
def _ground(_surface: Surface, token: str) -> tuple[str, np.ndarray, float]:
    """The terrain as an image (none of a curve), the places that can be clicked with their heights (c, d + 1), and the least height known."""
    axes = [
        np.linspace(*ends, POINTS if len(_surface.extent) == 1 else many) for ends, many in zip(_surface.extent, GRID[::-1], strict=False)
    ]
    heights = _surface.value(np.array(np.meshgrid(*axes)))
    if len(axes) == 1:
        cells, image = np.column_stack([axes[0], heights]), ""
    else:
        middles = [
            low + (high - low) * (np.arange(many) + 0.5) / many for (low, high), many in zip(_surface.extent, drawn.CELLS, strict=True)
        ]
        at = np.array(np.meshgrid(*middles)).reshape(2, -1)
        cells, image = np.column_stack([*at, _surface.value(at)]), drawn.terrain(heights)
    known = [float(_surface.value(np.array(low))) for low in _surface.minima]
    return image, cells, min([*known, float(np.nanmin(np.where(np.isfinite(heights), heights, np.nan)))])


def _surface(surface: Surface, walks: dict[str, drawn.Walk], now: int) -> None:
    import pandas as pd

    image, cells, _ = _ground(surface, repr(surface))
    still = drawn.still(image, cells, [[*low, *([float("nan")] * (2 - len(low)))] for low in surface.minima])
    key = f"ground-{surface.name}"
    st.vega_lite_chart(
        pd.concat([still, drawn.moving(walks, now)], ignore_index=True),
        deepcopy(_ground_picture(surface, tuple(walks), repr(surface.extent))),
        width="stretch",
        key=key,
        on_select=lambda: clicked(surface, key),
        selection_mode=drawn.START,
        alt=f"The paths of {', '.join(walks)} down {surface.name}",
    )
    grey = "The greyer, the higher; along a line it is equally high. " if image else ""
    st.caption(f"{grey}Ring: the start; click to start elsewhere. {'Cross' if image else 'Dotted line'}: a lowest place.")


def _heights(surface: Surface, walks: dict[str, drawn.Walk], now: int) -> None:
    lowest = min(
        [
            _ground(surface, repr(surface))[2],
            *(float(np.min(walk.height[: walk.end + 1])) for walk in walks.values() if walk.end == len(walk.rates)),
        ]
    )
    st.vega_lite_chart(
        drawn.heights(walks, lowest, now),
        deepcopy(_heights_picture(tuple(walks))),
        width="stretch",
        key="over-steps",
        alt=f"The height above the lowest over the steps, of {', '.join(walks)}",
    )


@st.cache_resource(max_entries=40, show_spinner=False)
def _ground_picture(_surface: Surface, racing: tuple[str, ...], token: str) -> dict[str, Any]:
    extent = _surface.extent
    return drawn.line(extent[0], NAMES, racing) if len(extent) == 1 else drawn.plane(extent, NAMES, racing)


@st.cache_resource(max_entries=20, show_spinner=False)
def _heights_picture(racing: tuple[str, ...]) -> dict[str, Any]:
    return drawn.over_steps(NAMES, racing)


def _walk(found: Descent) -> drawn.Walk:
    end = len(found.rates) if found.diverged is None else found.diverged - 1
    return drawn.Walk(found.path, found.loss, found.slope, found.rates, end)
