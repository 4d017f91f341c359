"""Small data sets to fit by hand."""

import numpy as np

from mllab.errors import ParamError

KINDS = ("a line", "a line with outliers", "a fan", "two classes", "two classes apart")


def drawn(kind: str, n: int = 60, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """x (n,) and y (n,), from a known process: y = 1 + 2 x with noise of 0.6; a tenth of it far off; noise that grows with x; or classes 0 and 1.

    Raises ParamError for another kind or fewer than 4 points. O(n).
    """
    if kind not in KINDS or n < 4:
        raise ParamError(f"drawn needs one of {', '.join(KINDS)} and at least 4 points, got {kind!r} and {n}.")
    rng = np.random.default_rng(seed)
    x = np.sort(rng.uniform(-2, 2, n))
    noise = rng.standard_normal(n)
    if kind == "a fan":
        return x, 1 + 2 * x + noise * 0.4 * (2.2 + x)
    if kind.startswith("two"):
        chance = 1 / (1 + np.exp(-(3 * x - 1)))
        return x, (x > 0.3).astype(float) if kind.endswith("apart") else (rng.random(n) < chance).astype(float)
    y = 1 + 2 * x + 0.6 * noise
    if kind.endswith("outliers"):
        y[rng.permutation(n)[: max(1, n // 10)]] += 7
    return x, y
