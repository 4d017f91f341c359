"""Judging groups: against closed forms, scikit-learn called directly, and published answers."""

import numpy as np
import pytest
from sklearn.datasets import load_iris, make_blobs
from sklearn.preprocessing import StandardScaler

from mllab.cluster import CLUSTERERS
from mllab.cluster.judge.agreement import agreement
from mllab.cluster.judge.elbow import dispersion, knee
from mllab.cluster.judge.gap import gap_choice, gap_steps
from mllab.cluster.judge.how_many import how_many
from mllab.cluster.judge.radius import radius
from mllab.cluster.judge.shuffled import Shuffled, shuffled
from mllab.cluster.judge.silhouette import silhouette, silhouettes
from mllab.cluster.judge.stability import read, stability
from mllab.cluster.judge.typical import typical
from mllab.errors import DataError

KMEANS = CLUSTERERS["k-means"]


@pytest.fixture(scope="module")
def iris() -> np.ndarray:
    return StandardScaler().fit_transform(load_iris().data).astype(np.float32)


@pytest.fixture(scope="module")
def blobs() -> np.ndarray:
    return make_blobs(300, 4, centers=4, cluster_std=1.0, center_box=(-15, 15), random_state=3)[0]


def flat(n: int = 300, d: int = 3) -> np.ndarray:
    return np.random.default_rng(0).uniform(size=(n, d))


@pytest.mark.parametrize("k", [2, 3, 7])
def test_silhouettes_are_scikit_learns(iris, k):
    from sklearn.metrics import silhouette_samples

    labels = KMEANS(k=k).fit(iris).labels
    assert silhouette(iris, labels).values == pytest.approx(silhouette_samples(iris, labels), abs=2e-4)


def test_several_labelings_at_once_are_each_their_own(iris):
    labelings = [KMEANS(k=k).fit(iris).labels for k in (2, 5)]
    for values, labels in zip(silhouettes(iris, labelings), labelings, strict=True):
        assert np.allclose(values, silhouettes(iris, [labels])[0], atol=1e-6)


def test_noise_has_no_silhouette_a_single_row_has_zero_and_one_group_has_none():
    X = np.array([[0.0], [0.1], [5.0], [9.0]])
    values = silhouette(X, np.array([0, 0, 1, -1])).values
    assert np.isnan(values[3])
    assert values[2] == 0
    assert values[0] == pytest.approx(0.98)  # a = 0.1, b = 5: (5 - 0.1) / 5
    assert np.isnan(silhouette(X, np.zeros(4, int)).values).all()


def test_a_large_silhouette_is_sampled_and_says_so(iris):
    judged = silhouette(iris, KMEANS(k=3).fit(iris).labels, most=50)
    assert len(judged.values) == 50
    assert judged.said == "Judged on a random 50 of 150 rows."


def test_dispersion_is_the_inertia(iris):
    fit = KMEANS(k=3).fit(iris)
    assert dispersion(iris, fit.labels) == pytest.approx(fit.objective, rel=1e-5)


def test_the_knee_of_a_broken_line_is_its_corner():
    assert knee(np.array([100, 60, 20, 18, 16, 14, 12])) == 2
    assert knee(np.array([1.0, 1.1, 1.2, 1.3, 5.0, 9.0])) == 3
    assert knee(np.arange(10.0)) == 0
    assert knee(np.ones(5)) == 0


def test_the_gap_statistic_finds_ruspinis_four_groups(ruspini):
    """R's clusGap on ruspini recommends 4 and sees the gap fall after it (stackoverflow.com/questions/23695544)."""
    ks = range(1, 9)
    *_, (gap, error) = gap_steps(ruspini, ks, references=20, seed=0)
    assert gap_choice(ks, gap, error) == 4
    assert gap.argmax() == 3


def test_the_gap_statistic_finds_no_groups_in_even_rows():
    """Tibshirani, Walther & Hastie (2001), scenario 1: rows uniform in a cube; the answer is 1."""
    *_, (gap, error) = gap_steps(flat(200, 10), range(1, 6), references=20, seed=1)
    assert gap_choice(range(1, 6), gap, error) == 1


def test_the_gaps_rule_is_the_papers():
    """The smallest k with gap(k) >= gap(k+1) - s(k+1)."""
    assert gap_choice([1, 2, 3, 4], np.array([0.1, 0.5, 0.52, 0.9]), np.full(4, 0.05)) == 2
    assert gap_choice([1, 2, 3], np.array([0.1, 0.5, 0.9]), np.full(3, 0.01)) == 3


def test_four_plain_groups_are_recommended_by_all(blobs):
    *_, found = how_many(blobs, KMEANS(), seed=1)
    assert found.k == 4
    assert {"silhouette", "gap statistic", "BIC", "stability", "elbow"} == set(found.votes)
    assert sum(k == 4 for k in found.votes.values()) >= 4
    assert found.why.startswith("4 groups: ")
    assert found.done == found.total == 30


@pytest.mark.parametrize("name", ["Gaussian mixture", "agglomerative", "DBSCAN"])
def test_other_methods_may_ask_too(blobs, name):
    *_, found = how_many(blobs, CLUSTERERS[name](), ks=range(1, 7), references=5, resamples=4)
    assert found.k == 4
    assert ("k-means was used" in found.said) == (name == "DBSCAN")


def test_the_measures_are_scikit_learns(iris):
    from sklearn.metrics import calinski_harabasz_score, davies_bouldin_score, silhouette_score
    from sklearn.mixture import GaussianMixture

    *_, found = how_many(iris, KMEANS(), ks=range(1, 4), references=1, resamples=1)
    curves = {measure.name: measure.values for measure in found.measures}
    labels = KMEANS(k=3).fit(iris).labels
    assert curves["silhouette"][2] == pytest.approx(silhouette_score(iris, labels), abs=1e-4)
    assert curves["Calinski-Harabasz"][2] == pytest.approx(calinski_harabasz_score(iris, labels), rel=1e-5)
    assert curves["Davies-Bouldin"][2] == pytest.approx(davies_bouldin_score(iris, labels), rel=1e-5)
    X = iris.astype(float)
    assert curves["BIC"][1] == pytest.approx(GaussianMixture(2, random_state=0, n_init=2, max_iter=200).fit(X).bic(X))


def test_asking_can_be_stopped_after_any_state(blobs):
    states = how_many(blobs, KMEANS())
    first = next(states)
    assert (first.done, first.measures, first.k) == (1, (), None)
    states.close()


def test_alike_rows_have_no_number_of_groups():
    with pytest.raises(DataError, match="at least 3 different rows, got 1"):
        next(how_many(np.ones((50, 2))))


def test_many_rows_are_sampled_and_that_is_said(blobs):
    *_, found = how_many(blobs, KMEANS(), ks=range(1, 4), references=1, resamples=1, most=100)
    assert "random 100 of 300" in found.said


def test_plain_groups_are_highly_stable_and_a_split_one_is_not(blobs):
    *_, good = stability(KMEANS(k=4), blobs, rounds=20)
    assert (good.jaccard > 0.95).all()
    *_, forced = stability(KMEANS(k=6, starts=1, start="random rows"), blobs, rounds=20)
    assert forced.jaccard.min() < 0.75
    assert forced.rounds == 20


def test_hennigs_reading():
    """Hennig (2007) and ?clusterboot: 0.85 highly stable, 0.75 valid, 0.6 a pattern, below that not to be trusted."""
    assert [read(x) for x in (0.9, 0.8, 0.7, 0.5)] == [
        "highly stable",
        "valid, stable",
        "a pattern, its members doubtful",
        "not stable: do not trust it",
    ]


def test_stability_of_noise_only_is_refused():
    with pytest.raises(DataError, match="found no group"):
        next(stability(CLUSTERERS["DBSCAN"](eps=0.01, min_points=50), flat()))


def test_groups_beat_shuffled_columns_only_where_columns_are_tied(blobs):
    *_, real = shuffled(KMEANS(k=4), blobs, rounds=19)
    assert real.p == 0.05
    assert "none of 19" in real.words
    *_, none = shuffled(KMEANS(k=4), flat(), rounds=19)
    assert none.p > 0.05
    assert "do not read much into them" in none.words


def test_p_counts_the_table_itself():
    """Phipson & Smyth (2010): (b + 1) / (m + 1)."""
    assert Shuffled(0.5, np.array([0.1, 0.6, 0.2, 0.5])).p == pytest.approx(3 / 5)


def test_one_column_cannot_be_shuffled():
    with pytest.raises(DataError, match="at least two"):
        next(shuffled(KMEANS(), flat(50, 1)))


def test_agreement_is_scikit_learns_and_matches_stand_on_the_diagonal():
    left, right = np.array([0, 0, 0, 1, 1, 2, -1]), np.array([2, 2, 0, 0, 0, 1, 1])
    found = agreement(left, right)
    assert found.left.tolist() == [-1, 0, 1, 2]
    assert found.counts.sum() == 7
    same = agreement(left, left + 5)
    assert same.adjusted_rand == same.adjusted_mutual == 1
    assert np.array_equal(same.counts, np.diag([1, 3, 2, 1]))
    assert "agree excellently" in same.words


def test_adjusted_rand_of_the_textbook():
    """Hubert & Arabie's index by hand: pairs together in both 2, expected 4*4/15; (2 - 16/15) / (4 - 16/15)."""
    found = agreement(np.array([0, 0, 0, 1, 1, 2]), np.array([0, 0, 1, 1, 1, 0]))
    both, left, right, pairs = 1 + 1, 3 + 1, 3 + 3, 15
    expected = left * right / pairs
    assert found.adjusted_rand == pytest.approx((both - expected) / ((left + right) / 2 - expected))


def test_the_proposed_radius_separates_groups_from_noise():
    """DBSCAN at the knee of the k-distance plot finds the blobs and leaves far outliers as noise."""
    X, _ = make_blobs(300, 2, centers=[[0, 0], [20, 0], [0, 20]], cluster_std=1, random_state=0)
    X = np.vstack([X, [[50, 50], [-40, 30], [60, -20]]])
    fit = CLUSTERERS["DBSCAN"](eps=round(radius(X, 5).eps, 2)).fit(X)
    assert fit.k == 3
    assert set(np.flatnonzero(fit.labels == -1)) >= {300, 301, 302}


def test_the_knee_is_where_the_curve_is_farthest_from_its_chord():
    """Rows on a line, 1 apart, and ten far ones: the distances to the 2nd point are 1, then shoot up; the last 1 is the knee."""
    X = np.r_[np.arange(100.0), 200.0 + 50 * np.arange(10)][:, None]
    assert radius(X, 2).eps == 1
    found = CLUSTERERS["DBSCAN"](min_points=2).fit(X)
    assert found.sizes == {-1: 10, 0: 100}
    assert found.note.startswith("Radius 1, the knee of the distances to the 2nd point. At that radius all dense rows hang together")


def test_typical_rows_are_the_medoids():
    X = np.array([[0.0], [1.0], [2.0], [10.0], [50.0], [51.0]])
    found = typical(X, np.array([0, 0, 0, 0, 1, -1]), count=2)
    assert set(found) == {0, 1}
    assert set(found[0]) == {1, 2}, "1 and 2 have the smallest summed distance: 11"
    assert found[1].tolist() == [4]
