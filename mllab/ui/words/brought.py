"""What was brought, embeddings and texts: the files as they came, in the workspace, or the place of a file on the server."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from shutil import move, rmtree

from mllab.paths import workspace

CARD = "card.json"
VECTORS, TEXTS = "brought", "texts"  # the shelves: embeddings, and texts to learn from
PIECE = 1 << 20  # bytes


@dataclass(frozen=True)
class Brought:
    """An embedding or a text that was brought: its id in links, what it is called, and the file that is read."""

    id: str
    name: str
    path: Path


def shelf(kind: str = VECTORS) -> Path:
    """The folder of all of a kind."""
    folder = workspace() / "words" / kind
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def keep(files: Sequence[tuple[str, bytes | Path]], kind: str = VECTORS) -> Brought:
    """Keep files that belong together: vectors, and a list of their words or a config where they come without. The same bytes are the same id.

    A file that lies on the disk is moved, and read in pieces for its id. O(bytes), memory of one piece.
    """
    digest = blake2b(digest_size=6)
    for name, content in sorted(files, key=lambda file: file[0]):
        digest.update(f"{Path(name).name}\0{_size(content)}\0".encode())
        for piece in _pieces(content):
            digest.update(piece)
    id = f"file-{digest.hexdigest()}"
    folder = shelf(kind) / id
    folder.mkdir(exist_ok=True)
    main = Path(_main(files)).name
    for name, content in files:
        target = folder / Path(name).name
        if isinstance(content, Path):
            move(content, target)
        else:
            target.write_bytes(content)
    return _card(id, folder / main, kind)


def point(path: Path, kind: str = VECTORS) -> Brought:
    """Note a file that stays where it is."""
    id = f"file-{blake2b(str(path.resolve()).encode(), digest_size=6).hexdigest()}"
    (shelf(kind) / id).mkdir(exist_ok=True)
    return _card(id, path.resolve(), kind)


def listing(kind: str = VECTORS) -> list[Brought]:
    """All that were brought and are still there, by name."""
    found = []
    for card in shelf(kind).glob(f"*/{CARD}"):
        told = json.loads(card.read_text(encoding="utf-8"))
        path = Path(told["path"])
        path = path if path.is_absolute() else card.parent / path
        if path.is_file():
            found.append(Brought(card.parent.name, path.name, path))
    return sorted(found, key=lambda one: (one.name, one.id))


def forget(id: str, kind: str = VECTORS) -> None:
    """Let go of one; a file on the server stays there."""
    if any(one.id == id for one in listing(kind)):
        rmtree(shelf(kind) / id)


def _main(files: Sequence[tuple[str, bytes | Path]]) -> str:
    """The file to be read: a config that names the others, else the largest."""
    config = next((name for name, _ in files if name.endswith(".json")), None)
    return config or max(files, key=lambda file: _size(file[1]))[0]


def _size(content: bytes | Path) -> int:
    return content.stat().st_size if isinstance(content, Path) else len(content)


def _pieces(content: bytes | Path) -> Iterator[bytes]:
    if not isinstance(content, Path):
        yield content
        return
    with content.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece


def _card(id: str, path: Path, kind: str) -> Brought:
    folder = shelf(kind) / id
    told = path.name if path.parent == folder else str(path)
    (folder / CARD).write_text(json.dumps({"path": told}), encoding="utf-8")
    return Brought(id, path.name, path)
