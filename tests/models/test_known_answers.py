"""Classic models against answers from outside: closed forms, statsmodels, pyGAM, and the scores that scikit-learn's documentation prints."""

import numpy as np
import pytest
from sklearn.datasets import load_diabetes, load_digits, load_iris, make_classification, make_hastie_10_2, make_regression
from sklearn.model_selection import cross_val_score, train_test_split

from mllab.models import MODELS


def line(n=120, d=3, seed=0):
    """(X, y) of a plane with noise."""
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(n, d))
    return X, X @ np.array([2.0, -1.0, 0.5])[:d] + 3 + rng.normal(0, 0.7, n)


def fitted(name, X, y, kind=None, **more):
    """The fitted estimator of a model."""
    return MODELS[name](**more).fit(X, 0, y, kind).estimator


def test_least_squares_solves_the_normal_equations():
    X, y = line()
    A = np.column_stack([np.ones(len(X)), X])
    weights = np.linalg.solve(A.T @ A, A.T @ y)
    found = fitted("linear regression", X, y)
    assert np.allclose([found.intercept_, *found.coef_], weights, rtol=1e-10)


@pytest.mark.parametrize("strength", [0.01, 1.0, 300.0])
def test_ridge_solves_its_normal_equations(strength):
    X, y = line()
    C, r = X - X.mean(axis=0), y - y.mean()
    found = fitted("ridge", X, y, strength=strength)
    assert np.allclose(found.coef_, np.linalg.solve(C.T @ C + strength * np.eye(3), C.T @ r), rtol=1e-9)


def test_the_lasso_cuts_off_at_its_penalty_where_columns_are_orthogonal():
    """Tibshirani 1996, section 2.2: with orthonormal columns the weights are those of least squares, moved towards zero by the penalty."""
    rng = np.random.default_rng(1)
    Q, _ = np.linalg.qr(np.column_stack([np.ones(64), rng.normal(size=(64, 4))]))
    X = Q[:, 1:] * 8  # columns of mean 0 and X'X / n = 1
    y = X @ np.array([1.0, 0.2, -0.6, 0.02]) + rng.normal(0, 0.1, 64)
    plain = X.T @ (y - y.mean()) / 64
    cut = 0.15 * y.std()
    assert np.allclose(fitted("lasso", X, y, strength=0.15).coef_, np.sign(plain) * np.maximum(np.abs(plain) - cut, 0), atol=1e-6)


def test_the_elastic_net_cuts_off_and_shrinks_where_columns_are_orthogonal():
    """Zou & Hastie 2005, equation 6, in units of the answers' spread for the part that cuts off."""
    rng = np.random.default_rng(1)
    Q, _ = np.linalg.qr(np.column_stack([np.ones(64), rng.normal(size=(64, 3))]))
    X = Q[:, 1:] * 8
    y = 5 * (X @ np.array([1.0, 0.2, -0.6]) + rng.normal(0, 0.1, 64))
    plain = X.T @ (y - y.mean()) / 64
    expected = np.sign(plain) * np.maximum(np.abs(plain) - 0.2 * 0.5 * y.std(), 0) / (1 + 0.2 * 0.5)
    assert np.allclose(fitted("elastic net", X, y, strength=0.2, lasso=0.5).coef_, expected, atol=1e-5)


def test_logistic_regression_has_the_coefficients_and_standard_errors_of_statsmodels():
    sm = pytest.importorskip("statsmodels.api")
    X, force = line(400)
    y = (force + np.random.default_rng(2).logistic(0, 2, 400) > 3).astype(int)
    A = sm.add_constant(X)
    peer = sm.Logit(y, A).fit(disp=0)
    found = fitted("logistic regression", X, y, penalty="none")
    assert np.allclose([*found.intercept_, *found.coef_[0]], peer.params, atol=1e-5)
    chances = found.predict_proba(X)[:, 1]
    errors = np.sqrt(np.diag(np.linalg.inv((A * (chances * (1 - chances))[:, None]).T @ A)))
    assert np.allclose(errors, peer.bse, rtol=1e-3)


def test_multinomial_logistic_regression_is_that_of_statsmodels():
    sm = pytest.importorskip("statsmodels.api")
    X, y = load_iris(return_X_y=True)
    y = (y + (np.arange(150) % 7 == 0)) % 3  # some wrong answers, so that no plane parts the classes wholly
    peer = sm.MNLogit(y, sm.add_constant(X)).fit(disp=0, maxiter=200)
    found = fitted("logistic regression", X, y, penalty="none", rounds=10_000)
    assert np.allclose(found.predict_proba(X), peer.predict(), atol=1e-4)


@pytest.mark.parametrize(("name", "family"), [("Poisson regression", "Poisson"), ("gamma regression", "Gamma")])
def test_generalized_linear_models_are_those_of_statsmodels(name, family):
    sm = pytest.importorskip("statsmodels.api")
    rng = np.random.default_rng(3)
    X = rng.normal(size=(300, 3))
    mean = np.exp(0.5 + X @ [0.3, -0.2, 0.1])
    y = rng.poisson(mean) if family == "Poisson" else rng.gamma(3, mean / 3)
    made = sm.families.Poisson() if family == "Poisson" else sm.families.Gamma(sm.families.links.Log())
    peer = sm.GLM(y, sm.add_constant(X), family=made).fit()
    found = fitted(name, X, y.astype(float), strength=1e-8)
    assert np.allclose([found.intercept_, *found.coef_], peer.params, atol=1e-5)


@pytest.mark.parametrize("quantile", [0.1, 0.5, 0.9])
def test_quantile_regression_is_that_of_statsmodels(quantile):
    sm = pytest.importorskip("statsmodels.api")
    X, y = line(301)
    peer = sm.QuantReg(y, sm.add_constant(X)).fit(q=quantile, max_iter=5000, p_tol=1e-10)
    found = fitted("quantile regression", X, y, quantile=quantile)
    assert np.allclose([found.intercept_, *found.coef_], peer.params, atol=2e-3)


@pytest.mark.parametrize("quantile", [0.05, 0.25, 0.5, 0.8])
def test_a_constant_quantile_model_is_the_quantile_of_the_sorted_sample(quantile):
    """Koenker & Bassett 1978: without columns the pinball loss is least at a sample quantile."""
    _, y = line(33)
    answer = fitted("quantile regression", np.zeros((33, 1)), y, quantile=quantile).predict(np.zeros((1, 1)))[0]
    ordered = np.sort(y)
    assert answer == pytest.approx(ordered[int(np.ceil(quantile * 33)) - 1])


@pytest.mark.parametrize("metric", ["euclidean", "manhattan", "cosine"])
@pytest.mark.parametrize("weights", ["uniform", "distance"])
def test_nearest_neighbors_are_those_of_all_distances_sorted(metric, weights):
    from scipy.spatial.distance import cdist

    X, y = line(150)
    D = cdist(X[100:], X[:100], {"manhattan": "cityblock"}.get(metric, metric))
    near = np.argsort(D, axis=1)[:, :7]
    share = np.ones(near.shape) if weights == "uniform" else 1 / np.take_along_axis(D, near, axis=1)
    expected = (y[near] * share).sum(axis=1) / share.sum(axis=1)
    found = fitted("k-nearest neighbors", X[:100], y[:100], k=7, metric=metric, weights=weights)
    assert np.allclose(found.predict(X[100:]), expected)


def test_gaussian_naive_bayes_is_bayes_rule_over_bell_curves():
    from scipy.stats import norm

    X, y = load_iris(return_X_y=True)
    densities = np.array([norm(X[y == c].mean(axis=0), X[y == c].std(axis=0)).pdf(X).prod(axis=1) / 3 for c in range(3)]).T
    found = fitted("Gaussian naive Bayes", X, y, smoothing=1e-9)
    assert np.allclose(found.predict_proba(X), densities / densities.sum(axis=1, keepdims=True), atol=1e-6)


def test_discriminant_analysis_is_bayes_rule_over_clouds():
    """Hastie, Tibshirani & Friedman 2009, section 4.3: shared covariance for the linear one, one per class for the quadratic."""
    from scipy.stats import multivariate_normal

    X, y = load_iris(return_X_y=True)
    middles = [X[y == c].mean(axis=0) for c in range(3)]
    shared = sum((X[y == c] - middles[c]).T @ (X[y == c] - middles[c]) for c in range(3)) / len(X)  # of maximum likelihood
    own = [np.cov(X[y == c].T, bias=True) for c in range(3)]
    for name, covariances, more in [
        ("linear discriminant analysis", [shared] * 3, {}),
        ("quadratic discriminant analysis", own, {"regularization": 0.0}),
    ]:
        densities = np.array([multivariate_normal(m, S).pdf(X) for m, S in zip(middles, covariances, strict=True)]).T
        chances = fitted(name, X, y, **more).predict_proba(X)
        assert np.allclose(chances, densities / densities.sum(axis=1, keepdims=True), atol=1e-6), name


def test_fisher_s_linear_discriminant_misses_three_irises():
    """Fisher 1936 on his irises: of 150 flowers, the linear discriminant gives 3 the wrong name (Venables & Ripley 2002, section 12.1)."""
    X, y = load_iris(return_X_y=True)
    assert int((fitted("linear discriminant analysis", X, y).predict(X) != y).sum()) == 3


def test_multinomial_naive_bayes_is_the_formula_of_smoothed_counts():
    """Manning, Raghavan & Schütze 2008, section 13.2: (count of the word in the class + 1) / (all words of the class + vocabulary)."""
    X = np.array([[2, 1, 0, 0], [2, 0, 1, 0], [1, 0, 0, 1], [1, 0, 0, 2.0]])
    X = X / X.max(axis=0)  # columns from 0 to 1 are left as they are by the stretching, but for the first, whose least is 1/2
    y = np.array([0, 0, 0, 1])
    stretched = (X - X.min(axis=0)) / (X.max(axis=0) - X.min(axis=0))
    counts = np.array([stretched[y == c].sum(axis=0) for c in (0, 1)])
    words = (counts + 1) / (counts.sum(axis=1, keepdims=True) + 4)
    chances = np.exp(np.log([0.75, 0.25]) + stretched @ np.log(words).T)
    found = fitted("multinomial naive Bayes", X, y, reading="stretched", smoothing=1.0)
    assert np.allclose(found.predict_proba(X), chances / chances.sum(axis=1, keepdims=True))


def wave():
    """200 points of a sine with noise, and where the curves are compared."""
    rng = np.random.default_rng(0)
    X = rng.uniform(0, 10, (200, 1))
    return X, np.sin(X[:, 0]) + rng.normal(0, 0.3, 200), np.array([[0.5], [2.5], [5.0], [7.5], [9.5]])


def test_an_additive_model_draws_the_curve_of_pygam():
    """pyGAM 0.12.0: LinearGAM(s(0, n_splines=13, lam=1)) and LogisticGAM of y > 0 on the same rows, to the digits it was printed with."""
    X, y, at = wave()
    linear = fitted("generalized additive model", X, y, "regression", smoothness=1.0, pieces=10)
    assert np.allclose(linear.predict(at), [0.51795586, 0.53172221, -0.94591758, 0.92540357, -0.15480903], atol=1e-5)
    odds = fitted("generalized additive model", X, (y > 0).astype(int), smoothness=1.0, pieces=10)
    assert np.allclose(odds.predict_proba(at)[:, 1], [0.91015372, 0.83018342, 0.10106018, 0.91565257, 0.36975669], atol=1e-4)


def test_an_additive_model_is_the_penalized_spline_of_eilers_and_marx():
    """Eilers & Marx 1996, equation 7: b = (B'B + lambda D'D)^-1 B'y, on equidistant knots, with second differences D."""
    from scipy.interpolate import BSpline

    X, y, _ = wave()
    knots = np.linspace(X.min(), X.max(), 11)
    step = knots[1] - knots[0]
    B = BSpline.design_matrix(X[:, 0], np.arange(-3, 14) * step + knots[0] + 0.0, 3, extrapolate=True).toarray()
    D = np.diff(np.eye(13), n=2, axis=0)
    for smoothness in (0.1, 10.0):
        curve = B @ np.linalg.solve(B.T @ B + smoothness * D.T @ D, B.T @ y)
        found = fitted("generalized additive model", X, y, "regression", smoothness=smoothness, pieces=10)
        assert np.allclose(found.predict(X), curve, atol=2e-3)


def test_a_very_smooth_additive_model_is_linear_regression():
    """The penalty is on bends, so that without any the straight line is left (Eilers & Marx 1996, section 3, property 4)."""
    X, y = line()
    stiff = fitted("generalized additive model", X, y, "regression", smoothness=1e4)
    plain = fitted("linear regression", X, y)
    assert np.allclose(stiff.predict(X), plain.predict(X), atol=0.02)


def test_baselines_are_the_shares_the_mean_and_the_median():
    X, y = line()
    codes = np.arange(120) % 4 // 2 + (np.arange(120) % 4 == 3)  # shares 1/2, 1/4, 1/4
    shares = fitted("baseline", X, codes).predict_proba(X[:1])[0]
    assert np.allclose(shares, np.bincount(codes) / 120)
    assert np.allclose(fitted("baseline", X, y).predict(X), y.mean())
    assert np.allclose(fitted("baseline", X, y, numbers="median").predict(X), np.median(y))
    drawn = fitted("baseline", X, codes, classes="stratified").predict(np.zeros((20_000, 3)))
    assert np.allclose(np.bincount(drawn) / 20_000, shares, atol=0.02)


def test_a_gaussian_process_is_its_closed_form():
    """Rasmussen & Williams 2006, equation 2.25: mean = k' (K + noise I)^-1 y."""
    X, y = line(40)
    found = fitted("Gaussian process", X, y, "regression", optimize=False, length=1.0, noise=0.2)

    def kernel(A, B):
        return np.exp(-((A[:, None] - B[None]) ** 2).sum(axis=2) / (2 * 3))  # length 1 times the root of 3 columns

    r = (y - y.mean()) / y.std()
    expected = y.mean() + y.std() * kernel(X, X) @ np.linalg.solve(kernel(X, X) + 0.2 * np.eye(40), r)
    assert np.allclose(found.predict(X), expected)


# What scikit-learn's documentation prints for its own data.


def test_documented_ordinary_least_squares_on_diabetes():
    """Example "Ordinary Least Squares": coefficient 938.24, mean squared error 2548.07, coefficient of determination 0.47."""
    X, y = load_diabetes(return_X_y=True)
    A, B, a, b = train_test_split(X[:, [2]], y, test_size=20, shuffle=False)
    found = fitted("linear regression", A, a)
    assert found.coef_[0] == pytest.approx(938.23786125, rel=1e-8)
    assert np.mean((found.predict(B) - b) ** 2) == pytest.approx(2548.07, abs=0.005)
    assert found.score(B, b) == pytest.approx(0.47, abs=0.005)


def test_documented_digits_by_a_support_vector_machine():
    """Example "Recognizing hand-written digits": SVC(gamma=0.001), first half to learn, accuracy 0.97 on the second."""
    X, y = load_digits(return_X_y=True)
    A, B, a, b = train_test_split(X, y, test_size=0.5, shuffle=False)
    gamma = 0.001 * X.shape[1] * A.astype(float).var()
    assert fitted("RBF SVM", A, a, gamma=gamma, probabilities=False).score(B, b) == pytest.approx(0.97, abs=0.005)


def test_documented_irises():
    """Docstrings and user guide: LogisticRegression 0.97; GaussianNB 4 of 75 wrong; a Gaussian process 0.9866; histogram boosting 1.0."""
    X, y = load_iris(return_X_y=True)
    assert fitted("logistic regression", X, y).score(X, y) == pytest.approx(0.97, abs=0.005)
    A, B, a, b = train_test_split(X, y, test_size=0.5, random_state=0)
    assert int((fitted("Gaussian naive Bayes", A, a, smoothing=1e-9).predict(B) != b).sum()) == 4
    assert fitted("Gaussian process", X, y, length=0.5).score(X, y) == pytest.approx(0.9866, abs=1e-4)
    assert fitted("histogram gradient boosting", X, y).score(X, y) == 1.0


def test_documented_tree_of_irises():
    """User guide, "Decision Trees": export_text prints petal width <= 0.80: class 0, <= 1.75: class 1, else class 2."""
    from sklearn.tree import export_text

    X, y = load_iris(return_X_y=True)
    told = export_text(fitted("decision tree", X, y, depth=2, leaf=1), feature_names=["sepal l", "sepal w", "petal l", "petal w"])
    assert [line.strip("| -") for line in told.splitlines()] == [
        "petal w <= 0.80",
        "class: 0",
        "petal w >  0.80",
        "petal w <= 1.75",
        "class: 1",
        "petal w >  1.75",
        "class: 2",
    ]


def test_documented_regressions():
    """Docstrings: histogram boosting 0.93 and extra trees 0.2727 on diabetes, a decision tree's ten folds, AdaBoost 0.9771."""
    X, y = load_diabetes(return_X_y=True)
    assert 0.93 <= fitted("histogram gradient boosting", X, y, "regression").score(X, y) < 0.94
    A, B, a, b = train_test_split(X, y, random_state=0)
    peer = MODELS["extra trees"](columns="all").estimator("regression", 0).fit(A, a)
    assert peer.score(B, b) == pytest.approx(0.2727, abs=1e-4)
    tree = MODELS["decision tree"](depth=30, leaf=1).estimator("regression", 0)
    printed = [-0.39, -0.46, 0.02, 0.06, -0.50, 0.16, 0.11, -0.73, -0.30, -0.00]
    assert np.allclose(np.trunc(100 * cross_val_score(tree, X, y, cv=10)) / 100, printed)  # its digits are cut off, not rounded
    X, y = make_regression(n_features=4, n_informative=2, random_state=0, shuffle=False)
    assert fitted("AdaBoost", X, y, "regression", depth=3).score(X, y) == pytest.approx(0.9771, abs=1e-4)


def test_documented_boosting_of_classes():
    """Docstrings: gradient boosting of stumps 0.913 on Hastie's 10.2 problem; AdaBoost of stumps 0.96."""
    X, y = make_hastie_10_2(random_state=0)
    codes = (y > 0).astype(int)
    found = fitted("gradient boosting", X[:2000], codes[:2000], rate=1.0, depth=1)
    assert found.score(X[2000:], codes[2000:]) == pytest.approx(0.913, abs=5e-4)
    X, y = make_classification(n_samples=1000, n_features=4, n_informative=2, n_redundant=0, random_state=0, shuffle=False)
    assert fitted("AdaBoost", X, y, depth=1).score(X, y) == pytest.approx(0.96, abs=0.005)


def test_documented_generalized_linear_models():
    """Docstrings of PoissonRegressor and GammaRegressor, alpha = 1."""
    X = np.array([[1.0, 2], [2, 3], [3, 4], [4, 3]])
    poisson = fitted("Poisson regression", X, np.array([12.0, 17, 22, 21]), strength=1.0)
    assert np.allclose(poisson.coef_, [0.121, 0.158], atol=6e-4)
    assert poisson.intercept_ == pytest.approx(2.088, abs=6e-4)
    gamma = fitted("gamma regression", X, np.array([19.0, 26, 33, 30]), strength=1.0)
    assert np.allclose(gamma.coef_, [0.073, 0.067], atol=6e-4)
    assert np.allclose(gamma.predict([[1, 0], [2, 8]]), [19.483, 35.795], rtol=1e-3)
