"""t-SNE as a whole: as good as scikit-learn's, the same on any number of threads, going on, placing, stopping, refusing."""

import numpy as np
import pytest

from mllab.errors import DataError, ParamError
from mllab.reduce import REDUCERS
from mllab.reduce.tsne import TSNE, affinities, kl_divergence


@pytest.fixture(scope="module")
def digits():
    from sklearn.datasets import load_digits

    X, y = load_digits(return_X_y=True)
    return X[:600].astype(np.float32), y[:600]


@pytest.fixture(scope="module")
def fitted(digits):
    return TSNE().fit(digits[0], seed=0)


def purity(positions, y, k=10):
    from sklearn.neighbors import NearestNeighbors

    near = NearestNeighbors(n_neighbors=k).fit(positions).kneighbors(return_distance=False)
    return (y[near] == y[:, None]).mean()


def test_it_is_in_the_catalog():
    assert REDUCERS["t-SNE"] is TSNE


def test_its_divergence_is_no_worse_than_that_of_scikit_learn(digits, fitted):
    from sklearn.manifold import TSNE as Sklearn
    from threadpoolctl import threadpool_limits

    P = affinities(digits[0])
    with threadpool_limits(1):  # its threads spin while they wait, which takes minutes on a busy machine
        theirs = kl_divergence(P, Sklearn(random_state=0).fit_transform(digits[0]))
    assert kl_divergence(P, fitted.positions) <= 1.02 * theirs
    assert fitted.kl_divergence == pytest.approx(kl_divergence(P, fitted.positions), rel=1e-3)


def test_classes_of_digits_stand_apart(digits, fitted):
    assert purity(fitted.positions, digits[1]) > 0.9


def test_the_first_picture_comes_at_once_and_the_rest_in_order(digits):
    from mllab import neighbors

    neighbors.forget()
    states = list(TSNE(iterations=60, early_iterations=30).steps(digits[0]))
    assert states[0].objective is None
    assert states[0].positions.shape == (600, 2)
    steps = [state.step for state in states]
    assert steps == sorted(steps)
    assert (states[-1].step, states[-1].of) == (60, 60)
    assert states[-1].objective_name == "KL divergence"


@pytest.mark.parametrize("rows", [0, 10_000], ids=["grid", "all pairs"])
def test_one_and_two_threads_draw_the_same_picture(rows, monkeypatch):
    import numba

    from mllab import neighbors
    from mllab.reduce._tsne import forces

    monkeypatch.setattr(forces, "MESH_ROWS", rows)
    X = np.random.default_rng(0).normal(size=(1200, 5)).astype(np.float32)
    quick = TSNE(perplexity=5, iterations=40, early_iterations=20)
    pictures = []
    before = numba.get_num_threads()
    try:
        for threads in (1, before):
            neighbors.forget()
            numba.set_num_threads(threads)
            pictures.append(quick.fit(X, seed=1).positions)
    finally:
        numba.set_num_threads(before)
    assert np.array_equal(*pictures)


def test_the_grid_gets_as_low_as_all_pairs(monkeypatch):
    from sklearn.datasets import load_digits

    from mllab.reduce._tsne import forces

    X = load_digits().data[:1000].astype(np.float32)
    P = affinities(X)
    found = []
    for rows in (0, 10_000):
        monkeypatch.setattr(forces, "MESH_ROWS", rows)
        found.append(kl_divergence(P, TSNE().fit(X).positions))
    assert found[0] <= 1.02 * found[1]


def test_it_goes_on_from_a_picture_and_points_keep_their_places(digits, fitted):
    again = TSNE(perplexity=25).fit(digits[0], start=fitted.positions)
    fresh = TSNE(perplexity=25).fit(digits[0])
    assert again.objective <= 1.02 * fresh.objective
    assert again.step < 0.5 * fresh.step
    spread = fitted.positions.std()
    assert np.median(np.linalg.norm(again.positions - fitted.positions, axis=1)) < 0.25 * spread
    assert "Settled" in again.note


@pytest.mark.parametrize("knobs", [{"perplexity": 31}, {"perplexity": 45}, {"perplexity": 12}, {"exaggeration": 2.0}])
def test_a_picture_that_goes_on_settles_no_worse_than_a_longer_one_from_scratch(digits, fitted, knobs):
    again, fresh = (TSNE(**knobs).fit(digits[0], start=start) for start in (fitted.positions, None))
    assert again.objective <= 1.01 * fresh.objective
    if "perplexity" in knobs:
        assert again.step < fresh.step


def test_a_large_picture_settles_again_in_a_few_steps_when_the_perplexity_moves_a_little():
    from sklearn.datasets import load_digits

    X = np.tile(load_digits().data, (3, 1))[:5_200]
    X = (X + np.random.default_rng(0).normal(0, 2, X.shape)).astype(np.float32)
    first = TSNE(iterations=300).fit(X)
    again, fresh = (TSNE(iterations=300, perplexity=33).fit(X, start=start) for start in (first.positions, None))
    assert again.objective <= 1.01 * fresh.objective
    assert again.step <= 100


def test_moving_perplexity_does_not_search_again(digits, monkeypatch):
    from mllab.neighbors import _search

    quick = {"iterations": 10, "early_iterations": 0}
    TSNE(perplexity=30, **quick).fit(digits[0])
    monkeypatch.setattr(_search, "_found", lambda *_: pytest.fail("searched again"))
    TSNE(perplexity=50, **quick).fit(digits[0])
    TSNE(perplexity=5, **quick).fit(digits[0])


def test_a_wrong_start_is_refused(digits):
    with pytest.raises(DataError, match="shape"):
        TSNE().fit(digits[0], start=np.zeros((600, 3)))
    with pytest.raises(DataError, match="finite"):
        TSNE().fit(digits[0], start=np.full((600, 2), np.nan))


def test_three_axes(digits, fitted):
    found = TSNE(dimensions=3, iterations=400).fit(digits[0])
    assert found.positions.shape == (600, 3)
    assert found.objective < fitted.objective  # more room, less to give up


def test_rows_placed_into_a_picture_land_with_their_class(digits):
    X, y = digits
    picture = TSNE().fit(X[:500])
    placed = TSNE().place(X[500:], X[:500], picture)
    assert placed.shape == (100, 2)
    near = np.linalg.norm(picture.positions[None] - placed[:, None], axis=2).argsort(axis=1)[:, :5]
    assert (y[:500][near] == y[500:, None]).mean() > 0.8


def test_a_row_that_is_there_already_lands_where_it_is(digits, fitted):
    placed = TSNE().place(digits[0], digits[0], fitted)
    off = np.linalg.norm(placed - fitted.positions, axis=1)
    assert np.median(off) < 0.05 * fitted.positions.std()


def test_placing_needs_the_table_of_the_picture(digits, fitted):
    with pytest.raises(DataError, match="600 rows, the table 10"):
        TSNE().place(digits[0], digits[0][:10], fitted)


def test_supervision_draws_classes_together():
    X = np.random.default_rng(1).normal(size=(400, 6)).astype(np.float32)
    y = np.arange(400) % 2  # the data knows nothing of the classes
    quick = {"perplexity": 20, "iterations": 300, "early_iterations": 100}
    free, led = TSNE(**quick).fit(X, y=y), TSNE(**quick, supervision=1.0).fit(X, y=y)
    assert purity(free.positions, y) < 0.6
    assert purity(led.positions, y) > 0.9
    with pytest.raises(DataError, match="class"):
        TSNE(supervision=0.5).fit(X, y=y[:10])


def test_few_rows_lower_the_perplexity_and_say_so():
    X = np.random.default_rng(2).normal(size=(12, 3))
    found = TSNE(iterations=50).fit(X)
    assert "Perplexity lowered" in found.note
    with pytest.raises(DataError, match="at least 4 rows, got 3"):
        TSNE().fit(X[:3])
    with pytest.raises(ParamError, match="perplexity"):
        TSNE(perplexity=1)


def test_rows_that_are_all_alike_still_make_a_picture():
    found = TSNE(iterations=50).fit(np.ones((40, 3)))
    assert np.isfinite(found.positions).all()


def test_cosine_and_random_start(digits):
    found = TSNE(metric="cosine", start="random").fit(digits[0], seed=4)
    assert purity(found.positions, digits[1]) > 0.9


def test_its_script_makes_the_same_picture(digits):
    quick = TSNE(iterations=30, early_iterations=10)
    names = {"X": digits[0]}
    exec(str(quick.script(seed=3)), names)  # noqa: S102 - our own code
    assert np.array_equal(names["positions"], quick.fit(digits[0], seed=3).positions)
