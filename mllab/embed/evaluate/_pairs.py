"""Word similarities against people's judgements."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mllab.embed.evaluate._analogies import AMONG
from mllab.embed.evaluate._files import Pairs
from mllab.embed.evaluate._folded import Folded

if TYPE_CHECKING:
    import pandas as pd

    from mllab.embed.words import Words


@dataclass(frozen=True)
class Judged:
    """A test of pairs: which are covered, their cosines, and how these go with the judgements."""

    pairs: Pairs
    places: np.ndarray
    cosines: np.ndarray
    spearman: float
    pearson: float

    def frame(self) -> "pd.DataFrame":
        """One row: pairs, covered, coverage, Spearman and Pearson."""
        import pandas as pd

        pairs, covered = len(self.pairs.pairs), len(self.places)
        row = {"test": self.pairs.name, "pairs": pairs, "covered": covered, "coverage": covered / pairs}
        return pd.DataFrame([{**row, "Spearman": self.spearman, "Pearson": self.pearson}])


def judge(words: "Words", pairs: Pairs, among: int = AMONG, case: bool = False) -> Judged:
    """The cosines of the pairs whose words are both there, ranked against the judgements.

    Spearman's rank correlation (1904), ties sharing their mean rank, over the covered pairs only: coverage belongs beside it. NaN below
    two covered pairs and where one side is all alike. The rules for case and for `among` are those of the analogies. O(pairs d).
    """
    folded = Folded(words, among, case)
    rows = folded.find(word for pair in pairs.pairs for word in pair)
    table = np.array([[rows.get(folded.fold(word), -1) for word in pair] for pair in pairs.pairs], np.int64).reshape(-1, 2)
    places = np.flatnonzero((table >= 0).all(axis=1))
    left, right = words.units(table[places, 0]), words.units(table[places, 1])
    cosines = np.einsum("ij,ij->i", left, right)
    given = np.array(pairs.judgements)[places]
    spearman, pearson = _correlations(given, cosines)
    return Judged(pairs, places, cosines, spearman, pearson)


def _correlations(given: np.ndarray, found: np.ndarray) -> tuple[float, float]:
    if len(given) < 2 or not np.ptp(given) or not np.ptp(found):
        return float("nan"), float("nan")
    from scipy.stats import rankdata

    return float(np.corrcoef(rankdata(given), rankdata(found))[0, 1]), float(np.corrcoef(given, found)[0, 1])
