"""Pictures of worlds and of what episodes bring."""

import numpy as np
import pytest

from mllab.charts import returns
from mllab.charts.gridworld import arrows, best_moves, cells, direction, gridworld

FOUR = ((-1, 0), (0, 1), (1, 0), (0, -1))
KINDS = ["start", "wall", "free", "goal"]
POLICY = np.array([[0, 0, 1, 0], [0.25] * 4, [0, 1, 0, 0], [0.25] * 4])
VALUES = np.array([1.0, np.nan, 2.0, np.nan])


def test_cells_stand_where_they_are_and_say_what_they_are():
    frame = cells((2, 2), KINDS, VALUES, POLICY, FOUR, np.array([3, 0, 1, 0]))
    assert frame[["x", "y"]].to_numpy().tolist() == [[0, 0], [1, 0], [0, 1], [1, 1]]
    assert frame["place"][2] == "row 2, column 1"
    assert frame["best"].tolist() == ["down", "", "right", ""]
    assert frame["letter"].tolist() == ["S", "", "", "G"]


def test_a_cell_that_was_never_left_is_told_from_a_wall():
    frame = cells((2, 2), KINDS, np.array([1.0, np.nan, np.nan, np.nan]), POLICY, FOUR)
    assert frame["paint"].tolist() == ["start", "wall", "not yet seen", "goal"]


def test_arrows_point_where_the_move_leads():
    frame = cells((2, 2), KINDS, VALUES, POLICY, FOUR)
    found = arrows(frame, POLICY, FOUR)
    assert found["angle"].tolist() == [180, 90], "clockwise from upwards"
    assert found["single"].all()


def test_equally_good_moves_have_an_arrow_each():
    tied = np.array([[0.5, 0.5, 0, 0]])
    frame = cells((1, 1), ["free"], np.array([0.0]), tied, FOUR)
    found = arrows(frame, tied, FOUR)
    assert found["angle"].tolist() == [0, 90]
    assert not found["single"].any()
    assert found["y"][0] < found["y"][1]
    assert found["x"][1] > found["x"][0]


@pytest.mark.parametrize(("move", "said"), [((-1, 0), "up"), ((1, 1), "down and right"), ((0, -1), "left")])
def test_moves_in_words(move, said):
    assert direction(move) == said


def test_when_all_moves_are_alike_any_is_best():
    assert best_moves(np.full(4, 0.25), FOUR) == "any"
    assert best_moves(np.array([0.5, 0, 0.5, 0]), FOUR) == "up or down"


def test_the_picture_holds_its_layers_with_and_without_a_walk():
    without = gridworld((2, 2), KINDS, VALUES, POLICY, FOUR)
    walked = gridworld((2, 2), KINDS, VALUES, POLICY, FOUR, np.array([0, 2, 3]), np.array([1, 0, 1, 0]))
    assert len(walked.to_dict()["layer"]) == len(without.to_dict()["layer"]) + 2


def test_it_can_be_drawn():
    import vl_convert

    picture = vl_convert.vegalite_to_svg(gridworld((2, 2), KINDS, VALUES, POLICY, FOUR, np.array([0, 2, 3])).to_dict())
    assert "row 2, column 1" in picture
    assert ">2<" in picture


def test_a_running_mean_is_of_the_last_few():
    assert returns.running(np.array([1.0, 3.0, 5.0, 7.0]), 2).tolist() == [1, 2, 4, 6]
    assert returns.running(np.array([[2.0, 4.0], [0.0, 2.0]]), 9).tolist() == [[2, 3], [0, 1]]


def test_curves_of_one_and_of_several_can_be_made():
    values = np.linspace(-100, -13, 900)
    one = returns.episodes(values, "return", best=-13.0, at=900).to_dict()
    assert len(next(iter(one["datasets"].values()))) <= 900
    both = returns.several({"a": np.stack([values, values - 1]), "b": np.stack([values, values])}, "moves", log=False).to_dict()
    assert {row["method"] for rows in both["datasets"].values() for row in rows if "method" in row} == {"a", "b"}


def test_one_episode_alone_can_be_drawn():
    returns.episodes(np.array([5.0]), "moves", log=True).to_dict()
