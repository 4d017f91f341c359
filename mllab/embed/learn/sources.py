"""Where a text comes from: a file of any size, a column of a table, text that was pasted, or the small world that comes with mllab."""

import gzip
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from mllab.errors import DataError
from mllab.paths import app_root

if TYPE_CHECKING:
    from mllab.data.table import Table

PIECE = 1 << 20  # bytes
GZIP = b"\x1f\x8b"
SMALL_WORLD = app_root() / "datasets" / "words" / "small-world.txt.gz"
PLANTED = app_root() / "datasets" / "words" / "small-world-analogies.txt"

Pieces = Iterator[tuple[str, float]]


@dataclass(frozen=True)
class Source:
    """A text in pieces that end between words, each with the share of the whole that it completes.

    `lines` says that a line break ends a sentence; `script` is the code that opens it again; `notes` are what is to be known of it.
    """

    name: str
    pieces: Callable[[], Pieces]
    script: str
    lines: bool = False
    notes: tuple[str, ...] = ()


def small_world() -> Source:
    """The text that comes with mllab: made up, with analogies planted in it (datasets/words/small-world.md)."""
    made = of_file(SMALL_WORLD)
    return Source(
        "a small world", made.pieces, "sources.small_world()", made.lines, ("The text is made up, with analogies planted in it.",)
    )


def of_file(path: str | Path) -> Source:
    """A plain text file, also gzipped; read in pieces. Raises DataError when it is not there or begins like no text."""
    path = Path(path)
    try:
        size = path.stat().st_size
        with _unpacked(path) as (stream, _):
            head = stream.read(PIECE)
    except (OSError, EOFError) as error:
        raise DataError(f"{path.name} cannot be read ({error}). Is it whole, and where you say?") from None
    if not size or not head.strip():
        raise DataError(f"{path.name} is empty. Bring a text with some words.")
    encoding, why = _encoding(path.name, head)
    notes = () if encoding == "utf-8" else (f"{path.name} was read as {encoding}: {why}.",)
    return Source(path.name, lambda: _file_pieces(path, encoding), f"sources.of_file({str(path)!r})", notes=notes)


def of_text(text: str, name: str = "pasted text") -> Source:
    """A text as it is. Raises DataError when it is empty."""
    if not text.strip():
        raise DataError("There is no text. Paste some sentences.")
    return Source(name, lambda: iter([(text, 1.0)]), f"sources.of_text({text!r})")


def of_table(table: "Table", column: str) -> Source:
    """A column of texts, each a sentence or several of its own. Raises DataError when there is no such column or nothing in it."""
    table.column(column)
    made = f"samples.load({table.id.removeprefix('sample-')!r})" if table.id.startswith("sample-") else f"store.open({table.id!r})"
    return Source(f"{table.name}, {column}", lambda: _rows(table, column), f"sources.of_table({made}, {column!r})", lines=True)


def _rows(table: "Table", column: str) -> Pieces:
    values = table.frame([column])[column].dropna().astype(str)
    for first in range(0, len(values), 10_000):
        yield "\n".join([*values.iloc[first : first + 10_000], ""]), min(1.0, (first + 10_000) / len(values))


def _file_pieces(path: Path, encoding: str) -> Pieces:
    """Pieces of about a megabyte; one that has no blank in it is cut where it ends. Raises DataError for zero bytes."""
    size = max(path.stat().st_size, 1)
    try:
        with _unpacked(path) as (stream, packed), io.TextIOWrapper(stream, encoding, "replace") as text:
            rest = ""
            while piece := text.read(PIECE):
                if "\0" in piece:
                    raise DataError(f"{path.name} looks binary, not text: it has zero bytes. Bring a plain text.")
                whole = rest + piece
                cut = _between(whole)
                rest = whole[cut:]
                yield whole[:cut], min(1.0, packed.tell() / size)
            yield rest, 1.0
    except (OSError, EOFError) as error:
        raise DataError(f"{path.name} cannot be read to its end ({error}). Is it whole?") from None


def _between(text: str) -> int:
    """Where the last blanks begin, so that an empty line stays whole; the end of a text that has none, or none for long."""
    last = max(text.rfind(" "), text.rfind("\n"))
    return len(text) if last < 0 or len(text) - last > PIECE else len(text[: last + 1].rstrip())


class _unpacked:
    """A file's bytes, unpacked where it is gzipped, and the file itself, whose place tells how far it is."""

    def __init__(self, path: Path) -> None:
        self.file = path.open("rb")
        packed = self.file.read(2) == GZIP
        self.file.seek(0)
        self.stream: IO[bytes] = gzip.GzipFile(fileobj=self.file) if packed else self.file  # type: ignore[assignment]

    def __enter__(self) -> tuple[IO[bytes], IO[bytes]]:
        return self.stream, self.file

    def __exit__(self, *error: object) -> None:
        self.stream.close()
        self.file.close()


def _encoding(name: str, head: bytes) -> tuple[str, str]:
    """The encoding that the beginning of a text tells, and why. Raises DataError when it is none."""
    from mllab.data.csv.encoding import decode

    try:
        found = decode(head, cut=True)
    except DataError as error:
        raise DataError(
            f"{name} is no plain text. {str(error).split('Give the table')[0].replace(', not a text table', '').strip()}"
        ) from None
    if any("zero bytes" in told for told in found.repaired.values()):
        raise DataError(f"{name} looks binary, not text: it has zero bytes. Bring a plain text.")
    return found.encoding, found.why
