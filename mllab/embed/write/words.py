"""The words of an embedding as a format can hold them, and files that appear only when they are whole."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from mllab.embed.vocabulary import Vocabulary
from mllab.embed.words import Words
from mllab.errors import DataError

PART = 4_096  # rows at a time


def held(words: Words, signs: str, spaces: str | None, format: str) -> list[str]:
    """The words without `signs` in them, each replaced by `spaces`. Raises DataError for one that has some when nothing replaces them.

    And when two words become the same by it. O(bytes).
    """
    listed = list(words.vocabulary)
    odd = next((word for word in listed if any(sign in word for sign in signs)), None)
    if odd is None:
        return listed
    if spaces is None:
        raise DataError(
            f"{format} cannot hold the word {odd!r}, which has a space, tab or line break in it. Say what those become: spaces='_'."
        )
    if any(sign in spaces for sign in signs):
        raise DataError(f"{format} cannot hold {spaces!r} inside a word. Choose another sign, such as '_'.")
    change = str.maketrans(dict.fromkeys(signs, spaces))
    made = [word.translate(change) for word in listed]
    if len(again := Vocabulary.of(made).repeated()):
        raise DataError(f"With {spaces!r} for spaces, {made[int(again[0])]!r} comes twice. Choose another sign.")
    return made


@contextmanager
def whole(path: Path) -> Iterator[IO[bytes]]:
    """A file to write to, which takes its name when it is finished. Raises DataError where it cannot be written."""
    draft = path.with_name(f".{path.name}.part")
    try:
        with draft.open("wb") as out:
            yield out
        draft.replace(path)
    except OSError as error:
        raise DataError(f"{path} cannot be written ({error.strerror or error}). Choose another place.") from error
    finally:
        draft.unlink(missing_ok=True)


def parts(words: Words) -> Iterator[slice]:
    """The rows, some thousand at a time."""
    return (slice(first, min(len(words), first + PART)) for first in range(0, len(words), PART))
