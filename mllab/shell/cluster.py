"""`mllab cluster`: groups of the rows of a file."""

import argparse
from typing import Any

from mllab.shell.fit import Heard, add_method, chosen, columns
from mllab.shell.tables import opened


def arguments(parser: argparse.ArgumentParser, given: list[str]) -> None:
    """FILE, --method and its knobs."""
    add_method(parser, "cluster", given)


def run(options: argparse.Namespace) -> None:
    """Fit, print the states and the sizes, and write `row,group`."""
    from mllab.data.matrix import encode

    clusterer = chosen(options)
    with opened(options.file) as table:
        seen = encode(table, columns(options), seed=options.seed)
    print(f"{clusterer!r} on {seen.values.shape[0]:,} rows, {seen.values.shape[1]:,} columns as the algorithm sees them")
    labels, result = _labels(clusterer, seen.values, options.seed)
    print(f"{result.k} groups, {int((labels < 0).sum()):,} rows in none")
    for label in sorted(set(labels.tolist()) - {-1}):
        print(f"  group {label}: {int((labels == label).sum()):,} rows")
    if options.out:
        import pandas as pd

        pd.DataFrame({"row": seen.rows, "group": labels}).to_csv(options.out, index=False)
        print(f"Written to {options.out}")


def _labels(clusterer: Any, X: Any, seed: int) -> tuple[Any, Any]:
    """The label of every row, and the fitted result; above the method's limit a sample is fitted, and that is said."""
    if len(X) <= clusterer.limit:
        result = Heard().listen(clusterer.steps(X, seed))
        return result.labels, result
    from mllab.cluster import fit_whole

    whole = fit_whole(clusterer, X, seed)
    print(whole.said)
    return whole.labels, whole.fitted
