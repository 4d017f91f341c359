"""Word embeddings: a vocabulary with a vector per word, searched, compared and judged.

>>> words = load()                          # the default embedding; load("glove.6B.300d.txt") reads a file
>>> words.similar("king", n=5)              # [(word, cosine), ...], exact, the query left out
>>> words.analogy("man", "king", "woman")   # man is to king as woman is to ...
"""

from pathlib import Path

from mllab.embed.vocabulary import Vocabulary
from mllab.embed.words import Words

__all__ = ["DEFAULT", "Vocabulary", "Words", "load"]

DEFAULT = "default"  # the name of the embedding that comes with mllab


def load(source: str | Path | None = None) -> Words:
    """The words of a file or of a named embedding; of nothing, the default embedding.

    A path is read by `mllab.embed.read`; a name that is no file is looked up among those that `mllab words fetch` knows. Raises DataError for
    what is neither. Cost of a file that was read before: it is memory-mapped.
    """
    if source is None or source == DEFAULT:
        from mllab.embed import default

        return default.load()
    from mllab.embed import fetch, read

    if isinstance(source, str) and not Path(source).exists() and source in fetch.REGISTRY:
        return fetch.words(source)  # opened when it was fetched; nothing is downloaded without being asked for
    return read.words(source)
