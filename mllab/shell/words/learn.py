"""`mllab words learn FILE`: words learned from a text."""

import argparse
import sys
from contextlib import ExitStack
from typing import Any

WORLD = "small-world"
STRIDE = 0.02  # a line is written for so much of the way


def arguments(parser: argparse.ArgumentParser) -> None:
    """The text, the method with its knobs, how the text is read, and where to write."""
    from mllab.embed.learn import LEARNERS, Rules
    from mllab.shell.fit import add_knobs

    first = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    first.add_argument("--method", default="word2vec skip-gram")
    method = LEARNERS[first.parse_known_args(parser.get_default("given") or [])[0].method]
    parser.add_argument(
        "text",
        metavar="FILE",
        help=f"a plain text, also gzipped; a table, with --column; or {WORLD}, the made-up text that comes with mllab",
    )
    parser.add_argument("--column", metavar="NAME", help="learn from this column of the table FILE (or sample:NAME)")
    parser.add_argument("--method", default=method.name, help=f"one of {', '.join(LEARNERS)} (default word2vec skip-gram)")
    parser.add_argument("--seed", type=int, default=0, help="the same seed gives the same vectors (0)")
    parser.add_argument("--out", metavar="OUT", help="write the vectors; the ending is the format, as for mllab words convert")
    parser.add_argument(
        "--near", nargs="+", default=[], metavar="WORD", help="print the nearest words of these, seen in the text or composed"
    )
    parser.set_defaults(item=method, rules=Rules)
    add_knobs(parser, method)
    add_knobs(parser, Rules)


def run(options: argparse.Namespace) -> None:
    """Read, learn with a line of progress, print and write."""
    from mllab.embed import write
    from mllab.embed.learn import read
    from mllab.shell.fit import chosen

    if options.out:
        write.check(options.out)
    learner, rules = chosen(options), chosen(options, "rules")
    with ExitStack() as stack:
        corpus = read(_source(options, stack), rules)
    for note in corpus.notes:
        print(note)
    print(f"{learner!r}, seed {options.seed}", flush=True)
    shown = -1.0
    for learned in learner.steps(corpus, options.seed):
        share = learned.seen / max(learned.of, 1)
        if share - shown >= STRIDE or share == 1:
            shown = share
            told = learned.note if learned.objective is None else f"{learned.objective_name} {learned.objective:.6g}"
            print(f"  {share:4.0%} {told}", file=sys.stderr, flush=True)
    _told(options, learner, learned, corpus.embedded(learned.vectors))


def _told(options: argparse.Namespace, learner: Any, learned: Any, words: Any) -> None:
    from mllab.embed import write
    from mllab.shell.words.opened import listed

    print(f"{len(words):,} words x {words.dimension}")
    for word in options.near:
        vector = learner.compose(word, learned) if word not in words else None
        print(f"{word}{' (not in the text, made of its letters)' if vector is not None else ''}")
        print(listed(words.similar(word if vector is None else vector, 8)))
    if options.out:
        for path in write.write(words, options.out):
            print(f"Written to {path}")


def _source(options: argparse.Namespace, stack: ExitStack) -> Any:
    from mllab.embed.learn import sources
    from mllab.shell.tables import opened

    if options.column:
        return sources.of_table(stack.enter_context(opened(options.text)), options.column)
    return sources.small_world() if options.text == WORLD else sources.of_file(options.text)
