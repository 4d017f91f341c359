"""`mllab words fetch NAME`: a download with a pinned address and checksum, which goes on where it was interrupted."""

import argparse
import sys

STRIDE = 0.01  # a line is written for so much of a download


def arguments(parser: argparse.ArgumentParser) -> None:
    """The name."""
    parser.add_argument("name", help="one of those that mllab words list names")


def run(options: argparse.Namespace) -> None:
    """Download and say where the file lies, and how its bytes were checked."""
    from mllab.embed import fetch

    entry = fetch.entry(options.name)
    print(f"{entry.name}: {entry.told}. {entry.size / 1e6:,.0f} MB from {entry.address}\nLicence: {entry.licence}", flush=True)
    shown = -1.0
    path = fetch.stored(entry.name)
    for state in fetch.fetching(entry.name):
        path = state.path
        if state.done / state.total - shown >= STRIDE or state.path:
            shown = state.done / state.total
            print(f"\r  {state.doing} {shown:6.1%} of {state.total / 1e6:,.0f} MB", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    print(f"Checked by {entry.checked}. It lies in {path}; open it as mllab.embed.load({entry.name!r})")
