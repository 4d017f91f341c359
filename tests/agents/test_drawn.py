"""A world of one's own."""

import numpy as np
import pytest

from mllab.agents import AGENTS, WORLDS, best, walk
from mllab.errors import ParamError

drawn = WORLDS["your own"]


def test_a_corridor_is_worth_what_it_pays():
    """Three moves at -1 and the goal's 10 instead of the last: -1 - g + 10 g^2 in closed form."""
    world = drawn(drawing="S..G", goal=10.0, step=-1.0, discount=0.9)
    assert best(world).values[0] == pytest.approx(-1 - 0.9 + 10 * 0.81)
    assert walk(world, best(world).policy).cells.tolist() == [0, 1, 2, 3]


def test_a_hole_ends_and_a_cliff_leads_back():
    world = drawn(drawing="SH/C.", fall=-7.0, step=0.0)
    tables = world.tables()
    assert tables.ends.tolist() == [False, True, False, False]
    assert (tables.following[0, 1, 0], tables.rewards[0, 1, 0]) == (1, -7)
    assert (tables.following[0, 2, 0], tables.rewards[0, 2, 0]) == (0, -7)


def test_the_drawing_to_begin_with_can_be_learned():
    world = drawn()
    found = AGENTS["Q-learning"]().fit(world, seed=0)
    assert walk(world, found.policy).arrived
    assert np.isfinite(best(world).values).all()


@pytest.mark.parametrize(
    ("drawing", "said"),
    [
        ("", "equally long"),
        ("S..G/...", "equally long"),
        ("....", "one S"),
        ("SS.G", "one S"),
        ("S.?G", "'\\?'"),
        ("S", "2 to 400 cells"),
        ("/".join(["S" + "." * 20, *["." * 21] * 20]), "2 to 400 cells"),
    ],
)
def test_what_is_no_world_is_refused_with_what_to_do(drawing, said):
    with pytest.raises(ParamError, match=said) as refused:
        drawn(drawing=drawing)
    assert "your own: drawing" in str(refused.value)
