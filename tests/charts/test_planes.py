"""Maps over the unit square: what the colours say, and that the picture can be drawn."""

import base64
import io

import numpy as np
import vl_convert
from PIL import Image

from mllab.charts.boundary import HIGH, LOW
from mllab.charts.planes import FULL, amounts, heights, plane
from mllab.charts.png import rgb


def pixels(image: str) -> np.ndarray:
    """(r, c, 4) the colours of an image, row 0 at the bottom."""
    return np.array(Image.open(io.BytesIO(base64.b64decode(image.split(",")[1]))))[::-1]


def test_amounts_grow_stronger_up_to_the_full_colour():
    found = pixels(amounts(np.array([[0.0, 0.5], [1.0, 3.0]]), "#0072B2", 1.0))
    assert (found[..., :3] == rgb("#0072B2")).all()
    assert found[0, 0, 3] == 0
    assert found[0, 1, 3] == np.round(255 * FULL / 2)
    assert found[1, 0, 3] == found[1, 1, 3] == np.round(255 * FULL)


def test_heights_have_a_colour_for_each_side_of_the_middle():
    found = pixels(heights(np.array([[-1.0, 1.0], [3.0, 1.5]]), (-1.0, 3.0)))
    assert tuple(found[0, 0, :3]) == rgb(LOW)
    assert tuple(found[1, 0, :3]) == tuple(found[1, 1, :3]) == rgb(HIGH)
    assert found[0, 1, 3] == 0
    assert found[1, 1, 3] < found[1, 0, 3]


def test_every_cell_is_told_on_hover_and_the_points_are_drawn():
    at = np.stack(np.meshgrid([0.25, 0.75], [0.25, 0.75]), axis=-1).reshape(-1, 2)
    made = plane(heights(np.zeros((2, 2)), (0.0, 1.0)), at, np.arange(4.0), "Variance", np.array([[0.5, 0.5]]))
    rows = made["datasets"]["cells"]
    assert [(row["x"], row["y"], row["value"]) for row in rows] == [(0.25, 0.25, 0), (0.75, 0.25, 1), (0.25, 0.75, 2), (0.75, 0.75, 3)]
    assert [layer["mark"]["type"] for layer in made["layer"]] == ["image", "point", "square"]
    assert made["datasets"]["dots"] == [{"x": 0.5, "y": 0.5}]
    assert "background" not in made
    assert vl_convert.vegalite_to_svg(made).startswith("<svg")
