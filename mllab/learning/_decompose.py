"""What the error of any estimator on a table is made of, by fitting it to many bootstraps of the training rows."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np

from mllab.errors import DataError, ParamError

Loss = Literal["squared", "0-1"]


@dataclass(frozen=True, eq=False)
class Decomposition:
    """The expected loss of an estimator and its parts, means over the test rows.

    loss      the expected loss; bias and variance its parts: bias squared for squared error, where loss = bias + variance, noise being part of the bias
    each_bias, each_variance, each_loss   (m,) the same for every test row
    predictions  (r, m) what the fit of every bootstrap says
    """

    loss: float
    bias: float
    variance: float
    each_loss: np.ndarray = field(repr=False)
    each_bias: np.ndarray = field(repr=False)
    each_variance: np.ndarray = field(repr=False)
    predictions: np.ndarray = field(repr=False)


def decompose(
    estimator: Any,
    X_train: np.ndarray,
    y_train: np.ndarray,
    X_test: np.ndarray,
    y_test: np.ndarray,
    loss: Loss = "0-1",
    rounds: int = 200,
    seed: int = 123,
    workers: int = 2,
) -> Decomposition:
    """Fit `estimator` to `rounds` bootstraps of the training rows and split its loss on the test rows.

    For squared error: bias squared and variance (Geman, Bienenstock & Doursat 1992). For 0-1 loss (Domingos 2000): the bias is the loss of the main prediction,
    the most frequent one, and the variance how often a fit differs from it; the loss is not their sum, since where the main prediction is wrong, variance helps.
    With the same seed the bootstraps are those of mlxtend's bias_variance_decomp. O(rounds) fits, `workers` at a time.
    Raises ParamError for an unknown loss or fewer than 2 rounds, DataError for rows that do not fit together.
    """
    from sklearn import config_context
    from sklearn.base import clone

    _fitting(X_train, y_train, rounds)

    def learn(X: np.ndarray, y: np.ndarray) -> Any:
        with config_context(assume_finite=True, skip_parameter_validation=True):  # one fit of many: the first has checked
            return clone(estimator).fit(X, y)

    clone(estimator).fit(X_train, y_train)
    *_, predictions = fits(learn, X_train, y_train, X_test, rounds, seed, workers)
    return split_error(predictions, y_test, loss)


def fits(
    learn: Callable[[np.ndarray, np.ndarray], Any],
    X_train: np.ndarray,
    y_train: np.ndarray,
    X_test: np.ndarray,
    rounds: int = 200,
    seed: int = 123,
    workers: int = 2,
) -> Iterator[np.ndarray]:
    """The predictions (r, m) so far, growing to all rounds. `learn` gives something fitted, with `predict`, for each bootstrap."""
    X_train, y_train = np.asarray(X_train), np.asarray(y_train)
    _fitting(X_train, y_train, rounds)
    drawn = bootstraps(len(y_train), rounds, seed)

    def one(rows: np.ndarray) -> np.ndarray:
        return np.asarray(learn(X_train[rows], y_train[rows]).predict(X_test))

    found: list[np.ndarray] = []
    batch = max(workers, 1) * 4
    with ThreadPoolExecutor(max(workers, 1)) as pool:
        for start in range(0, rounds, batch):
            found += pool.map(one, drawn[start : start + batch])
            yield np.stack(found)


def bootstraps(n: int, rounds: int, seed: int) -> np.ndarray:
    """(rounds, n) rows drawn with replacement, as mlxtend draws them: `RandomState(seed).choice`, round after round."""
    rng = np.random.RandomState(seed)  # the generator that the published figures were made with
    return np.stack([rng.choice(n, size=n, replace=True) for _ in range(rounds)])


def split_error(predictions: np.ndarray, y: np.ndarray, loss: Loss = "0-1") -> Decomposition:
    """The parts of the loss of predictions (r, m) on answers y (m,). For 0-1 loss both are whole numbers, class codes from 0."""
    predictions, y = np.asarray(predictions), np.asarray(y)
    if predictions.ndim != 2 or predictions.shape[1:] != y.shape:
        raise DataError(f"Predictions must be (rounds, rows) for {len(y)} answers, got an array of {predictions.shape}.")
    if loss == "squared":
        main = predictions.mean(axis=0)
        each = ((predictions - y) ** 2).mean(axis=0), (main - y) ** 2, ((predictions - main) ** 2).mean(axis=0)
    elif loss == "0-1":
        main = most_frequent(predictions)
        each = (predictions != y).mean(axis=0), (main != y).astype(float), (predictions != main).mean(axis=0)
    else:
        raise ParamError(f"loss must be 'squared' or '0-1', got {loss!r}.")
    means = [float(part.mean()) for part in each]
    return Decomposition(means[0], means[1], means[2], *each, predictions)


def most_frequent(codes: np.ndarray) -> np.ndarray:
    """(m,) the most frequent of the whole numbers (r, m) in every column, the smallest of equally frequent ones. O(r m k)."""
    codes = codes.astype(np.int64)
    return np.argmax(np.stack([(codes == code).sum(axis=0) for code in range(int(codes.max(initial=0)) + 1)]), axis=0)


def _fitting(X: np.ndarray, y: np.ndarray, rounds: int) -> None:
    if len(X) != len(y) or len(y) < 2:
        raise DataError(f"Bootstraps need as many answers as rows, at least 2; got {len(X)} rows and {len(y)} answers.")
    if rounds < 2:
        raise ParamError(f"rounds must be at least 2, got {rounds}.")
