"""The file of the default embedding: NumPy's zip of plain arrays, without pickled objects."""

import zipfile
from pathlib import Path

import numpy as np

from mllab.embed.default.build import Built
from mllab.embed.vocabulary import Vocabulary
from mllab.embed.words import Words
from mllab.errors import DataError
from mllab.paths import app_root

PLACE = app_root() / "datasets" / "words" / "words-26k-200.npz"
NAME = "default"
ARRAYS = ("words", "vectors", "core", "hidden", "parts")
MOST = 200_000_000  # bytes of an array, unpacked: the file is checked before it is unpacked


def write(built: Built, path: Path | str) -> int:
    """Write the file and return its bytes: words as UTF-8 with a line each, vectors (n, d) int8, the count of whole words, hidden rows, and
    parts of speech (n,) uint8, by their place in `mllab.embed.speech.PARTS`.
    """
    block = np.frombuffer("\n".join(built.words).encode(), np.uint8)
    hidden, parts = built.hidden.astype(np.int32), built.parts.astype(np.uint8)
    np.savez_compressed(path, words=block, vectors=built.vectors, core=np.int64(built.core), hidden=hidden, parts=parts)
    return Path(path).stat().st_size


def read(path: Path | str = PLACE) -> Built:
    """The content of the file, as written. Raises DataError when it is missing or is not such a file."""
    try:
        with zipfile.ZipFile(path) as packed:
            sizes = {entry.filename.removesuffix(".npy"): entry.file_size for entry in packed.infolist()}
        if not set(ARRAYS) <= set(sizes) or max(sizes.values()) > MOST:
            raise DataError(f"{path} is not the default embedding: it holds {', '.join(sizes)}. Build it: mllab words build --help.")
        with np.load(path, allow_pickle=False) as held:
            words = tuple(held["words"].tobytes().decode().split("\n"))
            built = Built(words, held["vectors"], int(held["core"]), held["hidden"], held["parts"])
    except (OSError, ValueError, zipfile.BadZipFile) as wrong:
        if isinstance(wrong, DataError):
            raise
        raise DataError(f"The default embedding cannot be read from {path}: {wrong}. Build it: mllab words build --help.") from wrong
    sized = built.vectors.ndim == 2 and len(words) == len(built.vectors) == len(built.parts)
    if not sized or built.vectors.dtype != np.int8 or built.parts.dtype != np.uint8:
        raise DataError(f"{path} holds {len(words):,} words and vectors of shape {built.vectors.shape}. Build it again.")
    return built


def load(path: Path | str = PLACE) -> Words:
    """The default embedding as `Words`: rows of length 1, estimated words flagged, the stop list hidden. O(n d), some 0.1 s."""
    built = read(path)
    vectors = built.vectors.astype(np.float32)
    vectors /= np.sqrt(np.einsum("ij,ij->i", vectors, vectors))[:, None]
    estimated = np.arange(len(vectors)) >= built.core
    notes = (
        f"The first {built.core:,} words are whole words of the network's vocabulary; the vectors of the other {estimated.sum():,} are estimated.",
        f"{len(built.hidden):,} fragments and crude words are never suggested; typing one still answers.",
    )
    hidden = frozenset(built.hidden.tolist())
    return Words.of(Vocabulary.of(built.words), vectors, NAME, estimated=estimated, hidden=hidden, notes=notes, speech=built.parts)
