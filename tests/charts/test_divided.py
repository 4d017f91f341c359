"""A plane divided among classes: what is drawn, and that only the data change."""

import numpy as np

from mllab.charts import divided

ENDS = np.array([[0.0, 4.0], [0.0, 2.0]])
DOTS = divided.Dots(np.array([[1.0, 1], [2, 1], [3, 1]]), ["a", "b", "a"], rings=np.array([2]))


def names(spec):
    return [layer["data"]["name"] for layer in spec["layer"]]


def test_a_picture_draws_what_it_is_given_and_has_at_least_a_row_of_everything():
    spec = divided.plane(("a", "b"), ("x", "y"), ENDS, "#000", select=divided.ROW)
    data = divided.parts(DOTS, [divided.Lines(np.array([[0, 0, 4, 2.0]]), "#f00", 2, dashed=True)], here=np.array([1.0, 2.0]))
    drawn = divided.filled(spec, data)
    assert set(drawn["datasets"]) == set(names(spec))
    assert divided.SPOTS not in drawn["datasets"], "a data set that no layer draws is refused by the browser"
    assert all(len(rows) for rows in drawn["datasets"].values())
    assert data["rows"]["true"].tolist() == ["a", "b", "a"]
    assert data["rings"][["x", "y"]].to_numpy().tolist() == [[3, 1]]
    assert data["lines"].iloc[0].to_dict() == {"x": 0, "y": 0, "x2": 4, "y2": 2, "width": 2, "ink": "#f00", "dashed": True}
    assert spec["layer"][0]["encoding"]["url"]["field"] == "url"


def test_what_can_be_clicked_is_a_place_or_a_point():
    place, row, none = (divided.plane(("a",), ("x", "y"), ENDS, "#000", select=select) for select in (divided.PLACE, divided.ROW, ""))
    assert [param["name"] for param in place["params"]] == ["place"]
    assert [param["name"] for param in row["params"]] == ["row"]
    assert "params" not in none
    assert divided.SPOTS in names(place)


def test_in_three_dimensions_there_are_no_axes_and_no_colours_behind():
    spec = divided.plane(("a",), ("", ""), ENDS, "#000", bare=True)
    assert divided.FIELD not in names(spec)
    assert all(layer["encoding"]["x"]["axis"] is None for layer in spec["layer"])


def test_boxes_cuts_and_rings_end_at_the_picture():
    box = np.array([[-np.inf, 1.0], [0.5, np.inf]])
    assert divided.box_lines(box, ENDS).tolist() == [[0, 0.5, 1, 0.5], [1, 0.5, 1, 2], [1, 2, 0, 2], [0, 2, 0, 0.5]]
    assert divided.cut_line(0, 0.7, box, ENDS).tolist() == [[0.7, 0.5, 0.7, 2]]
    assert divided.cut_line(1, 1.5, box, ENDS).tolist() == [[0, 1.5, 1, 1.5]]
    assert divided.ring_lines(np.array([[0, 0], [1, 0], [1, 1]])).tolist() == [[0, 0, 1, 0], [1, 0, 1, 1]]
