"""A FILE on the command line: a table on disk, or `sample:NAME`."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from mllab.errors import DataError

if TYPE_CHECKING:
    from mllab.data.table import Table

SAMPLE = "sample:"


def add_file(parser: argparse.ArgumentParser) -> None:
    """The argument FILE."""
    parser.add_argument("file", metavar="FILE", help=f"a table (CSV, Excel, Parquet, JSON...), or {SAMPLE}NAME")


@contextmanager
def opened(file: str, **options: Any) -> Iterator["Table"]:
    """The table that FILE means, kept in a folder of its own until the end. Raises DataError when there is none."""
    if file.startswith(SAMPLE):
        from mllab.data import samples

        yield samples.load(file.removeprefix(SAMPLE))
        return
    if not Path(file).is_file():
        raise DataError(f"There is no file {file!r}. Name a file, or {SAMPLE}NAME (mllab list samples).")
    from mllab.data.read import read

    with TemporaryDirectory(prefix="mllab-") as folder:
        yield read(Path(file), into=Path(folder), **options)
