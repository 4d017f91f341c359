"""densMAP against its paper; test_densmap_peer.py holds it against umap-learn."""

import numba
import numpy as np
import pytest
from scipy.sparse import csr_matrix
from scipy.stats import spearmanr
from sklearn.datasets import load_digits
from sklearn.manifold import trustworthiness

from mllab.data.made import make
from mllab.errors import DataError
from mllab.neighbors import nearest
from mllab.reduce._densmap.layout import Density, laid_out
from mllab.reduce._densmap.radii import in_picture, in_table, standard
from mllab.reduce._umap.graph import fuzzy
from mllab.reduce._umap.layout import Forces
from mllab.reduce.densmap import DensMAP, warm
from mllab.reduce.umap import UMAP


@pytest.fixture(scope="module")
def digits():
    X, y = load_digits(return_X_y=True)
    return X[:600].astype(np.float32), y[:600]


@pytest.fixture(scope="module")
def fitted(digits):
    return DensMAP().fit(digits[0], seed=0)


def radii(X, k=29):
    found = nearest(X, k)
    return in_table(fuzzy(found.indices, found.distances), found.indices, found.distances)


def sample(name):
    frame = make(name)
    return frame.filter(regex=r"^x\d").to_numpy(np.float32), frame["group"].to_numpy()


def widths(positions, group):
    """The median distance of each group's points from the middle of the group."""
    parts = {name: positions[group == name] for name in np.unique(group)}
    return {name: np.median(np.linalg.norm(part - np.median(part, axis=0), axis=1)) for name, part in parts.items()}


def test_a_radius_is_the_weighted_mean_of_squared_distances():
    """The definition, on rows few enough for a dense table (Narayan, Berger & Cho 2021, equation 4)."""
    X = np.random.default_rng(0).normal(size=(12, 3)).astype(np.float32)
    found = nearest(X, 11)
    weights = fuzzy(found.indices, found.distances).toarray()
    squares = ((X[:, None].astype(float) - X[None]) ** 2).sum(axis=2)
    true = np.log((weights * squares).sum(axis=1) / weights.sum(axis=1))
    assert radii(X, 11) == pytest.approx(true, abs=1e-5)


def test_a_radius_grows_with_the_scale_of_the_table(digits):
    assert radii(digits[0] * 10) == pytest.approx(radii(digits[0]) + 2 * np.log(10), abs=1e-3)


def test_an_epoch_moves_points_up_the_slope_of_the_correlation_of_radii():
    """The step against finite differences of w log(1 + a d^2b) - strength W corr, written out here from the paper's equations 5 to 9."""
    rng = np.random.default_rng(1)
    n, a, b, strength, shift = 20, 1.577, 0.895, 3.0, 0.1
    positions = rng.normal(0, 2, (n, 2)).astype(np.float32)
    W = np.triu(rng.random((n, n)) * (rng.random((n, n)) < 0.4), 1) + 0.5 * np.eye(n, k=1)
    W = (W + W.T) / W.max()
    wanted = standard(rng.normal(size=n))

    def loss(at):
        square = ((at[:, None] - at[None]) ** 2).sum(axis=2) + np.eye(n)
        u = a * square**b
        phi = (W > 0) / (1 + u)
        r = np.log(1e-8 + (phi * square).sum(axis=1) / phi.sum(axis=1))
        return (W * np.log1p(u)).sum() / 2 - strength * W.sum() / 2 * np.mean((r - r.mean()) * wanted) / np.sqrt(r.var() + shift)

    rate, h = 1e-3, 1e-5
    density = Density(wanted, strength, shift)
    states = list(laid_out(csr_matrix(W), positions, Forces(a, b, 0.0), density, np.array([rate]), seed=1, every=1))
    step = (states[1][1].astype(float) - positions) / rate
    for i in range(n):
        for axis in range(2):
            ends = [positions.astype(float), positions.astype(float)]
            ends[0][i, axis] -= h
            ends[1][i, axis] += h
            slope = (loss(ends[1]) - loss(ends[0])) / (2 * h)
            assert step[i, axis] == pytest.approx(-slope / (2 * a * b * W[i].sum()), abs=5e-3), (i, axis)


def test_the_picture_is_as_dense_as_the_table_where_umap_s_is_not(digits, fitted):
    """Correlation of log local radii: the paper's measure (its figure 2); both pictures by the same function."""
    true = radii(digits[0])
    kept = np.corrcoef(true, in_picture(fitted.positions, 29))[0, 1]
    evened = np.corrcoef(true, in_picture(UMAP(neighbors=30).fit(digits[0], seed=0).positions, 29))[0, 1]
    assert kept > 0.8
    assert kept > evened + 0.3
    assert f"{kept:.1f}"[:2] in fitted.note


def test_neighbors_are_kept_nearly_as_well_as_by_umap(digits, fitted):
    assert trustworthiness(digits[0], fitted.positions, n_neighbors=10) > 0.96


def test_five_groups_are_as_wide_in_the_picture_as_in_the_table_in_order():
    """Spreads 0.3, 0.5, 1, 2 and 3 by construction, of 400, 100, 250, 150 and 600 rows: UMAP draws them by their numbers of rows."""
    X, group = sample("uneven-blobs")
    true = {"large, tight": 0.3, "small, tight": 0.5, "middle": 1.0, "small, wide": 2.0, "large, wide": 3.0}
    shown = widths(DensMAP().fit(X, seed=0).positions, group)
    evened = widths(UMAP(neighbors=30).fit(X, seed=0).positions, group)
    assert sorted(true, key=true.get) == sorted(shown, key=shown.get)
    assert spearmanr(list(true.values()), [evened[name] for name in true])[0] < 0.7


def test_of_two_groups_the_wide_one_is_drawn_wide():
    X, group = sample("two-sizes")
    shown = widths(DensMAP().fit(X, seed=0).positions, group)
    evened = widths(UMAP(neighbors=30).fit(X, seed=0).positions, group)
    assert shown["wide"] > 2.5 * shown["narrow"]
    assert evened["wide"] < 1.3 * evened["narrow"]


def test_without_weight_on_density_neighbors_lie_as_in_umap(digits):
    plain = DensMAP(density=0.0).fit(digits[0], seed=0)
    assert np.corrcoef(radii(digits[0]), in_picture(plain.positions, 29))[0, 1] < 0.6
    assert trustworthiness(digits[0], plain.positions, n_neighbors=10) > 0.98


def test_the_picture_does_not_depend_on_the_number_of_threads(digits):
    before = numba.get_num_threads()
    try:
        numba.set_num_threads(1)
        alone = DensMAP(epochs=60).fit(digits[0], seed=5).positions
        numba.set_num_threads(min(2, numba.config.NUMBA_NUM_THREADS))
        assert np.array_equal(alone, DensMAP(epochs=60).fit(digits[0], seed=5).positions)
    finally:
        numba.set_num_threads(before)


def test_its_states_go_on_from_umap_s_to_the_last(digits):
    states = [state for state in DensMAP(epochs=100).steps(digits[0]) if state.objective is not None]
    steps = [state.step for state in states]
    assert steps == sorted(set(steps))
    assert (steps[0], steps[-1], states[-1].of) == (0, 100, 100)
    assert "radii" not in states[0].note
    assert "radii" in states[-1].note


def test_going_on_from_a_picture_keeps_places_and_density_from_the_first_epoch(digits, fitted):
    again = list(DensMAP(min_dist=0.2).steps(digits[0], seed=0, start=fitted.positions))
    assert np.array_equal(again[0].positions, fitted.positions)
    assert all("radii" in state.note for state in again if state.objective is not None)
    far = np.linalg.norm(again[-1].positions - fitted.positions, axis=1)
    assert np.median(far) < 0.1 * np.ptp(fitted.positions)


def test_new_rows_land_among_their_class(digits):
    X, y = digits
    seen = DensMAP().fit(X[:500], seed=0)
    placed = DensMAP().place(X[500:], X[:500], seen)
    near = nearest(np.vstack([seen.positions, placed]), 5).indices[500:]
    assert (np.append(y[:500], y[500:])[near] == y[500:, None]).mean() > 0.8


@pytest.mark.parametrize(
    "X", [np.ones((30, 4)), np.repeat(np.eye(3), 10, axis=0), np.random.default_rng(0).normal(size=(3, 1)), np.eye(40) * 1e15]
)
@pytest.mark.parametrize("dimensions", [2, 3])
def test_odd_tables_give_finite_pictures(X, dimensions):
    positions = DensMAP(dimensions=dimensions, epochs=50).fit(X).positions
    assert positions.shape == (len(X), dimensions)
    assert np.isfinite(positions).all()


def test_it_is_refused_in_its_own_name(digits):
    with pytest.raises(DataError, match="densMAP needs at least 3 points, got 2"):
        DensMAP().fit(digits[0][:2])


def test_it_can_be_warmed():
    warm()
