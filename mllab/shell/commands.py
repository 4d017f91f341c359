"""Which commands there are, and from the words of a command line to the one that is meant."""

import argparse
from importlib import import_module

from mllab import __version__

COMMANDS = {
    "app": "open the app in the browser",
    "list": "name everything there is to choose from",
    "read": "say how a file is read: what was decided, why, and what did not fit",
    "profile": "describe the columns of a file, and which go together",
    "cluster": "find groups in a file",
    "reduce": "place the rows of a file on a few axes",
    "compare": "compare models that predict a column of a file",
    "act": "let an agent learn in a world of cells",
    "words": "ask word embeddings, score, fetch, convert and build them",
}


def run(given: list[str]) -> None:
    """Run the command that the words `given` mean. Raises SystemExit for help and for words that mean nothing."""
    top = _top()
    if not given or given[0] not in COMMANDS:
        top.parse_args(given or ["--help"])
        return
    name, rest = given[0], given[1:]
    command = import_module(f"mllab.shell.{name}")
    parser = argparse.ArgumentParser(prog=f"mllab {name}", description=f"{COMMANDS[name].capitalize()}.", allow_abbrev=False)
    command.arguments(parser, rest)
    command.run(parser.parse_args(rest))


def _top() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="mllab", description="A machine-learning laboratory.", epilog="mllab COMMAND --help tells more.")
    parser.add_argument("--version", action="version", version=f"mllab {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for name, told in COMMANDS.items():
        commands.add_parser(name, help=told)
    return parser
