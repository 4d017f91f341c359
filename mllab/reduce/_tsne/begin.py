"""Where the points stand before the first step."""

import numpy as np

from mllab.errors import DataError

SMALL = 1e-4  # standard deviation of the first axis: so close that no group is born in the wrong place (Kobak & Berens 2019)
EXACT_COLUMNS = 1500  # up to here the principal axes come from the covariance of the columns


def by_principal_axes(X: np.ndarray, axes: int, seed: int) -> np.ndarray:
    """(n, axes) float32 along the axes of largest variance, small, with a trace of noise that parts equal rows. O(n d^2)."""
    C = (X - X.mean(axis=0, dtype=np.float64)).astype(np.float32)
    made: np.ndarray = np.zeros((len(X), axes), np.float32)
    found = C @ _axes(C, min(axes, *X.shape), seed)
    made[:, : found.shape[1]] = found
    spread = float(made[:, 0].std())
    scaled = made * np.float32(SMALL / spread) if spread > 0 else made
    return scaled + at_random(len(X), axes, seed) * np.float32(0.01)


def at_random(n: int, axes: int, seed: int) -> np.ndarray:
    """(n, axes) float32 normal with the small standard deviation."""
    return (np.random.default_rng(seed).normal(size=(n, axes)) * SMALL).astype(np.float32)


def going_on(start: np.ndarray, n: int, axes: int, who: str) -> np.ndarray:
    """A given start (n, axes) as float32; DataError when it has another shape or is not finite."""
    start = np.asarray(start)
    if start.shape != (n, axes):
        raise DataError(f"{who} can go on from one position of {axes} axes for each of {n} rows, got an array of shape {start.shape}.")
    if start.dtype.kind not in "fiu" or not np.isfinite(start).all():
        raise DataError(f"{who} can go on from finite positions only.")
    return np.array(start, dtype=np.float32)


def _axes(C: np.ndarray, count: int, seed: int) -> np.ndarray:
    if C.shape[1] > EXACT_COLUMNS:
        from sklearn.utils.extmath import randomized_svd

        found = randomized_svd(C, count, random_state=seed)[2].T
    else:
        found = np.linalg.eigh((C.T @ C).astype(np.float64))[1][:, ::-1][:, :count]
    signs = np.sign(found[np.abs(found).argmax(axis=0), np.arange(found.shape[1])])
    return (found * signs).astype(np.float32)
