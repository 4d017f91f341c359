"""What `mllab cluster` and `mllab reduce` share: a method with its knobs as options, its states as they come, and a file of the result."""

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from mllab.params import Params, knobs
from mllab.shell.families import FAMILIES
from mllab.shell.list import flag, told
from mllab.shell.tables import add_file


def add_method(parser: argparse.ArgumentParser, family: str, given: list[str]) -> None:
    """FILE, --method, and an option for every knob of the method that `given` names."""
    catalog, default = FAMILIES[family].catalog(), FAMILIES[family].default
    first = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    first.add_argument("--method", default=default)
    method = catalog[first.parse_known_args(given)[0].method]
    add_file(parser)
    parser.add_argument("--method", default=default, help=f"one of {', '.join(catalog)} (default {default})".replace("%", "%%"))
    parser.add_argument("--seed", type=int, default=0, help="the same seed gives the same result (0)")
    parser.add_argument("--columns", help="only these columns, with commas between")
    parser.add_argument("--out", metavar="FILE.csv", help="write the result, one line per row of the table")
    parser.set_defaults(item=method)
    add_knobs(parser, method)


def add_knobs(parser: argparse.ArgumentParser, item: type[Params]) -> None:
    """An option for every knob of `item`."""
    own = parser.add_argument_group(f"knobs of {item.name}", description=(item.__doc__ or "").split("\n")[0].replace("%", "%%"))
    for knob in knobs(item).values():
        own.add_argument(
            f"--{flag(knob.name)}", dest=f"knob_{knob.name}", metavar=knob.type.__name__.upper(), help=told(knob).replace("%", "%%")
        )


def chosen(options: argparse.Namespace, what: str = "item") -> Any:
    """The thing that `options` holds as `what`, with the knobs that were given. Raises ParamError with the knob's own refusal."""
    item = getattr(options, what)
    texts = {name: getattr(options, f"knob_{name}") for name in knobs(item)}
    return item.from_text({name: text for name, text in texts.items() if text is not None})


def columns(options: argparse.Namespace) -> list[str] | None:
    """The columns that were asked for; None is all."""
    return [name.strip() for name in options.columns.split(",")] if options.columns else None


@dataclass
class Heard:
    """The states of a fit, each printed as it comes; `last` is the result."""

    last: Any = None

    def listen(self, states: Iterator[Any]) -> Any:
        """Print every state and return the last."""
        for step, state in enumerate(states):
            print(_line(step, state), flush=True)
            self.last = state
        return self.last


def _line(step: int, state: Any) -> str:
    parts = [f"{step:4}"]
    if state.objective is not None:
        parts.append(f"{state.objective_name or 'objective'} {state.objective:.6g}")
    if note := getattr(state, "note", ""):
        parts.append(note)
    return "  ".join(parts)
