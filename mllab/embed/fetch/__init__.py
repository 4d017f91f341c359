"""Well-known embeddings by name, downloaded only when somebody asks for it: `fetch("glove-6b")`, then `words("glove-6b")`.

>>> for state in fetching("glove-wiki-gigaword-50"):
...     print(state.doing, state.done, state.total)
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mllab.embed.fetch.registry import REGISTRY, Entry, entry
from mllab.embed.fetch.transfer import Download, download
from mllab.embed.words import Words
from mllab.errors import DataError
from mllab.paths import workspace

__all__ = ["REGISTRY", "Entry", "Fetching", "entry", "fetch", "fetching", "stored", "words"]


@dataclass(frozen=True)
class Fetching:
    """A download on its way: what is being done, `done` of `total` bytes; the last state has the `path` of the file."""

    doing: str
    done: int
    total: int
    path: Path | None = None


def stored(name: str) -> Path | None:
    """The file of an embedding that was fetched; None before. Raises DataError for an unknown name."""
    path = _place(entry(name))
    return path if path.exists() else None


def fetching(name: str) -> Iterator[Fetching]:
    """Download an embedding into the workspace, state by state; the last one has its path. One that is there is not downloaded again.

    An interrupted download is gone on with. Raises DataError as `download` does, and for an unknown name.
    """
    wanted = entry(name)
    path = _place(wanted)
    if not path.exists():
        for doing, done in download(Download(wanted.address, path, wanted.size, wanted.checksum)):
            yield Fetching(doing, done, wanted.size)
    yield Fetching("fetched", wanted.size, wanted.size, path)


def fetch(name: str) -> Path:
    """The file of an embedding, downloaded when it is not here. Raises DataError."""
    last = [state.path for state in fetching(name)][-1]
    if last is None:
        raise RuntimeError("a download ended without a file")
    return last


def words(name: str, **asked: Any) -> Words:
    """The words of an embedding that was fetched; nothing is downloaded here. Raises DataError with the command that does it."""
    from mllab.embed import read

    wanted, path = entry(name), stored(name)
    if path is None:
        raise DataError(
            f"{name} is not here yet. `mllab words fetch {name}` downloads it: {wanted.size / 1e6:,.0f} MB from {wanted.address}."
        )
    return read.words(path, **{"member": wanted.member, **asked})


def _place(wanted: Entry) -> Path:
    return workspace() / "words" / "fetched" / wanted.file
