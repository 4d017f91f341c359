"""Judging pictures: against scikit-learn, SciPy, closed forms and the definitions of the papers."""

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pytest
from scipy.spatial import procrustes
from scipy.spatial.distance import cdist, pdist
from scipy.stats import ortho_group, pearsonr, spearmanr
from sklearn.datasets import load_digits, load_iris
from sklearn.decomposition import PCA
from sklearn.linear_model import LinearRegression
from sklearn.manifold import trustworthiness

from mllab.errors import DataError, ParamError
from mllab.params import knob
from mllab.reduce import REDUCERS, Reducer, Reduction
from mllab.reduce.quality import Quality, judge, judging, lost, onto, stability, sweep, warm
from mllab.reduce.quality.ranks import axes, compared
from mllab.reduce.quality.shepard import drawn, rising


def picture(n: int = 300, d: int = 8, noise: float = 0.5, seed: int = 0, dimensions: int = 2) -> tuple[np.ndarray, np.ndarray]:
    """Points and a picture of them that is partly wrong, without equal distances."""
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(n, d)) * rng.gamma(1, size=d) + rng.integers(0, 3, (n, 1)) * 4
    return X, X[:, :dimensions] + noise * rng.normal(size=(n, dimensions))


def by_definition(X: np.ndarray, positions: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Ranks (n, n) in both spaces, 1 for the nearest, equal distances by row number; the row itself last."""
    ranks = []
    for points in (X, positions):
        distances = cdist(points, points)
        np.fill_diagonal(distances, np.inf)
        ranks.append(distances.argsort(axis=1, kind="stable").argsort(axis=1) + 1)
    return ranks[0], ranks[1]


# the curves


@pytest.mark.parametrize(("n", "d", "dimensions"), [(300, 8, 2), (451, 33, 3), (60, 1, 1)])
def test_trustworthiness_is_scikit_learns_and_continuity_is_it_with_the_roles_exchanged(n, d, dimensions):
    X, positions = picture(n, d, dimensions=min(d, dimensions))
    found = judge(X, positions)
    assert found.ks.tolist() == list(range(1, min(200, (n - 1) // 2) + 1))
    for k in (1, 2, 5, 15, len(found.ks)):
        assert found.at(k)["trustworthiness"] == pytest.approx(trustworthiness(X, positions, n_neighbors=k), abs=1e-6)
        assert found.at(k)["continuity"] == pytest.approx(trustworthiness(positions, X, n_neighbors=k), abs=1e-6)


def test_recall_is_the_share_of_neighbors_kept():
    """Q_NX(k), Lee & Verleysen 2009, equation 5: pairs with both ranks at most k, over k n."""
    X, positions = picture()
    there, here = by_definition(X, positions)
    found = judge(X, positions)
    kept = [((there <= k) & (here <= k)).sum() / (k * len(X)) for k in found.ks]
    np.testing.assert_allclose(found.recall, kept, atol=1e-12)


def test_a_perfect_picture_is_perfect_at_every_k():
    X = picture(d=2)[0]
    found = judge(X, 3 * X[:, ::-1] + 100)
    assert found.trustworthiness.min() == found.continuity.min() == found.recall.min() == 1
    assert not found.lost.any()
    assert found.shepard.pearson == pytest.approx(1)
    assert found.shepard.stress == pytest.approx(0, abs=1e-6)
    assert found.variance == pytest.approx(1)


def test_a_random_picture_keeps_as_many_neighbors_as_chance():
    X, _ = picture(800)
    found = judge(X, np.random.default_rng(1).normal(size=(800, 2)))
    np.testing.assert_allclose(found.recall[20:], found.chance[20:], atol=0.015)
    assert found.chance[9] == pytest.approx(10 / 799)
    assert abs(found.shepard.pearson) < 0.1


def test_equal_distances_are_ranked_by_row_number():
    """The digits are whole numbers, so many distances are equal (scikit-learn leaves their order to its sorting). Venna & Kaski 2001, equation 1."""
    X = load_digits().data[:500]
    positions = X[:, [20, 43]]  # and in the picture many rows lie on top of each other
    there, here = by_definition(X, positions)
    found = judge(X, positions)
    for k in (1, 10, 100):
        false = np.where((here <= k) & (there > k), there - k, 0).sum()
        assert found.at(k)["trustworthiness"] == pytest.approx(1 - 2 / (500 * k * (1000 - 3 * k - 1)) * false, abs=1e-12)


def test_few_values_and_far_outliers_change_nothing():
    """Ranks where nearly all distances share their leading digits: yes/no columns, and one row a million times as far away."""
    rng = np.random.default_rng(3)
    for X in (rng.integers(0, 2, (400, 5)).astype(float), np.vstack([rng.normal(size=(399, 5)), np.full(5, 1e6)])):
        positions = rng.normal(size=(400, 2))
        there, here = by_definition(axes(X).T[:, :5].astype(float), positions)
        found = judge(X, positions)
        assert found.at(10)["recall"] == pytest.approx(((there <= 10) & (here <= 10)).sum() / 4000, abs=1e-3)
        false = np.where((here <= 10) & (there > 10), there - 10, 0).sum()
        assert found.at(10)["trustworthiness"] == pytest.approx(1 - 2 / (400 * 10 * (800 - 31)) * false, abs=1e-3)


def test_the_middle_of_the_data_does_not_matter():
    """Columns such as years in seconds: their offset is taken away before single precision."""
    X, positions = picture()
    near, far = judge(X, positions), judge(X + 1e7, positions)
    np.testing.assert_allclose(near.trustworthiness, far.trustworthiness, atol=1e-6)


def test_figures_per_row_average_to_those_of_the_picture():
    X, positions = picture()
    found = judge(X, positions, k=7)
    at = found.at(7)
    assert found.lost.mean() == pytest.approx(1 - at["recall"], abs=1e-6)
    assert found.intruders.mean() == pytest.approx(1 - at["trustworthiness"], abs=1e-6)
    assert found.torn.mean() == pytest.approx(1 - at["continuity"], abs=1e-6)
    there, here = by_definition(X, positions)
    np.testing.assert_allclose(found.lost, 1 - ((there <= 7) & (here <= 7)).sum(axis=1) / 7, atol=1e-6)


def test_lost_neighbors_of_every_row_are_those_that_are_judged():
    X, positions = picture()
    np.testing.assert_allclose(lost(X, positions, k=7), judge(X, positions, k=7).lost, atol=1e-6)
    angle = X / np.linalg.norm(X, axis=1, keepdims=True)
    np.testing.assert_allclose(lost(X, positions, metric="cosine"), judge(angle, positions).lost, atol=1e-6)


def test_rows_drawn_in_one_place_are_not_their_own_neighbors():
    assert lost(picture(50)[0], np.zeros((50, 2)), k=49).max() == 0, "all 49 others are neighbors in both"
    with pytest.raises(DataError, match="50 rows and 40 places"):
        lost(picture(50)[0], np.zeros((40, 2)))


def test_a_row_put_in_the_wrong_place_is_the_one_that_stands_out():
    X = load_iris().data + np.random.default_rng(0).normal(0, 1e-3, (150, 4))
    positions = PCA(2).fit_transform(X)
    positions[0] = positions[120]
    found = judge(X, positions)
    assert found.intruders.argmax() == 0
    assert found.lost[0] == 1


# samples of rows


def test_a_sample_of_rows_is_ranked_among_all_and_said():
    X, positions = picture(2_000)
    whole, part = judge(X, positions), judge(X, positions, pairs=600 * 2_000)
    judged = np.flatnonzero(~np.isnan(part.lost))
    assert len(judged) == 600
    np.testing.assert_array_equal(part.intruders[judged], whole.intruders[judged])
    assert "a random 600 of 2,000 rows" in part.said
    assert "all 2,000 rows" in whole.said
    assert whole.error == 0 < part.error
    assert abs(part.at(10)["trustworthiness"] - whole.at(10)["trustworthiness"]) < 4 * part.error
    other = judge(X, positions, seed=1, pairs=600 * 2_000)
    assert not np.array_equal(np.isnan(other.lost), np.isnan(part.lost))


def test_the_same_on_one_thread_and_on_two():
    import numba

    X, positions = picture(700)
    found = []
    for threads in (1, 2):
        numba.set_num_threads(min(threads, numba.config.NUMBA_NUM_THREADS))
        found.append(ended(compared(X, positions, np.arange(700), 50, 10)))
    numba.set_num_threads(numba.config.NUMBA_NUM_THREADS)
    for one, two in zip(*found, strict=True):
        np.testing.assert_array_equal(one, two)


def ended(work):
    """What a generator returns."""
    while True:
        try:
            next(work)
        except StopIteration as end:
            return end.value


def test_judging_can_be_given_up_on_the_way_and_comes_to_what_judge_says():
    X, positions = picture(700)
    *shares, found = judging(X, positions)
    assert len(shares) >= 3
    assert shares == sorted(shares)
    assert 0 < shares[0] < shares[-1] == 1
    np.testing.assert_array_equal(found.trustworthiness, judge(X, positions).trustworthiness)


@pytest.mark.parametrize("n", [3, 4, 5, 6, 7, 64, 65])
def test_few_rows_are_judged_too(n):
    warm()
    X, positions = picture(n, 3)
    found = judge(X, positions)
    there, here = by_definition(X, positions)
    assert len(found.ks) == (n - 1) // 2
    assert found.k == min(10, (n - 1) // 2)
    np.testing.assert_allclose(found.recall, [((there <= k) & (here <= k)).sum() / (k * n) for k in found.ks])


def test_inputs_stay_as_they_are_and_may_be_read_only():
    X, positions = picture()
    X.setflags(write=False)
    positions.setflags(write=False)
    before = X.copy(), positions.copy()
    assert judge(X, positions).at(5) == judge(X.astype(np.float64), positions).at(5)
    np.testing.assert_array_equal(before[0], X)
    np.testing.assert_array_equal(before[1], positions)


def test_rows_that_are_all_alike_have_no_correlation():
    found = judge(np.zeros((20, 3)), np.zeros((20, 2)))
    assert found.at(1)["recall"] == 1, "equal distances are ranked by row number in both"
    assert np.isnan([found.shepard.pearson, found.shepard.spearman, found.variance]).all()


@pytest.mark.parametrize(
    ("X", "positions", "says"),
    [
        (np.zeros((5, 2)), np.zeros((4, 2)), "5 rows and 4 places"),
        (np.zeros((2, 2)), np.zeros((2, 2)), "at least 3 rows, got 2"),
        (np.array([[0.0], [np.nan], [1]]), np.zeros((3, 2)), "finite numbers, got nan in row 1"),
        (np.zeros((4, 2)), np.full((4, 2), np.inf), "finite numbers, got inf"),
    ],
)
def test_what_cannot_be_judged_is_refused(X, positions, says):
    with pytest.raises(DataError, match=says):
        judge(X, positions)


def test_curves_end_where_they_end():
    with pytest.raises(DataError, match="from k = 1 to 9, got 10"):
        judge(*picture(20)).at(10)


# distances and variance


def test_distances_correlate_as_scipy_says():
    X, positions = picture(200)
    found = judge(X, positions).shepard
    x, y = pdist(X), pdist(positions)
    assert found.pairs == len(x) == found.counts.sum()
    assert found.pearson == pytest.approx(pearsonr(x, y).statistic)
    assert found.spearman == pytest.approx(spearmanr(x, y).statistic)
    np.testing.assert_array_equal(found.counts, np.histogram2d(x, y, (found.original, found.drawn))[0])


def test_the_line_rises_and_kruskals_stress_is_that_of_his_formula():
    """Kruskal 1964: stress-1 = sqrt(sum (d - fitted)^2 / sum d^2); pairs out of order share their mean."""
    x, y = np.array([1.0, 2, 3, 4]), np.array([1.0, 3, 2, 4])
    line, stress = rising(x, y, x)
    assert line.tolist() == [1, 2.5, 2.5, 4]
    assert stress == pytest.approx(np.sqrt(0.5 / 30))
    found = judge(*picture(200)).shepard.line
    assert (np.diff(found[~np.isnan(found)]) >= 0).all()


def test_pairs_are_drawn_of_different_rows_by_the_seed():
    i, j = drawn(1_000, 5_000, seed=0)
    assert len(i) == 5_000
    assert (i != j).all()
    assert np.array_equal(drawn(1_000, 5_000, seed=0)[1], j)
    assert not np.array_equal(drawn(1_000, 5_000, seed=1)[1], j)


def test_variance_explained_is_pcas_share_and_the_regressions_r2():
    X = load_iris().data
    fit = PCA(2).fit(X)
    assert judge(X, fit.transform(X)).variance == pytest.approx(fit.explained_variance_ratio_.sum())
    positions = picture(150)[1]
    expected = _r2(X, positions)
    assert judge(X, positions).variance == pytest.approx(expected)
    assert judge(X, np.c_[positions, positions[:, 0]]).variance == pytest.approx(expected), "an axis told twice tells nothing more"


def _r2(X: np.ndarray, positions: np.ndarray) -> float:
    left = X - LinearRegression().fit(positions, X).predict(positions)
    return 1 - (left**2).sum() / ((X - X.mean(axis=0)) ** 2).sum()


# laying pictures onto each other, seeds and sweeps


def test_a_moved_turned_mirrored_and_scaled_copy_is_laid_back():
    positions = picture()[1]
    turned = 0.3 * positions @ ortho_group.rvs(2, random_state=0) * [1, -1] + [5, -70]
    np.testing.assert_allclose(onto(turned, positions), positions, atol=1e-9)


def test_the_turn_is_scipys():
    """scipy.spatial.procrustes also fits the size, and so shrinks; the direction of every point is the same."""
    X, positions = picture(100)
    reference = X[:, 2:4]
    ours = onto(positions, reference) - reference.mean(axis=0)
    theirs = procrustes(reference, positions)[1]
    np.testing.assert_allclose(ours / np.linalg.norm(ours), theirs / np.linalg.norm(theirs), atol=1e-9)
    assert np.linalg.norm(ours) == pytest.approx(np.linalg.norm(reference - reference.mean(axis=0)))


def test_only_pictures_of_the_same_shape_are_laid_onto_each_other():
    with pytest.raises(DataError, match=r"\(4, 2\) and \(5, 2\)"):
        onto(np.zeros((4, 2)), np.zeros((5, 2)))


@dataclass(frozen=True)
class Shaken(Reducer):
    """The first columns, turned by the seed, with noise; remembers in its note where it started."""

    continues: ClassVar[bool] = True
    dimensions: int = knob(2, 2, 3, help="Number of axes.")
    noise: float = knob(0.0, 0, 1_000, help="Standard deviation.")

    def steps(self, X, seed=0, start=None, y=None) -> Iterator[Reduction]:
        rng = np.random.default_rng(seed)
        positions = X[:, : self.dimensions] @ ortho_group.rvs(self.dimensions, random_state=seed)
        note = "fresh" if start is None else f"from {float(start.sum()):.3f}"
        yield Reduction(positions + self.noise * rng.normal(size=positions.shape), loadings=np.ones((2, 2)), note=note)


def test_a_picture_that_is_only_turned_by_the_seed_is_stable():
    X = picture()[0]
    states = list(stability(Shaken(), X, seeds=4))
    assert [state.done for state in states] == [1, 2, 3, 4]
    assert {state.of for state in states} == {4}
    assert np.isnan(states[0].figure)
    assert states[-1].figure < 1e-6
    assert states[-1].spread.max() < 1e-5
    assert states[-1].pictures.shape == (4, 300, 2)


def test_spread_is_the_noise_in_units_of_the_picture():
    """Points of size r with noise s: the spread is s sqrt(2) / sqrt(r^2 + 2 s^2)."""
    X = np.random.default_rng(100).normal(size=(2_000, 2))
    *_, last = stability(Shaken(noise=0.1), X, seeds=6)
    assert last.figure == pytest.approx(0.1 * 2**0.5 / np.sqrt(2 + 2 * 0.1**2), rel=0.05)


def test_pictures_that_have_nothing_to_do_with_each_other_spread_by_one():
    X = np.random.default_rng(100).normal(size=(2_000, 2))
    *_, last = stability(Shaken(noise=1_000.0), X, seeds=5)
    assert last.figure == pytest.approx(1, abs=0.05)


def test_a_row_without_a_place_of_its_own_has_the_largest_spread():
    """A row between two groups that goes with either, drawn by the seed."""
    rng = np.random.default_rng(0)
    X = np.vstack([rng.normal(size=(50, 2)), rng.normal([20, 0], size=(50, 2)), [[10.0, 0]]])

    @dataclass(frozen=True)
    class Undecided(Shaken):
        def steps(self, X, seed=0, start=None, y=None):
            (found,) = super().steps(X, seed, start, y)
            places = X.copy()
            places[-1, 0] = 20 * (seed % 2)
            yield dataclasses.replace(found, positions=places)

    *_, last = stability(Undecided(), X, seeds=4)
    assert last.spread.argmax() == 100
    assert last.spread[-1] > 5 * np.sort(last.spread)[-2]


def test_pca_does_not_depend_on_the_seed():
    *_, last = stability(REDUCERS["PCA"](), load_iris().data, seeds=3)
    assert last.figure < 1e-6


def test_one_seed_is_no_stability():
    with pytest.raises(ParamError, match="at least 2 seeds, got 1"):
        next(stability(Shaken(), picture()[0], seeds=1))


def test_a_sweep_goes_on_from_the_picture_before_unless_told_not_to():
    X = picture()[0]
    settings = [{"noise": 0.0}, {"noise": 0.1}, {"dimensions": 3}, {"dimensions": 3, "noise": 0.1}]
    found = list(sweep(Shaken(), X, settings, seed=3))
    assert [index for index, _ in found] == [0, 1, 2, 3]
    notes = [reduction.note.split()[0] for _, reduction in found]
    assert notes == ["fresh", "from", "fresh", "from"], "a picture with two axes is no start for three"
    assert [reduction.note for _, reduction in sweep(Shaken(), X, settings, fresh=True)] == ["fresh"] * 4
    own = Shaken(noise=0.1).fit(X, seed=3).positions
    np.testing.assert_allclose(found[1][1].positions, onto(own, found[0][1].positions))
    assert found[0][1].loadings is None, "turned axes are no longer the method's own"


def test_a_method_that_cannot_go_on_starts_anew():
    X = load_iris().data
    (_, two), (_, three) = sweep(REDUCERS["PCA"](), X, [{"dimensions": 2}, {"dimensions": 3}])
    assert (two.positions.shape, three.positions.shape) == ((150, 2), (150, 3))


@pytest.mark.parametrize(("setting", "says"), [({"noise": -1.0}, "noise must be at least 0"), ({"perplexity": 5}, "has no perplexity")])
def test_an_impossible_setting_is_refused_before_the_first_fit(setting, says):
    with pytest.raises(ParamError, match=says):
        next(sweep(Shaken(), picture()[0], [{"noise": 0.0}, setting]))


def test_a_verdict_is_short_when_printed():
    found = judge(*picture())
    assert isinstance(found, Quality)
    assert len(repr(found)) < 600
