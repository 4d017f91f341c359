"""Double descent of networks with one hidden layer, trained to the end at every width."""

from dataclasses import dataclass

import numpy as np

from mllab.errors import ParamError
from mllab.learning.beyond.double_descent import TEST, Descent, numbers

INPUTS = 10  # main axes of the digits that the network sees
WIDEST = 8  # weights for each row, at most
STEPS = 80
DONE = 1e-9  # of the variance of the answers: nothing is left to learn
EASIER, HARDER, LEAST, MOST = 3.0, 4.0, 1e-10, 1e8


def network_descent(n: int = 60, flipped: float = 0.1, penalty: float = 0.0, rounds: int = 8, seed: int = 0) -> Descent:
    """Odd and even handwritten digits told apart by networks of one hidden layer of tanh neurons, from few to many more weights than rows.

    After Belkin, Hsu, Ma & Mandal 2019, figure 4, small enough to be trained to the end: scikit-learn's digits by their ten main axes, squared error, steps of
    Levenberg 1944 and Marquardt 1963. `counts` are weights; errors are shares of wrong answers; `flipped` is the share of the n training rows with a wrong
    label, `penalty` times the squared length of the weights is added to the sum of squares.
    Raises ParamError for fewer than 20 or more than 150 rows. O(steps c rounds n² weights).
    """
    from threadpoolctl import threadpool_limits

    if not 20 <= n <= 150:
        raise ParamError(f"network_descent takes 20 to 150 rows, got {n}.")
    widths = np.unique(np.maximum(1, np.round((numbers(n, WIDEST * n) - 1) / (INPUTS + 2)).astype(int)))
    rng = np.random.default_rng(seed)
    X, y, X_new, y_new = _rows(n, flipped, rounds, rng)
    lines = []
    for width in widths:
        with threadpool_limits(1, "blas"):  # many small products: threads would wait for each other longer than they compute
            theta = learned(X, y, _start(rounds, int(width), rng), int(width), penalty)
        right = [np.sign(said(part, theta, int(width))) == answers for part, answers in ((X_new, y_new), (X, y))]
        lines.append([1 - right[0].mean(axis=1), 1 - right[1].mean(axis=1), np.linalg.norm(theta, axis=1)])
    test, train, length = np.moveaxis(np.array(lines), 0, 2)
    return Descent(widths * (INPUTS + 2) + 1, n, test, train, length)


def learned(X: np.ndarray, y: np.ndarray, theta: np.ndarray, width: int, penalty: float = 0.0, steps: int = STEPS) -> np.ndarray:
    """(r, p) weights of r networks, each trained on its own X (r, n, d) and y (r, n) from `theta` (r, p), all abreast.

    A step solves the linear least squares of the network's slopes, held back where the last one did not lower the loss.
    """
    now = _at(X, y, theta, width, penalty)
    held = np.ones(len(y))
    enough = DONE * y.var(axis=1).max() * y.shape[1]
    for _ in range(steps):
        tried = _at(X, y, theta + _step(now, theta, held, penalty), width, penalty)
        better = tried.loss < now.loss
        theta = np.where(better[:, None], tried.theta, theta)
        now = now.where(better, tried)
        held = np.clip(np.where(better, held / EASIER, held * HARDER), LEAST, MOST)
        if now.loss.max() < enough:
            break
    return theta


def said(X: np.ndarray, theta: np.ndarray, width: int) -> np.ndarray:
    """(r, n) what the networks say of the rows X (r, n, d)."""
    W, b, v, c = _parts(theta, width)
    return np.asarray((np.tanh(X @ np.swapaxes(W, 1, 2) + b[:, None]) @ v[:, :, None])[..., 0] + c)


@dataclass(frozen=True, eq=False)
class _Now:
    """Where r networks stand: weights (r, p), what is left of the answers (r, n), its slopes (r, n, p), the loss (r,)."""

    theta: np.ndarray
    left: np.ndarray
    slopes: np.ndarray
    loss: np.ndarray

    def where(self, better: np.ndarray, other: "_Now") -> "_Now":
        """Each network's own or the other state."""
        wide = better[:, None]
        return _Now(
            np.where(wide, other.theta, self.theta),
            np.where(wide, other.left, self.left),
            np.where(wide[..., None], other.slopes, self.slopes),
            np.where(better, other.loss, self.loss),
        )


def _at(X: np.ndarray, y: np.ndarray, theta: np.ndarray, width: int, penalty: float) -> _Now:
    W, b, v, c = _parts(theta, width)
    A = np.tanh(X @ np.swapaxes(W, 1, 2) + b[:, None])
    left = y - (A @ v[:, :, None])[..., 0] - c
    back = (1 - A * A) * v[:, None]
    inner = (back[..., None] * X[:, :, None, :]).reshape(*y.shape, -1)
    slopes = np.concatenate([inner, back, A, np.ones((*y.shape, 1))], axis=2)
    return _Now(theta, left, slopes, (left**2).sum(axis=1) + penalty * (theta**2).sum(axis=1))


def _step(now: _Now, theta: np.ndarray, held: np.ndarray, penalty: float) -> np.ndarray:
    """(r, p) the step, by the products of the fewer: of weights while there are fewer of them than rows, of rows from there on."""
    J, n, p = now.slopes, *now.slopes.shape[1:]
    turned, back = np.swapaxes(J, 1, 2), (held + penalty)[:, None, None]
    wanted = turned @ now.left[..., None] - penalty * theta[..., None]
    if p <= n:
        return np.asarray(np.linalg.solve(turned @ J + back * np.eye(p), wanted)[..., 0])
    products = J @ turned + back * np.eye(n)
    if not penalty:
        return np.asarray((turned @ np.linalg.solve(products, now.left[..., None]))[..., 0])
    return np.asarray(((wanted - turned @ np.linalg.solve(products, J @ wanted)) / back)[..., 0])  # Woodbury 1950


def _parts(theta: np.ndarray, width: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Weights (r, h, d) and biases (r, h) of the hidden layer, weights (r, h) and bias (r, 1) of the output."""
    inner = theta.shape[1] - 2 * width - 1
    W, b, v, c = np.split(theta, [inner, inner + width, inner + 2 * width], axis=1)
    return W.reshape(len(theta), width, -1), b, v, c


def _start(rounds: int, width: int, rng: np.random.Generator) -> np.ndarray:
    """(rounds, p) weights to begin with, normal: of the hidden layer over sqrt(inputs), of the output over 2 sqrt(width)."""
    W = rng.standard_normal((rounds, width * INPUTS)) / INPUTS**0.5
    v = rng.standard_normal((rounds, width)) / (2 * width**0.5)
    return np.concatenate([W, rng.standard_normal((rounds, width)), v, np.zeros((rounds, 1))], axis=1)


def _rows(n: int, flipped: float, rounds: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """X (r, n, INPUTS) and y (r, n) to learn from, some labels wrong, and the same of rows that are new."""
    from sklearn.datasets import load_digits

    X, digit = load_digits(return_X_y=True)
    Z = X - X.mean(axis=0)
    Z = Z @ np.linalg.svd(Z, full_matrices=False)[2][:INPUTS].T
    Z /= Z.std()
    y = np.where(digit % 2 == 0, 1.0, -1.0)
    drawn = np.stack([rng.permutation(len(Z))[: n + TEST] for _ in range(rounds)])
    wrong = rng.random((rounds, n)) < flipped
    return Z[drawn[:, :n]], np.where(wrong, -1, 1) * y[drawn[:, :n]], Z[drawn[:, n:]], y[drawn[:, n:]]
