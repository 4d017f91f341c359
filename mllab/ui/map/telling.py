"""Which columns tell most about a parting of the rows: the colours of the map, or a selection."""

import numpy as np

from mllab.ui.map.binned import Binned, binned
from mllab.ui.map.chosen import Chosen

CANDIDATES = 40  # columns that are looked at
LOOKED_AT = 50_000  # rows
PARTS = 8  # into which figures are parted


def told(column: Binned, labels: np.ndarray) -> float:
    """Information in nats that the bins of a column give about labels (n,), -1 for none; what chance would give is taken off.

    Mutual information (Shannon 1948) less its bias (rows - 1)(columns - 1) / 2n (Miller 1955), at least 0. O(n).
    """
    known = (column.bins >= 0) & (labels >= 0)
    n = int(known.sum())
    if not n or not column.many:
        return 0.0
    wide = int(labels.max()) + 1
    counts = np.bincount(column.bins[known].astype(np.int64) * wide + labels[known], minlength=column.many * wide)
    both = counts.reshape(column.many, wide) / n
    here, there = both.sum(axis=1), both.sum(axis=0)
    there_is = both > 0
    found = float((both[there_is] * np.log(both[there_is] / np.outer(here, there)[there_is])).sum())
    chance = (np.count_nonzero(here) - 1) * (np.count_nonzero(there) - 1) / (2 * n)
    return max(found - chance, 0.0)


def charted(chosen: Chosen, but: str = "") -> list[str]:
    """The columns that a small chart can show, but the one that the colours show already."""
    every = [name for name in chosen.table.names if chosen.table.column(name).kind not in {"text", "identifier"}]
    return [name for name in every if but not in {name, f"{name} (year)"}] or every


def most_telling(chosen: Chosen, labels: np.ndarray, names: list[str], many: int) -> list[str]:
    """The `many` columns that tell most about labels (n,), best first; in the table's order where they tell alike."""
    looked = np.arange(len(labels))
    if len(looked) > LOOKED_AT:
        looked = np.sort(np.random.default_rng(0).choice(len(labels), LOOKED_AT, replace=False))
    there = labels[looked]
    columns = [binned(chosen, name) for name in names[:CANDIDATES]]
    figures = [told(Binned(one.name, one.kind, one.bins[looked], one.edges, one.values, one.names), there) for one in columns]
    return [columns[i].name for i in np.argsort(-np.array(figures), kind="stable")[:many]]


def in_parts(values: np.ndarray) -> np.ndarray:
    """Figures (n,) as labels: eight parts of as many rows each, -1 where there is no figure."""
    finite = np.isfinite(values)
    labels = np.full(len(values), -1)
    if finite.any():
        cuts = np.unique(np.quantile(values[finite], np.linspace(0, 1, PARTS + 1)[1:-1]))
        labels[finite] = np.searchsorted(cuts, values[finite], "right")
    return labels
