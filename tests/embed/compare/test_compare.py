"""Two embeddings: Procrustes against SciPy, neighbors kept by hand, fewer dimensions against scikit-learn."""

import numpy as np
import pytest
from scipy.linalg import orthogonal_procrustes
from scipy.stats import ortho_group
from sklearn.decomposition import TruncatedSVD

from mllab.embed import Words
from mllab.embed.compare import align, fewer, orthogonal, overlap, shared
from mllab.errors import DataError


def cloud(n=200, d=8, seed=0, prefix="w"):
    return Words.of([f"{prefix}{i}" for i in range(n)], np.random.default_rng(seed).normal(size=(n, d)), name=f"cloud {seed}")


def test_the_rotation_is_that_of_scipy():
    rng = np.random.default_rng(0)
    A, B = rng.normal(size=(50, 6)), rng.normal(size=(50, 6))
    peer, _ = orthogonal_procrustes(A, B)
    np.testing.assert_allclose(orthogonal(A, B), peer, atol=1e-10)
    np.testing.assert_allclose(peer @ peer.T, np.eye(6), atol=1e-10)


def test_a_turned_copy_is_turned_back():
    first = cloud()
    turn = ortho_group.rvs(8, random_state=1)
    second = Words.of([first.vocabulary[i] for i in range(200)], 3 * first.vectors @ turn)
    found = align(first, second)
    np.testing.assert_allclose(found.rotation, turn, atol=1e-5)
    np.testing.assert_allclose(found.cosines, 1, atol=1e-6)
    assert found.fit == pytest.approx((1, 1))
    assert found.held.sum() == 40
    np.testing.assert_allclose(found.carry(first.vector("w3")), first.vector("w3") @ turn, atol=1e-5)


def test_what_moved_fits_least():
    first = cloud()
    changed = first.vectors.copy()
    changed[17] = -changed[17]
    second = Words.of([first.vocabulary[i] for i in range(200)], changed)
    assert align(first, second).moved(1)[0][0] == "w17"


def test_words_held_out_tell_chance_from_fit():
    """Two clouds that have nothing in common: 40 words fit in 20 dimensions, and those held out do not."""
    fitted, held = align(cloud(40, 20, 0), cloud(40, 20, 1)).fit
    assert fitted > 0.5
    assert abs(held) < 0.3


def test_different_dimensions_are_filled_with_zeros():
    first = cloud(d=5)
    second = Words.of([first.vocabulary[i] for i in range(200)], np.c_[np.zeros((200, 2)), first.vectors])
    there, back = align(first, second), align(second, first)
    assert there.fit[1] == pytest.approx(1)
    assert back.fit[1] == pytest.approx(1)
    np.testing.assert_allclose(there.carry(first.vector("w0")), second.vector("w0"), atol=1e-5)
    assert back.carry(second.vector("w0")).shape == (5,)


def test_neighbors_kept_by_hand():
    """Words on a circle: in the first a-b and c-d are nearest, in the second a-b stay and c, d go to e and f."""
    at = {"a": 0, "b": 10, "c": 90, "d": 100, "e": 180, "f": 200}
    moved = {"a": 0, "b": 10, "c": 186, "d": 194, "e": 180, "f": 200}
    first, second = (
        Words.of(list(x), np.c_[np.cos(np.radians(list(x.values()))), np.sin(np.radians(list(x.values())))]) for x in (at, moved)
    )
    found = overlap(first, second, k=1)
    assert dict(zip(found.words, found.shares, strict=True)) == {"a": 1, "b": 1, "c": 0, "d": 0, "e": 0, "f": 0}
    assert found.lists(2, 1) == (["d"], ["e"])
    assert found.differing(2) == [2, 3]
    assert found.chance == pytest.approx(1 / 5)


def test_a_turned_copy_keeps_all_neighbors_and_a_stranger_as_many_as_chance():
    first = cloud(400)
    turned = Words.of([first.vocabulary[i] for i in range(400)], first.vectors @ ortho_group.rvs(8, random_state=2))
    assert overlap(first, turned, k=10).shares.mean() > 0.999
    stranger = overlap(first, cloud(400, seed=5), k=10)
    assert stranger.shares.mean() == pytest.approx(stranger.chance, abs=0.01)


def test_shared_words_stand_in_the_order_of_the_first():
    first = Words.of(["c", "x", "b", "h", "a"], np.eye(5), hidden=frozenset({3}))
    second = Words.of(["a", "b", "c", "h", "y"], np.eye(5))
    both = shared(first, second)
    assert both.words == ("c", "b", "a")
    np.testing.assert_array_equal(both.second, [2, 1, 0])
    assert shared(first, second, among=2).words == ("c", "b")


def test_fewer_dimensions_are_those_of_the_truncated_svd():
    words = cloud(300, 12)
    peer = TruncatedSVD(4, algorithm="arpack").fit_transform(words.units(np.arange(300)))
    found = fewer(words, 4)
    np.testing.assert_allclose(np.abs(found.vectors), np.abs(peer), atol=1e-5)
    np.testing.assert_allclose(fewer(words, 12).between(["w1"], ["w2"]), words.between(["w1"], ["w2"]), atol=1e-6)
    assert len(fewer(words, 4, among=50)) == 50


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: shared(cloud(), cloud(prefix="v")), "share 0 words"),
        (lambda: overlap(cloud(20), cloud(20, seed=1), k=20), "1 to 19"),
        (lambda: fewer(cloud(d=8), 9), "from 1 to 8"),
    ],
)
def test_bad_requests_are_refused(call, says):
    with pytest.raises(DataError, match=says):
        call()
