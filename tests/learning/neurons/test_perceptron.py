"""The perceptron's mistakes, their bound, and one step of backpropagation in all its numbers."""

import numpy as np
import pytest

from mllab.errors import DataError
from mllab.learning.neurons import ACTIVATIONS, Network, backprop, bound, parted, perceptron, start


def split(n=40, gap=0.5, seed=0):
    return parted(n, gap, np.random.default_rng(seed))


@pytest.mark.parametrize("seed", range(5))
def test_it_makes_no_more_mistakes_than_novikoff_allows_and_ends_without_any(seed):
    X, y = split(seed=seed)
    *_, last = perceptron(X, y, passes=10_000)
    assert ((np.column_stack([X, np.ones(len(X))]) @ last.weights) * y > 0).all()
    assert 0 < last.mistakes <= bound(X, y).most


def test_it_makes_the_same_mistakes_as_scikit_learns():
    from sklearn.linear_model import Perceptron

    X, y = split(seed=3)
    *_, last = perceptron(X, y, passes=7)
    with pytest.warns(UserWarning, match="iteration") if last.passes == 7 else np.errstate():
        theirs = Perceptron(shuffle=False, max_iter=7, tol=None).fit(X, y)
    assert [*theirs.coef_[0], theirs.intercept_[0]] == pytest.approx(last.weights)


def test_the_margin_is_that_of_the_support_vector_machine():
    from sklearn.svm import SVC

    X, y = split(gap=0.3, seed=1)
    lifted = np.column_stack([X, np.ones(len(X))])
    # Without a bias of its own, both classes mirrored: the hard margin through the origin is 1 / |w|.
    machine = SVC(kernel="linear", C=1e8, tol=1e-8).fit(np.vstack([lifted, -lifted]), np.concatenate([y, -y]))
    found = bound(X, y)
    assert found.margin == pytest.approx(1 / np.linalg.norm(machine.coef_), rel=1e-3)
    assert found.radius == pytest.approx(np.linalg.norm(lifted, axis=1).max())


def test_exclusive_or_is_never_learned():
    X, y = np.array([[1.0, 1.0], [-1.0, -1.0], [1.0, -1.0], [-1.0, 1.0]]), np.array([1, 1, -1, -1])
    states = list(perceptron(X, y, passes=50))
    assert states[-1].passes == 50, "a mistake in every pass"
    assert bound(X, y).most == np.inf


def test_each_mistake_moves_the_weights_by_its_sample():
    X, y = split(seed=2)
    before, *states = perceptron(X, y)
    assert (before.weights == 0).all()
    assert before.sample is None
    for state in states:
        assert state.weights - before.weights == pytest.approx(y[state.sample] * np.append(X[state.sample], 1))
        before = state


@pytest.mark.parametrize(("X", "y"), [(np.zeros((2, 3)), [1, 1]), (np.zeros((0, 2)), []), (np.zeros((2, 2)), [0, 1]), ([[np.nan, 0]], [1])])
def test_what_is_no_sample_is_refused(X, y):
    with pytest.raises(DataError):
        list(perceptron(np.array(X), np.array(y)))


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_every_number_of_a_step_is_torchs(activation):
    torch = pytest.importorskip("torch")
    network = Network((2, 3, 2, 1), (activation, activation, "tanh"))
    theta, x, y = start(network, "He", 4, np.float64), np.array([0.7, -1.2]), np.array([0.5])
    step = backprop(network, theta, x, y, 0.1)
    made = {"linear": torch.nn.Identity, "tanh": torch.nn.Tanh, "ReLU": torch.nn.ReLU, "sigmoid": torch.nn.Sigmoid, "ELU": torch.nn.ELU}
    made |= {"leaky ReLU": torch.nn.LeakyReLU, "GELU": torch.nn.GELU, "swish": torch.nn.SiLU}
    a, kept, weights = torch.tensor(x), [], []
    for (W, b), name in zip(network.layers(theta), network.activations, strict=True):
        W, b = torch.tensor(W, requires_grad=True), torch.tensor(b, requires_grad=True)
        z = W @ a + b
        a = made[name]()(z)
        z.retain_grad()
        a.retain_grad()
        kept.append((z, a))
        weights.append((W, b))
    loss = 0.5 * ((a - torch.tensor(y)) ** 2).sum()
    loss.backward()
    assert step.loss == pytest.approx(loss.item(), abs=1e-12)
    assert step.after < step.loss
    for layer, (z, a), (W, b) in zip(step.layers, kept, weights, strict=True):
        for ours, theirs in [
            (layer.z, z),
            (layer.a, a),
            (layer.slope_z, z.grad),
            (layer.slope_a, a.grad),
            (layer.slope_W, W.grad),
            (layer.slope_b, b.grad),
        ]:
            assert ours == pytest.approx(theirs.detach().numpy(), abs=1e-12)
        assert layer.new_W == pytest.approx((W - 0.1 * W.grad).detach().numpy(), abs=1e-12)
        assert layer.new_b == pytest.approx((b - 0.1 * b.grad).detach().numpy(), abs=1e-12)
