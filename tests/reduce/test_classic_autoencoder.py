"""The autoencoder: against PCA where theory says they meet, and what it must keep on the way."""

import numpy as np
import pytest
import torch
from sklearn.datasets import load_iris

from mllab.errors import DataError
from mllab.reduce.autoencoder import Autoencoder
from mllab.reduce.pca import PCA

X = load_iris().data


def test_a_linear_one_reaches_pca_and_no_further():
    """Baldi & Hornik 1989: the best linear autoencoder spans the principal plane, and has no other hollows to fall into."""
    fit = Autoencoder(activation="linear", layers=1, epochs=1000, learning_rate=0.05, batch=150).fit(X, seed=0)
    best = 1 - PCA().fit(X).shares.sum()
    assert best - 1e-6 <= fit.objective < best * 1.02
    angles = np.linalg.svd(np.linalg.qr(fit.positions - fit.positions.mean(axis=0))[0].T @ np.linalg.qr(PCA().fit(X).positions)[0])[1]
    assert angles == pytest.approx([1, 1], abs=1e-2)


def test_a_bent_curve_fits_one_line_of_a_bent_network_but_no_plane_of_pca():
    t = np.linspace(-1, 1, 300)
    curve = np.column_stack([t, t**2, np.cos(3 * t), np.sin(3 * t)])
    assert Autoencoder().fit(curve, seed=0).objective < 0.1 * (1 - PCA().fit(curve).shares.sum())


def test_states_tell_how_far_it_is():
    states = list(Autoencoder(epochs=120).steps(X, seed=0))
    assert [state.step for state in states][:3] == [0, 3, 6]
    assert states[-1].step == states[-1].of == 120
    assert len(states) <= 51
    assert states[-1].objective < 0.1 < states[0].objective
    assert {state.objective_name for state in states} == {"reconstruction error"}


def test_neither_the_state_of_torch_nor_its_threads_change_anything():
    def picture(threads):
        before = torch.get_num_threads()
        torch.set_num_threads(threads)
        try:
            made = Autoencoder(epochs=5).fit(X, seed=1).positions
            assert torch.get_num_threads() == threads
            return made
        finally:
            torch.set_num_threads(before)

    torch.manual_seed(5)
    state = torch.random.get_rng_state()
    first = picture(1)
    assert torch.equal(state, torch.random.get_rng_state())
    torch.manual_seed(6)
    assert np.array_equal(first, picture(2))
    assert not np.array_equal(first, Autoencoder(epochs=5).fit(X, seed=2).positions)


def test_new_rows_pass_through_the_network():
    reducer = Autoencoder(epochs=40)
    fit = reducer.fit(X[:100])
    assert np.array_equal(reducer.place(X[:100], X[:100], fit), fit.positions)
    assert np.isfinite(reducer.place(X[100:], X[:100], fit)).all()


def test_noise_teaches_another_picture():
    assert not np.array_equal(Autoencoder(epochs=5).fit(X).positions, Autoencoder(epochs=5, noise=0.5).fit(X).positions)


def test_a_picture_without_its_network_places_nothing():
    with pytest.raises(DataError, match="network"):
        Autoencoder().place(X, X, PCA().fit(X))


@pytest.mark.parametrize("activation", ["tanh", "relu", "gelu", "linear"])
def test_every_activation_learns(activation):
    states = list(Autoencoder(activation=activation, epochs=60).steps(X, seed=0))
    assert states[-1].objective < 0.5 * states[0].objective


def test_one_that_learned_nothing_says_so():
    fit = Autoencoder(learning_rate=1e-5, epochs=2).fit(X, seed=0)
    assert fit.objective > 0.9
    assert "lower the learning rate" in fit.note
