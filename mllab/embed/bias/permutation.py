"""How often a difference of two groups' means comes about by chance alone."""

import math
from dataclasses import dataclass
from itertools import combinations, islice

import numpy as np

from mllab.errors import DataError

EXACT = 200_000  # up to so many partitions all are tried
BLOCK = 20_000


@dataclass(frozen=True)
class Chance:
    """The share `p` of partitions whose difference is at least the one seen; `exact` when all `partitions` were tried, else so many drawn."""

    p: float
    exact: bool
    partitions: int


def chance(values: np.ndarray, first: int, draws: int = 100_000, seed: int = 0, exact: int = EXACT) -> Chance:
    """One-sided permutation test that the mean of the first `first` values is above that of the rest.

    Every way to choose `first` of the n values is tried when there are at most `exact` of them, else `draws` random ones from `seed`, and the
    one seen is counted in, so that p is never 0 (Phipson & Smyth 2010). Fails to say anything when the groups are tiny: two against two
    words cannot go below 1/6. O(C(n, first) first), or O(draws n). Raises DataError when a group is empty.
    """
    values = np.asarray(values, dtype=np.float64)
    n = len(values)
    if not 0 < first < n:
        raise DataError(f"A permutation test needs two groups, got {first} and {n - first} values. Add words to the empty list.")
    # The mean of the first group decides the order: the rest's follows from it, since the total is the same.
    seen = math.fsum(values[:first])
    slack = 1e-12 * max(1.0, float(np.abs(values).sum()))
    ways = math.comb(n, first)
    if ways <= exact:
        return Chance(_counted(values, first, seen - slack) / ways, True, ways)
    rng = np.random.default_rng(seed)
    reached = 0
    for begin in range(0, draws, BLOCK):
        rows = min(BLOCK, draws - begin)
        picked = rng.permuted(np.broadcast_to(values, (rows, n)), axis=1)[:, :first]
        reached += int((picked.sum(axis=1) >= seen - slack).sum())
    return Chance((reached + 1) / (draws + 1), False, draws)


def _counted(values: np.ndarray, first: int, least: float) -> int:
    """How many of all the ways to choose `first` values reach the sum `least`."""
    ways = combinations(range(len(values)), first)
    reached = 0
    while block := list(islice(ways, BLOCK)):
        reached += int((values[np.array(block)].sum(axis=1) >= least).sum())
    return reached
