"""Networks: known answers, what every one of them keeps to, odd tables, and how training ends."""

import io
import json
import subprocess
import sys
import threading

import numpy as np
import pytest
import torch
from sklearn.base import clone
from sklearn.datasets import load_breast_cancer, load_diabetes, load_digits
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.linear_model import Perceptron as PeerPerceptron
from sklearn.metrics import log_loss
from sklearn.model_selection import KFold, StratifiedKFold, cross_val_score
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from threadpoolctl import threadpool_limits

from mllab.errors import DataError, ParamError
from mllab.models import MODELS
from mllab.models.estimators import losses
from mllab.models.estimators.multilayer import Multilayer
from mllab.models.estimators.network import NetworkClassifier, NetworkRegressor
from mllab.models.estimators.optimizing import Optimizer, Plateau, share
from mllab.models.estimators.parameters import arrays, tensors
from mllab.models.estimators.passing import Pass
from mllab.models.estimators.perceptron import PerceptronClassifier
from mllab.models.estimators.piecewise import bins, coded
from mllab.models.estimators.tokens import Tokens, tokens

NETWORKS = [name for name, model in MODELS.items() if model.deep]
TORCH = [name for name in NETWORKS if name != "perceptron"]
BOTH = [(name, kind) for name in NETWORKS for kind in MODELS[name].kinds]


def rows(n=200, d=6, seed=1):
    """(X, classes, numbers): two columns matter."""
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(n, d)).astype(np.float32)
    force = 1.5 * X[:, 0] + X[:, 1] + rng.normal(0, 0.3, n)
    return X, np.digitize(force, [-0.8, 0.8]), 50 + 20 * force


def answers(kind, classes, numbers):
    return classes if kind == "classification" else numbers


# Known answers.


@pytest.mark.parametrize("decay", [0.0, 0.1])
@pytest.mark.parametrize("name", ["SGD", "momentum", "Adam", "AdamW"])
def test_three_steps_of_an_optimizer_are_those_of_torch(name, decay):
    """torch.optim on a linear layer, weights decaying and biases not."""
    chance = torch.Generator().manual_seed(0)
    x, y = torch.randn(20, 3, generator=chance), torch.randn(20, generator=chance)
    start = torch.randn(4, generator=chance)
    weight, bias = start[:3].clone().requires_grad_(), start[3:].clone().requires_grad_()
    groups = [{"params": [weight], "weight_decay": decay}, {"params": [bias], "weight_decay": 0.0}]
    peer = {
        "SGD": lambda: torch.optim.SGD(groups, lr=0.05),
        "momentum": lambda: torch.optim.SGD(groups, lr=0.05, momentum=0.9),
        "Adam": lambda: torch.optim.Adam(groups, lr=0.05),
        "AdamW": lambda: torch.optim.AdamW(groups, lr=0.05),
    }[name]()
    row = start.clone().requires_grad_()
    ours = Optimizer(name, row, torch.tensor([1.0, 1, 1, 0]), decay)
    for _ in range(3):
        peer.zero_grad()
        ((x @ weight + bias - y) ** 2).mean().backward()
        peer.step()
        (slope,) = torch.autograd.grad(((x @ row[:3] + row[3:] - y) ** 2).mean(), row)
        ours.step(slope, 0.05)
    assert torch.allclose(row, torch.cat([weight, bias]), atol=1e-6)


def test_one_step_by_hand():
    """Kingma & Ba 2015, algorithm 1: the first step of Adam is the rate times the sign of the slope; SGD's is the rate times the slope."""
    slope = torch.tensor([0.5, -2.0])
    for name, expected in [("Adam", [-0.1, 0.1]), ("SGD", [-0.05, 0.2]), ("momentum", [-0.05, 0.2])]:
        row = torch.zeros(2)
        Optimizer(name, row, torch.ones(2), 0.0).step(slope, 0.1)
        assert torch.allclose(row, torch.tensor(expected), atol=1e-6), name


@pytest.mark.parametrize("steps", [10, 57])
def test_schedules_are_those_of_torch(steps):
    """CosineAnnealingLR and OneCycleLR of torch."""
    for name, make in [
        ("cosine", lambda o: torch.optim.lr_scheduler.CosineAnnealingLR(o, steps)),
        ("one-cycle", lambda o: torch.optim.lr_scheduler.OneCycleLR(o, max_lr=1.0, total_steps=steps)),
    ]:
        peer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
        schedule = make(peer)
        for step in range(steps):
            assert share(name, step, steps) == pytest.approx(peer.param_groups[0]["lr"], abs=1e-6)
            peer.step()
            schedule.step()


def test_a_plateau_lowers_the_rate_when_five_epochs_bring_nothing():
    plateau = Plateau()
    seen = []
    for loss in [3, 2, 1, *[1.5] * 10, 0.5, 0.6]:
        plateau.seen(loss)
        seen.append(plateau.share)
    assert seen == pytest.approx([1] * 7 + [0.3] * 5 + [0.09] * 3)


@pytest.mark.parametrize("classes", [2, 3])
def test_without_hidden_layers_it_is_logistic_regression(classes):
    """scikit-learn's coefficients without a penalty."""
    X, three, _ = rows(300, 3)
    y = three if classes == 3 else (three + (np.arange(300) % 7 == 0) > 1).astype(int)
    y = np.where(np.random.default_rng(0).random(300) < 0.15, np.random.default_rng(1).integers(0, classes, 300), y)
    peer = LogisticRegression(C=np.inf, tol=1e-8, max_iter=1000).fit(X, y)
    model = MODELS["multilayer perceptron"](layers=0, epochs=300, learning_rate=0.05, weight_decay=0, dropout=0, batch=300)
    ours = model.fit(X, 0, y).estimator
    weights = ours.learned_["out.weight"] / ours.scale_
    if classes == 2:
        assert np.allclose(weights[1] - weights[0], peer.coef_[0], atol=1e-2)
    else:
        assert np.allclose(weights - weights.mean(axis=0), peer.coef_ - peer.coef_.mean(axis=0), atol=1e-2)
    assert np.allclose(ours.predict_proba(X), peer.predict_proba(X), atol=1e-2)


def test_without_hidden_layers_it_is_linear_regression():
    """Ordinary least squares of scikit-learn."""
    X, _, y = rows(300, 3)
    model = MODELS["multilayer perceptron"](layers=0, epochs=300, learning_rate=0.05, weight_decay=0, dropout=0, batch=300)
    ours, peer = model.fit(X, 0, y).estimator, LinearRegression().fit(X, y)
    assert np.allclose(ours.predict(X), peer.predict(X), atol=1e-2 * y.std())
    assert np.allclose(ours.learned_["out.weight"][0] / ours.scale_ * ours.spread_, peer.coef_, atol=1e-2 * y.std())


def test_a_category_has_the_embedding_that_a_table_would_give():
    """torch.nn.functional.embedding of the first layer's weights (Guo & Berkhahn 2016, equation 5)."""
    codes = np.arange(120) % 4
    X = np.eye(4, dtype=np.float32)[codes]
    network = MODELS["multilayer perceptron"](layers=1, epochs=2, activation="ReLU").fit(X, 0, codes % 2).estimator
    table = torch.from_numpy(network.learned_["hidden0.weight"].T.copy())
    looked_up = torch.nn.functional.embedding(torch.from_numpy(codes), table) + torch.from_numpy(network.learned_["hidden0.bias"])
    first = torch.from_numpy(X) @ table + torch.from_numpy(network.learned_["hidden0.bias"])
    assert torch.allclose(first, looked_up, atol=1e-6)
    out = torch.relu(looked_up) @ torch.from_numpy(network.learned_["out.weight"].T) + torch.from_numpy(network.learned_["out.bias"])
    assert np.allclose(out.softmax(dim=1).numpy(), network.predict_proba(X), atol=1e-6)


def test_piecewise_linear_codes_are_the_formula_of_the_paper():
    """Gorishniy, Rubachev & Babenko 2022, equation 1, written out value by value."""
    rng = np.random.default_rng(0)
    X = np.column_stack([rng.exponential(size=400), rng.integers(0, 2, 400), np.full(400, 3.0), rng.integers(0, 5, 400)]).astype(np.float32)
    fixed = bins(X, 8)
    found = coded(tensors(fixed), torch.from_numpy(np.vstack([X, X.min(axis=0) - 1, X.max(axis=0) + 1]).astype(np.float32))).numpy()
    assert np.bincount(fixed["bins.column"], minlength=4).tolist() == [8, 1, 0, 4]
    for row, values in zip(found, np.vstack([X, X.min(axis=0) - 1, X.max(axis=0) + 1]), strict=True):
        expected = []
        for j in (0, 1, 3):
            edges = np.unique(np.quantile(X[:, j], np.linspace(0, 1, 9)))
            for t in range(1, len(edges)):
                if values[j] < edges[t - 1] and t > 1:
                    expected.append(0.0)
                elif values[j] >= edges[t] and t < len(edges) - 1:
                    expected.append(1.0)
                else:
                    expected.append((values[j] - edges[t - 1]) / (edges[t] - edges[t - 1]))
        assert np.allclose(row, expected, atol=1e-4)


def made(network, d, outputs=3, seed=0):
    """Parameters of an architecture as they begin, with what is fixed."""
    from mllab.models.estimators.parameters import Parameters

    X = np.random.default_rng(0).normal(size=(50, d)).astype(np.float32)
    fixed = network.fixed(X)
    return {
        **tensors(fixed),
        **Parameters(network.parts(fixed, d, outputs), torch.Generator().manual_seed(seed)).named(),
    }, torch.from_numpy(X)


def shape(kind, **more):
    asked = {"layers": 2, "width": 16, "activation": "ReLU", "batch_norm": False, "heads": 4, "kernel": 3, "pieces": 8} | more
    return kind(**asked)


def test_the_order_of_the_columns_does_not_matter_to_attention():
    """Attention is a function of a set of tokens (Vaswani et al. 2017): columns and their embeddings may change places together."""
    network = shape(Tokens)
    p, x = made(network, 7)
    order = torch.randperm(7, generator=torch.Generator().manual_seed(1))
    moved = {**p, "column.weight": p["column.weight"][order], "column.bias": p["column.bias"][order]}
    with torch.no_grad():
        assert torch.allclose(network.forward(p, x, Pass()), network.forward(moved, x[:, order], Pass()), atol=1e-5)
        assert not torch.allclose(network.forward(p, x, Pass()), network.forward(p, x[:, order], Pass()), atol=1e-2)


def test_attention_is_that_of_torch():
    """torch.nn.MultiheadAttention with the same weights, in the one layer of the network."""
    network = shape(Tokens, layers=1)
    p, _ = made(network, 5)
    peer = torch.nn.MultiheadAttention(16, 4, batch_first=True)
    t = torch.randn(9, 6, 16, generator=torch.Generator().manual_seed(0))
    with torch.no_grad():
        peer.in_proj_weight.copy_(p["asks0.weight"])
        peer.in_proj_bias.copy_(p["asks0.bias"])
        peer.out_proj.weight.copy_(p["told0.weight"])
        peer.out_proj.bias.copy_(p["told0.bias"])
        expected, _ = peer(t, t, t)
        assert torch.allclose(network._attended(p, 0, t, last=False), expected, atol=1e-5)
        assert torch.allclose(network._attended(p, 0, t, last=True), expected[:, :1], atol=1e-5)


def test_one_hot_columns_of_a_category_share_a_token():
    rng = np.random.default_rng(0)
    colour, flag = np.eye(3)[rng.integers(0, 3, 90)], rng.integers(0, 2, (90, 1))
    X = np.hstack([rng.normal(size=(90, 2)), colour, flag, rng.normal(size=(90, 1))]).astype(np.float32)
    assert tokens(X).tolist() == [0, 1, 2, 2, 2, 3, 4]


def test_losses_are_their_formulas():
    """Log loss of scikit-learn; Brier 1950; Lin et al. 2017 with gamma 2, value by value."""
    out = torch.randn(40, 4, generator=torch.Generator().manual_seed(0))
    target = torch.arange(40) % 4
    p, y = out.double().softmax(dim=1).numpy(), target.numpy()
    right = p[np.arange(40), y]
    assert float(losses.cross_entropy(out, target)) == pytest.approx(log_loss(y, p), rel=1e-5)
    assert float(losses.brier(out, target)) == pytest.approx(((p - np.eye(4)[y]) ** 2).sum(axis=1).mean(), rel=1e-5)
    assert float(losses.focal(out, target)) == pytest.approx((-((1 - right) ** 2) * np.log(right)).mean(), rel=1e-5)
    smooth = 0.8 * np.eye(4)[y] + 0.05
    assert float(losses.cross_entropy(out, target, 0.2)) == pytest.approx(-(smooth * np.log(p)).sum(axis=1).mean(), rel=1e-5)


@pytest.mark.parametrize(("load", "kind"), [(load_digits, 0), (load_breast_cancer, 0), (load_diabetes, 1)])
@pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
def test_it_is_as_good_as_the_perceptron_of_scikit_learn(load, kind):
    """MLPClassifier and MLPRegressor with the same layers on the same folds; a hundredth of chance is allowed for."""
    X, y = load(return_X_y=True)
    name = ["classification", "regression"][kind]
    cut = [StratifiedKFold, KFold][kind](3, shuffle=True, random_state=0)
    peer = [MLPClassifier, MLPRegressor][kind](hidden_layer_sizes=(64, 64), random_state=0)
    with threadpool_limits(1):
        theirs = cross_val_score(make_pipeline(StandardScaler(), peer), X, y, cv=cut)
    ours = cross_val_score(make_pipeline(StandardScaler(), MODELS["multilayer perceptron"]().estimator(name, 0)), X, y, cv=cut)
    assert ours.mean() >= theirs.mean() - 0.01


def ring(n=800, seed=0):
    """Rows inside a ring and on it: no plane parts them. Answers of a ninth are drawn by chance."""
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(n, 2)).astype(np.float32)
    return X, ((X**2).sum(axis=1) > 1.4).astype(int)


@pytest.mark.parametrize("name", ["multilayer perceptron", "residual MLP", "FT-Transformer"])
def test_it_bends_where_a_plane_cannot_part(name):
    X, y = ring()
    fitted = MODELS[name]().fit(X[:600], 0, y[:600]).estimator
    assert (fitted.predict(X[600:]) == y[600:]).mean() > 0.93
    assert LogisticRegression().fit(X[:600], y[:600]).score(X[600:], y[600:]) < 0.65


def test_a_convolution_finds_a_pattern_wherever_it_is():
    rng = np.random.default_rng(0)
    X, y = rng.normal(0, 0.3, (600, 40)).astype(np.float32), np.arange(600) % 2
    for row, code in zip(X, y, strict=True):
        at = rng.integers(0, 35)
        row[at : at + 5] += [0, 1, 2, 1, 0] if code else [2, 0, 0, 0, 2]
    fitted = MODELS["1-D convolution"]().fit(X[:450], 0, y[:450]).estimator
    assert (fitted.predict(X[450:]) == y[450:]).mean() > 0.9
    assert LogisticRegression(max_iter=500).fit(X[:450], y[:450]).score(X[450:], y[450:]) < 0.75
    assert MODELS["1-D convolution"].places
    assert [name for name in MODELS if MODELS[name].places] == ["1-D convolution"]


# The perceptron.


def test_a_perceptron_is_rosenblatts_rule():
    """The rule written out (Rosenblatt 1958; Duda & Hart 1973, Kesler's construction), row by row."""
    X, y, _ = rows(80, 3)
    found = PerceptronClassifier(epochs=3, keep="last", random_state=4).fit(X, y)
    rows_1 = np.hstack([(X - X.mean(axis=0, dtype=np.float64)) / X.std(axis=0, dtype=np.float64), np.ones((80, 1))])
    weights, mistakes = np.zeros((3, 4)), []
    chance = np.random.default_rng(4)
    for _ in range(3):
        mistakes.append(0)
        for i in chance.permutation(80):
            said = int((weights @ rows_1[i]).argmax())
            if said != y[i]:
                weights[y[i]] += rows_1[i]
                weights[said] -= rows_1[i]
                mistakes[-1] += 1
    assert np.allclose(found.coef_ * X.std(axis=0), weights[:, :3], rtol=1e-4, atol=1e-6)
    assert np.allclose(found.mistakes_, np.array(mistakes) / 80)


def test_the_average_perceptron_is_the_mean_over_all_rows():
    """Freund & Schapire 1999: each weight vector counts for the rows that it survived."""
    X, y, _ = rows(60, 2)
    y = (y > 0).astype(int)
    found = PerceptronClassifier(epochs=2, random_state=1).fit(X, y)
    z = np.hstack([(X - X.mean(axis=0, dtype=np.float64)) / X.std(axis=0, dtype=np.float64), np.ones((60, 1))])
    weights, total, chance = np.zeros((2, 3)), np.zeros((2, 3)), np.random.default_rng(1)
    for _ in range(2):
        for i in chance.permutation(60):
            said = int((weights @ z[i]).argmax())
            weights[y[i]] += z[i] * (said != y[i])
            weights[said] -= z[i] * (said != y[i])
            total += weights
    assert np.allclose(found.coef_ * X.std(axis=0), total[:, :2] / 120, rtol=1e-4, atol=1e-6)


def test_a_perceptron_makes_no_more_mistakes_than_novikoff_allows():
    """Novikoff 1962: at most (R / margin)^2 mistakes where a plane parts the classes; then it ends by itself."""
    rng = np.random.default_rng(0)
    X = rng.uniform(-1, 1, (300, 2))
    X = X[np.abs(X[:, 0] - X[:, 1]) > 0.2]
    y = (X[:, 0] > X[:, 1]).astype(int)
    state = MODELS["perceptron"](epochs=1000, keep="last").fit(X, 0, y)
    z = np.hstack([(X - X.mean(axis=0)) / X.std(axis=0), np.ones((len(X), 1))])
    plane = np.array([X.std(axis=0)[0], -X.std(axis=0)[1], X.mean(axis=0)[0] - X.mean(axis=0)[1]])
    margin = np.abs(z @ plane).min() / np.linalg.norm(plane)
    assert (state.train_loss * len(X)).sum() <= ((z**2).sum(axis=1).max() / margin**2)
    assert state.train_loss[-1] == 0
    assert state.step < 1000
    assert state.note == ""
    assert (state.estimator.predict(X) == y).all()


def test_a_perceptron_is_about_as_good_as_that_of_scikit_learn_and_says_when_it_did_not_settle():
    X, y = load_digits(return_X_y=True)
    X = StandardScaler().fit_transform(X)
    ours = MODELS["perceptron"](epochs=20).fit(X[:1200], 0, y[:1200])
    assert ours.estimator.score(X[1200:], y[1200:]) >= PeerPerceptron(random_state=0).fit(X[:1200], y[:1200]).score(X[1200:], y[1200:])
    X, y = ring()
    state = MODELS["perceptron"](epochs=5, keep="best").fit(X, 0, y)
    assert "still made mistakes" in state.note
    assert not hasattr(state.estimator, "predict_proba")


# What every network keeps to.


@pytest.mark.parametrize(("name", "kind"), BOTH)
def test_what_it_has_learned_is_plain_arrays_that_predict_again_elsewhere(name, kind, tmp_path):
    from skops.io import dumps, get_untrusted_types, loads

    X, classes, numbers = rows()
    fitted = MODELS[name](epochs=3).fit(X, 0, answers(kind, classes, numbers), kind).estimator
    for key, value in vars(fitted).items():
        held = value.values() if isinstance(value, dict) else [value]
        assert all(isinstance(one, np.ndarray | np.generic | int | float | str | bool | None) for one in held), key
    kept = dumps(fitted)
    types = get_untrusted_types(data=kept)
    assert all(kind.startswith("mllab.models.estimators.") for kind in types)
    assert np.array_equal(loads(kept, trusted=types).predict(X), fitted.predict(X))


@pytest.mark.parametrize(("name", "kind"), BOTH)
def test_it_is_an_estimator_like_those_of_scikit_learn(name, kind):
    X, classes, numbers = rows()
    y = np.array([1, 4, 9])[classes] if kind == "classification" else numbers
    unfitted = MODELS[name](epochs=3).estimator(kind, 5)
    again = clone(unfitted).fit(X, y)
    assert again.get_params() == unfitted.get_params()
    assert again.n_features_in_ == X.shape[1]
    assert np.array_equal(again.predict(X), MODELS[name](epochs=3).fit(X, 5, y, kind).estimator.predict(X))
    if kind == "classification":
        assert list(again.classes_) == [1, 4, 9]
        assert set(again.predict(X)) <= {1, 4, 9}
    if name != "perceptron" and kind == "classification":
        chances = again.predict_proba(X)
        assert chances.shape == (len(X), 3)
        assert np.allclose(chances.sum(axis=1), 1)
        assert np.array_equal(again.classes_[chances.argmax(axis=1)], again.predict(X))


@pytest.mark.parametrize("kind", ["classification", "regression"])
@pytest.mark.parametrize("name", TORCH)
def test_the_curve_ends_at_the_loss_of_the_model(name, kind):
    X, classes, numbers = rows()
    y = answers(kind, classes, numbers)
    state = MODELS[name](epochs=6, patience=0).fit(X, 0, y, kind)
    fitted = state.estimator
    last = log_loss(y, fitted.predict_proba(X)) if kind == "classification" else np.mean((fitted.predict(X) - y) ** 2)
    assert state.train_loss[-1] == pytest.approx(last, rel=1e-3)
    assert len(state.train_loss) == state.step == state.of == 6
    assert state.loss_name == ("log loss" if kind == "classification" else "squared error")
    assert state.train_loss[-1] < state.train_loss[0]


@pytest.mark.parametrize("name", ["multilayer perceptron", "residual MLP"])
def test_states_stay_what_they_were_and_the_last_is_the_best(name):
    X, classes, _ = rows(300)
    noise = np.random.default_rng(0).permutation(classes)
    model = MODELS[name](epochs=60, patience=4, learning_rate=0.03)
    held = [(state, state.estimator.predict_proba(X)) for state in model.steps(X, 0, noise)]
    assert all(np.array_equal(state.estimator.predict_proba(X), told) for state, told in held)
    state, told = held[-1]
    best = int(np.argmin(state.valid_loss))
    assert state.step < 60
    assert state.step - 1 - best == 4
    assert f"Stopped at {state.step} of 60 epochs, best at {best + 1}" in state.note
    assert np.array_equal(told, held[best][1])
    assert np.array_equal(state.estimator.predict_proba(X), model.fit(X, 0, noise).estimator.predict_proba(X))


def test_rows_set_aside_are_of_every_class_and_never_the_only_one_of_theirs():
    from mllab.models.estimators.training import set_aside

    y = np.repeat([0, 1, 2], [150, 49, 1])
    learns, judges = set_aside(y, 3, seed=0)
    assert len(judges) == 20
    assert sorted([*learns, *judges]) == list(range(200))
    assert np.bincount(y[judges], minlength=3).tolist() == [15, 5, 0]
    assert len(set_aside(y[:60], 2, seed=0)[1]) == 0
    assert not np.array_equal(judges, set_aside(y, 3, seed=1)[1])


def test_too_few_rows_for_patience_is_said():
    X, classes, _ = rows(60)
    state = MODELS["multilayer perceptron"](patience=3, epochs=5).fit(X, 0, classes)
    assert "none were set aside" in state.note
    assert state.step == 5


@pytest.mark.parametrize("kind", ["classification", "regression"])
def test_a_loss_that_is_no_number_is_said_and_what_was_known_is_kept(kind):
    X, classes, numbers = rows()
    y = answers(kind, classes, numbers)
    state = MODELS["multilayer perceptron"](optimizer="SGD", learning_rate=1.0, layers=8, width=512, schedule="constant", dropout=0).fit(
        X * np.float32(1), 0, y, kind
    )
    if np.isfinite(state.train_loss).all():
        assert "next to nothing" in state.note
    else:
        assert "Diverged in epoch" in state.note
        assert "Lower the learning rate" in state.note
    assert np.isfinite(state.estimator.predict(X)).all()


def test_learning_nothing_is_said():
    X, classes, _ = rows()
    state = MODELS["multilayer perceptron"](learning_rate=1e-5, epochs=1).fit(X, 0, classes)
    assert "next to nothing" in state.note
    assert MODELS["multilayer perceptron"]().fit(X, 0, classes).note == ""


@pytest.mark.parametrize(
    "knobs",
    [
        *({"activation": one} for one in ("ReLU", "leaky ReLU", "GELU", "tanh")),
        *({"optimizer": one, "learning_rate": 0.1} for one in ("SGD", "momentum")),
        {"optimizer": "Adam"},
        *({"schedule": one} for one in ("constant", "one-cycle", "plateau")),
        *({"criterion": one} for one in ("focal", "Brier")),
        {"batch": 16},
        {"batch_norm": True},
        {"label_smoothing": 0.2},
        {"layers": 4},
    ],
    ids=str,
)
def test_every_knob_acts_and_learns(knobs):
    X, classes, _ = rows(400)
    usual = MODELS["multilayer perceptron"](epochs=15).fit(X[:300], 0, classes[:300]).estimator
    other = MODELS["multilayer perceptron"](**{"epochs": 15} | knobs).fit(X[:300], 0, classes[:300]).estimator
    assert not np.allclose(usual.predict_proba(X), other.predict_proba(X), atol=1e-4)
    assert other.score(X[300:], classes[300:]) > 0.75


@pytest.mark.parametrize("loss", ["absolute", "huber"])
def test_losses_that_bear_wild_answers_do(loss):
    X, _, numbers = rows(400)
    wild = np.where(np.arange(400) % 20 == 0, numbers + 2000, numbers)
    off = {}
    for one in ("squared", loss):
        fitted = MODELS["multilayer perceptron"](loss=one).fit(X, 0, wild, "regression")
        off[one] = np.median(np.abs(fitted.estimator.predict(X) - numbers))
    assert off[loss] < 0.6 * off["squared"]


def test_a_model_knows_classes_losses_only_for_classes():
    network = MODELS["multilayer perceptron"](criterion="Brier", loss="absolute")
    assert network.estimator("classification").loss == "Brier"
    assert network.estimator("regression").loss == "absolute"
    assert network.estimator("regression").label_smoothing == 0


def test_batch_norm_predicts_by_running_means():
    """What torch.nn.BatchNorm1d does in eval(): a row's answer does not depend on those beside it."""
    X, classes, _ = rows()
    fitted = MODELS["residual MLP"](epochs=3).fit(X, 0, classes).estimator
    assert np.allclose(fitted.predict_proba(X)[:1], fitted.predict_proba(X[:1]), atol=1e-6)
    assert np.abs(fitted.learned_["norm0.means"]).max() > 0


@pytest.mark.parametrize("name", TORCH)
def test_nothing_of_torch_or_of_others_is_changed(name):
    X, classes, _ = rows(60)
    before = torch.get_num_threads()
    torch.manual_seed(5)
    state = torch.random.get_rng_state()
    np.random.seed(7)
    numbers = np.random.get_state()[1].copy()
    first = MODELS[name](epochs=2).fit(X, 1, classes).estimator.predict_proba(X)
    assert torch.equal(state, torch.random.get_rng_state())
    assert np.array_equal(numbers, np.random.get_state()[1])
    torch.set_num_threads(before + 1)
    try:
        assert np.array_equal(first, MODELS[name](epochs=2).fit(X, 1, classes).estimator.predict_proba(X))
        assert torch.get_num_threads() == before + 1
    finally:
        torch.set_num_threads(before)


def test_two_at_once_are_the_same_as_one_after_the_other():
    X, classes, _ = rows()
    model = MODELS["residual MLP"](epochs=3)
    alone = [model.fit(X, seed, classes).estimator.predict_proba(X) for seed in (0, 1)]
    together: dict[int, np.ndarray] = {}

    def learn(seed):
        together[seed] = model.fit(X, seed, classes).estimator.predict_proba(X)

    threads = [threading.Thread(target=learn, args=(seed,)) for seed in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(np.array_equal(alone[seed], together[seed]) for seed in (0, 1))


def test_every_script_makes_the_same_model_in_a_fresh_interpreter(tmp_path):
    X, classes, numbers = rows(60)
    np.savez(tmp_path / "data.npz", X=X, classification=classes, regression=numbers)
    scripts = [[kind, str(MODELS[name](epochs=2).script(seed=5, kind=kind))] for name, kind in BOTH]
    (tmp_path / "scripts.json").write_text(json.dumps(scripts))
    runner = (
        "import json, numpy as np\n"
        "data = np.load('data.npz')\n"
        "made = []\n"
        "for kind, script in json.load(open('scripts.json')):\n"
        "    place = {'X': data['X'], 'y': data[kind]}\n"
        "    exec(script, place)\n"
        "    made.append(np.asarray(place['model'].predict(data['X']), dtype=float))\n"
        "np.save('made.npy', made)\n"
    )
    subprocess.run([sys.executable, "-W", "ignore", "-c", runner], cwd=tmp_path, check=True, timeout=200)
    for (name, kind), made_there in zip(BOTH, np.load(tmp_path / "made.npy"), strict=True):
        ours = MODELS[name](epochs=2).fit(X, 5, answers(kind, classes, numbers), kind).estimator.predict(X)
        assert np.allclose(ours, made_there, rtol=1e-5), f"{name}, {kind}"


def test_many_rows_are_coded_batch_by_batch_to_the_same_end(monkeypatch):
    from mllab.models.estimators import training

    X, classes, _ = rows()
    model = MODELS["residual MLP"](epochs=3, patience=2)
    at_once = model.fit(X, 0, classes)
    monkeypatch.setattr(training, "CODED", 0)
    in_parts = model.fit(X, 0, classes)
    assert np.allclose(at_once.estimator.predict_proba(X), in_parts.estimator.predict_proba(X), atol=1e-5)
    assert np.allclose(at_once.valid_loss, in_parts.valid_loss, atol=1e-5)


# Odd tables.


def odd(case, kind):
    """(X, y) of an odd table."""
    X, classes, numbers = rows(40, 3)
    if case == "two rows":
        return X[:2], np.array([0, 1]) if kind == "classification" else numbers[:2]
    if case == "one column":
        return X[:, :1], answers(kind, classes, numbers)
    if case == "constant columns":
        return np.ones_like(X), answers(kind, classes, numbers)
    if case == "300 columns":
        return np.random.default_rng(0).normal(size=(40, 300)).astype(np.float32), answers(kind, classes, numbers)
    if case == "500 classes":
        codes = np.arange(1000) % 500
        return np.random.default_rng(0).normal(codes[:, None] % 23, 0.1, (1000, 3)).astype(np.float32), codes
    if case == "one row per class":
        return X[:5], np.arange(5)
    return X, np.full(40, 7.5)  # one answer


ODD = {
    "classification": ["two rows", "one column", "constant columns", "300 columns", "500 classes", "one row per class"],
    "regression": ["two rows", "one column", "constant columns", "300 columns", "one answer"],
}


CASES = [(name, kind, case, {}) for name, kind in BOTH for case in ODD[kind]]
SLOW = {"500 classes", "300 columns"}  # row by row
CASES += [(name, kind, case, {"batch": 1, "patience": 2}) for name, kind, case, _ in CASES if name in TORCH and case not in SLOW]


@pytest.mark.parametrize(("name", "kind", "case", "more"), CASES)
def test_an_odd_table_gives_a_model(name, kind, case, more):
    X, y = odd(case, kind)
    state = MODELS[name](epochs=2, **more).fit(X, 0, y, kind)
    found = state.estimator.predict(X)
    assert found.shape == y.shape
    assert np.isfinite(found).all()
    if kind == "classification":
        assert set(found) <= set(y)
    if case == "one answer":
        assert np.allclose(found, 7.5, atol=2)


@pytest.mark.parametrize("name", NETWORKS)
def test_one_class_and_missing_answers_are_refused_by_name(name):
    X, classes, _ = rows(40)
    with pytest.raises(DataError, match="give y"):
        MODELS[name]().fit(X, 0, None)
    with pytest.raises(DataError, match="at least two classes"):
        MODELS[name]().fit(X, 0, np.zeros(40, int), "classification")
    with pytest.raises(DataError, match="finite"):
        MODELS[name]().fit(np.where(X > 2, np.nan, X), 0, classes)


def test_a_transformer_refuses_widths_and_columns_that_do_not_suit_it():
    X, classes, _ = rows(40)
    with pytest.raises(ParamError, match="multiple of heads"):
        MODELS["FT-Transformer"](width=30).fit(X, 0, classes)
    with pytest.raises(DataError, match="at most 500"):
        MODELS["FT-Transformer"]().fit(np.zeros((40, 501), np.float32), 0, classes)


def test_a_table_of_very_large_and_very_small_numbers_is_brought_to_one_scale():
    X, classes, _ = rows()
    plain = MODELS["multilayer perceptron"](epochs=5).fit(X, 0, classes).estimator
    other = MODELS["multilayer perceptron"](epochs=5).fit(X * np.float32(1e6), 0, classes).estimator
    assert np.allclose(plain.predict_proba(X), other.predict_proba(X * np.float32(1e6)), atol=1e-3)


def test_the_numbers_of_a_fitted_network_are_copies():
    X, classes, _ = rows(60)
    fitted = NetworkClassifier(epochs=1).fit(X, classes)
    before = {name: array.copy() for name, array in fitted.learned_.items()}
    NetworkRegressor(epochs=1).fit(X, classes.astype(float))
    fitted.predict(X)
    assert all(np.array_equal(before[name], array) for name, array in fitted.learned_.items())
    buffer = io.BytesIO()
    np.savez(buffer, **fitted.learned_)
    buffer.seek(0)
    with np.load(buffer) as held:  # what numpy can keep without pickling
        assert set(held.files) == set(fitted.learned_)
    p, _ = made(shape(Multilayer), 4)
    assert set(arrays(p)) == set(p)
