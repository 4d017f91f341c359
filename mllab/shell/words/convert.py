"""`mllab words convert IN OUT`: the same words and vectors in another format."""

import argparse
import sys
from dataclasses import fields
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mllab.embed import Words


def arguments(parser: argparse.ArgumentParser) -> None:
    """IN, OUT, and what reading may be told."""
    from mllab.embed.read.task import Asked

    parser.add_argument("source", metavar="IN", help="a file of word vectors, the name of a fetched embedding, or default")
    parser.add_argument("target", metavar="OUT", help="its ending is the format: .txt or .vec, .bin, .tsv, .bytes, .parquet")
    parser.add_argument(
        "--strict", action="store_true", help="refuse the file at the first line that does not fit, instead of leaving it out"
    )
    parser.add_argument("--spaces", metavar="SIGN", help="what a space inside a word becomes where the format has none, such as _")
    for one in fields(Asked):
        if one.name != "partial":
            parser.add_argument(f"--{one.name}", help=f"see mllab.embed.read: which {one.name}")
    parser.add_argument("--partial", action="store_true", help="take the whole rows of a file that is cut off")


def run(options: argparse.Namespace) -> None:
    """Read, say what did not fit, and write."""
    from mllab.embed import DEFAULT, fetch, load, write
    from mllab.embed.read.task import Asked

    write.check(options.target)
    asked = {one.name: value for one in fields(Asked) if (value := getattr(options, one.name))}
    if options.source == DEFAULT:
        words = load()
    else:
        words = fetch.words(options.source, **asked) if options.source in fetch.REGISTRY else _watched(options, asked)
    for note in words.notes:
        print(note)
    for path in write.write(words, options.target, spaces=options.spaces):
        print(f"Written to {path}")


def _watched(options: argparse.Namespace, asked: dict[str, Any]) -> "Words":
    """Read with a line of progress."""
    from mllab.embed import read

    for state in read.reading(options.source, strict=options.strict, **asked):
        told = f"{state.doing} {state.share:6.1%}, {state.words:,} words"
        print(f"\r  {told:<70}", end="", file=sys.stderr, flush=True)
        if state.result is not None:
            print(file=sys.stderr)
            return state.result
    raise RuntimeError("a reading ended without a result")
