"""Maps from distances and neighbors: classical MDS, MDS, Isomap, LLE, spectral embedding, kernel PCA, against what is known of them."""

import numpy as np
import pytest
from scipy.spatial import procrustes
from scipy.spatial.distance import cdist
from scipy.stats import spearmanr
from sklearn.datasets import load_iris, make_swiss_roll
from sklearn.manifold import smacof

from mllab.errors import DataError
from mllab.reduce.classical_mds import ClassicalMDS
from mllab.reduce.isomap import Isomap
from mllab.reduce.kernel_pca import KernelPCA
from mllab.reduce.lle import LLE
from mllab.reduce.mds import MDS
from mllab.reduce.pca import PCA
from mllab.reduce.spectral_embedding import SpectralEmbedding, joined

# Flying mileages between ten US cities: Kruskal & Wish 1978, "Multidimensional Scaling", p. 8; R's UScitiesD.
MILES = [
    [], [587], [1212, 920], [701, 940, 879], [1936, 1745, 831, 1374], [604, 1188, 1726, 968, 2339],
    [748, 713, 1631, 1420, 2451, 1092], [2139, 1858, 949, 1645, 347, 2594, 2571],
    [2182, 1737, 1021, 1891, 959, 2734, 2408, 678], [543, 597, 1494, 1220, 2300, 923, 205, 2442, 2329],
]  # fmt: skip
# Atlanta, Chicago, Denver, Houston, Los Angeles, Miami, New York, San Francisco, Seattle, Washington: latitude, longitude in degrees.
WHERE = np.array([
    [33.75, -84.39], [41.88, -87.63], [39.74, -104.99], [29.76, -95.37], [34.05, -118.24],
    [25.76, -80.19], [40.71, -74.01], [37.77, -122.42], [47.61, -122.33], [38.91, -77.04],
])  # fmt: skip
# R 4: cmdscale(UScitiesD), rounded to miles; up to the sign of an axis.
CMDSCALE = np.array([
    [-719, 143], [-382, -341], [482, -25], [-161, 573], [1204, 390], [-1134, 582], [-1072, -519], [1421, 113], [1342, -580], [-980, -335],
])  # fmt: skip


@pytest.fixture(scope="module")
def cities() -> np.ndarray:
    D = np.zeros((10, 10))
    for row, miles in enumerate(MILES):
        D[row, : len(miles)] = miles
    return D + D.T


@pytest.fixture(scope="module")
def plane() -> np.ndarray:
    """The cities on a flat map: azimuthal equidistant about their middle, in miles (Snyder 1987, p. 195)."""
    north, east = np.radians(WHERE - [WHERE[:, 0].mean(), WHERE[:, 1].mean()]).T
    middle = np.radians(WHERE[:, 0].mean())
    latitude = north + middle
    c = np.arccos(np.sin(middle) * np.sin(latitude) + np.cos(middle) * np.cos(latitude) * np.cos(east))
    across = np.cos(latitude) * np.sin(east)
    up = np.cos(middle) * np.sin(latitude) - np.sin(middle) * np.cos(latitude) * np.cos(east)
    return 3959 * np.column_stack([across, up]) * (c / np.sin(c))[:, None]


def turned(A: np.ndarray, B: np.ndarray) -> float:
    """The part of B's spread that A misses after the best shift, turn and size (Procrustes)."""
    return float(procrustes(B, A)[2])


def explained(found: np.ndarray, truth: np.ndarray) -> float:
    """The smallest R^2 with which a column of `truth` is a sum of the columns of `found`."""
    A = np.column_stack([found, np.ones(len(found))])
    rest = truth - A @ np.linalg.lstsq(A, truth, rcond=None)[0]
    return float((1 - rest.var(axis=0) / truth.var(axis=0)).min())


def test_classical_mds_of_the_city_table_is_rs_cmdscale(cities):
    found = ClassicalMDS(metric="precomputed").fit(cities).positions
    assert found * np.sign((found * CMDSCALE).sum(axis=0)) == pytest.approx(CMDSCALE, abs=0.6)


@pytest.mark.parametrize(
    "reducer",
    [ClassicalMDS(metric="precomputed"), MDS(metric="precomputed"), MDS(metric="precomputed", kind="non-metric")],
    ids=repr,
)
def test_a_city_table_gives_the_map_back(reducer, cities, plane):
    assert turned(reducer.fit(cities).positions, plane) < (0.01 if getattr(reducer, "kind", "metric") == "non-metric" else 0.001)


def test_classical_mds_of_euclidean_distances_is_pca():
    X = load_iris().data
    found, known = ClassicalMDS(dimensions=3).fit(X), PCA(dimensions=3).fit(X)
    assert np.abs(found.positions) == pytest.approx(np.abs(known.positions), abs=1e-4)
    assert found.shares == pytest.approx(known.shares, abs=1e-9)


def test_a_city_left_out_is_placed_where_it_belongs(cities):
    reducer, kept = ClassicalMDS(metric="precomputed"), np.arange(10) != 3
    whole = reducer.fit(cities).positions
    fit = reducer.fit(cities[np.ix_(kept, kept)])
    placed = reducer.place(cities[~kept][:, kept], cities[np.ix_(kept, kept)], fit)
    assert turned(np.vstack([fit.positions, placed]), np.vstack([whole[kept], whole[~kept]])) < 1e-3


@pytest.mark.parametrize("reducer", [ClassicalMDS(metric="precomputed"), MDS(metric="precomputed")], ids=repr)
@pytest.mark.parametrize("bad", [np.ones((3, 2)), np.ones((3, 3)), np.array([[0, 1.0], [2, 0]]), np.array([[0, -1.0], [-1, 0]])])
def test_what_is_no_table_of_distances_is_refused(reducer, bad):
    with pytest.raises(DataError, match="distances"):
        reducer.fit(bad)


@pytest.mark.parametrize("kind", ["metric", "non-metric"])
@pytest.mark.parametrize("initial", ["classical", "random"])
def test_stress_only_falls(kind, initial):
    """De Leeuw 1977: majorization never raises stress; every iteration is a state."""
    X = np.random.default_rng(0).normal(size=(60, 6))
    states = list(MDS(kind=kind, initial=initial).steps(X, seed=1))
    stress = np.array([state.objective for state in states])
    assert len(states) > 5
    assert (np.diff(stress) <= 1e-12).all()
    assert [state.step for state in states] == list(range(len(states)))


def test_metric_mds_ends_where_scikit_learns_does_from_the_same_start():
    X = np.random.default_rng(0).normal(size=(50, 5))
    start = np.random.default_rng(1).normal(size=(50, 2))
    D = cdist(X, X)
    theirs, raw = smacof(D, n_components=2, init=start, n_init=1, max_iter=2000, eps=1e-12, normalized_stress=False)
    fit = MDS(tolerance=1e-9, iterations=2000).fit(X, start=start.astype(np.float32))
    assert fit.objective == pytest.approx(np.sqrt(2 * raw / (D**2).sum()), rel=1e-4)
    assert turned(fit.positions, theirs) < 1e-3


def test_order_alone_tells_the_places():
    """Shepard 1962: enough ranks fix a configuration; here the order of the distances between 40 planted points, cubed."""
    planted = np.random.default_rng(2).uniform(size=(40, 2))
    fit = MDS(kind="non-metric", metric="precomputed", iterations=1000, tolerance=1e-7).fit(cdist(planted, planted) ** 3)
    assert turned(fit.positions, planted) < 1e-3
    assert fit.objective < 0.01


def test_tied_distances_may_be_drawn_differently():
    """Kruskal's primary approach: equal wishes put no condition on each other, so that drawn ties in any order cost nothing."""
    from mllab.reduce._smacof import Ranks

    wanted = np.array([[0, 1, 1], [1, 0, 2], [1, 2, 0]], dtype=float)
    drawn = np.array([[0, 0.9, 0.4], [0.9, 0, 1.5], [0.4, 1.5, 0]])
    found = Ranks(wanted).disparities(drawn)
    assert found / found.max() == pytest.approx(drawn / 1.5)
    assert (found**2).sum() == pytest.approx((wanted**2).sum())


def test_mds_goes_on_from_a_picture():
    X = np.random.default_rng(0).normal(size=(40, 6))
    done = MDS(initial="random").fit(X, seed=1)
    again = list(MDS().steps(X, start=done.positions))
    assert len(again) < 5
    assert again[-1].positions == pytest.approx(done.positions, abs=0.05)
    with pytest.raises(DataError, match=r"shape \(40, 2\)"):
        MDS().fit(X, start=done.positions[:5])


def test_isomap_unrolls_the_swiss_roll():
    """Tenenbaum et al. 2000. The true coordinates: the length of the spiral r = t, and the height."""
    X, t = make_swiss_roll(1000, random_state=0)
    length = (t * np.sqrt(1 + t**2) + np.arcsinh(t)) / 2
    found = Isomap(neighbors=10).fit(X).positions
    assert abs(np.corrcoef(found[:, 0], length)[0, 1]) > 0.99
    assert explained(found, np.column_stack([length, X[:, 1]])) > 0.97


def test_isomap_places_new_rows_on_the_roll():
    X, t = make_swiss_roll(900, random_state=0)
    reducer = Isomap()
    fit = reducer.fit(X[:800])
    placed = reducer.place(X[800:], X[:800], fit)
    line = np.polyfit(fit.positions[:, 0], (t * np.sqrt(1 + t**2) + np.arcsinh(t))[:800], 1)
    assert np.corrcoef(np.polyval(line, placed[:, 0]), (t * np.sqrt(1 + t**2) + np.arcsinh(t))[800:])[0, 1] > 0.99


def test_isomap_joins_separate_pieces_and_says_so():
    rng = np.random.default_rng(0)
    X = np.vstack([rng.normal(size=(30, 3)), rng.normal(size=(30, 3)) + 50])
    fit = Isomap(neighbors=5).fit(X)
    assert "2 pieces" in fit.note
    assert np.abs(np.diff([fit.positions[:30, 0].mean(), fit.positions[30:, 0].mean()])) == pytest.approx(50 * np.sqrt(3), rel=0.1)


@pytest.mark.parametrize("method", ["standard", "modified", "hessian", "ltsa"])
def test_lle_lays_a_tilted_sheet_flat(method):
    """A flat sheet in space: what is locally linear everywhere is found up to a linear map (Donoho & Grimes 2003)."""
    rng = np.random.default_rng(0)
    sheet = rng.uniform(size=(300, 2)) * [2, 1]
    X = sheet @ np.linalg.qr(rng.normal(size=(3, 3)))[0][:2] + rng.normal(0, 1e-4, (300, 3))
    found = LLE(method=method, neighbors=15, reg=1e-6).fit(X, seed=1).positions
    assert explained(found, sheet) > 0.98


def test_lle_places_new_rows_between_their_neighbors():
    rng = np.random.default_rng(0)
    sheet = rng.uniform(size=(420, 2))
    X = sheet @ np.linalg.qr(rng.normal(size=(3, 3)))[0][:2] + rng.normal(0, 1e-4, (420, 3))
    reducer = LLE(method="ltsa", neighbors=15)
    fit = reducer.fit(X[:400])
    placed = reducer.place(X[400:], X[:400], fit)
    A = np.column_stack([fit.positions, np.ones(400)])
    to_sheet = np.linalg.lstsq(A, sheet[:400], rcond=None)[0]
    assert np.column_stack([placed, np.ones(20)]) @ to_sheet == pytest.approx(sheet[400:], abs=0.05)


def test_lle_says_when_the_graph_falls_apart():
    X = np.vstack([np.random.default_rng(0).normal(size=(30, 3)), np.random.default_rng(1).normal(size=(30, 3)) + 90])
    assert "2 pieces" in LLE(neighbors=6).fit(X).note


@pytest.mark.parametrize(("method", "neighbors", "least"), [("hessian", 5, 6), ("ltsa", 2, 3)])
def test_lle_says_how_many_neighbors_it_needs(method, neighbors, least):
    with pytest.raises(DataError, match=f"at least {least} neighbors, got neighbors={neighbors}. Raise neighbors"):
        LLE(method=method, neighbors=neighbors).fit(load_iris().data)


def test_spectral_embedding_of_a_path_is_a_row_of_cosines():
    """The random walk on a path of n vertices has the eigenvectors cos(pi k i / (n - 1)) (Chung 1997, example 1.4)."""
    n = 40
    found = SpectralEmbedding(affinity="rbf", gamma=12).fit(np.arange(n, dtype=float)[:, None]).positions
    for k in (1, 2):
        cosine = np.cos(np.pi * k * np.arange(n) / (n - 1))
        assert abs(np.corrcoef(found[:, k - 1], cosine)[0, 1]) == pytest.approx(1, abs=1e-4)


def test_spectral_embedding_of_a_ring_is_a_ring():
    """A cycle's slowest pair of eigenvectors is cos and sin of the angle (Chung 1997, example 1.5)."""
    angle = 2 * np.pi * np.arange(60) / 60
    found = SpectralEmbedding(neighbors=3).fit(np.column_stack([np.cos(angle), np.sin(angle)])).positions
    radius = np.hypot(*found.T)
    assert radius == pytest.approx(radius.mean(), rel=1e-3)
    assert explained(found, np.column_stack([np.cos(angle), np.sin(angle)])) > 0.9999


def test_the_neighbor_graph_is_half_for_one_sided_neighbors():
    graph = joined(np.array([[0.0], [1.0], [3.0]]), 2).toarray()
    assert graph.tolist() == [[1, 1, 0], [1, 1, 0.5], [0, 0.5, 1]]


def test_spectral_embedding_says_when_the_graph_falls_apart():
    X = np.vstack([np.random.default_rng(0).normal(size=(30, 2)), np.random.default_rng(1).normal(size=(30, 2)) + 90])
    assert "separate pieces" in SpectralEmbedding(neighbors=5).fit(X).note


def test_kernel_pca_with_a_linear_kernel_is_pca():
    X = load_iris().data
    assert np.abs(KernelPCA(kernel="linear").fit(X).positions) == pytest.approx(np.abs(PCA().fit(X).positions), abs=1e-4)


def test_kernel_pca_parts_circles_that_pca_cannot():
    """The example of Schölkopf et al. 1998: one ring inside another comes apart along an axis of an rbf kernel."""
    angle = np.random.default_rng(0).uniform(0, 2 * np.pi, 200)
    radius = np.repeat([1.0, 4.0], 100)
    X = np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])
    found = KernelPCA(gamma=0.3, dimensions=3).fit(X).positions
    assert max(abs(spearmanr(found[:, axis], radius)[0]) for axis in range(3)) > 0.85
    assert max(abs(spearmanr(PCA().fit(X).positions[:, axis], radius)[0]) for axis in range(2)) < 0.3
