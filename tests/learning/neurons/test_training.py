"""The compiled training loop beside torch: the same network, samples, batches and steps give the same weights."""

import itertools

import numpy as np
import pytest

from mllab.errors import DataError, ParamError
from mllab.learning.neurons import ACTIVATIONS, LOSSES, OPTIMIZERS, Lesson, Network, Trainer, Training, Weights, drawn, start, sweep, train
from mllab.learning.neurons.points import POINTS

torch = pytest.importorskip("torch")
MODULES = {
    "linear": torch.nn.Identity,
    "tanh": torch.nn.Tanh,
    "ReLU": torch.nn.ReLU,
    "sigmoid": torch.nn.Sigmoid,
    "leaky ReLU": lambda: torch.nn.LeakyReLU(0.01),
    "ELU": torch.nn.ELU,
    "GELU": torch.nn.GELU,
    "swish": torch.nn.SiLU,
}
KINDS = {np.float32: torch.float32, np.float64: torch.float64}


def samples(loss, n=43, inputs=3, outputs=2):
    """Places and answers of the kind that the loss takes."""
    rng = np.random.default_rng(5)
    X = rng.normal(0, 1.5, (n, inputs))
    answers = {
        "squared": rng.normal(0, 1, (n, outputs)),
        "logistic": rng.choice([-1.0, 1.0], (n, 1)),
        "cross-entropy": np.arange(n) % outputs,
    }
    return X, answers[loss]


def network(loss, activation):
    outputs = 1 if loss == "logistic" else 2
    return Network((3, 5, 4, outputs), (activation, activation, "linear"), loss)


def theirs(net, theta, dtype):
    """The network in torch, with its linear layers."""
    layers = [torch.nn.Linear(a, b, dtype=KINDS[dtype]) for a, b in zip(net.sizes, net.sizes[1:], strict=False)]
    with torch.no_grad():
        for layer, (W, b) in zip(layers, net.layers(theta), strict=True):
            layer.weight.copy_(torch.tensor(W))
            layer.bias.copy_(torch.tensor(b))
    bends = [MODULES[name]() for name in net.activations]
    return torch.nn.Sequential(*itertools.chain.from_iterable(zip(layers, bends, strict=True))), layers


def their_loss(net, out, y):
    if net.loss == "squared":
        return 0.5 * ((out - y) ** 2).sum(dim=1).mean()
    if net.loss == "logistic":
        return torch.nn.functional.binary_cross_entropy_with_logits(out, (y + 1) / 2)
    return torch.nn.functional.cross_entropy(out, y.long())


def trained_by_torch(net, theta, X, y, training, epochs, dtype):
    model, layers = theirs(net, theta, dtype)
    cost = training.penalty_rate if training.penalty == "L2" else 0.0
    groups = [
        {"params": [one.weight for one in layers], "weight_decay": cost},
        {"params": [one.bias for one in layers], "weight_decay": 0.0},
    ]
    made = {"SGD": torch.optim.SGD, "momentum": torch.optim.SGD, "Adam": torch.optim.Adam, "AdamW": torch.optim.AdamW}
    more = {"momentum": 0.9} if training.optimizer == "momentum" else {}
    optimizer = made[training.optimizer](groups, lr=training.learning_rate, **more)
    places, answers = torch.tensor(X, dtype=KINDS[dtype]), torch.tensor(y, dtype=KINDS[dtype])
    for _ in range(epochs):
        for at in range(0, len(X), training.batch):
            optimizer.zero_grad()
            their_loss(net, model(places[at : at + training.batch]), answers[at : at + training.batch]).backward()
            optimizer.step()
    return np.concatenate([np.concatenate([one.weight.detach().numpy().ravel(), one.bias.detach().numpy()]) for one in layers])


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_weights_after_some_steps_are_those_of_torch(activation, loss, dtype):
    net, (X, y) = network(loss, activation), samples(loss)
    theta, training = start(net, "Glorot", seed=3, dtype=dtype), Training(learning_rate=0.1, batch=10)
    ours = train(net, training, theta, X, y, 3, dtype).theta
    assert ours == pytest.approx(trained_by_torch(net, theta, X, y, training, 3, dtype), abs=1e-5 if dtype is np.float32 else 1e-12)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("penalty", ["none", "L2"])
@pytest.mark.parametrize("batch", [1, 16, 17, 43])
def test_every_optimizer_steps_as_torchs(optimizer, penalty, batch):
    net, (X, y) = network("squared", "tanh"), samples("squared")
    theta = start(net, "Glorot", seed=1, dtype=np.float64)
    training = Training(learning_rate=0.02, batch=batch, optimizer=optimizer, penalty=penalty, penalty_rate=0.05)
    ours = train(net, training, theta, X, y, 4, np.float64).theta
    assert ours == pytest.approx(trained_by_torch(net, theta, X, y, training, 4, np.float64), abs=1e-10)


@pytest.mark.parametrize("loss", LOSSES)
def test_loss_and_slope_are_those_of_torch(loss):
    net, (X, y) = network(loss, "swish"), samples(loss)
    theta = start(net, "He", seed=2, dtype=np.float64)
    model, layers = theirs(net, theta, np.float64)
    lost = their_loss(net, model(torch.tensor(X)), torch.tensor(y))
    lost.backward()
    slope = np.concatenate([np.concatenate([one.weight.grad.numpy().ravel(), one.bias.grad.numpy()]) for one in layers])
    assert net.gradient(theta, X, y) == pytest.approx(slope, abs=1e-13)
    assert net.judged(theta, X, y)[0] == pytest.approx(lost.item(), abs=1e-13)
    out = model(torch.tensor(X)).detach().numpy()
    said = net.said(theta, X)[-net.sizes[-1] :].T
    assert said == pytest.approx(out, abs=1e-13)


def test_the_hyperbolic_tangent_of_single_precision_is_right_to_its_last_digits():
    net = Network((1, 1), ("tanh",))
    X = np.concatenate([np.linspace(-12, 12, 4001), [0.0, 1e-6, -1e-6, 1e9, -1e9]]).astype(np.float32)[:, None]
    theta = np.array([1, 0], np.float32)
    assert net.said(theta, X)[-1] == pytest.approx(np.tanh(X[:, 0].astype(float)), abs=2e-7)


def test_the_share_of_right_classes_is_counted():
    net = Network((1, 1), ("linear",))
    X, y = np.array([[-2.0], [-1.0], [1.0], [3.0]]), np.array([-1, 1, 1, 1])
    assert net.judged(np.array([1.0, 0.0]), X, y) == (pytest.approx(0.5 * (1 + 4 + 0 + 4) / 4), 0.75)
    three = Network((1, 3), ("linear",), "cross-entropy")
    theta = np.array([-1.0, 0.0, 1.0, 0.0, 0.5, 0.0])
    assert three.judged(theta, X, np.array([0, 0, 2, 1]))[1] == 0.75


def test_the_same_seed_gives_the_same_weights_however_the_epochs_are_cut():
    lesson, points = Lesson(hidden=(6, 3)), drawn(POINTS["xor"](noise=10), seed=4)
    trainer, begin = lesson.trainer(points), Weights.of(lesson.theta(points))
    whole = trainer.run(begin, 7)
    cut = trainer.run(trainer.run(begin, 3), 4)
    assert np.array_equal(whole.theta, cut.theta)
    assert (whole.epoch, whole.steps) == (cut.epoch, cut.steps) == (7, 7 * 25)
    assert np.array_equal(begin.theta, lesson.theta(points)), "those given stay as they are"


def test_a_sweep_is_what_each_network_is_alone():
    lesson, points = Lesson(hidden=(4,)), drawn(POINTS["circle"](), seed=0)
    trainers = [Lesson(hidden=(4,), training=Training(learning_rate=rate)).trainer(points) for rate in (0.01, 0.1, 0.3)]
    thetas = [start(lesson.network(points), seed=seed) for seed in range(3)]
    alone = [trainer.run(Weights.of(theta), 5).theta for trainer, theta in zip(trainers, thetas, strict=True)]
    for workers in (1, 3):
        assert all(np.array_equal(one.theta, other) for one, other in zip(sweep(trainers, thetas, 5, workers), alone, strict=True))
    with pytest.raises(ParamError, match="2 for 3"):
        sweep(trainers, thetas[:2], 5)


def test_what_does_not_fit_is_refused():
    net = Network((2, 3, 1), ("tanh", "tanh"))
    for sizes, activations, loss in [
        ((2,), (), "squared"),
        ((2, 0, 1), ("tanh", "tanh"), "squared"),
        ((2, 1), ("bend",), "squared"),
        ((2, 1), ("tanh",), "logistic"),
        ((2, 1), ("tanh",), "joy"),
    ]:
        with pytest.raises(ParamError):
            Network(sizes, activations, loss)
    with pytest.raises(DataError, match="2 inputs"):
        Trainer(net, Training(), np.zeros((4, 3)), np.zeros(4))
    with pytest.raises(DataError, match="at least one"):
        Trainer(net, Training(), np.zeros((0, 2)), np.zeros(0))
    with pytest.raises(DataError, match="numbered from 0 to 1"):
        Trainer(Network((2, 2), ("linear",), "cross-entropy"), Training(), np.zeros((2, 2)), np.array([0, 2]))
    with pytest.raises(DataError, match="-1 and 1"):
        Trainer(Network((2, 1), ("linear",), "logistic"), Training(), np.zeros((2, 2)), np.array([0, 1]))
    with pytest.raises(DataError, match="13 weights"):
        train(net, Training(), np.zeros(5), np.zeros((4, 2)), np.zeros(4), 1)
