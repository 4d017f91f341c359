"""Axes from one search to another: where the poles lie, what the axes hold, the angle between them, and what cannot be an axis."""

import runpy

import numpy as np
import pandas as pd
import pytest
from sklearn.datasets import load_digits

from mllab.errors import DataError
from mllab.params import knobs
from mllab.reduce._custom import BITS, CustomAxes


def corners(n=40, seed=0):
    """Clouds at the ends of two directions in 5 columns that are 45 degrees apart, and the table that says which is which."""
    rng = np.random.default_rng(seed)
    middles = np.zeros((4, 5))
    middles[1, 0], middles[3, :2] = 4, 3
    X = np.repeat(middles, n, axis=0)
    noise = rng.normal(size=(4, n, 5))
    X += (noise - noise.mean(axis=1, keepdims=True)).reshape(-1, 5)  # so that the middles are exact
    return X, pd.DataFrame({"kind": np.repeat(["west", "east", "south", "north"], n)})


AXES = CustomAxes(left="west", right="east", left_right_in="kind", down="south", up="north", up_down_in="kind")


def middle(positions, rows):
    return positions[rows].mean(axis=0, dtype=float)


@pytest.mark.parametrize("orthogonal", [False, True])
def test_the_poles_lie_at_minus_one_and_one(orthogonal):
    X, frame = corners()
    axes = CustomAxes(**AXES.values() | {"orthogonal": orthogonal})
    positions = axes.fit(X, y=axes.poles(frame)).positions
    kind = frame["kind"].to_numpy()
    assert middle(positions, kind == "west")[0] == pytest.approx(-1, abs=1e-5)
    assert middle(positions, kind == "east")[0] == pytest.approx(1, abs=1e-5)
    assert middle(positions, kind == "south")[1] == pytest.approx(-1, abs=1e-5)
    assert middle(positions, kind == "north")[1] == pytest.approx(1, abs=1e-5)


def test_across_is_the_projection_onto_the_line_between_the_middles():
    """As the Embedding Projector places rows along a custom axis, in units of half the way between the poles."""
    X, y = load_digits(return_X_y=True)
    zero, one = X[y == 0].mean(axis=0), X[y == 1].mean(axis=0)
    unit = (one - zero) / np.linalg.norm(one - zero)
    expected = (X - (zero + one) / 2) @ unit / (np.linalg.norm(one - zero) / 2)
    axes = CustomAxes(left="0", right="1", left_right_in="label")
    positions = axes.fit(X, y=axes.poles(pd.DataFrame({"label": y}))).positions
    assert np.allclose(positions[:, 0], expected, atol=1e-5)


def test_the_angle_and_the_variance_are_those_of_the_directions():
    X, frame = corners()
    found = AXES.fit(X, y=AXES.poles(frame))
    assert "45°" in found.note
    east, northeast = np.eye(5)[0], np.array([1, 1, 0, 0, 0]) / np.sqrt(2)
    total = np.trace(np.cov(X.T, bias=True))
    assert found.shares == pytest.approx([(X @ way).var() / total for way in (east, northeast)], rel=1e-6)


def test_made_orthogonal_the_second_axis_holds_nothing_of_the_first():
    X, frame = corners()
    axes = CustomAxes(**AXES.values() | {"orthogonal": True})
    found = axes.fit(X, y=axes.poles(frame))
    assert found.loadings[:, 0] @ found.loadings[:, 1] == pytest.approx(0, abs=1e-12)
    assert "made a right one" in found.note
    assert np.allclose(np.abs(found.loadings[:, 1]) > 1e-9, [False, True, False, False, False]), "east is taken out, north stays"


def test_without_up_and_down_up_is_the_widest_direction_beside():
    """Which PCA finds in what is left when across is taken out."""
    from sklearn.decomposition import PCA

    X, frame = corners()
    axes = CustomAxes(left="west", right="east", left_right_in="kind")
    found = axes.fit(X, y=axes.poles(frame))
    rest = X.copy()
    rest[:, 0] = 0  # across is the first column
    expected = PCA(1).fit_transform(rest).ravel() / 2  # half the way between the poles
    ours = found.positions[:, 1]
    assert np.allclose(ours * np.sign(ours @ expected), expected, atol=1e-5)
    assert "90°" in found.note


def test_an_empty_end_stands_for_all_rows():
    X, frame = corners()
    axes = CustomAxes(right="east", left_right_in="kind")
    y = axes.poles(frame)
    assert (y & BITS["left"]).all()
    positions = axes.fit(X, y=y).positions
    assert positions[:, 0].mean() == pytest.approx(-1, abs=1e-5)


def test_a_row_may_belong_to_both_axes():
    _, frame = corners()
    frame["size"] = np.tile(["small", "large"], len(frame) // 2)
    axes = CustomAxes(left="west", right="east", down="small", up="large")
    y = axes.poles(frame)
    assert set(y[frame["kind"] == "west"]) == {BITS["left"] | BITS["down"], BITS["left"] | BITS["up"]}


def test_patterns_find_whole_cells():
    frame = pd.DataFrame({"n": [1, 10, 11, 2]})
    assert (CustomAxes(left="1", right="2", left_right_in="n").poles(frame) & 1).tolist() == [1, 1, 1, 0]
    assert (CustomAxes(left="^1$", right="2", left_right_in="n", pattern=True).poles(frame) & 1).tolist() == [1, 0, 0, 0]


def test_new_rows_land_where_they_would_have():
    X, frame = corners()
    found = AXES.fit(X, y=AXES.poles(frame))
    assert np.allclose(AXES.place(X[:7], X, found), found.positions[:7], atol=1e-5)


@pytest.mark.parametrize(
    ("axes", "words"),
    [
        (CustomAxes(), "what left or right stands for"),
        (CustomAxes(left="nowhere", right="east"), "left end stands for no row"),
        (CustomAxes(left="t|s|r", right="east", pattern=True), "left end stands for every row"),
        (CustomAxes(left="west", right="west"), "same middle"),
        (CustomAxes(left="west", right="east", down="east", up="west"), "same way"),
        (CustomAxes(left="(", right="east", pattern=True), "no regular expression"),
        (CustomAxes(left="west", right="east", left_right_in="gone"), "no column 'gone'"),
    ],
)
def test_what_makes_no_axis_is_refused_with_what_to_do(axes, words):
    X, frame = corners()
    with pytest.raises(DataError, match=words):
        axes.fit(X, y=axes.poles(frame))


def test_poles_that_do_not_fit_the_rows_are_refused():
    X, frame = corners()
    with pytest.raises(DataError, match="need the rows of their poles"):
        AXES.fit(X)
    with pytest.raises(DataError, match="one whole number per row"):
        AXES.fit(X, y=AXES.poles(frame)[:5])


def test_it_keeps_the_contract_of_a_reducer():
    """As tests/test_contract.py asks of the catalog, of which it is no part: its poles are rows of a table."""
    X, frame = corners()
    X = X.astype(np.float32)
    X.setflags(write=False)
    assert eval(repr(AXES), {"CustomAxes": CustomAxes}) == AXES
    assert all(knob.help for knob in knobs(CustomAxes).values())
    first, again = (AXES.fit(X, seed=seed, y=AXES.poles(frame)) for seed in (0, 1))
    assert np.array_equal(first.positions, again.positions)
    assert first.positions.dtype == np.float32


@pytest.mark.parametrize(
    "axes",
    [
        AXES,
        CustomAxes(**AXES.values() | {"orthogonal": True}),
        CustomAxes(right="^(ea|no)", pattern=True),
        CustomAxes(left="west", right="east", left_right_in="kind"),
    ],
    ids=["two axes", "at a right angle", "from all rows, a pattern", "widest beside"],
)
def test_its_script_gives_the_same_numbers_without_mllab(axes, tmp_path):
    X, frame = corners()
    script = str(axes.script())
    assert "mllab" not in script
    (tmp_path / "script.py").write_text(script)
    there = runpy.run_path(str(tmp_path / "script.py"), {"X": X, "frame": frame})
    assert np.allclose(there["positions"], axes.fit(X, y=axes.poles(frame)).positions, atol=1e-5)
