"""HDBSCAN of our own: the same labels as scikit-learn's, row by row, and states on the way that tell how far it is."""

import numpy as np
import pytest
from sklearn.cluster import HDBSCAN as Sklearn
from sklearn.datasets import load_digits, load_wine, make_blobs, make_moons

from mllab.cluster import CLUSTERERS, _hdbscan, fitting_whole

HDBSCAN = CLUSTERERS["HDBSCAN"]


def rounded():
    """Rows on a coarse grid, many of them alike: nearly every distance is there several times."""
    return np.round(make_blobs(500, 2, centers=4, cluster_std=1.0, random_state=3)[0], 1)


TABLES = {
    "digits": lambda: load_digits().data,
    "moons": lambda: make_moons(600, noise=0.08, random_state=1)[0].astype(np.float32),
    "noise": lambda: np.random.default_rng(5).normal(size=(400, 8)),
    "wine": lambda: load_wine().data,
    "rounded": rounded,
    "far off": lambda: make_blobs(300, 3, random_state=2)[0] + 1e5,
}


@pytest.mark.parametrize("selection", ["eom", "leaf"])
@pytest.mark.parametrize("table", TABLES)
def test_labels_are_scikit_learns(table, selection):
    X = TABLES[table]()
    for smallest, min_points in ((15, 5), (4, 12)) if table == "digits" else ((15, 5), (5, 1), (4, 12)):
        theirs = Sklearn(min_cluster_size=smallest, min_samples=min_points, cluster_selection_method=selection, copy=True).fit(X)
        ours = HDBSCAN(smallest=smallest, min_points=min_points, selection=selection).fit(X)
        assert np.array_equal(ours.labels, theirs.labels_), (smallest, min_points)
        inside = ours.labels >= 0
        assert (ours.strength[~inside] == 0).all()
        assert ours.strength[inside].min(initial=1) > 0
        assert ours.strength.max(initial=0) <= 1


def test_states_on_the_way_tell_the_share_and_have_no_groups(monkeypatch):
    X = make_moons(300, noise=0.05, random_state=0)[0]
    whole = HDBSCAN().fit(X)
    monkeypatch.setattr(_hdbscan, "STRETCH", 300 * 10 * 50)
    *on_the_way, last = HDBSCAN().steps(X)
    shares = [state.share for state in on_the_way]
    assert len(shares) >= 5
    assert shares == sorted(shares)
    assert 0 <= shares[0] < shares[-1] < 1
    assert all(state.k == 0 for state in on_the_way)
    assert last.share is None
    assert np.array_equal(last.labels, whole.labels), "the same in one stretch and in six"
    assert [share for share in fitting_whole(HDBSCAN(), X) if share is not None] == shares
