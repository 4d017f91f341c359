"""`mllab words analogy man king woman`: what is to woman as king is to man."""

import argparse

from mllab.shell.words.opened import add_embedding, listed, opened


def arguments(parser: argparse.ArgumentParser) -> None:
    """The three words."""
    for name in ("a", "b", "c"):
        parser.add_argument(name, metavar=name.upper(), help="A is to B as C is to ...")
    parser.add_argument("-n", type=int, default=5, metavar="N", help="how many answers (5)")
    parser.add_argument("--inputs", action="store_true", help="let A, B and C themselves be answers")
    add_embedding(parser)


def run(options: argparse.Namespace) -> None:
    """Print the answers of every method, and what is written in other capitals."""
    from mllab.embed.words import METHODS

    words = opened(options)
    for entry in (options.a, options.b, options.c):
        if written := words.written(entry):
            print(f"{entry!r} is written {written!r} here")
    for method in METHODS:
        print(method)
        print(listed(words.analogy(options.a, options.b, options.c, options.n, method, options.inputs, options.among)))
