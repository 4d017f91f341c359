"""What every classic model keeps to, whatever the table: scripts, states, odd data, knobs that mean the same for any unit of the answer."""

import json
import subprocess
import sys

import numpy as np
import pytest

from mllab.errors import DataError, MissingExtra, ParamError
from mllab.models import MODELS
from mllab.params import knobs

CLASSIC = [name for name, model in MODELS.items() if not model.deep]
BOTH = [(name, kind) for name in CLASSIC for kind in MODELS[name].kinds]
GROWN = ["random forest", "extra trees", "bagging", "gradient boosting", "histogram gradient boosting"]
# Few trees, so that a family of thirty is tested in seconds.
SMALL = {name: {"members": 6} for name in [*GROWN, "AdaBoost", "XGBoost", "LightGBM"]} | {
    "Gaussian process": {"optimize": False},
    "voting": {"members": "decision tree, baseline"},
    "stacking": {"members": "decision tree, baseline", "folds": 2},
}


def small(name, **more):
    """The model with few members."""
    return MODELS[name](**SMALL.get(name, {}), **more)


def rows(n=90, d=4, seed=1):
    """(X, classes, numbers): two columns matter, numbers are above zero and classes three."""
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(n, d)).astype(np.float32)
    force = 1.5 * X[:, 0] + X[:, 1] + rng.normal(0, 0.3, n)
    return X, np.digitize(force, [-0.8, 0.8]), np.exp(force / 3)


def answers(kind, classes, numbers):
    return classes if kind == "classification" else numbers


@pytest.mark.parametrize(("name", "kind"), BOTH)
def test_it_learns_what_there_is_to_learn(name, kind):
    X, classes, numbers = rows(400)
    y = answers(kind, classes, numbers)
    fitted = small(name).fit(X[:300], 0, y[:300], kind).estimator
    base = MODELS["baseline"]().fit(X[:300], 0, y[:300], kind).estimator
    if kind == "classification":
        assert (fitted.predict(X[300:]) == y[300:]).mean() >= (base.predict(X[300:]) == y[300:]).mean() + (0.2 if name != "baseline" else 0)
    elif name != "baseline":
        assert np.mean((fitted.predict(X[300:]) - y[300:]) ** 2) < 0.7 * np.mean((base.predict(X[300:]) - y[300:]) ** 2)


@pytest.mark.parametrize("name", [name for name, kind in BOTH if kind == "classification"])
def test_probabilities_are_of_the_classes_it_saw_whatever_their_codes(name):
    X, classes, _ = rows()
    codes = np.array([1, 4, 9])[classes]
    fitted = small(name, **({"vote": "soft"} if name == "voting" else {})).fit(X, 0, codes).estimator
    chances = fitted.predict_proba(X)
    assert list(fitted.classes_) == [1, 4, 9]
    assert chances.shape == (len(X), 3)
    assert np.allclose(chances.sum(axis=1), 1, atol=1e-5)
    assert set(fitted.predict(X)) <= {1, 4, 9}


def test_every_script_makes_the_same_model_in_a_fresh_interpreter(tmp_path):
    X, classes, numbers = rows()
    np.savez(tmp_path / "data.npz", X=X, classification=classes, regression=numbers)
    scripts = [[kind, str(small(name).script(seed=5, kind=kind))] for name, kind in BOTH]
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
    subprocess.run([sys.executable, "-W", "ignore", "-c", runner], cwd=tmp_path, check=True, timeout=300)
    for (name, kind), made in zip(BOTH, np.load(tmp_path / "made.npy"), strict=True):
        ours = small(name).fit(X, 5, answers(kind, classes, numbers), kind).estimator.predict(X)
        assert np.allclose(ours, made, rtol=1e-6, atol=1e-8), f"{name}, {kind}"


@pytest.mark.parametrize("double", ["lasso", "elastic net", "linear SVM", "RBF SVM", "polynomial SVM", "decision tree"])
def test_a_penalty_means_the_same_whether_the_answer_is_in_metres_or_kilometres(double):
    X, _, numbers = rows()
    more = {"pruning": 0.01} if double == "decision tree" else {}
    in_kilometres = MODELS[double](**more).fit(X, 0, numbers, "regression").estimator.predict(X)
    in_metres = MODELS[double](**more).fit(X, 0, 1000 * numbers, "regression").estimator.predict(X)
    assert np.allclose(in_metres / 1000, in_kilometres, rtol=2e-3)


@pytest.mark.parametrize("kind", ["classification", "regression"])
@pytest.mark.parametrize("name", GROWN)
def test_states_while_it_grows_end_in_the_same_model_as_one_go(name, kind):
    X, classes, numbers = rows()
    y = answers(kind, classes, numbers)
    more = {"rows": 0.7} if name in {"bagging", "gradient boosting"} else {}
    model = MODELS[name](members=25, **more)
    states = list(model.steps(X, 3, y, kind))
    whole = model.fit(X, 3, y, kind)
    peer = model.suited(kind, 3, X, y).fit(X, y)
    assert [state.step for state in states] == sorted({state.step for state in states})
    assert len(states) > 10
    assert (states[-1].step, states[-1].of) == (25, 25)
    assert np.allclose(states[-1].estimator.predict(X), whole.estimator.predict(X))
    assert np.allclose(peer.predict(X), whole.estimator.predict(X))
    assert np.allclose(model.answering(X, 3, y, kind).estimator.predict(X), whole.estimator.predict(X)), "without its curves it is the same"
    assert np.allclose(states[-1].valid_loss, whole.valid_loss, equal_nan=True)


@pytest.mark.parametrize("name", GROWN)
def test_a_state_stays_what_it_was_when_the_next_is_made(name):
    X, classes, _ = rows()
    early, told, members = None, None, 0
    for state in MODELS[name](members=20).steps(X, 0, classes):
        if early is None and state.step >= 5:
            early, told, members = state, state.estimator.predict_proba(X), state.step
    assert np.array_equal(early.estimator.predict_proba(X), told)
    assert np.array_equal(told, MODELS[name](members=members).fit(X, 0, classes).estimator.predict_proba(X))


@pytest.mark.parametrize(
    ("name", "kind"),
    [(name, kind) for name in ["gradient boosting", "histogram gradient boosting", "XGBoost", "LightGBM"] for kind in MODELS[name].kinds],
)
def test_boosting_tells_the_loss_of_each_round(name, kind):
    from sklearn.metrics import log_loss

    X, classes, numbers = rows(300)
    y = answers(kind, classes > 0, numbers)
    state = MODELS[name](members=20).fit(X, 0, y, kind)
    assert len(state.train_loss) == state.step == 20
    assert (np.diff(state.train_loss) < 1e-9).all()
    last = log_loss(y, state.estimator.predict_proba(X)) if kind == "classification" else np.mean((state.estimator.predict(X) - y) ** 2)
    assert state.train_loss[-1] == pytest.approx(last, rel=1e-4)
    assert state.loss_name == ("log loss" if kind == "classification" else state.loss_name)


@pytest.mark.parametrize("kind", ["classification", "regression"])
def test_the_loss_out_of_the_bag_is_that_of_scikit_learn(kind):
    """scikit-learn's own out-of-bag predictions, computed by `oob_score=True` (Breiman 1996)."""
    from sklearn.metrics import log_loss

    X, classes, numbers = rows(200)
    y = answers(kind, classes, numbers)
    state = MODELS["random forest"](members=60).fit(X, 2, y, kind)
    peer = MODELS["random forest"](members=60).estimator(kind, 2).set_params(oob_score=True).fit(X, y)
    if kind == "regression":
        assert state.valid_loss[-1] == pytest.approx(np.mean((peer.oob_prediction_ - y) ** 2))
    else:
        assert state.valid_loss[-1] == pytest.approx(log_loss(y, peer.oob_decision_function_))


def test_histogram_boosting_stops_when_the_rows_set_aside_get_no_better():
    X, classes, _ = rows(300)
    noise = np.random.default_rng(0).permutation(classes)
    model = MODELS["histogram gradient boosting"](members=200, patience=3)
    *_, state = model.steps(X, 0, noise)
    whole = model.fit(X, 0, noise)
    assert state.step == whole.step < 200
    assert np.array_equal(state.valid_loss, whole.valid_loss)
    assert len(state.valid_loss) == state.step
    assert state.step - 1 - int(np.argmin(state.valid_loss)) <= 3
    assert f"Stopped at {state.step} of 200" in state.note
    assert np.array_equal(state.estimator.predict_proba(X), whole.estimator.predict_proba(X))


@pytest.mark.parametrize(
    ("name", "kind", "few"),
    [
        ("logistic regression", "classification", {"rounds": 50, "penalty": "l1", "strength": 1e-4}),
        ("lasso", "regression", {"rounds": 100, "strength": 1e-5}),
        ("elastic net", "regression", {"rounds": 100, "strength": 1e-5}),
    ],
)
def test_what_does_not_converge_says_so(name, kind, few):
    rng = np.random.default_rng(0)
    latent = rng.normal(size=(60, 1))
    X = latent + 1e-3 * rng.normal(size=(60, 55))  # columns that say nearly the same, almost as many as rows: slow for all
    y = answers(kind, (latent[:, 0] > 0).astype(int), latent[:, 0] + rng.normal(0, 0.1, 60))
    assert "converge" in MODELS[name](**few).fit(X, 0, y, kind).note.lower()


def test_a_model_that_converges_has_nothing_to_say():
    X, classes, numbers = rows()
    told = {(name, kind): small(name).fit(X, 0, answers(kind, classes, numbers), kind).note for name, kind in BOTH}
    assert {key: note for key, note in told.items() if note} == {}


def odd(case, kind):
    """(X, y) of an odd table."""
    X, classes, numbers = rows(40, 3)
    if case == "two rows":
        return X[:2], np.array([0, 1]) if kind == "classification" else numbers[:2]
    if case == "constant columns":
        return np.ones_like(X), answers(kind, classes, numbers)
    if case == "repeated columns":
        flags = np.eye(3, dtype=np.float32)[np.arange(40) % 3]
        return np.hstack([X, X, flags]), answers(kind, classes, numbers)
    if case == "2,000 columns":
        return np.random.default_rng(0).normal(size=(40, 2000)).astype(np.float32), answers(kind, classes, numbers)
    if case == "500 classes":
        codes = np.arange(1000) % 500
        return np.random.default_rng(0).normal(codes[:, None] % 23, 0.1, (1000, 3)).astype(np.float32), codes
    if case == "a class with one row":
        return X, np.where(np.arange(40) == 7, 2, (X[:, 0] > 0).astype(int))
    return X, np.full(40, 7.5)  # one answer


# The odd tables that a model refuses, in words; it works with all the others.
REFUSED = {
    "two rows": {
        "k-nearest neighbors": "Lower k",
        "linear discriminant analysis": "differ within a class",
        "quadratic discriminant analysis": "sample",
        "linear SVM": "probabilities off",
        "RBF SVM": "probabilities off",
        "polynomial SVM": "probabilities off",
    },
    "constant columns": {
        "Gaussian naive Bayes": "column that varies",
        "linear discriminant analysis": "column that varies",
        "quadratic discriminant analysis": "column that varies",
    },
    "2,000 columns": {"generalized additive model": "Lower pieces", "quadratic discriminant analysis": "fewer columns"},
    "500 classes": {
        "generalized additive model": "Lower pieces",
        "linear SVM": "probabilities off",
        "RBF SVM": "probabilities off",
        "polynomial SVM": "probabilities off",
        "Gaussian process": "at most 10 classes",
    },
    "a class with one row": {
        "quadratic discriminant analysis": "sample",
        "linear SVM": "probabilities off",
        "RBF SVM": "probabilities off",
        "polynomial SVM": "probabilities off",
    },
}
# One tree per class and round: a round is enough to see that it works.
FEW = {name: MODELS[name](members=1) for name in ["gradient boosting", "histogram gradient boosting", "XGBoost", "LightGBM"]} | {
    "logistic regression": MODELS["logistic regression"](rounds=50)
}
ODD = {
    "classification": ["two rows", "constant columns", "repeated columns", "2,000 columns", "500 classes", "a class with one row"],
    "regression": ["two rows", "constant columns", "repeated columns", "2,000 columns", "one answer"],
}


@pytest.mark.parametrize(("name", "kind", "case"), [(name, kind, case) for name, kind in BOTH for case in ODD[kind]])
def test_an_odd_table_gives_a_model_or_a_message(name, kind, case):
    X, y = odd(case, kind)
    refusal = (
        "members in each class" if (name, kind, case) == ("stacking", "classification", "two rows") else REFUSED.get(case, {}).get(name)
    )
    if name in {"linear SVM", "RBF SVM", "polynomial SVM"} and kind == "regression":
        refusal = None
    if refusal:
        with pytest.raises(DataError, match=refusal):
            small(name).fit(X, 0, y, kind)
        return
    fitted = (FEW[name] if case == "500 classes" and name in FEW else small(name)).fit(X, 0, y, kind).estimator
    found = fitted.predict(X)
    assert found.shape == y.shape
    assert np.isfinite(found).all()
    if kind == "classification":
        assert set(found) <= set(y)
        assert np.isfinite(fitted.predict_proba(X)).all()
    else:
        assert np.abs(found).max() <= 3 * np.abs(y).max()


@pytest.mark.parametrize("name", CLASSIC)
def test_one_class_missing_answers_and_too_few_answers_are_refused_by_name(name):
    X, classes, _ = rows()
    kind = MODELS[name].kinds[0]
    with pytest.raises(DataError, match="give y"):
        MODELS[name]().fit(X, 0, None)
    with pytest.raises(DataError, match="one answer per row"):
        MODELS[name]().fit(X, 0, classes[:5])
    if kind == "classification":
        with pytest.raises(DataError, match="at least two classes"):
            MODELS[name]().fit(X, 0, np.zeros(len(X), int), "classification")
    if "regression" in MODELS[name].kinds:
        for wrong in (np.nan, np.inf):
            with pytest.raises(DataError, match="missing or infinite"):
                MODELS[name]().fit(X, 0, np.where(np.arange(len(X)) == 3, wrong, 1.0), "regression")


@pytest.mark.parametrize(("name", "wrong"), [("Poisson regression", -1.0), ("gamma regression", 0.0)])
def test_counts_and_amounts_refuse_what_they_cannot_be(name, wrong):
    X, _, numbers = rows()
    numbers[4] = wrong
    with pytest.raises(DataError, match="1 of 90 answers"):
        MODELS[name]().fit(X, 0, numbers)


def test_too_many_rows_are_refused_before_they_fill_the_memory():
    X = np.zeros((2001, 2), np.float32)
    with pytest.raises(DataError, match="at most 2,000 rows"):
        MODELS["Gaussian process"]().fit(X, 0, np.arange(2001.0))


@pytest.mark.parametrize("name", ["voting", "stacking"])
def test_members_are_named_models_that_do_the_same_kind(name):
    X, classes, _ = rows()
    for members, match in [
        ("decision tree, no such model", "no such model"),
        ("decision tree, voting", "voting cannot be one of the members"),
        ("decision tree, ridge", "ridge does not do classification"),
        ("decision tree", "two models or more"),
    ]:
        with pytest.raises(ParamError, match=match):
            MODELS[name](members=members).fit(X, 0, classes)


def test_voting_is_the_mean_of_its_members():
    X, _, numbers = rows()
    alone = [MODELS[name]().fit(X, 4, numbers, "regression").estimator.predict(X) for name in ("lasso", "decision tree")]
    together = MODELS["voting"](members="lasso, decision tree").fit(X, 4, numbers, "regression").estimator.predict(X)
    assert np.allclose(together, np.mean(alone, axis=0))


@pytest.mark.parametrize(("name", "package"), [("XGBoost", "xgboost"), ("LightGBM", "lightgbm")])
def test_a_library_that_is_not_there_is_named_with_the_command_that_brings_it(name, package, monkeypatch):
    monkeypatch.setitem(sys.modules, package, None)
    X, classes, _ = rows()
    with pytest.raises(MissingExtra, match=rf'{package}.*pip install "mllab\[boost\]"'):
        MODELS[name]().fit(X, 0, classes)


@pytest.mark.parametrize("name", CLASSIC)
def test_knobs_for_one_kind_do_nothing_for_the_other(name):
    model = MODELS[name]
    X, classes, numbers = rows()
    assert set(model.only) <= set(knobs(model))
    for knob, kind in model.only.items():
        assert set(model.kinds) == {"classification", "regression"}
        other = "regression" if kind == "classification" else "classification"
        declared = knobs(model)[knob]
        changed = {knob: declared.choices[-1] if declared.choices else (not declared.default) if declared.type is bool else declared.high}
        y = answers(other, classes, numbers)
        found = [small(name, **more).fit(X, 0, y, other).estimator.predict(X) for more in ({}, changed)]
        assert np.array_equal(*found), knob


def test_lightgbm_tells_the_loss_of_classes_whose_codes_have_gaps():
    """As of a fold that lacks a class: codes 1 to 3 are learned and judged as 0 to 2 are."""
    pytest.importorskip("lightgbm")
    rng = np.random.default_rng(0)
    X = rng.normal(size=(90, 2)).astype(np.float32)
    y = (X[:, 0] > 0).astype(np.int64) + (X[:, 1] > 0)
    whole, gaps = MODELS["LightGBM"]().fit(X, y=y), MODELS["LightGBM"]().fit(X, y=y + 1)
    assert np.array_equal(whole.train_loss, gaps.train_loss)
    assert whole.train_loss[-1] < whole.train_loss[0] < np.log(3)
