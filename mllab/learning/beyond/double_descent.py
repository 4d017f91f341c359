"""Error over the number of columns, from few to many more than rows: it falls, explodes where rows and columns are equal in number, and falls again."""

from dataclasses import dataclass, field

import numpy as np

from mllab.errors import ParamError

TEST = 600
ROUNDING = 1e-15  # of the trace, so that rows that are alike can be solved for


@dataclass(frozen=True, eq=False)
class Descent:
    """Figures of r draws for c numbers of columns.

    counts  (c,) columns, features or weights that are used; n the rows that were learned from
    test    (r, c) error on new rows, `train` (r, c) on those learned from
    length  (r, c) of the weights, as a Euclidean norm
    """

    counts: np.ndarray
    n: int
    test: np.ndarray = field(repr=False)
    train: np.ndarray = field(repr=False)
    length: np.ndarray = field(repr=False)


def linear_descent(n: int = 40, columns: int = 160, noise: float = 0.3, penalty: float = 0.0, rounds: int = 60, seed: int = 0) -> Descent:
    """The shortest least-squares fit to the first p of `columns` equally useful columns, for p from 1 to all.

    y = x b + noise with standard normal x and b of length 1 (Belkin, Hsu & Xu 2020, "Two models of double descent for weak features"). The error on new rows is
    exact for every fit, not sampled. `penalty` times the squared length of the weights is added to the sum of squares.
    Raises ParamError for fewer than 4 rows, or columns that are not more than rows. O(rounds c n² columns).
    """
    if n < 4 or columns <= n or noise < 0 or penalty < 0:
        raise ParamError(f"linear_descent needs 4 rows or more and more columns than rows; got {n} rows and {columns} columns.")
    rng = np.random.default_rng(seed)
    X = rng.standard_normal((rounds, n, columns))
    b = np.full(columns, columns**-0.5)
    y = X @ b + noise * rng.standard_normal((rounds, n))
    counts = numbers(n, columns)
    weights = [_weights(X[:, :, :p], y[..., None], penalty)[..., 0] for p in counts]
    test = [((b[:p] - w) ** 2).sum(axis=1) + (b[p:] ** 2).sum() + noise**2 for p, w in zip(counts, weights, strict=True)]
    train = [((np.einsum("rnp,rp->rn", X[:, :, :p], w) - y) ** 2).mean(axis=1) for p, w in zip(counts, weights, strict=True)]
    return Descent(counts, n, *(np.stack(part, axis=1) for part in (test, train, [np.linalg.norm(w, axis=1) for w in weights])))


def expected_error(counts: np.ndarray, n: int, columns: int, noise: float) -> np.ndarray:
    """(c,) the expected error of `linear_descent` without a penalty: infinite within one column of n (Belkin, Hsu & Xu 2020, theorem 1)."""
    p = np.asarray(counts, float)
    used, left = p / columns, 1 - p / columns + noise**2
    few = left * (1 + p / np.where(p < n - 1, n - p - 1, np.nan))
    many = used * (1 - n / p) + left * (1 + n / np.where(p > n + 1, p - n - 1, np.nan))
    found = np.where(p < n - 1, few, many)
    return np.where(np.isfinite(found), found, np.inf)


def digits_descent(n: int = 150, flipped: float = 0.1, penalty: float = 0.0, rounds: int = 5, seed: int = 0) -> Descent:
    """Handwritten digits by random Fourier features and the shortest least-squares fit to their ten classes; errors are shares of wrong answers.

    As in Belkin, Hsu, Ma & Mandal 2019, figure 2, with scikit-learn's 8 x 8 digits. `flipped` is the share of the n training rows with a wrong label. Features are
    those of a Gaussian kernel (Rahimi & Recht 2007). Raises ParamError for fewer than 20 or more than 1,000 rows. O(rounds c n² features).
    """
    if not 20 <= n <= 1000:
        raise ParamError(f"digits_descent takes 20 to 1,000 rows, got {n}.")
    counts = numbers(n, 12 * n)
    found = [_digits(n, flipped, penalty, counts, np.random.default_rng([seed, turn])) for turn in range(rounds)]
    return Descent(counts, n, *(np.stack(part) for part in zip(*found, strict=True)))


def _digits(n: int, flipped: float, penalty: float, counts: np.ndarray, rng: np.random.Generator) -> tuple[np.ndarray, ...]:
    """(c,) errors on new rows, on the training rows, and lengths of the weights, of one draw; fewer features are the first of more."""
    from sklearn.datasets import load_digits

    X, y = load_digits(return_X_y=True)
    chosen = rng.permutation(len(X))[: n + TEST]
    Z, y = _features(X[chosen] / 16, int(counts[-1]), rng), y[chosen]
    said = np.where(rng.random(n) < flipped, (y[:n] + rng.integers(1, 10, n)) % 10, y[:n])
    wanted = np.eye(10)[said]
    lines = []
    for count in counts:
        weights = _weights(Z[:n, :count], wanted, penalty)
        answers = (Z[:, :count] @ weights).argmax(axis=1)
        lines.append([(answers[n:] != y[n:]).mean(), (answers[:n] != said).mean(), np.linalg.norm(weights)])
    return tuple(np.array(lines).T)


def _features(X: np.ndarray, count: int, rng: np.random.Generator) -> np.ndarray:
    """(n, count) random Fourier features of a Gaussian kernel as wide as the rows are apart."""
    wide = np.sqrt(2 * X.var(axis=0).sum())
    turned = X @ rng.standard_normal((X.shape[1], count)) / wide + rng.uniform(0, 2 * np.pi, count)
    return np.sqrt(2) * np.cos(turned)


def _weights(X: np.ndarray, Y: np.ndarray, penalty: float) -> np.ndarray:
    """(..., p, k) the shortest weights that fit X (..., n, p) to Y (..., n, k) best; with a penalty, those of ridge regression.

    By the products of the fewer: of columns while there are fewer of them than rows, of rows from there on.
    """
    n, p = X.shape[-2:]
    turned = np.swapaxes(X, -1, -2)
    products = X @ turned if p >= n else turned @ X
    products[..., range(min(n, p)), range(min(n, p))] += penalty + ROUNDING * np.trace(products, axis1=-2, axis2=-1)[..., None]
    return np.asarray(turned @ np.linalg.solve(products, Y) if p >= n else np.linalg.solve(products, turned @ Y))


def numbers(n: int, most: int) -> np.ndarray:
    """Numbers of columns from 1 to `most`, closer together around n."""
    near = n + np.round(n * np.array([-0.3, -0.15, -0.07, -0.03, 0, 0.03, 0.07, 0.15, 0.3])).astype(int)
    far = np.round(np.concatenate([np.geomspace(1, 0.6 * n, 9), np.geomspace(1.4 * n, most, 9)])).astype(int)
    found = np.unique(np.concatenate([far, near]))
    return found[(found >= 1) & (found <= most)]
