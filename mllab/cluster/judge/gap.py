"""The gap statistic: how much tighter are the groups than those found in rows without groups?"""

from collections.abc import Iterator, Sequence

import numpy as np

from mllab.peers import quiet, threads_for


def gap_steps(X: np.ndarray, ks: Sequence[int], references: int, seed: int) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """The gap (m,) and its error s (m,) over `ks`, better with every reference table (Tibshirani, Walther & Hastie 2001).

    gap(k) = mean of log W*(k) - log W(k); W is the inertia of k-means on X (n, d), W* on uniform rows in a box along the principal
    axes of X; s = sd * sqrt(1 + 1/B). O(B sum(k) n d) per iteration of k-means.
    """
    rng = np.random.default_rng(seed)
    observed = log_inertias(X, ks, seed)
    drawn: list[np.ndarray] = []
    for _ in range(references):
        drawn.append(log_inertias(uniform_like(X, rng), ks, seed))
        expected = np.array(drawn)
        yield expected.mean(axis=0) - observed, expected.std(axis=0) * np.sqrt(1 + 1 / len(drawn))


def gap_choice(ks: Sequence[int], gap: np.ndarray, error: np.ndarray) -> int:
    """The smallest k whose gap is at least the next one's less its error: the paper's rule. The last k when none is."""
    enough = np.flatnonzero(gap[:-1] >= gap[1:] - error[1:])
    return int(ks[enough[0]] if len(enough) else ks[-1])


def uniform_like(X: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Rows spread evenly in the box around X that lies along its principal axes."""
    middle = X.mean(axis=0)
    _, _, axes = np.linalg.svd(X - middle, full_matrices=False)
    turned = (X - middle) @ axes.T
    drawn = rng.uniform(turned.min(axis=0), turned.max(axis=0), turned.shape)
    return (drawn @ axes + middle).astype(X.dtype)


def log_inertias(X: np.ndarray, ks: Sequence[int], seed: int) -> np.ndarray:
    """log of k-means' inertia (best of 3 starts) for every k; a perfect fit counts as the smallest number there is."""
    from sklearn.cluster import KMeans

    with quiet(), threads_for(X):
        found = [KMeans(n_clusters=k, n_init=3, random_state=seed).fit(X).inertia_ for k in ks]
    return np.log(np.maximum(found, np.finfo(np.float64).tiny))
