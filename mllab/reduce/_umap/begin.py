"""Where the points stand before the first epoch."""

from typing import Any, Literal

import numpy as np

from mllab.reduce._flat import flat

Start = Literal["spectral", "PCA", "random"]
WIDTH = 10.0  # of the first picture along each axis, in its own units


def begin(start: Start, X: np.ndarray, graph: Any, dimensions: int, rng: np.random.Generator) -> tuple[np.ndarray, str]:
    """First positions (n, dimensions) float32 within 0..10, and in words how they were found. O(n d^2) for PCA, O(edges) a round for spectral.

    Linear algebra runs on one thread: its rounding depends on how many there are, and the picture would with it.
    """
    from threadpoolctl import threadpool_limits

    if start == "random":
        return rng.uniform(0, WIDTH, (len(X), dimensions)).astype(np.float32), "from random positions"
    with threadpool_limits(1, "blas"):
        found, note = _smooth(X, graph, dimensions, rng) if start == "spectral" else (flat(X, dimensions), "from PCA")
    found = found - found.min(axis=0)
    found = found * (WIDTH / np.maximum(found.max(axis=0), np.finfo(np.float32).tiny))
    # no two rows at one place: nothing could ever part them
    return (found + rng.normal(0, 1e-3, found.shape)).astype(np.float32), note


def _smooth(X: np.ndarray, graph: Any, dimensions: int, rng: np.random.Generator) -> tuple[np.ndarray, str]:
    """The vectors that change least along the edges; PCA where the graph falls apart or is too small for them."""
    from scipy.sparse.csgraph import connected_components

    pieces, _ = connected_components(graph, directed=False)
    if pieces > 1:
        return flat(X, dimensions), f"from PCA, because the graph of neighbors is in {pieces} pieces"
    if len(X) < 4 * (dimensions + 1):
        return flat(X, dimensions), "from PCA, because there are few rows"
    if (vectors := _eigenvectors(graph, dimensions, rng)) is None:
        return flat(X, dimensions), "from PCA, because the spectral start did not settle"
    return vectors, "from the spectrum of the graph of neighbors"


def _eigenvectors(graph: Any, dimensions: int, rng: np.random.Generator) -> np.ndarray | None:
    """The leading eigenvectors (n, dimensions) of the normalized graph behind the first, roughly; None when they are not found."""
    from scipy.sparse import diags
    from scipy.sparse.linalg import ArpackError, eigsh

    degree = 1 / np.sqrt(np.asarray(graph.sum(axis=1), np.float64).ravel())
    normal = (diags(degree) @ graph.astype(np.float64) @ diags(degree)).tocsr()
    try:
        values, vectors = eigsh(normal, dimensions + 1, which="LA", v0=rng.normal(size=len(degree)), ncv=min(40, len(degree) - 1), tol=1e-2)
    except ArpackError:
        return None
    vectors = vectors[:, np.argsort(-values)[1:]]
    return vectors * np.sign(vectors[np.abs(vectors).argmax(axis=0), np.arange(dimensions)])
