"""Bias and variance over whole curves by bootstrap: mllab beside mlxtend's bias_variance_decomp, the same bootstraps, one run.

    python -m bench.decompose [rounds, default 200]

40 values of k of k-nearest neighbors on diabetes, 15 degrees of a polynomial on 60 points, and one tree on diabetes. mlxtend's polynomial is fitted with
`LinearRegression(tol=0)`: scikit-learn's default of 1e-6 leaves out directions above degree 8, which is another fit. Largest relative differences are told.
"""

import sys
import time
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np

SEED = 123


def timed(work: Callable[[], Any]) -> tuple[Any, float, float]:
    wall, processor = time.perf_counter(), time.process_time()
    found = work()
    return found, time.perf_counter() - wall, time.process_time() - processor


def diabetes() -> list[np.ndarray]:
    from sklearn.datasets import load_diabetes
    from sklearn.model_selection import train_test_split

    X, y = load_diabetes(return_X_y=True)
    A, B, a, b = train_test_split(X, y, test_size=0.3, random_state=1)
    return [A, a, B, b]


def points() -> list[np.ndarray]:
    rng = np.random.default_rng(0)
    x, new = np.sort(rng.uniform(-1, 1, 60)), rng.uniform(-0.8, 0.8, 40)
    return [x, np.sin(4 * x) + 0.3 * rng.standard_normal(60), new, np.sin(4 * new) + 0.3 * rng.standard_normal(40)]


def theirs(estimators: list[Any], given: list[np.ndarray], rounds: int) -> list[tuple[float, ...]]:
    from mlxtend.evaluate import bias_variance_decomp

    A, a, B, b = given
    return [bias_variance_decomp(one, A, a, B, b, loss="mse", num_rounds=rounds, random_seed=SEED) for one in estimators]


def told(name: str, ours: tuple[Any, float, float], peers: tuple[Any, float, float]) -> None:
    figures = np.array([[one.loss, one.bias, one.variance] for one in ours[0]])
    apart = float(np.max(np.abs(figures - np.array(peers[0])) / np.abs(figures)))
    print(
        f"{name:36s} mllab {ours[1]:7.3f} s   mlxtend {peers[1]:7.3f} s   {peers[1] / ours[1]:6.1f} times   largest relative difference {apart:.1e}"
    )


def main(arguments: list[str]) -> int:
    from sklearn.linear_model import LinearRegression
    from sklearn.neighbors import KNeighborsRegressor
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import PolynomialFeatures
    from sklearn.tree import DecisionTreeRegressor

    from mllab.learning import bootstrap_nearest, bootstrap_polynomials, decompose

    try:
        import mlxtend  # noqa: F401
    except ImportError:
        print("mlxtend is not installed: pip install mlxtend", file=sys.stderr)
        return 2
    warnings.simplefilter("ignore")
    rounds = int(arguments[0]) if arguments else 200
    print(f"{rounds} bootstraps")
    table, line = diabetes(), points()
    bootstrap_nearest(*table, k=[1], rounds=2)
    ks, degrees = range(1, 41), range(1, 16)
    near = timed(lambda: bootstrap_nearest(*table, k=ks, rounds=rounds, seed=SEED))
    told("k-nearest neighbors, 40 values of k", near, timed(lambda: theirs([KNeighborsRegressor(k) for k in ks], table, rounds)))
    bent = timed(lambda: bootstrap_polynomials(*line, degrees=degrees, rounds=rounds, seed=SEED))
    columns = [line[0][:, None], line[1], line[2][:, None], line[3]]
    fits = [make_pipeline(PolynomialFeatures(degree), LinearRegression(tol=0)) for degree in degrees]
    told("polynomial, 15 degrees", bent, timed(lambda: theirs(fits, columns, rounds)))
    tree = DecisionTreeRegressor(random_state=SEED)
    grown = timed(lambda: [decompose(tree, *table, loss="squared", rounds=rounds, seed=SEED)])
    told("regression tree, 10 columns", grown, timed(lambda: theirs([tree], table, rounds)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
