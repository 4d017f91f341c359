"""Hubs: counted by hand, their skewness against SciPy."""

import numpy as np
import pytest
from scipy import stats

from mllab.embed import Words
from mllab.embed.bias import hubs
from mllab.errors import DataError


def test_the_middle_of_a_star_is_everyones_neighbor():
    rays = np.eye(6)
    words = Words.of([*"abcdef", "middle"], np.vstack([rays, rays.mean(axis=0)]), hidden=frozenset({0}))
    found = hubs(words, k=1)
    assert found.counts[6] == 6
    assert found.counts.sum() == 7
    assert found.orphans == pytest.approx(5 / 7)
    assert found.top(words, 1) == [("middle", 6)]
    assert "a" not in [word for word, _ in found.top(words, 7)]


def cap(n, d):
    """Directions that share a part, as those of words do: where all of it is taken off, no direction is nearer to the others than any."""
    X = np.random.default_rng(0).normal(size=(n, d))
    X[:, 0] += 1.5 * np.sqrt(d)
    return Words.of([f"w{i}" for i in range(n)], X)


def test_the_skewness_is_the_third_standardised_moment_and_by_chance_the_binomials():
    found = hubs(cap(300, 40), k=5)
    assert found.counts.sum() == 1500
    assert found.skewness == pytest.approx(stats.skew(found.counts))
    assert found.by_chance == pytest.approx(float(stats.binom.stats(299, 5 / 299, moments="s")))


def test_hubs_come_with_the_dimensions():
    """Radovanovic, Nanopoulos & Ivanovic 2010, section 3: none in 3 dimensions, strong ones in 100."""
    assert [hubs(cap(300, d), k=5).skewness > 1.5 for d in (3, 40, 100)] == [False, True, True]


def test_only_the_first_words_are_looked_at_and_k_must_fit():
    words = Words.of([f"w{i}" for i in range(50)], np.random.default_rng(0).normal(size=(50, 4)))
    assert len(hubs(words, k=3, among=20).counts) == 20
    with pytest.raises(DataError, match="1 to 49"):
        hubs(words, k=50)
