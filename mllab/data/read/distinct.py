"""How many different texts more rows of a column would have."""

from collections import Counter


def share(counts: Counter[str], rows: int) -> float:
    """The share of different texts that `rows` rows of a column would have, from the counts of a sample of it.

    Fails where alike rows stand together. O(distinct). The texts not yet seen are as many as Chao 1984 estimates from those seen once
    and twice; how many of them turn up is from Shen, Chao & Lin 2003, "Predicting the number of new species in further sampling".
    """
    seen, once, twice = counts.total(), 0, 0
    for times in counts.values():
        once += times == 1
        twice += times == 2
    if rows <= seen or not once:
        return len(counts) / max(1, seen if rows <= seen else rows)
    unseen = once * (once - 1) / (2 * (twice + 1))
    fresh = unseen * (1 - (1 - once / (seen * unseen + once)) ** (rows - seen)) if unseen else 0.0
    return min(1.0, (len(counts) + fresh) / rows)
