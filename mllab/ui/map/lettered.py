"""The picture as a file says what the page says: the names of the groups, the user's own labels, and the words beside the points."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from mllab.charts.named_points import named
from mllab.charts.scatter import in_proportion
from mllab.ui import short
from mllab.ui.map.shown import View

if TYPE_CHECKING:
    import altair as alt

LETTERS = 28
TRIED = 2_000  # rows whose words are tried for a place


def lettered(picture: "alt.Chart", view: View, own: Mapping[int, str], size: tuple[float, float]) -> "alt.Chart | alt.LayerChart":
    """The chart with its texts, the more important ones first; those that find no room are left out."""
    if view.picture is None:
        return picture
    across, up = in_proportion(picture.data["x"], picture.data["y"])
    captions = [(text, (float(place[0]), float(place[1]))) for text, place in view.captions]
    return named(picture, captions, _words(view, own), across, up, size)


def _words(view: View, own: Mapping[int, str]) -> list[tuple[str, tuple[float, float]]]:
    """The user's own labels, then those of the look in an order by chance, as on the page."""
    places = np.empty((0, 2)) if view.picture is None else view.picture.positions
    others = [] if view.look is None else view.look.words()
    order = np.random.default_rng(0).permutation(len(others))[:TRIED]
    told = {**own, **{int(row): others[row] for row in order if int(row) not in own}}
    flat = places if places.shape[1] > 1 else np.column_stack([places, np.zeros(len(places))])
    return [(short(text, LETTERS), (float(flat[row, 0]), float(flat[row, 1]))) for row, text in told.items() if text.strip()]
