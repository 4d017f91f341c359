"""Quantiles: what the pinball loss is least at, models that aim at one, and whether so many answers really lie below."""

import numpy as np
import pandas as pd
import pytest
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.metrics import mean_pinball_loss
from sklearn.model_selection import cross_val_predict

from mllab.data import store
from mllab.errors import MissingExtra, ParamError
from mllab.models import MODELS, compare
from mllab.models.board.script import coded
from mllab.models.metrics import METRICS, first, metrics_for
from mllab.models.named import called, named
from mllab.models.task import Task, folds, propose, rows
from mllab.models.tune import ranges

AIMING = [name for name, model in MODELS.items() if hasattr(model, "quantile")]
NETWORKS = [name for name in AIMING if MODELS[name].deep]


def data(n=900, seed=0):
    """(X, y): y is around the first column, wider where the second is large, so that no quantile is another one moved."""
    rng = np.random.default_rng(seed)
    X = rng.uniform(-1, 1, (n, 3)).astype(np.float32)
    return X, 2 * X[:, 0] + np.exp(X[:, 1]) * rng.normal(size=n)


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MLLAB_HOME", str(tmp_path_factory.mktemp("home")))
        X, y = data(400)
        frame = pd.DataFrame({"a": X[:, 0], "b": X[:, 1], "c": X[:, 2], "y": y})
        yield store.add(frame.to_csv(index=False).encode(), "numbers.csv")


@pytest.mark.parametrize("quantile", [0.05, 0.1, 0.25, 0.5, 0.9])
def test_of_all_constants_the_sorted_sample_has_the_least_loss(quantile):
    """Koenker & Bassett 1978: without columns the pinball loss is least at the sample's quantile, the ceil(q n)-th smallest answer."""
    y = np.random.default_rng(4).normal(size=57)
    loss = METRICS[f"pinball loss ({quantile:g})"].score
    losses = [loss(y, np.full(57, answer)) for answer in np.sort(y)]
    assert int(np.argmin(losses)) == int(np.ceil(quantile * 57)) - 1
    between = [loss(y, np.full(57, answer)) for answer in np.linspace(y.min(), y.max(), 2001)]
    assert min(between) >= min(losses) - 1e-12
    baseline = MODELS["baseline"](quantile=quantile).fit(np.zeros((57, 1)), 0, y, "regression").estimator
    assert baseline.predict(np.zeros((1, 1)))[0] == pytest.approx(np.quantile(y, quantile))


@pytest.mark.parametrize("quantile", [0.02, 0.25, 0.9])
def test_the_loss_is_scikit_learns(quantile):
    rng = np.random.default_rng(0)
    y, p = rng.normal(size=80), rng.normal(size=80)
    metric = METRICS[f"pinball loss ({quantile:g})"]
    assert metric.score(y, p) == pytest.approx(mean_pinball_loss(y, p, alpha=quantile))
    assert METRICS[f"rows below ({quantile:g})"].score(y, p) == np.mean(y <= p)


@pytest.mark.parametrize("quantile", [0.1, 0.5, 0.9])
@pytest.mark.parametrize("name", [name for name in AIMING if name not in NETWORKS])
def test_a_model_that_aims_at_a_quantile_leaves_about_so_many_unseen_answers_below(name, quantile):
    X, y = data(3000)
    knobs = {"members": 40} if hasattr(MODELS[name], "members") else {}
    try:
        trained = MODELS[name](**knobs).aimed(quantile).fit(X[:2000], 0, y[:2000], "regression")
    except MissingExtra as missing:
        pytest.skip(str(missing))
    predicted = trained.estimator.predict(X[2000:])
    assert np.mean(y[2000:] <= predicted) == pytest.approx(quantile, abs=0.09), "binomial spread is 0.016, what was overfitted comes on top"
    if name != "baseline":
        constant = np.full(1000, np.quantile(y[:2000], quantile))
        loss = METRICS[f"pinball loss ({quantile:g})"].score
        assert loss(y[2000:], predicted) < 0.9 * loss(y[2000:], constant)
    if len(trained.train_loss):
        assert trained.loss_name == "pinball loss"
        assert trained.train_loss[-1] == pytest.approx(
            mean_pinball_loss(y[:2000], trained.estimator.predict(X[:2000]), alpha=quantile), rel=1e-4
        )


@pytest.mark.parametrize(("name", "quantile"), [("multilayer perceptron", 0.1), *((name, 0.9) for name in NETWORKS)])
def test_a_network_that_aims_at_a_quantile_does_so_too(name, quantile):
    """Beside the sorted sample, which knows no columns; its curve is scikit-learn's loss, in units of the answers."""
    X, y = data(1600)
    trained = MODELS[name](epochs=8, width=16, patience=0).aimed(quantile).fit(X[:1000], 0, 50 * y[:1000], "regression")
    predicted = trained.estimator.predict(X[1000:])
    assert np.mean(50 * y[1000:] <= predicted) == pytest.approx(quantile, abs=0.08), "binomial spread is 0.012"
    constant = np.full(600, np.quantile(50 * y[:1000], quantile))
    assert mean_pinball_loss(50 * y[1000:], predicted, alpha=quantile) < 0.9 * mean_pinball_loss(50 * y[1000:], constant, alpha=quantile)
    assert trained.loss_name == "pinball loss"
    seen = mean_pinball_loss(50 * y[:1000], trained.estimator.predict(X[:1000]), alpha=quantile)
    assert trained.train_loss[-1] == pytest.approx(seen, rel=1e-4)


def test_the_slope_of_the_pinball_loss_is_the_share_above_less_the_quantile():
    """Koenker & Bassett 1978: for one answer p to all rows it is (share of answers below p) - q, zero at the quantile."""
    import torch

    from mllab.models.estimators.losses import pinball

    y = torch.tensor([1.0, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    for p, below in [(0.5, 0.0), (4.5, 0.4), (9.5, 0.9)]:
        answer = torch.full((10, 1), p, requires_grad=True)
        pinball(0.9)(answer, y).backward()
        assert float(answer.grad.sum()) == pytest.approx(below - 0.9, abs=1e-6)


def test_the_models_that_aim_are_those_that_are_said_to():
    assert {"baseline", "quantile regression", "gradient boosting", "histogram gradient boosting", "LightGBM", "XGBoost", *NETWORKS} <= set(
        AIMING
    )
    assert len(NETWORKS) == 4
    with pytest.raises(ParamError, match="predicts no quantiles"):
        MODELS["ridge"]().aimed(0.9)


@pytest.mark.parametrize("name", AIMING)
def test_the_quantile_is_in_its_name_and_is_nothing_to_be_tuned(name):
    model = MODELS[name]().aimed(0.85)
    assert named(called(model)) == model
    assert "quantile=0.85" in called(model)
    assert "quantile" not in ranges(MODELS[name], "regression"), "it says what is asked, not how it is answered"


def test_a_board_of_a_quantile_is_judged_by_its_loss_and_tells_how_many_lie_below(table):
    task = propose(table, "y").but(quantile=0.9)
    found = compare(table, task, ["quantile regression", "gradient boosting(members=30)"], folds=3)
    assert set(found["model"]) == {
        "quantile regression(quantile=0.9)",
        "gradient boosting(members=30, quantile=0.9)",
        "baseline(quantile=0.9)",
    }
    assert found["model"].iloc[-1] == "baseline(quantile=0.9)"
    assert list(found.columns[:4]) == ["model", "pinball loss (0.9)", "low", "high"]
    assert found["pinball loss (0.9)"].is_monotonic_increasing
    assert found["rows below (0.9)"].between(0.8, 0.97).all()


def test_the_board_is_scikit_learn_on_the_same_folds(table):
    task = propose(table, "y").but(quantile=0.25)
    ours = compare(table, task, ["gradient boosting(members=30)"], folds=3).set_index("model")
    got = rows(table, task)
    cut = folds(got, task, 3)
    X = got.frame.to_numpy()
    peer = GradientBoostingRegressor(loss="quantile", alpha=0.25, n_estimators=30, random_state=0)
    train = got.train
    place = {int(row): at for at, row in enumerate(train)}
    told = cross_val_predict(
        peer, X[train], got.y[train], cv=[([place[int(r)] for r in fold.train], [place[int(r)] for r in fold.valid]) for fold in cut]
    )
    losses = [mean_pinball_loss(got.y[fold.valid], told[[place[int(r)] for r in fold.valid]], alpha=0.25) for fold in cut]
    assert ours["pinball loss (0.25)"]["gradient boosting(members=30, quantile=0.25)"] == pytest.approx(np.mean(losses), rel=0.02), (
        "trees cut scaled columns at other digits, nothing else"
    )


def test_boards_of_numbers_have_no_column_of_one_models_quantile(table):
    found = compare(table, "y", ["quantile regression", "ridge"], folds=2)
    assert [name for name in found.columns if "(" in name] == ["pinball loss (0.9)"]


def test_the_names_of_metrics_say_which_quantile():
    assert first("regression", 0.1) == "pinball loss (0.1)"
    assert first("regression") == "RMSE"
    assert [metric.name for metric in metrics_for("regression", 0.1)] == ["pinball loss (0.1)", "rows below (0.1)"]
    assert METRICS["rows below (0.1)"].wanted == "nearer to 0.1 is better"
    for wrong in ("pinball loss (1.5)", "pinball loss (x)", "rows below (0)", "nonsense"):
        with pytest.raises(KeyError):
            METRICS[wrong]


def test_the_scripts_figures_are_the_boards():
    rng = np.random.default_rng(0)
    y, P = rng.normal(size=50), rng.normal(size=50)
    for metric in metrics_for("regression", 0.35):
        place = {"y": y, "P": P, "np": np}
        exec("from sklearn import metrics", place)  # noqa: S102 - our own script
        assert eval(coded(metric.name), place) == pytest.approx(metric.score(y, P))


@pytest.mark.parametrize(
    ("kind", "quantile", "says"), [("classification", 0.5, "classes have none"), ("regression", 1.0, "between 0 and 1")]
)
def test_a_quantile_is_one_of_numbers_and_inside_of_0_to_1(kind, quantile, says):
    with pytest.raises(ParamError, match=says):
        Task("y", kind, ("a",), quantile=quantile)


def test_a_task_tells_its_quantile_and_how_texts_are_read():
    task = Task("y", "regression", ("a",), quantile=0.75, text="words")
    assert Task.from_spec(task.spec()) == task
    old = {name: value for name, value in task.spec().items() if name not in {"quantile", "text"}}
    assert Task.from_spec(old).quantile is None, "tasks that were kept before there were quantiles"
