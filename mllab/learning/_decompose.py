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
    each_bias, each_variance, each_loss   (m,) the same for every test row that is judged
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


def out_of_bag(
    estimator: Any, X: np.ndarray, y: np.ndarray, loss: Loss = "0-1", rounds: int = 200, seed: int = 123, workers: int = 2
) -> Decomposition:
    """`decompose` without rows held out: every row is judged by the fits whose bootstrap left it out, about 37 % of them.

    The bias is then that of bagging, as it is estimated out of the bag (Wolpert & Macready 1999; Breiman 1996, "Out-of-bag estimation"). A row that no
    bootstrap left out is not judged: with 20 rounds one in 10,000. O(rounds) fits, `workers` at a time. Raises as `decompose` does, and DataError
    when no row is left out.
    """
    from sklearn.base import clone

    *_, predictions = fits(lambda A, a: clone(estimator).fit(A, a), X, y, X, rounds, seed, workers)
    return split_error(predictions, y, loss, inside(len(y), rounds, seed))


def inside(n: int, rounds: int, seed: int) -> np.ndarray:
    """(rounds, n) bool, whether each bootstrap of `bootstraps` holds each row."""
    found = np.zeros((rounds, n), bool)
    np.put_along_axis(found, bootstraps(n, rounds, seed), True, axis=1)
    return found


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


def split_error(predictions: np.ndarray, y: np.ndarray, loss: Loss = "0-1", learned: np.ndarray | None = None) -> Decomposition:
    """The parts of the loss of predictions (r, m) on answers y (m,). For 0-1 loss both are whole numbers, class codes from 0.

    `learned` (r, m) says which rows a fit has learned from: it does not judge those, and a row that all fits have learned from is left out.
    """
    predictions, y = np.asarray(predictions), np.asarray(y)
    if predictions.ndim != 2 or predictions.shape[1:] != y.shape:
        raise DataError(f"Predictions must be (rounds, rows) for {len(y)} answers, got an array of {predictions.shape}.")
    if loss not in ("squared", "0-1"):
        raise ParamError(f"loss must be 'squared' or '0-1', got {loss!r}.")
    judging = np.ones(predictions.shape, bool) if learned is None else ~learned
    judged = judging.any(axis=0)
    if not judged.any():
        raise DataError("Every fit has learned from every row, so none can judge. Draw more bootstraps.")
    told, truth, judging = predictions[:, judged], y[judged], judging[:, judged]
    if loss == "squared":
        main = _mean(told, judging)
        each = _mean((told - truth) ** 2, judging), (main - truth) ** 2, _mean((told - main) ** 2, judging)
    else:
        main = most_frequent(told, judging)
        each = _mean(told != truth, judging), (main != truth).astype(float), _mean(told != main, judging)
    means = [float(part.mean()) for part in each]
    return Decomposition(means[0], means[1], means[2], *each, predictions)


def _mean(values: np.ndarray, judging: np.ndarray) -> np.ndarray:
    """(m,) means of the values (r, m) that count."""
    if judging.all():
        return np.asarray(values.mean(axis=0))
    return np.asarray(np.where(judging, values, 0).sum(axis=0) / judging.sum(axis=0))


def most_frequent(codes: np.ndarray, judging: np.ndarray | None = None) -> np.ndarray:
    """(m,) the most frequent of the whole numbers (r, m) that count in every column, the smallest of equally frequent ones. O(r m k)."""
    codes = codes.astype(np.int64)
    count = np.ones(codes.shape, bool) if judging is None else judging
    return np.argmax(np.stack([((codes == code) & count).sum(axis=0) for code in range(int(codes.max(initial=0)) + 1)]), axis=0)


def _fitting(X: np.ndarray, y: np.ndarray, rounds: int) -> None:
    if len(X) != len(y) or len(y) < 2:
        raise DataError(f"Bootstraps need as many answers as rows, at least 2; got {len(X)} rows and {len(y)} answers.")
    if rounds < 2:
        raise ParamError(f"rounds must be at least 2, got {rounds}.")
