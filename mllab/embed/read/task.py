"""One file that is being read: what was asked, where its bytes are, and what has come of it so far."""

from dataclasses import dataclass, field
from pathlib import Path

from mllab.embed.read.collect import Collected
from mllab.embed.read.rejects import Rejects

WORK = "work"


@dataclass(frozen=True)
class Asked:
    """What a user decides where a file leaves it open.

    words: the file with the words (one a line, or a TSV with a header) of vectors that come without; member: which file in a zip; tensor:
    which array of several; column: the column of words in a table or in the file of words; partial: take the whole rows of a file that is cut off.
    """

    words: str | None = None
    member: str | None = None
    tensor: str | None = None
    column: str | None = None
    partial: bool = False


@dataclass
class Task:
    """A file on its way to an embedding: `path` holds its bytes (unpacked ones after unpacking), `home` is where its companions lie."""

    path: Path
    name: str
    home: Path
    asked: Asked
    folder: Path
    rejects: Rejects
    notes: list[str] = field(default_factory=list)
    made: Collected | None = None

    def start(self, dimension: int) -> Collected:
        """Where the rows go, now that their dimension is known."""
        self.made = Collected(self.folder, dimension, self.rejects)
        return self.made

    @property
    def work(self) -> Path:
        """A folder for what is unpacked or converted on the way; it is not kept."""
        folder = self.folder / WORK
        folder.mkdir(exist_ok=True)
        return folder

    @property
    def size(self) -> int:
        """Bytes of the file."""
        return self.path.stat().st_size
