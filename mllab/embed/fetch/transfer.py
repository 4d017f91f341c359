"""A download that goes on where it was interrupted, and is not believed before its size and checksum are right."""

import hashlib
import json
import shutil
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from typing import Any

from mllab import __version__
from mllab.errors import DataError

PIECE = 1 << 20
PATIENCE = 60.0  # seconds without a byte
TRIES = 5  # in a row that bring nothing more
PAUSE = 1.0  # seconds before the second try, more before later ones
MARGIN = 64 << 20  # bytes that are left free on the disk


@dataclass(frozen=True)
class Download:
    """What is to come from where: `checksum` is `algorithm:hex digits`."""

    address: str
    target: Path
    size: int
    checksum: str

    @property
    def part(self) -> Path:
        """What has come so far."""
        return self.target.with_name(f"{self.target.name}.part")

    @property
    def tag(self) -> Path:
        """What the server called the version that `part` is of."""
        return self.target.with_name(f"{self.target.name}.part.json")


def download(wanted: Download) -> Iterator[tuple[str, int]]:
    """Bring a file: yields ("downloading" or "checking", bytes done). The target appears when its size and checksum are right.

    What has come stays when it is interrupted, and the next call asks for the rest (HTTP ranges, RFC 9110), from the start where the server has
    none or another version. Raises DataError for a server that cannot be reached, another size, and a wrong checksum, which removes the file.
    """
    wanted.target.parent.mkdir(parents=True, exist_ok=True)
    _room(wanted)
    yield from _whole(wanted)
    digest = hashlib.new(wanted.checksum.split(":")[0], usedforsecurity=False)
    with wanted.part.open("rb") as file:
        while piece := file.read(PIECE):
            digest.update(piece)
            yield "checking", file.tell()
    if digest.hexdigest() != wanted.checksum.split(":")[1]:
        _forget(wanted)
        raise DataError(
            f"What came from {wanted.address} is not what was published: its {digest.name} is {digest.hexdigest()}, expected"
            f" {wanted.checksum.split(':')[1]}. It was removed. Try again; if it comes again, the publisher has changed the file."
        )
    wanted.part.replace(wanted.target)
    wanted.tag.unlink(missing_ok=True)


def _whole(wanted: Download) -> Iterator[tuple[str, int]]:
    """Ask until all bytes are there, as long as each time brings some."""
    tries = 0
    while (have := _have(wanted)) < wanted.size:
        try:
            for done in _some(wanted, have):
                yield "downloading", done
            said = "the server ended early"
        except (OSError, HTTPException) as error:
            _refused(wanted, error)
            said = str(error) or type(error).__name__
        if _have(wanted) >= wanted.size:
            return
        tries = 1 if _have(wanted) > have else tries + 1
        if tries == TRIES:
            raise DataError(
                f"{wanted.address} cannot be read: {said}. {_have(wanted):,} of {wanted.size:,} bytes are here; the same command goes on from there."
            )
        time.sleep(PAUSE * tries)


def _some(wanted: Download, have: int) -> Iterator[int]:
    """One request for what is missing."""
    headers = {"User-Agent": f"mllab/{__version__}", "Accept-Encoding": "identity"}
    tag = _tag(wanted)
    if have and tag:
        headers |= {"Range": f"bytes={have}-", "If-Range": tag}
    with _opener().open(urllib.request.Request(wanted.address, headers=headers), timeout=PATIENCE) as answer:
        goes_on = _goes_on(wanted, answer, have)
        if not goes_on:
            _check_size(wanted, answer.headers.get("Content-Length"))
        wanted.tag.write_text(json.dumps({"address": wanted.address, "tag": _named(answer)}), encoding="utf-8")
        with wanted.part.open("ab" if goes_on else "wb") as out:
            while piece := answer.read(PIECE):
                if out.tell() + len(piece) > wanted.size:
                    raise DataError(
                        f"{wanted.address} sends more than the {wanted.size:,} bytes that were published. Nothing of it was used."
                    )
                out.write(piece)
                yield out.tell()


def _goes_on(wanted: Download, answer: HTTPResponse, have: int) -> bool:
    """Whether the answer is the rest of what is here; another rest than asked for is refused."""
    if answer.status != 206:
        return False
    span, _, size = str(answer.headers.get("Content-Range")).removeprefix("bytes ").partition("/")
    if span.partition("-")[0] != str(have):
        raise DataError(f"{wanted.address} answers with bytes {span}, asked for those from {have}. Try again later.")
    _check_size(wanted, size)
    return True


def _check_size(wanted: Download, told: str | None) -> None:
    if told is not None and told.isdigit() and int(told) != wanted.size:
        _forget(wanted)
        raise DataError(
            f"{wanted.address} has {int(told):,} bytes, and {wanted.size:,} were published: the publisher has changed the file. Download it by hand"
            " if you trust it, and read it by its path."
        )


def _refused(wanted: Download, error: Exception) -> None:
    """Raise for what another try does not mend; a part that the server takes for none of its own is dropped first."""
    if isinstance(error, urllib.error.HTTPError):
        if error.code == 416:
            _forget(wanted)
        elif error.code < 500 and error.code != 429:
            raise DataError(f"{wanted.address} is not to be had: {error.code} {error.reason}. The publisher may have moved it.") from error


def _have(wanted: Download) -> int:
    """Bytes that are here. Without the server's name for the version, they cannot be gone on with."""
    if wanted.part.exists() and wanted.part.stat().st_size < wanted.size and not _tag(wanted):
        _forget(wanted)
    return wanted.part.stat().st_size if wanted.part.exists() else 0


def _tag(wanted: Download) -> str | None:
    try:
        told = json.loads(wanted.tag.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return told.get("tag") if isinstance(told, dict) and told.get("address") == wanted.address else None


def _named(answer: HTTPResponse) -> str | None:
    """A strong ETag, or the time of the last change: what If-Range takes."""
    tag = answer.headers.get("ETag")
    return tag if tag and not tag.startswith("W/") else answer.headers.get("Last-Modified")


def _forget(wanted: Download) -> None:
    wanted.part.unlink(missing_ok=True)
    wanted.tag.unlink(missing_ok=True)


def _room(wanted: Download) -> None:
    here = wanted.part.stat().st_size if wanted.part.exists() else 0
    free = shutil.disk_usage(wanted.target.parent).free
    if free < wanted.size - here + MARGIN:
        raise DataError(
            f"{wanted.target.parent} has {free:,} bytes free, and {wanted.size:,} are needed. Make room, or set MLLAB_HOME to a folder elsewhere."
        )


class _Safe(urllib.request.HTTPRedirectHandler):
    """Redirections are followed, but never from an encrypted address to a plain one."""

    def redirect_request(self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Any:
        if req.full_url.startswith("https:") and not newurl.startswith("https:"):
            raise DataError(f"{req.full_url} sends on to {newurl}, which is not encrypted. Nothing was downloaded.")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _opener() -> urllib.request.OpenerDirector:
    return urllib.request.build_opener(_Safe)
