"""What many networks answer, as small pictures beside each other, each to be clicked."""

import base64
from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any

import numpy as np
import streamlit as st

from mllab.charts.palette import PALETTE
from mllab.learning.neurons import Samples

HERE = Path(__file__).parent
KEY = "net_multiples"
CSS = """
.multiples { display: grid; gap: 0.6rem; font-family: var(--st-font); font-size: 0.75rem; color: var(--st-text-color); }
button { display: grid; align-content: start; gap: 0.2rem; padding: 0.3rem; font: inherit; color: inherit; text-align: left; background: none; border: 1px solid var(--st-border-color); border-radius: 5px; cursor: pointer; min-width: 0; }
button:hover { border-color: var(--st-primary-color); }
button.best { outline: 2px solid var(--st-primary-color); }
.best span::after { content: ", the lowest"; }
canvas { width: 100%; aspect-ratio: 1; border-radius: 3px; }
:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 2px; }
"""


@cache
def _component() -> Any:
    js = "\n".join((HERE / "browser" / f"{name}.js").read_text(encoding="utf-8") for name in ("colours", "multiples"))
    return st.components.v2.component("mllab_multiples", html='<div class="multiples" role="group"></div>', css=CSS, js=js)


def multiples(
    cells: Sequence[dict[str, Any]], columns: int, samples: Samples, take: Callable[[Sequence[object]], None], best: int = -1
) -> None:
    """A grid of cells: `name`, what is `said` of it, its `map` in bytes as `Maps.output` gives it, and the `value` handed to `take` when it is clicked; the `best` is
    framed."""
    drawn = [
        {"name": one["name"], "said": one["said"], "map": base64.b64encode(np.ascontiguousarray(one["map"]).tobytes()).decode()}
        for one in cells
    ]
    data = {"cells": drawn, "columns": columns, "classes": max(2, len(samples.classes)), "palette": PALETTE, "best": best}
    _component()(key=KEY, data=data, on_picked_change=partial(_picked, [one["value"] for one in cells], take))


def _picked(values: list[Sequence[object]], take: Callable[[Sequence[object]], None]) -> None:
    number = st.session_state[KEY].get("picked")
    if isinstance(number, int | float) and 0 <= int(number) < len(values):
        take(values[int(number)])
