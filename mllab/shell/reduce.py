"""`mllab reduce`: places of the rows of a file on a few axes."""

import argparse

from mllab.shell.fit import Heard, add_method, chosen, columns
from mllab.shell.tables import opened


def arguments(parser: argparse.ArgumentParser, given: list[str]) -> None:
    """FILE, --method and its knobs, and the column of labels for methods that use one."""
    add_method(parser, "reduce", given)
    parser.add_argument("--labels", metavar="COLUMN", help="the column of classes, for methods that use labels; it is not reduced itself")


def run(options: argparse.Namespace) -> None:
    """Fit, print the states and what each axis keeps, and write `row,axis 1,axis 2`."""
    from mllab.data.classes import codes
    from mllab.data.matrix import encode

    reducer = chosen(options)
    labels = options.labels
    with opened(options.file) as table:
        seen = encode(table, columns(options), leave_out=[labels] if labels else [], seed=options.seed)
        y = codes(table.frame([labels])[labels])[0] if labels else None
    print(f"{reducer!r} on {seen.values.shape[0]:,} rows, {seen.values.shape[1]:,} columns as the algorithm sees them")
    result = Heard().listen(reducer.steps(seen.values, options.seed, None, y))
    for axis, share in enumerate(result.shares if result.shares is not None else (), start=1):
        print(f"  axis {axis} keeps {share:.1%} of the variance")
    if options.out:
        import pandas as pd

        named = {f"axis {axis}": values for axis, values in enumerate(result.positions.T, start=1)}
        pd.DataFrame({"row": seen.rows, **named}).to_csv(options.out, index=False)
        print(f"Written to {options.out}")
