"""The widest view of a table: where layouts start that want the large shape first."""

import numpy as np


def flat(X: np.ndarray, dimensions: int) -> np.ndarray:
    """The first principal components (n, dimensions) of X (n, d) float64, signs fixed; zeros where X has fewer columns. O(n d^2).

    On one thread: the rounding of linear algebra depends on how many there are, and a layout would magnify it.
    """
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1, "blas"):
        centred = X.astype(np.float64) - X.mean(axis=0, dtype=np.float64)
        _, vectors = np.linalg.eigh(centred.T @ centred)
        axes = vectors[:, ::-1][:, :dimensions]
        axes = axes * np.sign(axes[np.abs(axes).argmax(axis=0), np.arange(axes.shape[1])])
        return np.pad(centred @ axes, ((0, 0), (0, dimensions - axes.shape[1])))
