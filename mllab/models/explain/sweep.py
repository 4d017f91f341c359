"""Every threshold at once: how many of the looked-for class are found and how many others are taken for it."""

from dataclasses import dataclass, field

import numpy as np

from mllab.errors import DataError


@dataclass(frozen=True, eq=False)
class Sweep:
    """What each threshold finds, from the strictest to the laxest; a row counts as found when its score is at least the threshold.

    thresholds  (t,) falling, the first infinite: nothing is found
    tp, fp      (t,) rows found that are, and that are not, of the class
    positives, negatives  rows that are, and that are not
    """

    thresholds: np.ndarray = field(repr=False)
    tp: np.ndarray = field(repr=False)
    fp: np.ndarray = field(repr=False)
    positives: int
    negatives: int

    @property
    def recall(self) -> np.ndarray:
        """(t,) share of the class that is found (true positive rate)."""
        return self.tp / self.positives

    @property
    def fpr(self) -> np.ndarray:
        """(t,) share of the others that is taken for the class (false positive rate)."""
        return self.fp / self.negatives

    @property
    def precision(self) -> np.ndarray:
        """(t,) share of what is found that is right; 1 where nothing is found."""
        found = self.tp + self.fp
        return np.where(found > 0, self.tp / np.maximum(found, 1), 1.0)

    @property
    def found(self) -> np.ndarray:
        """(t,) share of all rows that is found."""
        return (self.tp + self.fp) / (self.positives + self.negatives)

    @property
    def gain(self) -> np.ndarray:
        """(t,) how many times more often the class is met among what is found than among all rows (lift); NaN where nothing is found."""
        share = self.positives / (self.positives + self.negatives)
        return np.where(self.found > 0, self.precision / share, np.nan)

    def at(self, threshold: float) -> int:
        """The place of the laxest threshold that is not below the given one. O(log t)."""
        return max(int(np.searchsorted(-self.thresholds, -threshold, side="right")) - 1, 0)

    def cost(self, miss: float, alarm: float) -> np.ndarray:
        """(t,) what the errors cost: `miss` for each row of the class that is not found, `alarm` for each other that is."""
        return miss * (self.positives - self.tp) + alarm * self.fp

    def cheapest(self, miss: float, alarm: float) -> int:
        """The place of the threshold with the least cost, the strictest of several."""
        return int(np.argmin(self.cost(miss, alarm)))

    def drawn(self, most: int = 400) -> np.ndarray:
        """Places that suffice for a picture: all, or `most` of them evenly over the found rows, with both ends."""
        if len(self.tp) <= most:
            return np.arange(len(self.tp))
        wanted = np.linspace(0, 1, most)
        return np.unique(np.concatenate([np.searchsorted(self.found, wanted).clip(0, len(self.tp) - 1), [0, len(self.tp) - 1]]))


def sweep(hit: np.ndarray, score: np.ndarray) -> Sweep:
    """Thresholds at every distinct score (n,) for rows that are of the class where `hit` (n,). O(n log n).

    ROC (Fawcett 2006), precision over recall, lift and cost curves are all read off it. Raises DataError when all rows are, or none is.
    """
    hit = np.asarray(hit, bool)
    positives = int(hit.sum())
    if positives in {0, len(hit)}:
        raise DataError(f"{positives:,} of {len(hit):,} rows are of the class, so no threshold can be judged. Look at another class.")
    order = np.argsort(-score, kind="stable")
    ends = np.append(np.flatnonzero(np.diff(score[order])), len(hit) - 1)  # equal scores pass a threshold together
    tp = np.append(0, hit[order].cumsum()[ends])
    fp = np.append(0, (~hit[order]).cumsum()[ends])
    return Sweep(np.append(np.inf, score[order][ends]), tp, fp, positives, len(hit) - positives)
