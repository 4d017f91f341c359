"""Are the groups more than chance? The same method on copies whose columns were shuffled independently."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from mllab.cluster._base import Clusterer
from mllab.cluster._whole import sample_rows
from mllab.cluster.judge.silhouette import mean, silhouettes
from mllab.errors import DataError
from mllab.peers import threads_for

MOST = 1_500


@dataclass(frozen=True, eq=False)
class Shuffled:
    """`observed` mean silhouette, and `null` (r,) of the shuffled copies so far; a copy without two groups counts as -1."""

    observed: float
    null: np.ndarray
    said: str = ""

    @property
    def p(self) -> float:
        """The share of copies, the table itself counted in, with a silhouette at least as high (Phipson & Smyth 2010)."""
        return float((1 + np.count_nonzero(self.null >= self.observed)) / (1 + len(self.null)))

    @property
    def words(self) -> str:
        """What this means."""
        r, higher = len(self.null), int(np.count_nonzero(self.null >= self.observed))
        if np.isnan(self.observed):
            return "There are not two groups, so there is nothing to compare."
        reached = f"{higher or 'none'} of {r} shuffled copies reach{'es' if higher == 1 else ''} that"
        found = f"The silhouette is {self.observed:.2f}; {reached} (p = {self.p:.2g})."
        if self.p <= 0.05:
            return f"{found} Unrelated columns would hardly give groups this clear."
        if r < 19:
            return f"{found} Fewer than 19 copies cannot show more."
        return f"{found} Columns without any relation give groups as clear as these: do not read much into them."


def shuffled(clusterer: Clusterer, X: np.ndarray, seed: int = 0, rounds: int = 39, most: int = MOST) -> Iterator[Shuffled]:
    """The comparison after 1, 2 .. `rounds` copies. Shuffling keeps every column as it is and breaks what ties them together.

    It cannot see groups that a single column makes on its own. Raises DataError for fewer than two columns. One fit per round.
    """
    if X.shape[1] < 2:
        raise DataError("Shuffling compares columns with each other and needs at least two, got 1. Choose more columns.")
    rows = sample_rows(len(X), most, seed)
    said = "" if len(rows) == len(X) else f"Judged on a random {len(rows):,} of {len(X):,} rows, clustered anew."
    X = X[rows]
    observed = _mean_silhouette(clusterer, X, seed)
    rng, null = np.random.default_rng(seed), np.empty(0)
    for _ in range(rounds):
        found = _mean_silhouette(clusterer, rng.permuted(X, axis=0), seed)
        null = np.append(null, -1.0 if np.isnan(found) else found)
        yield Shuffled(observed, null, said)


def _mean_silhouette(clusterer: Clusterer, X: np.ndarray, seed: int) -> float:
    with threads_for(X):
        return mean(silhouettes(X, [clusterer.fit(X, seed).labels])[0])
