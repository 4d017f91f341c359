"""`mllab words similar king`: the nearest words."""

import argparse
from typing import get_args

from mllab.shell.words.opened import add_embedding, listed, opened


def arguments(parser: argparse.ArgumentParser) -> None:
    """The query and how it is measured."""
    from mllab.embed.search import Measure

    parser.add_argument("query", nargs="+", metavar="WORD", help='a word, several for their mean, or a phrase in quotes ("new york")')
    parser.add_argument("-n", type=int, default=10, metavar="N", help="how many words (10)")
    parser.add_argument("--measure", choices=get_args(Measure), default="cosine", help="of nearness (cosine)")
    parser.add_argument("--hide-forms", action="store_true", help="leave out inflected forms of the query's words")
    add_embedding(parser)


def run(options: argparse.Namespace) -> None:
    """Print the nearest words with their scores, what a phrase was composed of, and what is written in other capitals."""
    words = opened(options)
    for entry in options.query:
        if written := words.written(entry):
            print(f"{entry!r} is written {written!r} here")
        if parts := words.composed(entry):
            print(f"{entry!r} is not one entry: the mean of {', '.join(parts)}")
    print(listed(words.similar(options.query, options.n, options.measure, not options.hide_forms, options.among)))
