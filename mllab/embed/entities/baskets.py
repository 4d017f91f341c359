"""Things that are bought, watched or named together."""

import numpy as np

from mllab.data.table import Table
from mllab.embed.entities._labels import labels
from mllab.embed.factor import factored, ppmi, together
from mllab.embed.words import Words
from mllab.errors import DataError, ParamError

SMOOTHING = 0.75


def of_baskets(table: Table, basket: str, item: str, *, dimension: int = 16, least: int = 3, seed: int = 0) -> Words:
    """Every item as an entity: near are those that stand in the same baskets more often than chance would have it.

    One row of the table is one item in one basket (a receipt, a customer, a list); an item twice in a basket counts once. A basket of m items
    gives each pair 1 / (m - 1); their positive pointwise mutual information is factored (Levy and Goldberg 2014). Items in fewer than `least`
    baskets are left out. The most frequent first. Tells what goes with what, not what replaces what: butter is near bread, margarine is not near
    butter. O(sum of m^2). Raises DataError when fewer items are left than dimensions, ParamError for a dimension below 2 or `least` below 1.
    """
    if dimension < 2 or least < 1:
        raise ParamError(f"dimension is 2 or more and least 1 or more, got {dimension} and {least}. Raise them.")
    frame = table.frame([basket, item]).dropna().drop_duplicates()
    counts = frame[item].value_counts(sort=False)
    kept = counts[counts >= least].sort_values(ascending=False, kind="stable")
    if len(kept) <= dimension:
        raise DataError(f"{len(kept)} items stand in {least} baskets or more; {dimension} dimensions need more. Lower one of the two.")
    place = {name: row for row, name in enumerate(kept.index)}
    frame = frame[frame[item].isin(place)]
    baskets = np.unique(frame[basket].to_numpy().astype(str), return_inverse=True)[1]
    pairs = together(baskets, frame[item].map(place).to_numpy(np.int64), len(place))
    vectors = factored(ppmi(pairs, SMOOTHING), dimension, seed)
    out = len(counts) - len(kept)
    notes = (
        f"{len(kept):,} items by the {frame[basket].nunique():,} baskets they share"
        + (f"; {out:,} in fewer than {least} left out." if out else "."),
    )
    return Words.of(labels(kept.index, range(len(kept))), vectors, f"{table.name}, {item}", notes=notes)
