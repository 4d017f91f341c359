"""`mllab words evaluate FILE`: how well an embedding does on a test."""

import argparse

from mllab.shell.words.opened import add_embedding, opened


def arguments(parser: argparse.ArgumentParser) -> None:
    """The test files and the rules."""
    parser.add_argument(
        "file", nargs="+", metavar="FILE", help="analogies in the layout of questions-words.txt, or pairs as in WordSim-353 and SimLex-999"
    )
    parser.add_argument("--case", action="store_true", help="mind capitals (they are not minded)")
    parser.add_argument("--out", metavar="FILE.csv", help="write the scores of the last test")
    add_embedding(parser)


def run(options: argparse.Namespace) -> None:
    """Print the scores of every test with its coverage, and the lines that are no question."""
    from mllab.embed.evaluate import AMONG, evaluate

    words = opened(options)
    for file in options.file:
        frame = evaluate(words, file, options.among or AMONG, options.case)
        print(f"\n{file}")
        print(frame.to_string(index=False, na_rep="-", float_format="{:.4f}".format))
        for reject in frame.attrs["rejects"][:20]:
            print(f"  {reject}")
        if len(frame.attrs["rejects"]) > 20:
            print(f"  and {len(frame.attrs['rejects']) - 20:,} more lines that do not fit")
    if options.out:
        frame.to_csv(options.out, index=False)
        print(f"Written to {options.out}")
