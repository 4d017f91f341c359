"""What the verbs that ask an embedding share: which one is asked."""

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mllab.embed import Words


def add_embedding(parser: argparse.ArgumentParser) -> None:
    """--embedding and --among."""
    parser.add_argument(
        "--embedding", metavar="PATH", help="a file of word vectors, or the name of a fetched embedding (the default embedding)"
    )
    parser.add_argument(
        "--among", type=int, metavar="N", help="look at the first N words only, the most common ones where the file is in that order"
    )


def opened(options: argparse.Namespace) -> "Words":
    """The embedding that was asked for; what is to be said about it is printed."""
    from mllab.embed import load

    words = load(options.embedding)
    print(f"{words.name}: {len(words):,} words x {words.dimension}")
    for note in words.notes:
        print(note)
    return words


def listed(found: list[tuple[str, float]]) -> str:
    """Words and scores, one a line."""
    return "\n".join(f"  {score:8.4f}  {word}" for word, score in found) or "  (no word is left)"
