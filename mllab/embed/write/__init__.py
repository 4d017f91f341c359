"""Writing words and vectors: word2vec's text and binary, the projector's files, Parquet. The ending of the path is the format."""

from collections.abc import Callable
from pathlib import Path

from mllab.embed.words import Words
from mllab.embed.write import projector, table, word2vec
from mllab.errors import ParamError

__all__ = ["FORMATS", "check", "write"]

Writer = Callable[[Words, Path, str | None], list[Path]]

FORMATS: dict[str, tuple[str, Writer]] = {
    ".txt": ("word2vec text, as gensim and fastText read it", word2vec.text),
    ".vec": ("word2vec text, as gensim and fastText read it", word2vec.text),
    ".bin": ("word2vec binary", word2vec.binary),
    ".tsv": ("vectors, metadata and config of TensorFlow's projector, as TSV", projector.tsv),
    ".bytes": ("the same with the vectors as raw float32", projector.raw),
    ".parquet": ("Parquet: a column of words, a column of lists", table.parquet),
}


def check(path: str | Path) -> Writer:
    """What writes such a path. Raises ParamError for an ending that is no format."""
    ending = Path(path).suffix.lower()
    if ending not in FORMATS:
        told = "; ".join(f"{one}: {what}" for one, (what, _) in FORMATS.items())
        raise ParamError(f"Word vectors are not written as {ending or 'a file without ending'!r}. The endings are {told}.")
    return FORMATS[ending][1]


def write(words: Words, path: str | Path, *, spaces: str | None = None) -> list[Path]:
    """Write words and vectors in the format that the ending of `path` names, and return the files that were written. O(n d).

    Where a format cannot hold a space, tab or line break inside a word, `spaces` is what it becomes. Raises ParamError for an unknown ending,
    DataError for a word that the format cannot hold.
    """
    return check(path)(words, Path(path), spaces)
