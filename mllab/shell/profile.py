"""`mllab profile`: the columns of a file in figures, what an analyst is warned of, and which columns go together."""

import argparse
from typing import TYPE_CHECKING

from mllab.shell.tables import add_file, opened

if TYPE_CHECKING:
    from mllab.data.profile import ColumnProfile, Profile


def arguments(parser: argparse.ArgumentParser, given: list[str]) -> None:
    """FILE, and how many pairs."""
    add_file(parser)
    parser.add_argument("--pairs", type=int, default=10, metavar="N", help="how many pairs of columns are printed (10)")


def run(options: argparse.Namespace) -> None:
    """Print the profile."""
    with opened(options.file) as table:
        profile = table.profile()
        print(f"{table.name}: {table.rows:,} rows, {len(table.columns):,} columns, {profile.missing_share:.1%} of the cells missing")
        about = "about " if profile.duplicates_approximate else ""
        print(f"{about}{profile.duplicates:,} rows repeat an earlier one")
        for column in profile.columns:
            _column(column)
        _pairs(profile, options.pairs)


def _column(column: "ColumnProfile") -> None:
    missing = column.missing / column.rows if column.rows else 0.0
    about = "~" if "distinct" in column.approximate else ""
    print(f"\n{column.name!r}  {column.kind}, {about}{column.distinct:,} distinct, {missing:.1%} missing")
    if column.kind == "number" and column.quartiles is not None:
        low, middle, high = column.quartiles
        print(f"  {_figure(column.low)} | {_figure(low)} {_figure(middle)} {_figure(high)} | {_figure(column.high)}", end="")
        print(f"  mean {_figure(column.mean)}, std {_figure(column.std)}")
    elif column.top:
        print("  " + ", ".join(f"{value!r} {count:,}" for value, count in column.top[:5]))
    for alert in column.alerts:
        print(f"  {'!' if alert.serious else '-'} {alert.text}")


def _pairs(profile: "Profile", most: int) -> None:
    if profile.pairs[:most]:
        print("\nColumns that go together")
    for pair in profile.pairs[:most]:
        print(f"  {pair.a!r} and {pair.b!r}: {pair.measure} {pair.value:.3f}")


def _figure(value: float | None) -> str:
    return "-" if value is None else f"{value:.6g}"
