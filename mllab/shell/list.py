"""`mllab list`: every catalog with its names, sources and knobs, and the samples."""

import argparse

from mllab.params import Knob, knobs
from mllab.shell.families import FAMILIES


def arguments(parser: argparse.ArgumentParser, given: list[str]) -> None:
    """The command has no options but which catalog."""
    parser.add_argument("what", nargs="?", choices=[*FAMILIES, "samples"], help="only these")


def run(options: argparse.Namespace) -> None:
    """Print the catalogs."""
    for name, family in FAMILIES.items():
        if options.what in {None, name}:
            print(f"mllab {name} {family.takes} --method ...")
            for item in family.catalog().values():
                print(f"  {item.name:24} {item.source}")
                for knob in knobs(item).values():
                    print(f"      --{flag(knob.name):20} {told(knob)}")
    if options.what in {None, "samples"}:
        _samples()


def flag(name: str) -> str:
    """A knob's name as an option is written."""
    return name.replace("_", "-")


def told(knob: Knob) -> str:
    """A knob's help, range and default in one line."""
    parts = [knob.help.rstrip(".")]
    if knob.choices:
        parts.append("one of " + ", ".join(str(choice) for choice in knob.choices))
    elif knob.low is not None or knob.high is not None:
        parts.append(
            f"{'' if knob.low is None else format(knob.low, 'g')} to {'' if knob.high is None else format(knob.high, 'g')}".strip()
        )
    parts.append(f"default {'auto' if knob.default is None else knob.default}")
    return "; ".join(part for part in parts if part) + (f" [{knob.unit}]" if knob.unit else "")


def _samples() -> None:
    from mllab.data.samples import SAMPLES

    print("Samples, wherever a FILE is asked for, as sample:NAME")
    for sample in SAMPLES.values():
        print(f"  {sample.name:24} {sample.title}")
