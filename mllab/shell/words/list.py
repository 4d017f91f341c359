"""`mllab words list`: what can be fetched, and what was fetched or read."""

import argparse


def arguments(parser: argparse.ArgumentParser) -> None:
    """The verb has no options."""


def run(options: argparse.Namespace) -> None:
    """Print the embeddings."""
    from mllab.embed import fetch
    from mllab.embed.read import kept

    print("To fetch by name (mllab words fetch NAME)")
    for entry in fetch.REGISTRY.values():
        here = "here" if fetch.stored(entry.name) else f"{entry.size / 1e6:,.0f} MB"
        print(f"  {entry.name:32} {entry.words:>9,} x {entry.dimension:<4} {here:>9}  {entry.told}")
    print("Read before (they open at once)")
    for card in kept.listed():
        print(f"  {card['name']:32} {card['source']}")
