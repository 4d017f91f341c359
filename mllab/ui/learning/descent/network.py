"""The loss surface of a real network: trained in a worker, then drawn along two directions, with the path of training on it."""

from copy import deepcopy
from typing import Any

import numpy as np
import streamlit as st

from mllab import jobs
from mllab.charts import descent as drawn
from mllab.jobs.state import Values
from mllab.learning.landscape import DIRECTIONS, Directions, Network
from mllab.script import Script
from mllab.ui.code import code
from mllab.ui.job import job_panel
from mllab.ui.knobs import tune
from mllab.ui.learning.stated import asks, takeaway
from mllab.ui.show import facts

WORK = "mllab.jobs.landscaping:along_two"
WHO = "training"


def network() -> None:
    """Controls at the side, the job, and what it came to."""
    asks("What does the loss of a real network look like around where training ends?")
    with st.sidebar:
        made = tune(Network, "net")
        along: Directions = st.selectbox(
            "Seen along",
            DIRECTIONS,
            key="along",
            bind="query-params",
            help="Two random directions, each unit's part as long as its own weights (filter normalization), or the two main axes of the path itself.",
        ) or DIRECTIONS[0]  # fmt: skip
        seed = int(
            st.number_input(
                "Seed", 0, 9999, 0, key="net-seed", bind="query-params", help="Other points, other first weights, other random directions."
            )
        )
    job = jobs.start(WORK, {"network": made.values(), "along": along, "seed": seed}, {}, f"Loss surface of a network, {along}", again=False)
    values = job_panel(job, _curve, "Training, then looking around", key="landscape")
    if values is not None:
        _surface(values, along)
        code(script(made, along, seed), name="loss_surface.py")
    takeaway(
        "The surface has as many dimensions as the network has weights; two of them are a cut. Deep networks are rugged to look at and hard to train; with skips "
        "the same depth is smooth. Along random directions the path hardly shows, since random directions miss it: its own main axes hold nearly all of it.",
        "Li, Xu, Taylor, Studer & Goldstein 2018, “Visualizing the loss landscape of neural nets”.",
    )


@st.fragment
def _surface(values: Values, along: Directions) -> None:
    losses, path = np.asarray(values["loss"]), np.asarray(values["path"])
    last = len(losses) - 1
    now = st.slider("Epoch", 0, last, last, key=f"epoch-of-{last}", bind="query-params", help="Drag to see where training was then.")
    walk = _walk(losses, path)
    left, right = st.columns([3, 2], gap="medium")
    with left:
        _plane(values, walk, now, along)
    with right:
        _over_epochs(walk, now)
        facts(
            ("Loss then", f"{losses[now]:.4g}", "Mean cross-entropy over the points it is trained on; 0.693 is a guess."),
            ("At the end", f"{losses[-1]:.4g}", "The loss after the last epoch, in the middle of the picture."),
            (
                "Way in this plane",
                f"{float(values['in_plane']):.1%}",
                "The share of the way of training (squared distances from its end) that lies in the plane drawn.",
            ),
        )


def _plane(values: Values, walk: drawn.Walk, now: int, along: Directions) -> None:
    import pandas as pd

    grid, extent = np.asarray(values["grid"]), [tuple(one) for one in np.asarray(values["extent"]).tolist()]
    at = np.array(np.meshgrid(*[np.linspace(low, high, grid.shape[1]) for low, high in extent])).reshape(2, -1)
    still = drawn.still(drawn.terrain(_finer(grid)), np.column_stack([*at, grid.ravel()]), [])
    titles = ("direction 1", "direction 2") if along == DIRECTIONS[0] else ("first main axis", "second main axis")
    st.vega_lite_chart(
        pd.concat([still, drawn.moving({WHO: walk}, now)], ignore_index=True),
        deepcopy(_picture(tuple(extent), titles)),
        width="stretch",
        key=f"landscape-{along}",
        alt=f"The loss over two {along}, and the path of training",
    )
    st.caption(
        "The greyer, the higher the loss; along a line it is equal. Ring: where training began, as seen in this plane. Height and colour are those of the plane, the path's own loss is told on hover."
    )


def _over_epochs(walk: drawn.Walk, now: int) -> None:
    st.vega_lite_chart(
        drawn.heights({WHO: walk}, 0.0, now),
        deepcopy(drawn.over_steps([WHO], [WHO], titles=("epoch", "loss"))),
        width="stretch",
        key="landscape-loss",
        alt="The loss over the epochs",
    )


def _finer(grid: np.ndarray, times: int = 6) -> np.ndarray:
    """The grid with straight lines between its places, so that contour lines are drawn fine."""
    places = np.arange(grid.shape[0])
    wanted = np.linspace(0, grid.shape[0] - 1, grid.shape[0] * times)
    rows = np.array([np.interp(wanted, places, row) for row in grid])
    return np.array([np.interp(wanted, places, column) for column in rows.T]).T


def _walk(losses: np.ndarray, path: np.ndarray) -> drawn.Walk:
    empty = np.full(len(losses), np.nan)
    return drawn.Walk(path, losses, empty, empty[1:], len(losses) - 1)


def _curve(values: Values) -> None:
    losses = np.asarray(values["loss"])
    if len(losses) > 1:
        _over_epochs(_walk(losses, np.zeros((len(losses), 2))), len(losses) - 1)


@st.cache_resource(max_entries=20, show_spinner=False)
def _picture(extent: tuple[tuple[float, float], ...], titles: tuple[str, str]) -> dict[str, Any]:
    return drawn.plane(extent, [WHO], [WHO], titles=titles)


def script(made: Network, along: Directions, seed: int) -> Script:
    """The same surface by a call of mllab."""
    body = f"""found = landscape({made!r}, {along!r}, seed={seed})
print("loss", found.loss[-1], "way in the plane", found.share)
print(found.extent)
print(found.grid)"""
    return Script(body, ("from mllab.learning.landscape import Network, landscape",))
