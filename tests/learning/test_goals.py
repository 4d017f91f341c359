"""Goals as a teacher types them."""

import math

import pytest

from mllab.errors import ParamError
from mllab.learning.goals import Goal, goals

MEASURES = ("test loss", "hidden neurons", "right")


def test_goals_are_read_and_judged():
    found = goals("Test  loss < 0.05, hidden neurons <= 3 and right ≥ 95 %", MEASURES)
    assert found == (Goal("test loss", "<", 0.05), Goal("hidden neurons", "<=", 3.0), Goal("right", ">=", 95.0))
    assert [one.met({"test loss": 0.05, "hidden neurons": 3, "right": 95.5}) for one in found] == [False, True, True]
    assert str(found[1]) == "hidden neurons at most 3"
    assert goals("  ", MEASURES) == ()


def test_what_is_missing_or_no_number_is_not_reached():
    goal = Goal("test loss", "<", 1)
    assert not goal.met({})
    assert not goal.met({"test loss": math.nan})
    assert goal.met({"test loss": 0.5})


@pytest.mark.parametrize(
    "text",
    [
        "joy > 3",
        "test loss",
        "test loss < low",
        "test loss < nan",
        "test loss < inf",
        "test loss < 1 2",
        "<script> < 1",
        ",".join(["right > 1"] * 9),
    ],
)
def test_what_is_no_goal_is_said(text):
    with pytest.raises(ParamError, match="goal"):
        goals(text, MEASURES)
