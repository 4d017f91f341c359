"""`mllab words VERB ...`: word embeddings from a shell. Each verb is one file here with `arguments(parser)` and `run(options)`."""

import argparse
from importlib import import_module

VERBS = {
    "similar": "the nearest words to a word, a phrase or several words",
    "analogy": "what is to C as B is to A, by three methods",
    "evaluate": "score an embedding on a test of analogies or of word similarities",
    "learn": "learn words from a text of your own, or from the one that comes with mllab",
    "list": "name the embeddings that can be fetched, and those that are here",
    "fetch": "download a well-known embedding, or go on with a download",
    "convert": "write the words and vectors of a file in another format",
    "build": "make the default embedding again from what it is made of",
}


def arguments(parser: argparse.ArgumentParser, given: list[str]) -> None:
    """The verb, and the options of the one that `given` names."""
    verb = next((word for word in given if not word.startswith("-")), None)
    listed = "; ".join(f"{name}: {told}" for name, told in VERBS.items())
    if verb not in VERBS:
        parser.add_argument("verb", choices=VERBS, help=listed)
        return
    parser.prog = f"{parser.prog} {verb}"
    parser.description = f"{VERBS[verb].capitalize()}."
    parser.add_argument("verb", choices=[verb], help=argparse.SUPPRESS)
    parser.set_defaults(given=given)
    import_module(f"mllab.shell.words.{verb}").arguments(parser)


def run(options: argparse.Namespace) -> None:
    """Do what the verb says."""
    import_module(f"mllab.shell.words.{options.verb}").run(options)
