"""Learning words from a text: each method is one file; the catalog `LEARNERS` is this folder.

>>> corpus = read(sources.of_file("letters.txt"))                 # or sources.small_world(), of_text, of_table
>>> learned = LEARNERS["word2vec skip-gram"]().fit(corpus, seed=0)   # or .steps(corpus), to watch it
>>> words = corpus.embedded(learned.vectors)                       # mllab.embed.Words
"""

from mllab.embed.learn import sources
from mllab.embed.learn._base import Learned, WordLearner
from mllab.embed.learn.corpus import Corpus
from mllab.embed.learn.reading import Read, Rules, read, reading
from mllab.registry import catalog

LEARNERS = catalog("mllab.embed.learn", WordLearner)

__all__ = ["LEARNERS", "Corpus", "Learned", "Read", "Rules", "WordLearner", "read", "reading", "sources", "warm"]


def warm() -> None:
    """Compile what learning needs, or load it from the disk, so that no click waits for it."""
    corpus = Corpus.of([["a", "b", "a", "c"]] * 3)
    for name in LEARNERS:
        if name != "PPMI + SVD":
            LEARNERS[name](dimension=2, passes=1).fit(corpus)
