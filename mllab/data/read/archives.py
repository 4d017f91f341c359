"""Unpacking gzip and zip, with limits that are checked while unpacking and not believed from a header."""

import gzip
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from mllab.data.table import Decision
from mllab.errors import DataError

MOST_BYTES = 4 << 30  # unpacked
MOST_RATIO = 200
RATIO_FLOOR = 100 << 20  # below this, even a good ratio harms nobody
PIECE = 1 << 20
DOCUMENT = "Open it in a spreadsheet program and export the sheet as CSV."


def gunzip(path: Path, name: str, target: Path) -> None:
    """Unpack a gzip file into `target`; DataError when it is cut off, damaged or a bomb."""
    for _ in gunzipping(path, name, target):
        pass


def gunzipping(path: Path, name: str, target: Path, most: int | None = None) -> Iterator[int]:
    """As `gunzip`, with how many packed bytes are done now and then; `most` unpacked bytes, if not MOST_BYTES."""
    packed = path.stat().st_size
    try:
        with path.open("rb") as raw, gzip.open(raw) as source, target.open("wb") as out:
            for piece in _limited(source, packed, name, most):
                out.write(piece)
                yield raw.tell()
    except EOFError as error:
        raise DataError(f"{name} is cut off: the gzip file ends in the middle. Copy or download it again.") from error
    except (OSError, zlib.error) as error:
        raise DataError(f"{name} is a damaged gzip file ({error}). Copy or download it again.") from error


def unzip(path: Path, name: str, target: Path, member: str | None) -> tuple[str, list[Decision]]:
    """Unpack one member of a zip into `target`: its name, and the decision when there were several.

    The member's name is never used as a path.
    """
    chosen, names = member_of(path, name, member)
    for _ in unzipping(path, name, target, chosen):
        pass
    why = f"the largest of {len(names)} files in the zip" if member is None else "asked for"
    said = [Decision("member", chosen.filename, why, "member", names)]
    return chosen.filename, said if len(names) > 1 else []


def member_of(path: Path, name: str, member: str | None) -> tuple[zipfile.ZipInfo, tuple[str, ...]]:
    """The member of a zip that is asked for, or its largest, and the names of all. Raises DataError when there is none."""
    with zipfile.ZipFile(path) as archive:
        members = [one for one in archive.infolist() if not one.is_dir() and not _hidden(one.filename)]
    if not members:
        raise DataError(f"{name} is a zip file without a file in it. Zip the table again.")
    chosen = _choose(members, member, name)
    if chosen.flag_bits & 1:
        raise DataError(f"{chosen.filename!r} in {name} is protected by a password. Unzip it first and give the table itself.")
    return chosen, tuple(one.filename for one in members)


def unzipping(path: Path, name: str, target: Path, chosen: zipfile.ZipInfo, most: int | None = None) -> Iterator[int]:
    """Unpack a member into `target`, with how many bytes are written now and then; DataError when it is damaged or a bomb."""
    _check_declared(chosen, name, most)
    done = 0
    try:
        with zipfile.ZipFile(path) as archive, archive.open(chosen) as source, target.open("wb") as out:
            for piece in _limited(source, max(1, chosen.compress_size), name, most):
                done += out.write(piece)
                yield done
    except (zipfile.BadZipFile, EOFError, zlib.error, NotImplementedError, OSError) as error:
        raise DataError(f"{chosen.filename!r} in {name} cannot be unpacked ({error}). Zip the table again.") from error


def alone(path: Path) -> bool:
    """Whether a zip holds one file and nothing else."""
    with zipfile.ZipFile(path) as archive:
        return len(archive.namelist()) == 1


def check_document(path: Path, name: str) -> None:
    """Refuse an Excel or OpenDocument file, which is a zip that another reader unpacks, when it is a bomb; O(unpacked bytes).

    Counted against the size of the file itself, as members may overlap in it; first as declared, then by inflating, since
    what a header declares binds nobody (zipfile stops there, the reader of the workbook does not).
    """
    packed = path.stat().st_size
    try:
        with zipfile.ZipFile(path) as archive, path.open("rb") as file:
            members = archive.infolist()
            declared = sum(one.file_size for one in members)
            if _too_much(declared, packed):
                raise _bomb(name, declared, packed, DOCUMENT)
            done = 0
            for one in members:
                for length in _inflated(file, one):
                    done += length
                    if _too_much(done, packed):
                        raise _bomb(name, done, packed, DOCUMENT)
    except (zipfile.BadZipFile, EOFError, zlib.error, struct.error, OSError) as error:
        raise DataError(f"{name} is a damaged Excel or OpenDocument file ({error}). Copy it again, or save it anew.") from error


def _inflated(file: IO[bytes], member: zipfile.ZipInfo) -> Iterator[int]:
    """The lengths of the pieces that a member really unpacks to."""
    file.seek(member.header_offset)
    names, extra = struct.unpack("<26xHH", file.read(30))  # PKWARE APPNOTE 4.3.7: the local header ends with these two lengths
    file.seek(names + extra, 1)
    if member.compress_type == zipfile.ZIP_STORED:
        yield member.compress_size
        return
    if member.compress_type != zipfile.ZIP_DEFLATED:
        raise zipfile.BadZipFile(f"{member.filename[:100]!r} is packed by a method that such files do not use")
    left, inflater = member.compress_size, zlib.decompressobj(-zlib.MAX_WBITS)
    while not inflater.eof and (given := inflater.unconsumed_tail or file.read(min(left, PIECE))):
        left -= 0 if inflater.unconsumed_tail else len(given)
        yield len(inflater.decompress(given, PIECE))


def _hidden(name: str) -> bool:
    return name.startswith("__MACOSX/") or name.rsplit("/", 1)[-1].startswith(".")


def _choose(members: list[zipfile.ZipInfo], asked: str | None, name: str) -> zipfile.ZipInfo:
    if asked is None:
        return max(members, key=lambda one: one.file_size)
    for one in members:
        if one.filename == asked:
            return one
    listed = ", ".join(repr(one.filename) for one in members[:10])
    raise DataError(f"{name} has no member {asked!r}. It has: {listed}.")


def _check_declared(chosen: zipfile.ZipInfo, name: str, most: int | None) -> None:
    if _too_much(chosen.file_size, max(1, chosen.compress_size), most):
        raise _bomb(name, chosen.file_size, chosen.compress_size, most=most)


def _limited(source: IO[bytes] | gzip.GzipFile, packed: int, name: str, most: int | None) -> Iterator[bytes]:
    """The pieces of `source`, as long as what came out is in proportion to what went in."""
    done = 0
    while piece := source.read(PIECE):
        done += len(piece)
        if _too_much(done, packed, most):
            raise _bomb(name, done, packed, most=most)
        yield piece


def _too_much(unpacked: int, packed: int, most: int | None = None) -> bool:
    return unpacked > (MOST_BYTES if most is None else most) or (unpacked > RATIO_FLOOR and unpacked > MOST_RATIO * packed)


def _bomb(
    name: str, unpacked: int, packed: int, instead: str = "Unpack it yourself and give the table.", most: int | None = None
) -> DataError:
    return DataError(
        f"{name} unpacks from {packed:,} to at least {unpacked:,} bytes. mllab stops at {(MOST_BYTES if most is None else most) >> 30} GB or {MOST_RATIO} times the packed size"
        f" (above {RATIO_FLOOR >> 20} MB), as a zip bomb looks like this. {instead}"
    )
