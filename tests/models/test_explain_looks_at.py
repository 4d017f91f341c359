"""What a model looks at and what would change its mind, against scikit-learn, statsmodels, shap and closed forms."""

from itertools import pairwise
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from sklearn.datasets import load_diabetes
from sklearn.ensemble import RandomForestRegressor
from sklearn.inspection import partial_dependence, permutation_importance
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.metrics import r2_score
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

from mllab.data.table import Column
from mllab.models import MODELS
from mllab.models.board._score import predictions
from mllab.models.explain import (
    blocks,
    counterfactuals,
    dependence,
    importance,
    interactions,
    known,
    outputs,
    permuted,
    plausible,
    resampled,
    shapley,
    tree,
    walk,
)
from mllab.models.task import Fold, encoder

DIABETES = load_diabetes()
X, Y = DIABETES.data.astype(np.float32), DIABETES.target
NAMES = DIABETES.feature_names


def people(n=400, seed=0):
    """Rows with two numbers, a whole number, a category, a truth value and a date."""
    rng = np.random.default_rng(seed)
    frame = pd.DataFrame(
        {
            "age": rng.normal(40, 10, n),
            "income": rng.normal(3000, 500, n),
            "children": rng.integers(0, 5, n),
            "plan": rng.choice(["gold", "silver", "tin"], n),
            "member": rng.random(n) < 0.5,
            "since": pd.date_range("2024-01-01", periods=n),
        }
    )
    frame.loc[::17, "income"] = np.nan
    kinds = ["number", "number", "number", "category", "boolean", "date"]
    return frame, [Column(name, kind, "") for name, kind in zip(frame, kinds, strict=True)]


@pytest.fixture(scope="module")
def forest():
    return RandomForestRegressor(30, min_samples_leaf=5, random_state=0).fit(X, Y)


# --- permutation importance ---------------------------------------------------


def test_permutation_importance_is_that_of_scikit_learn(forest):
    rng = np.random.default_rng(0)
    ours = r2_score(Y, forest.predict(X)) - permuted(forest.predict, r2_score, X, Y, NAMES, NAMES, 40, rng).mean(axis=1)
    theirs = permutation_importance(forest, X, Y, scoring="r2", n_repeats=40, random_state=0)
    error = theirs.importances_std / np.sqrt(40)
    assert (np.abs(ours - theirs.importances_mean) < 4 * np.hypot(error, error) + 1e-6).all()


def test_the_outputs_of_one_column_are_permuted_together():
    """A model that reads the difference of two outputs of one column loses nothing when rows keep both: y depends on neither alone."""
    rng = np.random.default_rng(0)
    a = rng.normal(size=500)
    Z = np.column_stack([a, a, rng.normal(size=500)])
    y = Z[:, 2].copy()
    answers = lambda M: M[:, 0] - M[:, 1] + M[:, 2]  # noqa: E731
    found = permuted(answers, r2_score, Z, y, ["a", "a", "b"], ["a", "b"], 3, rng)
    assert found[0] == pytest.approx(1)
    assert (found[1] < 0.2).all()


def test_importance_over_folds_finds_what_was_planted_and_says_how_sure():
    frame, columns = people()
    y = (frame["age"] + 10 * (frame["plan"] == "tin") > 42).to_numpy().astype(np.int64)
    folds = [Fold(np.flatnonzero(np.arange(400) % 4 != i), np.flatnonzero(np.arange(400) % 4 == i)) for i in range(4)]
    states = list(importance(frame, y, 2, folds, columns, MODELS["logistic regression"](), "classification", "ROC AUC", 3))
    assert [state.done for state in states] == [1, 2, 3, 4]
    found = dict(zip(states[-1].columns, states[-1].intervals(), strict=True))
    assert found["age"].low > 0.1
    assert found["plan"].low > 0
    assert found["since"].low < 0.01
    again = list(importance(frame, y, 2, folds, columns, MODELS["logistic regression"](), "classification", "ROC AUC", 3))
    assert (again[-1].drops == states[-1].drops).all()


def test_a_metric_that_is_better_low_gives_positive_drops_too():
    frame, columns = people()
    y = frame["age"].to_numpy() * 2
    folds = [Fold(np.arange(300), np.arange(300, 400))]
    (found,) = importance(frame, y, 0, folds, columns, MODELS["linear regression"](), "regression", "RMSE", 3)
    assert found.drops[0, 0] > 20
    assert np.abs(found.drops[0, 1:]).max() < 0.1


# --- partial dependence and interaction ---------------------------------------


def test_partial_dependence_is_that_of_scikit_learn(forest):
    grid = np.quantile(X[:, 2], np.linspace(0.05, 0.95, 12)).astype(np.float32)
    ours = dependence(forest.predict, X, np.array([2]), grid[:, None], "bmi", list(grid))
    theirs = partial_dependence(forest, X, [2], custom_values={2: grid}, kind="both", method="brute")
    assert ours.mean == pytest.approx(theirs["average"][0])
    assert ours.each == pytest.approx(theirs["individual"][0])


def test_varying_outputs_alone_is_the_same_as_encoding_every_changed_row():
    """What makes it fast must not change it: the encoding of a column does not depend on the others."""
    frame, columns = people()
    encode = encoder(frame, columns)
    for name, kind in [("age", "number"), ("income", "number"), ("plan", "category"), ("member", "boolean"), ("since", "date")]:
        values = plausible(frame[name], kind, 6)
        block = blocks(encode, frame, {name: values, "children": [1, 2, 3]})[name]
        for value, row in zip(values, block, strict=True):
            whole = encode.transform(frame.head(3).assign(**{name: pd.Series([value] * 3, dtype=frame[name].dtype)}))
            assert whole[:, outputs(encode, name)] == pytest.approx(np.tile(row, (3, 1)), abs=1e-6)


def test_plausible_values_were_there():
    frame, _ = people()
    assert set(plausible(frame["age"], "number")) <= set(frame["age"])
    assert len(plausible(frame["age"], "number", 20)) == 20
    assert set(plausible(frame["plan"], "category")) == {"gold", "silver", "tin"}
    assert plausible(pd.Series([f"text {i}" for i in range(99)]), "text") == []


def test_columns_that_only_add_up_do_not_interact_and_a_product_does():
    """Friedman & Popescu 2008: H is 0 for an additive function, and for x1 x2 with centred x it is 1."""
    rng = np.random.default_rng(0)
    Z = rng.normal(size=(60, 3))
    Z -= Z.mean(axis=0)
    places = {name: np.array([i]) for i, name in enumerate("abc")}
    additive = interactions(lambda M: np.sin(M[:, 0]) + M[:, 1] ** 2 + 3 * M[:, 2], Z, places)
    assert max(pair.h for pair in additive) < 1e-6
    assert max(pair.size for pair in additive) < 1e-6
    product = interactions(lambda M: M[:, 0] * M[:, 1] + M[:, 2], Z, places)
    assert (product[0].one, product[0].other) == ("a", "b")
    assert product[0].h > 0.99
    x = Z[:, 0] * Z[:, 1]
    assert product[0].size == pytest.approx(np.std(x))  # with centred columns neither does anything alone
    assert product[1].h < 1e-6
    nothing = interactions(lambda M: np.zeros(len(M)), Z, places)
    assert {pair.h for pair in nothing} == {0.0}


# --- coefficients -------------------------------------------------------------


def test_intervals_of_least_squares_are_those_of_statsmodels():
    sm = pytest.importorskip("statsmodels.api")
    Z = X.astype(np.float64) * 20
    found = known(LinearRegression().fit(Z, Y), Z, Y)
    peer = sm.OLS(Y, sm.add_constant(Z)).fit()
    order = [*range(1, 11), 0]
    assert found.values[0] == pytest.approx(peer.params[order])
    assert np.column_stack([found.low[0], found.high[0]]) == pytest.approx(peer.conf_int()[order])


def test_intervals_of_logistic_regression_are_those_of_statsmodels():
    sm = pytest.importorskip("statsmodels.api")
    Z, y = X[:, :5].astype(np.float64) * 20, (np.median(Y) < Y).astype(int)
    found = known(LogisticRegression(C=np.inf, tol=1e-10, max_iter=5000).fit(Z, y), Z, y)
    peer = sm.Logit(y, sm.add_constant(Z)).fit(disp=False)
    order = [*range(1, 6), 0]
    assert found.values[0] == pytest.approx(peer.params[order], abs=1e-5)
    assert np.column_stack([found.low[0], found.high[0]]) == pytest.approx(peer.conf_int()[order], abs=1e-4)


def test_least_squares_with_columns_that_sum_to_one_has_finite_intervals():
    rng = np.random.default_rng(0)
    Z = np.eye(3)[rng.integers(0, 3, 200)]
    y = Z @ [1.0, 2.0, 4.0] + rng.normal(0, 0.1, 200)
    found = known(LinearRegression().fit(Z, y), Z, y)
    assert (found.high - found.low < 0.2).all()
    assert found.values[0, 2] - found.values[0, 0] == pytest.approx(3, abs=0.1)


def test_bootstrapped_intervals_agree_with_the_formula():
    model = MODELS["linear regression"]()
    Z = X[:, :3].astype(np.float64) * 20
    fitted = model.fit(Z, y=Y)
    *_, found = resampled(model, fitted.estimator, Z, Y, "regression", 150)
    exact = known(fitted.estimator, Z, Y)
    assert (found.high - found.low) / (exact.high - exact.low) == pytest.approx(np.ones((1, 4)), abs=0.3)


def test_a_forest_has_no_weights(forest):
    assert known(forest, X, Y) is None


# --- SHAP ---------------------------------------------------------------------

CLASSES = ["logistic regression", "decision tree", "random forest", "extra trees", "histogram gradient boosting", "gradient boosting", "XGBoost", "LightGBM", "k-nearest neighbors"]  # fmt: skip


@pytest.mark.parametrize("name", CLASSES)
def test_shares_add_up_to_the_answer_for_every_class(name):
    """Lundberg & Lee 2017, property 1 (local accuracy): base value and shares sum to the model's own output."""
    frame, columns = people(200)
    y = np.digitize(frame["age"] + 10 * (frame["plan"] == "tin"), [40])
    encode = encoder(frame, columns)
    trained = MODELS[name]().fit(encode.values, 0, y, "classification").estimator
    for code in (0, 1):
        answers = lambda Z, code=code: predictions(trained, Z, 2)[:, code]  # noqa: E731
        found = shapley(trained, answers, encode.values[:5], encode.values[:20], encode.sources, code)
        p = answers(encode.values[:5])
        wanted = p if found.unit == "probability" else np.log(p / (1 - p))
        assert found.answers == pytest.approx(wanted, abs=1e-3)
        assert found.columns == tuple(frame.columns)


@pytest.mark.parametrize("name", ["ridge", "random forest", "histogram gradient boosting", "XGBoost", "LightGBM", "k-nearest neighbors"])
def test_shares_add_up_to_a_number(name):
    trained = MODELS[name]().fit(X, 0, Y, "regression").estimator
    found = shapley(trained, trained.predict, X[:4], X[:20], NAMES)
    assert found.answers == pytest.approx(trained.predict(X[:4]), rel=1e-4)
    assert found.unit == ""


def test_with_three_classes_shares_add_up_too():
    frame, columns = people(200)
    y = np.digitize(frame["age"], [35, 45])
    encode = encoder(frame, columns)
    for name in ("random forest", "histogram gradient boosting", "XGBoost"):
        trained = MODELS[name]().fit(encode.values, 0, y, "classification").estimator
        parts = [shapley(trained, lambda Z: Z[:, 0], encode.values[:4], encode.values[:20], encode.sources, code) for code in range(3)]
        sums = np.column_stack([part.answers for part in parts])
        P = predictions(trained, encode.values[:4], 3)
        told = sums if parts[0].unit == "probability" else np.exp(sums) / np.exp(sums).sum(axis=1, keepdims=True)
        assert told == pytest.approx(P, abs=1e-3)


def test_asking_about_all_coalitions_gives_the_values_of_shaps_exact_explainer():
    import shap

    Z = X[:, :6]
    model = DecisionTreeRegressor(max_depth=6, random_state=0).fit(Z, Y)  # a forest takes as long as it has trees, at every coalition
    ours = shapley(object(), model.predict, Z[:3], Z[:15], NAMES[:6])
    theirs = shap.explainers.Exact(model.predict, shap.maskers.Independent(Z[:15], max_samples=15))(Z[:3])
    assert ours.values == pytest.approx(theirs.values)
    assert ours.base == pytest.approx(theirs.base_values[0])


def test_random_orders_agree_with_the_closed_form_of_a_linear_model():
    """Štrumbelj & Kononenko 2014: for a linear model the share of a column is its weight times its distance from the mean."""
    rng = np.random.default_rng(0)
    Z, w = rng.normal(size=(30, 14)), rng.normal(size=14)
    found = shapley(object(), lambda M: M @ w, Z[:2], Z, [f"x{i}" for i in range(14)])
    assert found.values == pytest.approx(w * (Z[:2] - Z.mean(axis=0)))
    assert "24" in found.how or "48" in found.how


# --- the tree -----------------------------------------------------------------


def test_a_tree_asks_in_the_units_of_the_columns_and_rows_go_where_its_answers_say():
    frame, columns = people(600)
    y = ((frame["age"] > 42) & (frame["plan"] != "tin") | (frame["children"] > 3)).to_numpy().astype(np.int64)
    encode = encoder(frame, columns)
    model = DecisionTreeClassifier(max_depth=4, random_state=0).fit(encode.values, y)
    found = tree(model, encode, frame)
    assert found.rows[0] == 600
    assert found.answers[0] == pytest.approx(np.bincount(y) / 600)
    for row in range(0, 600, 37):
        path = walk(model, encode.values[row])
        assert path[0] == 0
        assert found.left[path[-1]] == -1
        for node, then in pairwise(path):
            assert (then == found.left[node]) == answered(found.question[node], frame.iloc[row]), found.question[node]
    first = next(question for question in found.question if question.startswith("age ≤"))
    assert abs(float(first.split("≤")[1]) - 42) < 1


def answered(question, row):
    """Whether a row says yes, read from the words of the question."""
    if " ≤ " in question:
        name, bound = question.split(" ≤ ")
        if name == "since":
            return row[name] <= pd.Timestamp(bound)
        return row[name] <= float(bound) if name in row else pytest.skip(question)
    if question.endswith(" is true"):
        return bool(row[question.removesuffix(" is true")])
    if question.endswith(" is missing"):
        return bool(pd.isna(row[question.removesuffix(" is missing")]))
    name, value = question.split(" is ")
    return row[name] == value


def test_a_tree_asks_about_dates_as_dates():
    frame, columns = people(300)
    late = (frame["since"] > "2024-06-01").to_numpy().astype(np.int64)
    encode = encoder(frame, columns)
    found = tree(DecisionTreeClassifier(max_depth=1, random_state=0).fit(encode.values, late), encode, frame)
    assert found.question[0] in {"since ≤ 2024-06-01", "since ≤ 2024-05-31"}


def test_leaves_stand_side_by_side_under_their_questions():
    found = tree(DecisionTreeClassifier(max_depth=3, random_state=0).fit(*_irisy()), *_encoded())
    leaves = found.left == -1
    assert sorted(found.place[leaves]) == list(range(leaves.sum()))
    for node in np.flatnonzero(~leaves):
        assert found.place[node] == pytest.approx((found.place[found.left[node]] + found.place[found.right[node]]) / 2)
        assert found.depth[found.left[node]] == found.depth[node] + 1
        assert found.rows[node] == found.rows[found.left[node]] + found.rows[found.right[node]]


def _encoded():
    frame, columns = people()
    return encoder(frame, columns), frame


def _irisy():
    encode, frame = _encoded()
    return encode.values, np.digitize(frame["income"].fillna(0), [2800, 3200])


# --- counterfactuals ----------------------------------------------------------


def test_the_smallest_change_of_a_linear_model_in_one_column_is_the_closed_form():
    """answer = w . x + b crosses t in one column at x_j + (t - answer) / w_j."""
    frame, columns = people()
    frame, columns = frame[["age", "income"]].fillna(3000), columns[:2]
    encode = encoder(frame, columns)
    answers = lambda Z: Z @ np.array([1.0, -2.0]) + 0.3  # noqa: E731
    row = frame.iloc[[3]]
    own = float(answers(encode.transform(row))[0])
    t = own + 0.5
    found = counterfactuals(answers, encode, frame, row, lambda a: a >= t)
    by = {next(iter(one.values)): one for one in found if len(one.values) == 1}
    std = frame.std(ddof=0)
    assert by["age"].values["age"] == pytest.approx(row["age"].iloc[0] + 0.5 * std["age"], rel=1e-3)
    assert by["income"].values["income"] == pytest.approx(row["income"].iloc[0] - 0.25 * std["income"], rel=1e-3)
    assert found[0] is by["income"]  # the smaller change in spreads comes first
    spread = frame["income"].quantile(0.75) - frame["income"].quantile(0.25)
    assert by["income"].size == pytest.approx(0.25 * std["income"] / spread, rel=1e-2)


def test_two_columns_are_changed_when_one_is_not_enough_and_fixed_ones_stay():
    frame, columns = people()
    encode = encoder(frame, columns)
    gold = encode.names.index("plan = gold")
    member = next(i for i, source in enumerate(encode.sources) if source == "member")
    both = lambda Z: ((Z[:, gold] > 0) & (Z[:, member] > 0)).astype(float)  # noqa: E731
    at = int(np.flatnonzero((frame["plan"] == "tin") & ~frame["member"])[0])
    found = counterfactuals(both, encode, frame, frame.iloc[[at]], lambda a: a > 0.5)
    assert dict(found[0].values) == {"plan": "gold", "member": True}
    assert found[0].size == 2
    assert counterfactuals(both, encode, frame, frame.iloc[[at]], lambda a: a > 0.5, fixed=["member"]) == []


def test_a_whole_number_stays_whole():
    frame, columns = people()
    encode = encoder(frame, columns)
    at = encode.names.index("children")
    row = frame[frame["children"] == 0].head(1)
    bound = encode.transform(row.assign(children=2))[0, at]
    (found,) = [one for one in counterfactuals(lambda Z: Z[:, at], encode, frame, row, lambda a: a > bound) if "children" in one.values][:1]
    assert found.values == {"children": 3}
    assert counterfactuals(lambda Z: Z[:, at], encode, frame, row, lambda a: a <= bound) == []  # it holds already


def test_a_price_stays_a_price():
    frame, columns = people()
    frame = frame.assign(age=frame["age"].round(1))
    encode = encoder(frame, columns)
    at, row = encode.names.index("age"), frame.head(1)
    bound = encode.transform(row.assign(age=row["age"] + 3.14))[0, at]
    (found,) = [one for one in counterfactuals(lambda Z: Z[:, at], encode, frame, row, lambda a: a > bound) if len(one.values) == 1]
    assert found.values["age"] == pytest.approx(row["age"].iloc[0] + 3.2)


def test_inputs_are_left_alone():
    frame, columns = people(100)
    encode = encoder(frame, columns)
    before, Z = frame.copy(), encode.values.copy()
    Z.setflags(write=False)
    answers = lambda M: M[:, 0]  # noqa: E731
    counterfactuals(answers, encode, frame, frame.head(1), lambda a: a > 1)
    dependence(answers, Z, np.array([0]), Z[:3, :1], "age", [1, 2, 3])
    shapley(SimpleNamespace(), answers, Z[:1], Z[:5], encode.sources)
    pd.testing.assert_frame_equal(frame, before)
