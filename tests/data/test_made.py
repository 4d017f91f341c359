"""The tables made by a formula: the shapes are what their cards say, and the known misreadings can be made with them."""

import inspect

import numpy as np
import pandas as pd
import pytest

from mllab.data import samples
from mllab.data.made import MADE, make
from mllab.data.samples import SAMPLES
from mllab.errors import DataError
from mllab.ui.reading import whole

LESSONS = "Wattenberg, Viégas & Johnson 2016"


@pytest.fixture(scope="module", autouse=True)
def home(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MLLAB_HOME", str(tmp_path_factory.mktemp("home")))
        yield


@pytest.mark.parametrize("name", MADE)
def test_each_formula_has_a_card_and_each_card_its_formula(name):
    assert [sample.name for sample in SAMPLES.values() if sample.formula == name] == [name]
    assert SAMPLES[name].file is None


@pytest.mark.parametrize("name", MADE)
def test_the_same_seed_makes_the_same_table_and_another_another(name):
    pd.testing.assert_frame_equal(make(name), make(name))
    assert not make(name, seed=8).equals(make(name))
    assert len(inspect.getdoc(MADE[name])) > 40


@pytest.mark.parametrize("name", MADE)
def test_the_stored_sample_and_its_script_are_the_formula(name):
    table = samples.load(name)
    pd.testing.assert_frame_equal(table.frame(), make(name), check_dtype=False)
    assert str(whole(table)).split() == f"from mllab.data.made import make frame = make('{name}')".split()


def test_an_unknown_formula_is_refused_with_the_ones_there_are():
    with pytest.raises(DataError, match=r"no formula called 'torus'\. There are: .*swiss-roll"):
        make("torus")


def test_along_the_roll_is_a_length_on_it():
    """Arc length of the spiral r = turn, summed up over ten thousand small steps."""
    frame = make("swiss-roll")
    turn = np.hypot(frame["x"], frame["z"])
    fine = np.linspace(1.5 * np.pi, 4.5 * np.pi, 10_001)
    steps = np.hypot(np.diff(fine * np.cos(fine)), np.diff(fine * np.sin(fine)))
    np.testing.assert_allclose(frame["along"], np.interp(turn, fine, np.r_[0, np.cumsum(steps)]), atol=1e-3)


def test_isomap_unrolls_the_roll():
    """Tenenbaum, de Silva & Langford 2000, with scikit-learn's Isomap."""
    from sklearn.manifold import Isomap

    frame = make("swiss-roll")
    found = Isomap(n_neighbors=10).fit_transform(frame[["x", "y", "z"]])
    assert max(abs(np.corrcoef(axis, frame["along"])[0, 1]) for axis in found.T) > 0.99


def test_the_s_is_scikit_learns():
    from sklearn.datasets import make_s_curve

    frame = make("s-curve")
    points, along = make_s_curve(5_000, random_state=0)
    nearest = np.abs(along[:, None] - frame["along"].to_numpy()).argmin(axis=0)
    np.testing.assert_allclose(frame[["x", "z"]], points[nearest][:, [0, 2]], atol=0.02)


def test_the_groups_are_as_large_and_as_wide_as_the_card_says():
    frame = make("uneven-blobs")
    spreads = frame.groupby("group").std().mean(axis=1)
    assert frame["group"].value_counts().to_dict() == {
        "large, wide": 600,
        "large, tight": 400,
        "middle": 250,
        "small, wide": 150,
        "small, tight": 100,
    }
    planted = {"large, tight": 0.3, "large, wide": 3.0, "middle": 1.0, "small, tight": 0.5, "small, wide": 2.0}
    assert spreads.to_dict() == pytest.approx(planted, rel=0.05)
    middles = frame.groupby("group").mean().to_numpy()
    apart = np.linalg.norm(middles[:, None] - middles, axis=2)[np.triu_indices(5, 1)]
    np.testing.assert_allclose(apart, 16, atol=0.6)


def test_each_ring_goes_through_the_middle_of_the_other():
    frame = make("linked-rings")
    lying, standing = (frame.loc[frame["ring"] == ring, ["x", "y", "z"]].to_numpy() for ring in ("lying", "standing"))
    for ring, own, other in ((lying, [0, 0, 0], [1, 0, 0]), (standing, [1, 0, 0], [0, 0, 0])):
        np.testing.assert_allclose(np.linalg.norm(ring - own, axis=1), 1, atol=0.1)
        assert np.linalg.norm(ring - other, axis=1).min() < 0.1


def test_in_noise_all_rows_are_as_far_from_the_middle():
    """The chi distribution with 100 degrees of freedom: mean 9.975, standard deviation 0.706."""
    far = make("noise")["from_middle"]
    assert far.mean() == pytest.approx(9.975, abs=0.08)
    assert far.std() == pytest.approx(0.706, abs=0.06)


def _tsne(name: str, perplexity: float) -> tuple[pd.Series, np.ndarray, np.ndarray]:
    from sklearn.manifold import TSNE

    frame = make(name).iloc[::3]  # a third of the rows shows it and takes seconds
    target = SAMPLES[name].target
    X = frame.drop(columns=target).to_numpy()
    return frame[target], X, TSNE(perplexity=perplexity, max_iter=500, random_state=0).fit_transform(X)


def test_sizes_in_tsne_mean_nothing():
    group, X, positions = _tsne("two-sizes", 30)

    def ratio(points):
        wide, narrow = (points[group == name] for name in ("wide", "narrow"))
        return np.std(wide - np.median(wide, axis=0)) / np.std(narrow - np.median(narrow, axis=0))

    assert ratio(X) == pytest.approx(10, rel=0.1)
    assert ratio(positions) < 2, LESSONS


def test_distances_in_tsne_may_mean_nothing():
    group, X, positions = _tsne("three-distances", 30)

    def ratio(points):
        at = {name: np.median(points[group == name], axis=0) for name in ("at 0", "at 10", "at 50")}
        return np.linalg.norm(at["at 50"] - at["at 10"]) / np.linalg.norm(at["at 10"] - at["at 0"])

    assert ratio(X) == pytest.approx(4, rel=0.1)
    assert ratio(positions) < 2.5, LESSONS


def _regularity(positions: np.ndarray) -> float:
    """Clark & Evans 1954: mean distance to the nearest neighbor over that of points thrown at random; 1 is random, below clumped, above regular."""
    from sklearn.neighbors import NearestNeighbors

    far = np.linalg.norm(positions - positions.mean(axis=0), axis=1)
    radius = np.median(far)
    nearest = NearestNeighbors(n_neighbors=2).fit(positions).kneighbors(positions[far < radius])[0][:, 1]
    return float(nearest.mean() / (0.5 * np.sqrt(np.pi * radius**2 / len(nearest))))


def test_noise_clumps_at_a_low_perplexity():
    assert _regularity(_tsne("noise", 2)[2]) < 0.85, LESSONS
    assert _regularity(np.random.default_rng(0).random((333, 2))) == pytest.approx(1, abs=0.1), "what points thrown at random have"
