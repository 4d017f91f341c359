"""The sets of points: those of tensorflow/playground, dataset.ts."""

import numpy as np
import pytest

from mllab.errors import DataError, ParamError
from mllab.learning.neurons import FEATURES, POINTS, drawn, features, of_columns


def points(name, noise=0, n=2000, seed=0):
    return POINTS[name](noise=noise).draw(n, np.random.default_rng(seed))


@pytest.mark.parametrize("name", POINTS)
@pytest.mark.parametrize("noise", [0, 50])
def test_points_lie_in_their_square_with_answers_from_minus_one_to_one(name, noise):
    X, y = points(name, noise, 501)
    assert X.shape == (501, 2)
    assert np.abs(X).max() <= (12 if name == "gauss" else 6)
    assert np.abs(y).max() <= (1.8 if name == "plane" else 1)
    assert drawn(POINTS[name]()).places.shape == (1200 if name in {"plane", "hills"} else 500, 2)


def test_the_spiral_is_theirs_point_by_point():
    X, y = points("spiral", n=500)
    for i in (0, 1, 100, 249):
        r, t = i / 250 * 5, 1.75 * i / 250 * 2 * np.pi
        assert X[i] == pytest.approx([r * np.sin(t), r * np.cos(t)])
        assert X[250 + i] == pytest.approx([r * np.sin(t + np.pi), r * np.cos(t + np.pi)])
    assert (y[:250] == 1).all()
    assert (y[250:] == -1).all()


def test_the_circle_is_a_disc_in_a_ring_with_a_gap():
    X, y = points("circle")
    r = np.hypot(*X.T)
    assert (r[y == 1] < 2.5).all()
    assert (r[y == -1] >= 3.5).all()
    assert r.max() <= 5
    assert (y == 1).sum() == 1000


def test_xor_keeps_away_from_the_axes_and_goes_by_the_sign_of_the_product():
    X, y = points("xor")
    assert np.abs(X).min() >= 0.3
    assert np.abs(X).max() <= 5.3
    assert (np.sign(X.prod(axis=1)) == y).all()


@pytest.mark.parametrize(("noise", "variance"), [(0, 0.5), (25, 2.25), (50, 4.0)])
def test_the_clouds_widen_with_the_noise(noise, variance):
    X, y = points("gauss", noise, 20_000)
    for side in (-1, 1):
        assert X[y == side].mean(axis=0) == pytest.approx([2 * side] * 2, abs=0.08)
        assert X[y == side].var(axis=0) == pytest.approx([variance] * 2, rel=0.05)


def test_the_regressions_are_a_plane_and_six_cones():
    X, y = points("plane")
    assert y == pytest.approx(X.sum(axis=1) / 10)
    X, y = points("hills", n=20_000)
    tops = {(-4, 2.5): 1, (0, 2.5): -1, (4, 2.5): 1, (-4, -2.5): -1, (0, -2.5): 1, (4, -2.5): -1}
    away = np.array([np.hypot(X[:, 0] - cx, X[:, 1] - cy) for cx, cy in tops])
    near = away.min(axis=0) < 1.9
    assert y[near] == pytest.approx((np.array(list(tops.values()))[away.argmin(axis=0)] * (1 - away.min(axis=0) / 2))[near])
    assert (y[away.min(axis=0) > 2] == 0).all()


def test_noise_moves_answers_near_the_border_but_not_the_points():
    for name in ("circle", "xor"):
        calm, wild = points(name), points(name, noise=30)
        assert np.array_equal(calm[0], wild[0])
        assert 0.05 < (calm[1] != wild[1]).mean() < 0.5


def test_a_share_is_kept_for_testing_and_a_seed_draws_the_same():
    one, again, other = drawn(POINTS["xor"](), 1, 30), drawn(POINTS["xor"](), 1, 30), drawn(POINTS["xor"](), 2, 30)
    assert one.train == 150
    assert np.array_equal(one.places, again.places)
    assert not np.array_equal(one.places, other.places)


def test_the_inputs_are_the_playgrounds_seven():
    made = features(np.array([[2.0, -3.0]]), tuple(FEATURES))
    assert made[0] == pytest.approx([2, -3, 4, 9, -6, np.sin(2), np.sin(-3)])
    assert features(np.array([[2.0, -3.0]]), ("x₂", "x₁"))[0] == pytest.approx([2, -3]), "always in the same order"
    with pytest.raises(ParamError, match="at least one"):
        features(np.zeros((1, 2)), ())


def test_columns_of_a_table_are_centred_and_scaled():
    rng = np.random.default_rng(0)
    X = np.column_stack([rng.normal(100, 20, 300), rng.normal(0.01, 0.001, 300)])
    y = rng.integers(0, 3, 300)
    X[5, 0] = np.nan
    found = of_columns(X, y, ("a", "b", "c"), ("width", "height"))
    assert len(found.places) == 299
    assert found.outputs == 3
    assert np.median(found.places, axis=0) == pytest.approx([0, 0], abs=0.5)
    assert found.places.std(axis=0) == pytest.approx([2, 2], rel=0.05)
    assert set(of_columns(X, y > 0, ("no", "yes"), ("width", "height")).answers) == {-1.0, 1.0}
    assert of_columns(X, X[:, 1], (), ("width", "height")).regression
    with pytest.raises(DataError, match="Only 0 rows"):
        of_columns(np.full((9, 2), np.nan), np.zeros(9), ("a", "b"), ("x", "y"))
