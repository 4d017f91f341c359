"""Conformal prediction: the coverage that is promised is the coverage that comes, whatever the model."""

import numpy as np
import pytest
from scipy.stats import betabinom, binom

from mllab.errors import ParamError
from mllab.models.conformal import bound, expected_error, intervals, measured, normalized, sets, threshold

REPEATS, KNOWN, NEW = 200, 99, 50


def test_the_bound_is_the_ceil_of_n_plus_one_times_the_coverage_smallest():
    """Vovk, Gammerman & Shafer 2005: of 99 scores the 90 % bound is the 90th smallest."""
    assert bound(np.random.default_rng(0).permutation(99) + 1.0, 0.9) == 90
    assert bound(np.arange(5.0), 0.9) == np.inf
    with pytest.raises(ParamError, match="between 0 and 1"):
        bound(np.arange(5.0), 1.0)


@pytest.mark.parametrize("coverage", [0.5, 0.8, 0.9])
def test_intervals_cover_as_often_as_they_say_over_200_repeats(coverage):
    """With continuous scores the covered of m new rows given n known ones is beta-binomial (Vovk 2012; Angelopoulos & Bates 2023, section 3.2)."""
    covered = 0
    for seed in range(REPEATS):
        rng = np.random.default_rng(seed)
        y = rng.standard_t(3, KNOWN + NEW) + 5
        wrong = 0.5 * y + 1  # a bad model still covers
        found = intervals(y[:KNOWN], wrong[:KNOWN], coverage)
        low, high = found.around(wrong[KNOWN:])
        covered += int(((low <= y[KNOWN:]) & (y[KNOWN:] <= high)).sum())
    rank = int(np.ceil((KNOWN + 1) * coverage - 1e-9))
    spread = np.sqrt(REPEATS * betabinom.var(NEW, rank, KNOWN + 1 - rank))
    assert abs(covered - REPEATS * NEW * rank / (KNOWN + 1)) < 2.58 * spread


@pytest.mark.parametrize("score", ["LAC", "APS"])
def test_sets_cover_as_often_as_they_say_over_200_repeats(score):
    """One new row per repeat, so hits are binomial with the coverage (98 % of n = 49 known rows is the 49th smallest)."""
    hits = 0
    for seed in range(REPEATS):
        rng = np.random.default_rng(seed)
        P = rng.dirichlet(np.full(4, 0.7), KNOWN + 1)
        y = np.array([rng.choice(4, p=p) for p in P])
        limit = threshold(P[:KNOWN], y[:KNOWN], 0.8, score, seed)
        hits += int(sets(P[KNOWN:], limit, score, seed + 10_000)[0, y[KNOWN]])
    low, high = binom.ppf([0.005, 0.995], REPEATS, 0.8)
    assert low <= hits <= high


def test_adaptive_sets_cover_hard_rows_better_than_least_ambiguous_ones():
    """The claim of Romano, Sesia & Candès 2020: APS evens out the coverage over easy and hard rows."""
    rng = np.random.default_rng(0)
    hard = rng.random(6000) < 0.3
    P = np.where(hard[:, None], rng.dirichlet(np.full(6, 5.0), 6000), rng.dirichlet([30, *[0.2] * 5], 6000))
    y = np.array([rng.choice(6, p=p) for p in P])
    gaps = {}
    for score in ("LAC", "APS"):
        inside = sets(P[3000:], threshold(P[:3000], y[:3000], 0.9, score), score, 1)[np.arange(3000), y[3000:]]
        gaps[score] = abs(inside[hard[3000:]].mean() - inside[~hard[3000:]].mean())
        assert inside.mean() == pytest.approx(0.9, abs=0.02)
    assert gaps["APS"] < gaps["LAC"]


def test_normalized_intervals_are_narrow_where_the_model_is_good_and_still_cover():
    rng = np.random.default_rng(1)
    X = rng.random((3000, 2)).astype(np.float32)
    predicted = np.zeros(3000)
    y = rng.normal(0, 0.1 + 2 * X[:, 0])
    of_new, own = expected_error(X[:2000], y[:2000], predicted[:2000])
    found = normalized(y[:2000], predicted[:2000], own, 0.9, of_new)
    low, high = found.around(predicted[2000:], X[2000:])
    assert ((low <= y[2000:]) & (y[2000:] <= high)).mean() == pytest.approx(0.9, abs=0.03)
    easy = X[2000:, 0] < 0.2
    flat = intervals(y[:2000], predicted[:2000], 0.9).reach
    assert (high - low)[easy].mean() < flat  # half as wide at least
    inside = ((low <= y[2000:]) & (y[2000:] <= high))[easy]
    assert inside.mean() == pytest.approx(0.9, abs=0.06)


def test_measured_coverage_comes_from_bounds_of_other_folds():
    strange = np.random.default_rng(2).random(1000)
    folds = np.array_split(np.arange(1000), 5)
    found = measured(strange, folds, 0.9)
    assert found.low < 0.9 < found.high
    assert found.rows == 1000
    strange[folds[0]] += 1  # one fold is unlike the others
    assert measured(strange, folds, 0.9).folds[0] == 0
