"""Reading word vectors from whatever holds them: `words("glove.6B.300d.txt")`, or `reading(...)` to watch it.

The way through the files: `formats` (what the bytes are), `packed` (gzip, zip), `layout`, `blocks`, `text` and `binary` (word2vec, GloVe, fastText,
TSV), `projector` (tensors.bytes with its config), `arrays` (NPY, NPZ), `tables` (Parquet, CSV), `tensors` (safetensors), `beside` and `named` (words in
a file of their own), `collect` and `growing` (checked and written down row by row), `rejects` (what does not fit), `kept` (opened again).
"""

import errno
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mllab.data.read.source import located
from mllab.embed.read import kept
from mllab.embed.read.rejects import Reject, Rejects
from mllab.embed.read.task import Asked, Task
from mllab.embed.words import Words
from mllab.errors import DataError, ParamError

__all__ = ["Reading", "Reject", "kept", "reading", "rejects", "warm", "words"]


@dataclass(frozen=True)
class Reading:
    """A file on its way: `done` of `total` bytes, `words` so far, what is being done; the last state has the `result`."""

    done: int
    total: int
    words: int
    doing: str
    result: Words | None = None

    @property
    def share(self) -> float:
        """From 0 to 1."""
        return min(1.0, self.done / max(1, self.total))


def words(path: str | Path, *, strict: bool = False, again: bool = False, **asked: Any) -> Words:
    """The words of a file: word2vec, GloVe, fastText, TSV, NPY, NPZ, Parquet, CSV or safetensors, also gzipped or zipped; the last state of
    `reading`, whose options these are.
    """
    result = [state.result for state in reading(path, strict=strict, again=again, **asked)][-1]
    if result is None:
        raise RuntimeError("a reading ended without a result")
    return result


def reading(path: str | Path, *, strict: bool = False, again: bool = False, **asked: Any) -> Iterator[Reading]:
    """Read a file of word vectors, state by state; the last one has the result.

    What does not fit is left out and told (`rejects(words)`, and in `words.notes`); with `strict` the first such line is an error. `asked`
    are the fields of `Asked`: words, member, tensor, column, partial. What was read lies in the workspace, and is mapped from there when the
    same unchanged file is opened again (`again` reads it anew). O(bytes); memory of some blocks, whatever the size. Raises DataError for
    what holds no word vectors, and ParamError for an option that does not exist.
    """
    chosen = _asked(asked)
    source = located(path, None, kept.home())[0]
    digest = kept.mark(source, _others(source, chosen), chosen)
    found = None if again else kept.load(digest)
    if found is not None and not (strict and kept.rejects(digest)[0]):
        size = source.stat().st_size
        yield Reading(size, size, len(found), "opened as it was read before", found)
        return
    with kept.draft() as folder:
        task = Task(source, source.name, source.parent, chosen, folder, Rejects(source.name, strict))
        yield from _read(task)
        size = task.size
        kept.keep(task, digest, source)
    result = kept.load(digest)
    if result is None:
        raise DataError(f"What was read from {source.name} cannot be opened in {kept.home()}. Is the disk full?")
    yield Reading(size, size, len(result), "done", result)


def rejects(read: Words) -> list[Reject]:
    """What was left out when these words were read, the first 10,000. Raises DataError for words that do not come from a file."""
    return kept.rejects(read.digest)[0]


def warm() -> None:
    """Compile what reading needs, or load it from the disk, so that no opening waits for it."""
    for data in (b"a 1 2\nb 3 4\n", b"1 2\na " + bytes(8)):
        with tempfile.TemporaryDirectory(prefix="mllab-") as folder:
            path, made = Path(folder) / "few", Path(folder) / "made"
            path.write_bytes(data)
            made.mkdir()
            for _ in _read(Task(path, path.name, path.parent, Asked(), made, Rejects(path.name))):
                pass


def _asked(options: dict[str, Any]) -> Asked:
    known = Asked.__dataclass_fields__
    if unknown := sorted(set(options) - set(known)):
        raise ParamError(f"There is no option {unknown[0]!r} for reading word vectors. There are {', '.join(known)}, strict and again.")
    if options.get("words") is not None:
        options["words"] = str(options["words"])
    return Asked(**options)


def _others(source: Path, asked: Asked) -> list[Path]:
    """Other files that the result may depend on."""
    from mllab.embed.read import beside, projector

    named = [located(asked.words, None, source.parent)[0]] if asked.words else []
    return [*named, *beside.companions(source), *projector.companions(source)]


def _read(task: Task) -> Iterator[Reading]:
    from mllab.embed.read import packed
    from mllab.embed.read.formats import detect

    try:
        for done, total in packed.unpack(task):
            yield Reading(done, total, 0, "unpacking")
        total = task.size
        with closing(_reader(detect(task.path, task.name))(task)) as steps:
            for done in steps:
                yield Reading(done, total, task.made.words if task.made else 0, "reading")
        if task.made is None:
            raise RuntimeError(f"the reader of {task.name} has read nothing")
        yield Reading(total, total, task.made.words, "looking for words that come twice")
        task.made.close()
        task.notes.extend(note for note in (task.made.note(),) if note)
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        raise DataError(f"The disk of {kept.home()} is full. Make room, or set MLLAB_HOME to a folder on another disk.") from error
    finally:
        if task.made is not None:
            task.made.discard()


def _reader(kind: str) -> Any:
    from mllab.embed.read import arrays, binary, projector, tables, tensors, text

    return {
        "text": text.read,
        "word2vec": binary.read,
        "config": projector.read,
        "npy": arrays.read_npy,
        "npz": arrays.read_npz,
        "parquet": tables.read_parquet,
        "csv": tables.read_csv,
        "safetensors": tensors.read,
    }[kind]
