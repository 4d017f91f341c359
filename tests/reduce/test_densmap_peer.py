"""densMAP against umap-learn 0.5.12, which holds the authors' own; slow, because that compiles itself when it is imported."""

import warnings

import numpy as np
import pytest
from sklearn.datasets import load_digits
from sklearn.manifold import trustworthiness
from sklearn.neighbors import NearestNeighbors

from mllab.data.made import make
from mllab.neighbors import nearest
from mllab.reduce._densmap.radii import in_picture, in_table
from mllab.reduce._umap.graph import fuzzy
from mllab.reduce.densmap import DensMAP

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]
ROWS = {
    "digits": lambda: load_digits().data[:1000].astype(np.float32),
    "uneven-blobs": lambda: make("uneven-blobs").filter(regex=r"^x\d").to_numpy(np.float32),
    "two-sizes": lambda: make("two-sizes").filter(regex=r"^x\d").to_numpy(np.float32),
}


@pytest.fixture(scope="module")
def peer():
    """umap-learn, the neighbors in its picture found by scikit-learn: its own search takes most of a minute to compile, and what
    hangs on it, the radii in the picture, is measured here by our own function, for both.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        module = pytest.importorskip("umap")
    own = module.umap_.nearest_neighbors

    def searched(X, n_neighbors, metric, *how, **more):
        if metric == "precomputed":  # those in the table, which theirs are
            return own(X, n_neighbors, metric, *how, **more)
        distances, indices = NearestNeighbors(n_neighbors=n_neighbors).fit(X).kneighbors(X)
        return indices, distances, None

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module.umap_, "nearest_neighbors", searched)
        yield module


@pytest.mark.parametrize("name", ROWS)
def test_radii_are_theirs_and_the_picture_keeps_them_at_least_as_well(peer, name):
    """30 neighbors, their default weight of 2 and ours of 3; both pictures measured by the same functions."""
    X = ROWS[name]()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs, their_radii, _ = peer.UMAP(n_neighbors=30, densmap=True, output_dens=True, random_state=0).fit_transform(X)
    ours = DensMAP().fit(X, seed=0).positions
    found = nearest(X, 29)
    radii = in_table(fuzzy(found.indices, found.distances), found.indices, found.distances)
    assert np.abs(radii - their_radii).max() < 5e-3
    kept, kept_by_peer = (np.corrcoef(radii, in_picture(each, 29))[0, 1] for each in (ours, theirs))
    assert kept > kept_by_peer
    assert trustworthiness(X, ours, n_neighbors=10) > trustworthiness(X, theirs, n_neighbors=10) - 0.005
