"""Two groupings of the same rows: how far do they agree, and who went where?"""

from dataclasses import dataclass

import numpy as np

from mllab.errors import DataError


@dataclass(frozen=True, eq=False)
class Agreement:
    """`counts` (a, b): rows in group left[i] of the one and right[j] of the other; columns are ordered to put matches on the diagonal.

    adjusted_rand       0 by chance, 1 when equal (Hubert & Arabie 1985)
    adjusted_mutual     the same for information shared (Vinh, Epps & Bailey 2010)
    """

    left: np.ndarray
    right: np.ndarray
    counts: np.ndarray
    adjusted_rand: float
    adjusted_mutual: float

    @property
    def words(self) -> str:
        """The adjusted Rand index in words (the bounds are Steinley's, 2004)."""
        bounds = (
            (0.9, "agree excellently"),
            (0.8, "agree well"),
            (0.65, "agree moderately"),
            (0.2, "agree poorly"),
            (-1, "hardly agree at all"),
        )
        said = next(text for least, text in bounds if self.adjusted_rand >= least)
        return f"The two {said}: adjusted Rand {self.adjusted_rand:.3f}, adjusted mutual information {self.adjusted_mutual:.3f}."


def agreement(left: np.ndarray, right: np.ndarray) -> Agreement:
    """Compare two labelings (n,); noise counts as a group of its own. O(n + ab)."""
    from scipy.optimize import linear_sum_assignment
    from sklearn.metrics import adjusted_mutual_info_score, adjusted_rand_score

    if len(left) != len(right):
        raise DataError(f"The two groupings have {len(left)} and {len(right)} rows. Compare groupings of the same rows.")
    rows, row_codes = np.unique(left, return_inverse=True)
    columns, column_codes = np.unique(right, return_inverse=True)
    counts = np.zeros((len(rows), len(columns)), dtype=np.int64)
    np.add.at(counts, (row_codes, column_codes), 1)
    _, matched = linear_sum_assignment(counts, maximize=True)
    order = np.concatenate([matched, np.setdiff1d(np.arange(len(columns)), matched)])
    return Agreement(
        rows, columns[order], counts[:, order], float(adjusted_rand_score(left, right)), float(adjusted_mutual_info_score(left, right))
    )
