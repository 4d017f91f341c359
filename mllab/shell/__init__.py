"""The command line. Each command is one file with `arguments(parser, given)` and `run(options)`; none imports a family before it is asked for."""

from mllab.shell.commands import run

__all__ = ["run"]
