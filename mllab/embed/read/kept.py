"""Embeddings that were read before: plain .npy files in the workspace, mapped into memory when they are opened again."""

import hashlib
import json
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from mllab.data.read import fingerprint
from mllab.embed.read.rejects import Reject
from mllab.embed.read.task import WORK, Asked, Task
from mllab.embed.search import Codes
from mllab.embed.vocabulary import Vocabulary
from mllab.embed.words import Words
from mllab.errors import DataError
from mllab.paths import workspace

VERSION = 1  # of the files below; another one is read anew
CARD = "card.json"
DRAFT = ".draft-"
OLD = 86_400.0  # seconds


def home() -> Path:
    """The folder of everything that was read."""
    folder = workspace() / "words" / "read"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def mark(path: Path, others: list[Path], asked: Asked) -> str:
    """What tells one reading from another: the place, size, time and ends of the file, of those beside it, and what was asked. O(1)."""
    told: list[Any] = [VERSION, asdict(asked)]
    for one in (path, *others):
        stat = one.stat()
        told.append([str(one.resolve()), stat.st_size, stat.st_mtime_ns, fingerprint(one)])
    return hashlib.blake2b(json.dumps(told).encode(), digest_size=16).hexdigest()


@contextmanager
def draft() -> Iterator[Path]:
    """A folder that a reading is written into, removed at the end unless it was kept."""
    for left in home().glob(f"{DRAFT}*"):  # of a process that was killed
        if time.time() - left.stat().st_mtime > OLD:
            shutil.rmtree(left, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix=DRAFT, dir=home()))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def keep(task: Task, digest: str, source: Path) -> None:
    """Make the draft of `task` the reading `digest`, in one step; earlier readings of the same file that has changed since are removed."""
    notes = [*task.notes, *([said] if (said := task.rejects.note()) else [])]
    told = {"source": str(source.resolve()), "size": source.stat().st_size, "changed": source.stat().st_mtime_ns}
    card = {"version": VERSION, "name": task.name, **told, "notes": notes, **task.rejects.told()}
    (task.folder / CARD).write_text(json.dumps(card, ensure_ascii=False, indent=1), encoding="utf-8")
    shutil.rmtree(task.folder / WORK, ignore_errors=True)
    _forget_changed(source)
    target = home() / digest
    if target.exists():
        shutil.rmtree(target)
    try:
        task.folder.rename(target)
    except OSError:
        if not (target / CARD).exists():  # else another process has read the same file in the meantime
            raise


def load(digest: str) -> Words | None:
    """The words of a reading, mapped; None where there is none. O(1) but for the card."""
    folder = home() / digest
    if (card := _card(folder)) is None:
        return None
    try:
        part = {one.stem: np.load(one, mmap_mode="r", allow_pickle=False) for one in folder.glob("*.npy")}
        vocabulary = Vocabulary(part["words"], part["offsets"], (part["hashes"], part["rows"]))
        codes = Codes(part["codes"], part["scales"], part["rests"])
        sizes = {len(vocabulary), *(len(part[name]) for name in ("vectors", "norms", "codes", "scales", "rests", "hashes", "rows"))}
    except (KeyError, ValueError, OSError, EOFError):
        return None  # damaged: it is read anew
    if len(sizes) > 1 or vocabulary.find(vocabulary[0]) != 0:  # the latter when the hash of another version was kept
        return None
    return Words(
        Path(card["name"]).name, vocabulary, part["vectors"], part["norms"], notes=tuple(card["notes"]), digest=digest, given_codes=codes
    )


def rejects(digest: str) -> tuple[list[Reject], dict[str, int]]:
    """What did not fit in a reading, and how often each kind came. Raises DataError for one that is not kept."""
    if (card := _card(home() / digest)) is None:
        raise DataError("These words were not read from a file, or what was read has been removed. Read the file again.")
    return [Reject(**one) for one in card["rejects"]], card["reasons"]


def listed() -> list[dict[str, Any]]:
    """What was read: name, source and digest, by name."""
    cards = [(one, _card(one)) for one in home().iterdir() if not one.name.startswith(".")]
    return sorted(({**card, "digest": one.name} for one, card in cards if card), key=lambda card: str(card["name"]))


def forget(digest: str) -> None:
    """Remove a reading; its file is not touched. One that is not there is no error."""
    if any(card["digest"] == digest for card in listed()):
        shutil.rmtree(home() / digest, ignore_errors=True)


def _forget_changed(source: Path) -> None:
    """Remove readings of the same place whose file has changed since: they are never opened again."""
    stat = source.stat()
    for card in listed():
        if card["source"] == str(source.resolve()) and (card["size"], card["changed"]) != (stat.st_size, stat.st_mtime_ns):
            shutil.rmtree(home() / card["digest"], ignore_errors=True)


def _card(folder: Path) -> dict[str, Any] | None:
    try:
        card: dict[str, Any] = json.loads((folder / CARD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return card if card.get("version") == VERSION else None
