"""Many networks at once, the learning-rate finder, and when a training stops by itself."""

from dataclasses import replace

import numpy as np
import pytest

from mllab.errors import ParamError
from mllab.learning.neurons import POINTS, Lesson, Live, Samples, Stop, Training, drawn, features, find_rate, grid, many, seeds


def circle():
    return drawn(POINTS["circle"](), seed=0)


def test_thirty_seeds_are_what_each_network_is_alone():
    lesson, points = Lesson(hidden=(3,)), circle()
    found = list(many(seeds(lesson, 4), points, epochs=20, workers=3))
    for seed, one in enumerate(found):
        alone = Live(replace(lesson, seed=seed), points)
        alone.run(20)
        assert one.test_losses[-1] == alone.now.test_loss
        assert one.epochs[0] == 0
        assert one.epochs[-1] == 20
    assert len({one.test_losses[-1] for one in found}) == 4


def test_a_sweep_has_every_rate_with_every_width():
    lessons = grid(Lesson(hidden=(4, 2), activation=("ReLU", "tanh")), (0.01, 0.1), (1, 8))
    assert [(one.training.learning_rate, one.hidden) for one in lessons] == [(0.01, (1, 1)), (0.01, (8, 8)), (0.1, (1, 1)), (0.1, (8, 8))]
    assert {one.activation for one in lessons} == {("ReLU", "tanh")}
    assert grid(Lesson(hidden=()), (0.1,), (3,))[0].hidden == (3,)
    found = list(many(lessons, circle(), epochs=30))
    assert found[3].test_losses[-1] < found[0].test_losses[-1], "eight neurons enclose the disc, one cannot"
    assert found[0].output.shape == (1, 1600)


def test_a_network_that_diverges_ends_without_figures():
    lesson = Lesson(activation=("linear",), training=Training(learning_rate=10))
    (one,) = many([lesson], drawn(POINTS["plane"](), seed=0), epochs=100)
    assert np.isfinite(one.test_losses[0])
    assert np.isnan(one.test_losses[-1])


def test_the_finder_steps_as_torch_does_with_a_growing_rate():
    torch = pytest.importorskip("torch")
    lesson, points = Lesson(hidden=(5,), training=Training(batch=50)), circle()
    found = find_rate(lesson, points, 1e-3, 5.0, steps=25)
    net, theta = lesson.network(points), lesson.theta(points)
    layers = [torch.nn.Linear(2, 5), torch.nn.Linear(5, 1)]
    with torch.no_grad():
        for layer, (W, b) in zip(layers, net.layers(theta), strict=True):
            layer.weight.copy_(torch.tensor(W))
            layer.bias.copy_(torch.tensor(b))
    model = torch.nn.Sequential(layers[0], torch.nn.Tanh(), layers[1], torch.nn.Tanh())
    X, y = (
        torch.tensor(features(points.places[:250], lesson.inputs), dtype=torch.float32),
        torch.tensor(points.answers[:250, None], dtype=torch.float32),
    )
    losses = []
    for number, rate in enumerate(np.geomspace(1e-3, 5.0, 25)):
        here = slice(50 * (number % 5), 50 * (number % 5) + 50)
        model.zero_grad()
        (0.5 * (model(X[here]) - y[here]) ** 2).mean().backward()
        with torch.no_grad():
            for weights in model.parameters():
                weights -= rate * weights.grad
        losses.append((0.5 * (model(X) - y) ** 2).mean().item())
    assert found.losses == pytest.approx(losses[: len(found.losses)], abs=1e-4)
    assert found.lowest == found.rates[np.argmin(losses)]
    assert found.good == found.lowest / 10


def test_on_a_bowl_the_curve_is_the_closed_form():
    """A linear neuron on all samples at a time is gradient descent on a bowl: along an axis of curvature c each step leaves 1 - rate c of the way (Polyak 1964)."""
    rng = np.random.default_rng(1)
    places = rng.normal(0, [1.0, 0.3], (200, 2))
    points = Samples(places, places @ [0.4, -0.2] + rng.normal(0, 0.05, 200), 200, ())
    lesson = Lesson(hidden=(), training=Training(batch=200))
    found = find_rate(lesson, points, 1e-2, 10.0, steps=60)
    told = np.column_stack([places, np.ones(200)])
    best = np.linalg.lstsq(told, points.answers, rcond=None)[0]
    curvatures, axes = np.linalg.eigh(told.T @ told / 200)
    away = axes.T @ (lesson.theta(points) - best)
    left = np.cumprod(1 - found.rates[:, None] * curvatures, axis=0) * away
    floor = 0.5 * ((told @ best - points.answers) ** 2).mean()
    below = found.rates < 2 / curvatures[-1]  # above it grows what rounding has left
    assert found.losses[below] == pytest.approx((floor + 0.5 * (curvatures * left**2).sum(axis=1))[below], rel=1e-3)
    assert found.rates[-1] > 2 / curvatures[-1], "it goes on until the steepest axis is left"


def test_training_stops_at_a_bound_of_each_measure():
    for stop, reached in [
        (Stop("test loss", 0.3), lambda now: now.test_loss < 0.3),
        (Stop("training loss", 0.3), lambda now: now.loss < 0.3),
        (Stop("right", 90), lambda now: now.test_right >= 0.9),
    ]:
        live = Live(Lesson(), circle())
        assert live.run(500, stop=stop) == "bound"
        assert reached(live.now)
        assert not any(reached(mark) for mark in live.marks[:-1])


def test_early_stopping_takes_the_best_network_of_all():
    lesson = Lesson(hidden=(8, 8), training=Training(learning_rate=0.3, batch=1))
    live = Live(lesson, drawn(POINTS["gauss"](noise=50), seed=0, share=10))
    assert live.run(380, stop=Stop(patience=30)) == "patience"
    losses = [mark.test_loss for mark in live.marks]
    assert live.now.test_loss == min(losses)
    assert live.marks[-1].weights.epoch - live.now.weights.epoch == 30
    with pytest.raises(ParamError, match="stops at one of"):
        Stop("joy")
