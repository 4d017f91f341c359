"""Sorting by counting against numpy's own, and the error of pairs that come from a sample against the whole."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from mllab.data.profile import profile
from mllab.data.profile.sorting import ordered

from .test_profile import tabled

RNG = np.random.default_rng(4)
N = 20_000


@pytest.mark.parametrize(
    "values",
    [
        RNG.integers(-50, 50, N),
        RNG.integers(-(2**62), 2**62, N),
        np.array([-(2**63), 2**63 - 1] * N),
        np.arange(N)[::-1],
        RNG.normal(size=N),
        RNG.normal(100, 25, N).round(2),
        RNG.normal(0, 3, N).round(3),
        np.append(RNG.normal(0, 3, N).round(1), 1 / 3),
        RNG.integers(0, 9, N).astype(float),
        np.append(RNG.normal(size=N).round(2), [np.inf, -np.inf]),
        np.full(N, -0.1),
        RNG.normal(size=N) * 1e300,
        np.array([3.5, 1.5]),
        np.array([]),
    ],
    ids=[
        "near", "far", "the ends", "all different", "real", "cents", "thousandths", "all but one", "whole", "infinite", "one", "huge", "two", "none",
    ],
)  # fmt: skip
def test_it_sorts_as_numpy_does(values: np.ndarray) -> None:
    kept = values.copy()
    found = ordered(values)
    assert found.dtype == values.dtype
    assert np.array_equal(found, np.sort(values))
    assert np.array_equal(values, kept)


def test_pairs_of_a_sample_say_so_and_are_within_their_bound(tmp_path: Path) -> None:
    """At most 50,000 rows: a correlation is then within 1.96 / sqrt(50,000) = 0.0088 of that of all rows, 19 times in 20."""
    n = 120_000
    x, g = RNG.normal(size=n), RNG.integers(0, 4, n)
    frame = pd.DataFrame({"x": x, "y": x + RNG.normal(size=n), "z": RNG.normal(size=n) + g, "g": np.array(list("abcd"))[g]})
    found = profile(tabled(frame, tmp_path))
    assert found.pairs_sampled == 50_000
    known = frame[["x", "y", "z"]].corr()
    ranked = frame[["x", "y", "z"]].corr("spearman")
    for pair in found.pairs:
        if pair.measure == "Pearson":
            assert pair.rows == 50_000
            assert pair.value == pytest.approx(known.loc[pair.a, pair.b], abs=0.009)
            assert pair.spearman == pytest.approx(ranked.loc[pair.a, pair.b], abs=0.009)
    assert found.column("x").mean == pytest.approx(x.mean(), abs=1e-12), "all else is of every row"
    assert found.column("x").approximate == ()
    assert profile(tabled(frame, tmp_path)) == found, "the same seed, the same sample"
