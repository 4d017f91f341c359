"""SMACOF: the two moves of multidimensional scaling by majorization, each of which lowers the stress or leaves it."""

import numpy as np


def spans(at: np.ndarray) -> np.ndarray:
    """Distances (n, n) between the positions (n, m). O(n^2 m)."""
    from scipy.spatial.distance import cdist

    return cdist(at, at)


def guttman(aim: np.ndarray, drawn: np.ndarray, at: np.ndarray) -> np.ndarray:
    """Positions (n, m) that follow `at` when the distances `drawn` (n, n) shall become `aim` (n, n): the Guttman transform.

    Every row moves to the mean of where each other row wants it. O(n^2 m). Source: Guttman 1968; de Leeuw 1977.
    """
    pull = np.divide(aim, drawn, out=np.zeros_like(drawn), where=drawn > 0)
    return (pull.sum(axis=1)[:, None] * at - pull @ at) / len(at)


class Ranks:
    """The order of the wanted distances, sorted once; ties may be drawn differently (Kruskal's primary approach)."""

    def __init__(self, wanted: np.ndarray) -> None:
        from scipy.spatial.distance import squareform

        pairs = squareform(wanted, checks=False)
        self.order = np.argsort(pairs, kind="stable")
        _, self.block, count = np.unique(pairs[self.order], return_inverse=True, return_counts=True)
        self.tied = np.flatnonzero(count[self.block] > 1)  # places in the order that share their distance with a neighbor
        self.size = np.sqrt((pairs**2).mean())

    def disparities(self, drawn: np.ndarray) -> np.ndarray:
        """The distances (n, n) in the wanted order that are nearest to `drawn`, with the mean square of the wanted ones. O(n^2).

        Tied pairs cost a sort. Source: Kruskal 1964 (monotone regression), by pooling adjacent violators.
        """
        from scipy.optimize import isotonic_regression
        from scipy.spatial.distance import squareform

        now = squareform(drawn, checks=False)
        order = self.order.copy()
        if len(self.tied):
            ties = order[self.tied]
            order[self.tied] = ties[np.lexsort((now[ties], self.block[self.tied]))]
        fitted = np.empty_like(now)
        fitted[order] = isotonic_regression(now[order]).x
        size = np.sqrt((fitted**2).mean())
        return squareform(fitted * (self.size / size) if size else np.full_like(fitted, self.size))
