"""The embeddings that were brought: the files as they came, in the workspace, or the place of a file on the server."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from shutil import rmtree

from mllab.paths import workspace

CARD = "card.json"


@dataclass(frozen=True)
class Brought:
    """An embedding that was brought: its id in links, what it is called, and the file that is read."""

    id: str
    name: str
    path: Path


def shelf() -> Path:
    """The folder of all of them."""
    folder = workspace() / "words" / "brought"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def keep(files: Sequence[tuple[str, bytes]]) -> Brought:
    """Keep files that belong together: vectors, and a list of their words or a config where they come without. The same bytes are the same id."""
    digest = blake2b(digest_size=6)
    for name, content in sorted(files):
        digest.update(f"{Path(name).name}\0{len(content)}\0".encode())
        digest.update(content)
    id = f"file-{digest.hexdigest()}"
    folder = shelf() / id
    folder.mkdir(exist_ok=True)
    for name, content in files:
        (folder / Path(name).name).write_bytes(content)
    return _card(id, folder / Path(_main(files)).name)


def point(path: Path) -> Brought:
    """Note a file that stays where it is."""
    id = f"file-{blake2b(str(path.resolve()).encode(), digest_size=6).hexdigest()}"
    (shelf() / id).mkdir(exist_ok=True)
    return _card(id, path.resolve())


def listing() -> list[Brought]:
    """All that were brought and are still there, by name."""
    found = []
    for card in shelf().glob(f"*/{CARD}"):
        told = json.loads(card.read_text(encoding="utf-8"))
        path = Path(told["path"])
        path = path if path.is_absolute() else card.parent / path
        if path.is_file():
            found.append(Brought(card.parent.name, path.name, path))
    return sorted(found, key=lambda one: (one.name, one.id))


def forget(id: str) -> None:
    """Let go of one; a file on the server stays there."""
    if any(one.id == id for one in listing()):
        rmtree(shelf() / id)


def _main(files: Sequence[tuple[str, bytes]]) -> str:
    """The file to be read: a config that names the others, else the largest."""
    config = next((name for name, _ in files if name.endswith(".json")), None)
    return config or max(files, key=lambda file: len(file[1]))[0]


def _card(id: str, path: Path) -> Brought:
    folder = shelf() / id
    told = path.name if path.parent == folder else str(path)
    (folder / CARD).write_text(json.dumps({"path": told}), encoding="utf-8")
    return Brought(id, path.name, path)
