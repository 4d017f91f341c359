"""Learning words: mllab beside gensim, words a second and what comes out, in one run.

    python -m bench.learn_words [--turns 3] [--passes 3] [--dimension 100] [--text FILE]

Both learn from the same sentences with the same settings, in turns; words that are left out at random count, too. mllab works on one thread, since a seed then
gives the same vectors whatever the machine does beside; gensim on one (`workers=1`, the only way in which its seed holds as well) and on all cores. Without a
text: the small world that comes with mllab, and a made-up text of 200,000 words from 20,000 of Zipf's frequencies, whose vectors no longer fit the
nearest cache. What comes out: on the small world the planted analogies that are right, and the share of each word's ten neighbors that two runs share.
"""

import argparse
import logging
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

Run = Callable[[], np.ndarray]


def zipf(words: int = 200_000, n: int = 20_000, seed: int = 0) -> list[list[str]]:
    """Sentences of 20 words drawn from n by Zipf's law."""
    weights = 1 / np.arange(1, n + 1)
    drawn = np.random.default_rng(seed).choice(n, words, p=weights / weights.sum())
    return [[f"w{i}" for i in row] for row in drawn.reshape(-1, 20)]


def ours(corpus, name: str, given: argparse.Namespace, seed: int = 0) -> Run:
    """mllab's vectors."""
    from mllab.embed.learn import LEARNERS

    learner = LEARNERS[name](dimension=given.dimension, passes=given.passes, rate=0.05)
    return lambda: learner.fit(corpus, seed).vectors


def theirs(corpus, sentences: list[list[str]], name: str, given: argparse.Namespace, workers: int, seed: int = 1) -> Run:
    """gensim's, in the same order."""
    from gensim.models import FastText, Word2Vec

    kind = FastText if name == "fastText" else Word2Vec
    more = {"bucket": 200_000} if name == "fastText" else {}
    sg = 0 if name == "word2vec CBOW" else 1

    def run() -> np.ndarray:
        made = kind(
            vector_size=given.dimension, window=5, min_count=1, sg=sg, negative=5, epochs=given.passes, alpha=0.05, sample=1e-3, seed=seed,
            workers=workers, **more,
        )  # fmt: skip
        made.build_vocab(sentences)
        made.train(sentences, total_examples=len(sentences), epochs=given.passes)
        return np.stack([made.wv[word] for word in corpus.words])

    return run


def judged(corpus, vectors: np.ndarray) -> float:
    """The share of planted analogies that are right."""
    from mllab.embed.evaluate import analogies, read_questions
    from mllab.embed.learn import sources

    return analogies(corpus.embedded(vectors), read_questions(sources.PLANTED), ["3CosAdd"]).score()


def shared(one: np.ndarray, other: np.ndarray, n: int = 10) -> float:
    """The share of the n nearest words that two embeddings have in common, over every third word, 500 at most."""
    from mllab.embed.learn.watched import nearest

    rows = range(0, min(len(one), 1_500), 3)
    return float(np.mean([len({i for i, _ in nearest(one, row, n)} & {i for i, _ in nearest(other, row, n)}) / n for row in rows]))


def compared(title: str, corpus, given: argparse.Namespace, planted: bool) -> None:
    """All methods on one text."""
    sentences = [corpus.sentence(i) for i in range(corpus.sentences)]
    words = len(corpus.tokens) * given.passes
    print(f"\n{title}: {len(corpus.tokens):,} words, {len(corpus.words):,} different, {given.dimension} dimensions, {given.passes} passes")
    print(f"{'':34}{'words/s':>12}{'of processor':>14}{'least':>8}" + ("   analogies   neighbors shared" if planted else ""))
    cores = os.cpu_count() or 1
    for name in ("word2vec skip-gram", "word2vec CBOW", "fastText"):
        runs = {"mllab": ours(corpus, name, given), "gensim, 1 thread": theirs(corpus, sentences, name, given, 1)}
        runs[f"gensim, {cores} threads"] = theirs(corpus, sentences, name, given, cores)
        took: dict[str, list[tuple[float, float]]] = {key: [] for key in runs}
        made: dict[str, np.ndarray] = {}
        for _ in range(given.turns):
            for key, run in runs.items():
                wall, processor = time.perf_counter(), time.process_time()
                made[key] = run()
                took[key].append((time.perf_counter() - wall, time.process_time() - processor))
        again = theirs(corpus, sentences, name, given, 1, seed=2)() if planted else None
        for key in runs:
            middle, least = np.median(took[key], axis=0), np.min(took[key], axis=0)
            line = f"{name + ', ' + key:34}{words / middle[0]:12,.0f}{words / middle[1]:14,.0f}{least[0]:7.1f}s"
            if again is not None:
                other, beside = (again, "gensim of another seed") if key != "mllab" else (made["gensim, 1 thread"], "gensim")
                line += f"{judged(corpus, made[key]):12.1%}{shared(made[key], other):12.1%} with {beside}"
            print(line, flush=True)
        for key in list(runs)[1:]:
            ratio = np.median(took[key], axis=0) / np.median(took["mllab"], axis=0)
            best = np.min(took[key], axis=0) / np.min(took["mllab"], axis=0)
            print(
                f"  mllab faster than {key}: {ratio[0]:.2f}x by the wall, {ratio[1]:.2f}x of processor; least {best[0]:.2f}x, {best[1]:.2f}x"
            )


def main() -> None:
    """Compare on each text."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--passes", type=int, default=3)
    parser.add_argument("--dimension", type=int, default=100)
    parser.add_argument("--text", help="learn from this plain text instead")
    given = parser.parse_args()
    logging.getLogger("gensim").setLevel(logging.ERROR)
    from mllab.embed.learn import Corpus, read, sources, warm

    warm()
    if given.text:
        compared(given.text, read(sources.of_file(given.text)), given, False)
        return
    compared("The small world", read(sources.small_world()), given, True)
    compared("Zipf's law", Corpus.of(zipf(), "zipf", 5), given, False)


if __name__ == "__main__":
    main()
