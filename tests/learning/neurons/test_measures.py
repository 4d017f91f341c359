"""Losses side by side, slopes and dead neurons, beside torch and scikit-learn."""

import numpy as np
import pytest
from sklearn.metrics import accuracy_score, brier_score_loss, log_loss

from mllab.learning.neurons import MEASURES, POINTS, Lesson, Live, Network, Samples, drawn, measures, meters, placed, scores, start


def test_scores_of_two_classes_are_those_of_scikit_learn():
    rng = np.random.default_rng(0)
    X, y = rng.normal(size=(60, 2)), rng.choice([-1.0, 1.0], 60)
    for loss, last in (("squared", "tanh"), ("logistic", "linear")):
        net = Network((2, 3, 1), ("tanh", last), loss)
        theta = start(net, "Glorot", 1, np.float64)
        out = net.said(theta, X)[-1]
        chance = (1 + out) / 2 if loss == "squared" else 1 / (1 + np.exp(-out))
        found = scores(net, theta, X, y)
        assert found.cross_entropy == pytest.approx(log_loss(y, chance), abs=1e-9)
        assert found.right == accuracy_score(y, np.where(chance > 0.5, 1, -1))
        assert found.squared == pytest.approx(2 * brier_score_loss(y, chance, pos_label=1), abs=1e-9), "half of (2 p - 1 - y)²"


def test_scores_of_three_classes_and_of_numbers():
    rng = np.random.default_rng(0)
    X, y = rng.normal(size=(60, 2)), np.arange(60) % 3
    net = Network((2, 3), ("linear",), "cross-entropy")
    theta = start(net, "Glorot", 1, np.float64)
    out = net.said(theta, X)[-3:].T
    chance = np.exp(out) / np.exp(out).sum(axis=1, keepdims=True)
    found = scores(net, theta, X, y)
    assert found.cross_entropy == pytest.approx(log_loss(y, chance), abs=1e-9)
    assert found.right == accuracy_score(y, chance.argmax(axis=1))
    assert found.squared == pytest.approx(0.5 * ((chance - np.eye(3)[y]) ** 2).sum(axis=1).mean())
    line = Network((2, 1), ("linear",))
    told = scores(line, np.array([1.0, 0.0, 0.5]), X, X[:, 0], regression=True)
    assert told.squared == pytest.approx(0.125)
    assert np.isnan(told.cross_entropy)


def test_the_length_of_the_slopes_is_torchs():
    torch = pytest.importorskip("torch")
    net = Network((2, 4, 1), ("tanh", "tanh"))
    rng, theta = np.random.default_rng(0), start(net, "He", 2, np.float64)
    X, y = rng.normal(size=(30, 2)), rng.choice([-1.0, 1.0], 30)
    layers = [torch.nn.Linear(2, 4, dtype=torch.float64), torch.nn.Linear(4, 1, dtype=torch.float64)]
    with torch.no_grad():
        for layer, (W, b) in zip(layers, net.layers(theta), strict=True):
            layer.weight.copy_(torch.tensor(W))
            layer.bias.copy_(torch.tensor(b))
    out = torch.tanh(layers[1](torch.tanh(layers[0](torch.tensor(X)))))[:, 0]
    (0.5 * (out - torch.tensor(y)) ** 2).mean().backward()
    lengths = [float(torch.sqrt((layer.weight.grad**2).sum() + (layer.bias.grad**2).sum())) for layer in layers]
    assert meters(net, theta, X, y).slopes == pytest.approx(lengths, abs=1e-12)


def test_neurons_that_are_flat_everywhere_are_dead():
    net = Network((1, 3, 2, 1), ("ReLU", "tanh", "tanh"))
    theta = np.zeros(net.p)
    (W1, b1), (W2, b2), _ = net.layers(theta)
    W1[:, 0], b1[:] = [1, 1, -1], [0, -10, -10]  # fires for half; never; never
    W2[:], b2[:] = 0.1, [0, 6]  # alive; at its end everywhere
    found = meters(net, theta, np.linspace(-2, 2, 21)[:, None], np.ones(21))
    assert found.dead.tolist() == [False, True, True, False, True]


def test_the_measures_of_goals_are_those_of_the_network():
    live = Live(Lesson(hidden=(4, 3)), drawn(POINTS["circle"](), seed=0))
    live.run(3)
    found = measures(live)
    assert set(found) == set(MEASURES)
    assert (found["hidden neurons"], found["hidden layers"], found["inputs"], found["weights"], found["epochs"]) == (7, 2, 2, 31, 3)
    assert found["right"] == 100 * live.now.test_right


def test_points_of_several_classes_or_numbers_are_samples():
    points = [(0.0, 0.0, 0), (1.0, 1.0, 1), (2.0, 2.0, 0), (3.0, -3.0, 1)]
    two = placed(points, ("a", "b"))
    assert isinstance(two, Samples)
    assert two.classes == ("b", "a")
    assert {(x, y) for (x, _), y in zip(two.places, two.answers, strict=True)} == {(0, 1), (1, -1), (2, 1), (3, -1)}
    assert placed(points, ("a", "b", "c")).outputs == 3
    numbers = placed(points, ("-1", "0.5"))
    assert numbers.regression
    assert set(numbers.answers) == {-1.0, 0.5}
