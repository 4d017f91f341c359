"""Which format a file of word vectors has, by its content; its name settles only what content leaves open."""

import struct
import zipfile
from pathlib import Path

from mllab.data.read.formats import KNOWN_BINARY
from mllab.errors import DataError

HEAD = 65_536
STARTS = {b"\x1f\x8b": "gzip", b"\x93NUMPY": "npy", b"PAR1": "parquet"}
ZIP = (b"PK\x03\x04", b"PK\x05\x06")
FASTTEXT = b"\xba\x16\x4f\x2f"  # 793712314, fasttext.cc: FASTTEXT_FILEFORMAT_MAGIC_INT32
LONGEST = 100 << 20  # bytes of a safetensors header, by its specification
GIVE = "Give word2vec, GloVe or fastText vectors, a TSV of the projector, NPY, NPZ, Parquet, CSV or safetensors."
INSTEAD = (
    "It is a Python pickle, which can run code when it is opened, so mllab never does. In gensim, write the vectors as"
    " model.wv.save_word2vec_format('vectors.bin', binary=True), or keyed_vectors.save_word2vec_format(...), and give that file."
)


def detect(path: Path, name: str) -> str:
    """One of gzip, zip, npz, npy, parquet, safetensors, config, word2vec (text or binary, with a header), text, csv. O(1).

    Raises DataError for an empty file, a pickle, and whatever is known to be something else.
    """
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head.strip():
        raise DataError(f"{name} is empty. Check that the export or download finished.")
    for start, kind in STARTS.items():
        if head.startswith(start):
            return kind
    if head.startswith(ZIP):
        return _zip(path, name)
    refuse_pickle(path, head, name)
    if head.startswith(FASTTEXT):
        raise DataError(
            f"{name} is a model of fastText, not its vectors. Give the .vec file that lies beside it, or write one: print-word-vectors."
        )
    if _is_safetensors(head):
        return "safetensors"
    if counts(head) is not None:
        return "word2vec"
    for start, told in KNOWN_BINARY.items():
        if head.startswith(start) and (len(start) > 2 or b"\0" in head):
            raise DataError(f"{name} is {told}, not word vectors. {GIVE}")
    return _text(head, name)


def refuse_pickle(path: Path, head: bytes, name: str) -> None:
    """Raises DataError for a pickle (protocol 2 and later starts with its number; earlier ones by their name), with what to do."""
    pickled = head[:1] == b"\x80" and head[1:2] in (b"\x02", b"\x03", b"\x04", b"\x05")
    old = name.lower().endswith((".pkl", ".pickle")) and head[:1] in b"(c]}"
    if not pickled and not old:
        return
    arrays = sorted(one.name for one in path.parent.glob(f"{name}*.npy"))
    beside = f" The vectors in {arrays[0]} beside it can be read with a file of the words: words='vocabulary.txt'." if arrays else ""
    raise DataError(f"{name} is not opened. {INSTEAD}{beside}")


def counts(head: bytes) -> tuple[int, int] | None:
    """The words and dimension that a first line of two whole numbers promises, as word2vec and fastText write it; None without one."""
    parts = head[:100].removeprefix(b"\xef\xbb\xbf").split(b"\n", 1)[0].split()
    if len(parts) != 2 or b"\n" not in head[:100] or not all(part.isdigit() for part in parts):
        return None
    return int(parts[0]), int(parts[1])


def _zip(path: Path, name: str) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            members = [one.filename for one in archive.infolist() if not one.is_dir()]
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise DataError(f"{name} is a damaged zip file ({error}). Download or zip it again.") from error
    if members and all(one.endswith(".npy") for one in members):
        return "npz"
    if any(one.endswith("data.pkl") for one in members):
        raise DataError(
            f"{name} is not opened: it is a checkpoint of PyTorch, which holds a Python pickle. Save it as safetensors instead."
        )
    return "zip"


def _is_safetensors(head: bytes) -> bool:
    return len(head) > 9 and head[8:9] == b"{" and struct.unpack("<Q", head[:8])[0] <= LONGEST


def _text(head: bytes, name: str) -> str:
    if b"\0" in head or head.startswith((b"\xff\xfe", b"\xfe\xff")):
        more = " It may be UTF-16: save it as UTF-8." if head.startswith((b"\xff\xfe", b"\xfe\xff")) else ""
        if name.lower().endswith(".bytes"):
            more = " Give the projector's configuration (JSON) that names it: the shape stands there."
        raise DataError(f"{name} is a binary file of no format of word vectors that mllab knows.{more} {GIVE}")
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"{") and b'"embeddings"' in head:
        return "config"
    first = start.split(b"\n", 1)[0]
    if b"\t" not in first and first.count(b",") + first.count(b";") > 0 and first.count(b" ") < first.count(b",") + first.count(b";"):
        return "csv"
    return "text"
