"""`mllab read`: how a file is read, and what did not fit."""

import argparse
from dataclasses import fields

from mllab.shell.list import flag
from mllab.shell.tables import add_file, opened


def arguments(parser: argparse.ArgumentParser, given: list[str]) -> None:
    """FILE, one option for every decision of the reader, and where to write what was read."""
    from mllab.data.read.options import ReadOptions

    add_file(parser)
    for option in fields(ReadOptions):
        if option.name != "types":
            number = "int" in str(option.type)
            parser.add_argument(f"--{flag(option.name)}", dest=option.name, type=int if number else str, help="decide this yourself")
    parser.add_argument("--type", action="append", default=[], metavar="COLUMN=TYPE", help="the type of a column; may be given again")
    parser.add_argument("--rejects", type=int, default=20, metavar="N", help="how many rows that did not fit are printed (20)")
    parser.add_argument("--out", metavar="FILE.parquet", help="write the table as Parquet")


def run(options: argparse.Namespace) -> None:
    """Print decisions and rejects."""
    from mllab.data.read.options import ReadOptions

    chosen = {f.name: value for f in fields(ReadOptions) if (value := getattr(options, f.name, None)) is not None}
    if options.type:
        chosen["types"] = dict(pair.rpartition("=")[::2] for pair in options.type)
    with opened(options.file, **chosen) as table:
        print(f"{table.name}: {table.rows:,} rows, {len(table.columns):,} columns")
        for column in table.columns:
            print(f"  {column.name!r:32} {column.kind:12} {column.sql}")
        for decision in table.decisions:
            print(f"{decision.about}: {decision.value} ({decision.why})" + (f"  --{flag(decision.option)}" if decision.option else ""))
        rejects = table.rejects
        print(f"{len(rejects):,} did not fit" + (":" if len(rejects) else ""))
        for line, column, raw, reason in rejects.head(options.rejects).itertuples(index=False):
            print(f"  line {line}: {reason} {column or ''} {raw!r}")
        if options.out:
            _write(table.path, options.out)


def _write(parquet: object, out: str) -> None:
    import shutil

    shutil.copyfile(str(parquet), out)
    print(f"Written to {out}")
