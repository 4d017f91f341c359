"""The same figures for every group of a column: who is selected, who is found, who is wrongly accused."""

from typing import TYPE_CHECKING

import numpy as np

from mllab.models.explain._intervals import wilson
from mllab.models.explain._levels import levels

if TYPE_CHECKING:
    import pandas as pd

RATES = {
    "selected": "Share of the group that is taken for the class. Alike in all groups: demographic parity.",
    "found": "Share of those of the class that is found (true positive rate). Alike: equal opportunity (Hardt, Price & Srebro 2016).",
    "false alarms": "Share of the others that is taken for the class (false positive rate). Alike together with the one before: equalized odds.",
    "precision": "Share of those taken for the class that are of it. Alike: predictive parity; not all can be alike at once (Chouldechova 2017).",
}


def fairness(group: "pd.Series", hit: np.ndarray, told: np.ndarray) -> "pd.DataFrame":
    """A row per group and rate: group, rate, value, low, high (95 %, Wilson 1927), of (rows that it is a share of), largest group first.

    `group` (n,) is cut into at most 8 levels, `hit` (n,) says which rows are of the class and `told` (n,) which are taken for it. Small groups
    have wide intervals; a difference within them tells nothing. O(n).
    """
    import pandas as pd

    cut = levels(group)
    many = len(cut.names)
    hit, told = np.asarray(hit, bool), np.asarray(told, bool)
    rates = {"selected": (told, np.ones(len(hit), bool)), "found": (told & hit, hit), "false alarms": (told & ~hit, ~hit), "precision": (told & hit, told)}  # fmt: skip
    size = np.bincount(cut.codes, minlength=many)
    parts = []
    for name, (counted, base) in rates.items():
        hits, of = (np.bincount(cut.codes, weights=which, minlength=many) for which in (counted, base))
        low, high = wilson(hits, of)
        with np.errstate(invalid="ignore"):
            parts.append(
                pd.DataFrame(
                    {"group": cut.names, "rows": size, "rate": name, "value": hits / of, "low": low, "high": high, "of": of.astype(int)}
                )
            )
    found = pd.concat(parts, ignore_index=True)
    return found.sort_values("rows", ascending=False, kind="stable", ignore_index=True)
