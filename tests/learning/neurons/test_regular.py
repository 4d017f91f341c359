"""Dropout and batch normalization beside torch: the same masks, batches and steps give the same weights to 1e-5, in single precision.

A bias before a normalization changes nothing: its slope is rounding alone, which Adam would blow up. It is held in torch, as it is here.
"""

import itertools

import numpy as np
import pytest

from mllab.errors import DataError, ParamError
from mllab.learning.neurons import Lesson, Live, Network, Trainer, Training, Weights, drawn, features, start, torch_code
from mllab.learning.neurons.points import POINTS

torch = pytest.importorskip("torch")
BENDS = {"tanh": torch.tanh, "ReLU": torch.relu, "swish": torch.nn.functional.silu}


def samples(loss, n=43):
    rng = np.random.default_rng(5)
    X = rng.normal(0, 1.5, (n, 3))
    answers = {"squared": rng.normal(0, 1, (n, 2)), "logistic": rng.choice([-1.0, 1.0], (n, 1)), "cross-entropy": np.arange(n) % 2}
    return X, answers[loss]


def network(loss, normed, bend="tanh"):
    return Network((3, 5, 4, 1 if loss == "logistic" else 2), (bend, bend, "linear"), loss, normed)


class Theirs:
    """The network in torch, its layers linear, normalized, bent and masked in turn."""

    def __init__(self, net, theta):
        self.net = net
        self.linear = [torch.nn.Linear(a, b) for a, b in itertools.pairwise(net.sizes)]
        self.norm = [torch.nn.BatchNorm1d(size) for size in net.sizes[1:-1]] if net.normed else []
        with torch.no_grad():
            for layer, (W, b) in zip(self.linear, net.layers(theta), strict=True):
                layer.weight.copy_(torch.tensor(W))
                layer.bias.copy_(torch.tensor(b))
        for layer in self.linear[:-1] if net.normed else ():
            layer.bias.requires_grad = False
        self.weights = [layer.weight for layer in self.linear]
        self.others = [layer.bias for layer in self.linear] + [one for layer in self.norm for one in (layer.weight, layer.bias)]

    def says(self, a, masks):
        for place, layer in enumerate(self.linear):
            a = layer(a)
            if place < len(self.linear) - 1:
                a = self.norm[place](a) if self.norm else a
                a = BENDS[self.net.activations[place]](a) * masks[place]
        return a

    def loss(self, out, y):
        if self.net.loss == "squared":
            return 0.5 * ((out - y) ** 2).sum(dim=1).mean()
        if self.net.loss == "logistic":
            return torch.nn.functional.softplus(-y * out).mean()
        return torch.nn.functional.cross_entropy(out, y.long())

    def train(self, X, y, training, epochs, seed):
        made = {"SGD": torch.optim.SGD, "Adam": torch.optim.Adam, "AdamW": torch.optim.AdamW}[training.optimizer]
        cost = training.penalty_rate if training.penalty == "L2" else 0.0
        optimizer = made(
            [{"params": self.weights, "weight_decay": cost}, {"params": self.others, "weight_decay": 0.0}], lr=training.learning_rate
        )
        X, y = torch.tensor(X, dtype=torch.float32), torch.tensor(y, dtype=torch.float32)
        for step, (_, at) in enumerate(itertools.product(range(epochs), range(0, len(X), training.batch)), 1):
            here = X[at : at + training.batch]
            optimizer.zero_grad()
            self.loss(self.says(here, masks(self.net, training.dropout, seed, step, len(here))), y[at : at + training.batch]).backward()
            optimizer.step()

    def theta(self):
        norms = [one.detach().numpy() for layer in self.norm for one in (layer.weight, layer.bias)]
        plain = [one.detach().numpy().ravel() for layer in self.linear for one in (layer.weight, layer.bias)]
        return np.concatenate([*plain, *norms])

    def running(self):
        both = [[layer.running_mean.numpy() for layer in self.norm], [layer.running_var.numpy() for layer in self.norm]]
        return np.concatenate([*both[0], *both[1]]) if self.norm else np.zeros(0)

    def answers(self, X):
        for layer in self.norm:
            layer.eval()
        with torch.no_grad():
            return self.says(torch.tensor(X, dtype=torch.float32), [1.0] * len(self.linear)).numpy()


def masks(net, drop, seed, step, count):
    """Those that the kernel draws, for torch."""
    from mllab.learning.neurons.kernels import regular

    if not drop:
        return [1.0] * len(net.sizes)
    found = []
    for layer, size in enumerate(net.sizes[1:-1]):
        made = np.zeros((size, count), np.float32)
        regular.mask(seed, step, layer, drop, made, size, count)
        found.append(torch.tensor(made.T.copy()))
    return found


@pytest.mark.parametrize("loss", ["squared", "logistic", "cross-entropy"])
@pytest.mark.parametrize(("normed", "dropout"), [(True, 0.0), (False, 0.4), (True, 0.25)])
@pytest.mark.parametrize(
    ("bend", "training"),
    [
        ("tanh", {"batch": 10}),
        ("ReLU", {"batch": 17, "optimizer": "Adam", "penalty": "L2", "penalty_rate": 0.02}),
        ("swish", {"batch": 43, "optimizer": "AdamW", "penalty": "L2", "penalty_rate": 0.1}),
    ],
)
def test_weights_and_running_figures_are_those_of_torch(loss, normed, dropout, bend, training):
    net, (X, y) = network(loss, normed, bend), samples(loss)
    theta, told = start(net, "Glorot", 3), Training(learning_rate=0.02, dropout=dropout, **training)
    trainer = Trainer(net, told, X, y, seed=7)
    ours, theirs = trainer.run(trainer.begin(theta), 3), Theirs(net, theta)
    theirs.train(X, y, told, 3, seed=7)
    assert ours.theta == pytest.approx(theirs.theta(), abs=1e-5)
    assert ours.running == pytest.approx(theirs.running(), abs=1e-5)
    said = net.bare.said(net.folded(ours.theta, ours.running), X)[-net.sizes[-1] :].T
    assert said == pytest.approx(theirs.answers(X), abs=2e-5), "what is answered goes by the running figures, and nothing is dropped"


def test_without_either_the_loop_is_the_plain_one_to_the_last_digits():
    from mllab.learning.neurons.kernels import regular, training

    net, (X, y) = network("squared", False), samples("squared")
    trainer = Trainer(net, Training(batch=10), X, y)
    plain, other = trainer.begin(start(net)), trainer.begin(start(net))
    told = trainer._told(2)
    training.epochs(plain.theta, plain.first, plain.second, plain.dead, net.weights(), 0, *net.plan(), *told)
    regular.epochs(other.theta, other.first, other.second, other.dead, net.weights(), 0, other.running, *net.plan(), *told, False, 0.0, 0)
    assert other.theta == pytest.approx(plain.theta, abs=1e-6)


def test_a_share_of_the_neurons_is_silent_each_time_others():
    from mllab.learning.neurons.kernels import regular

    first, second = np.zeros((2, 20, 100), np.float32)
    regular.mask(1, 1, 0, 0.3, first, 20, 100)
    regular.mask(1, 2, 0, 0.3, second, 20, 100)
    assert np.unique(first) == pytest.approx([0, 1 / 0.7])
    assert (first == 0).mean() == pytest.approx(0.3, abs=0.04), "2,000 draws: four standard deviations"
    assert ((first == 0) & (second == 0)).mean() == pytest.approx(0.09, abs=0.03)


def test_epochs_may_be_cut_and_a_lone_last_sample_is_not_normalized():
    net, (X, y) = network("squared", True), samples("squared", 21)
    trainer = Trainer(net, Training(batch=10, dropout=0.2), X, y)
    begin = trainer.begin(start(net))
    whole, cut = trainer.run(begin, 4), trainer.run(trainer.run(begin, 1), 3)
    assert np.array_equal(whole.theta, cut.theta)
    assert np.array_equal(whole.running, cut.running)
    assert whole.steps == 8, "two batches of ten an epoch; the one that is left has no spread"


def test_what_cannot_be_normalized_is_refused():
    net, (X, y) = network("squared", True), samples("squared")
    with pytest.raises(ParamError, match="at least 2"):
        Trainer(net, Training(batch=1), X, y)
    with pytest.raises(DataError, match="another network"):
        Trainer(net, Training(), X, y).run(Weights.of(start(net)))


def test_a_normed_network_is_watched_and_its_pytorch_code_answers_the_same():
    lesson = Lesson(hidden=(6, 4), normed=True, activation=("ReLU",), training=Training(dropout=0.1))
    one = Live(lesson, drawn(POINTS["circle"](), seed=0))
    begin = one.now.test_loss
    one.run(40)
    assert one.now.test_loss < begin
    weights, space = one.now.weights, {"__name__": "exported"}
    exec(torch_code(one.network, weights.theta, lesson.inputs, weights.running, 0.1), space)  # noqa: S102, the code is what is tested
    places = np.random.default_rng(0).uniform(-6, 6, (50, 2)).astype(np.float32)
    said = space["network"](space["inputs"](torch.tensor(places))).detach().numpy()[:, 0]
    assert said == pytest.approx(one.plain.said(one.theta, features(places, lesson.inputs))[-1], abs=2e-5)
