"""What the default embedding is built from: two files, known by their checksums."""

import io
import lzma
import tarfile
from hashlib import sha256
from pathlib import Path

from mllab.errors import DataError

WEIGHTS = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"  # sha256 of model.safetensors, all-MiniLM-L6-v2
DICTIONARY = ("index.noun", "index.verb", "index.adj", "index.adv", "data.noun", "data.verb", "data.adj", "data.adv", "cntlist.rev")
EXCEPTIONS = ("noun.exc", "verb.exc", "adj.exc", "adv.exc")
WORDNET = "95f97f8746047ff168324dc8d2c4af74b63ef794a871b2f50cb07746e2ec2557"  # of the files above of WordNet 3.0, in this order


def dictionary(path: Path | str) -> dict[str, str]:
    """The texts of WordNet 3.0's files by name, from a folder or from the Debian package `wordnet-base`.

    Raises DataError when a file is missing or the files are not those of WordNet 3.0 as Debian 12 has it (1:3.0-37).
    """
    place = Path(path)
    held = _folder(place) if place.is_dir() else _deb(place)
    if lacking := [name for name in (*DICTIONARY, *EXCEPTIONS) if name not in held]:
        raise DataError(f"{place} lacks {', '.join(lacking)}. Bring WordNet 3.0's database: the .deb of wordnet-base, or its folder.")
    check(b"".join(held[name] for name in (*DICTIONARY, *EXCEPTIONS)), WORDNET, f"WordNet in {place}")
    return {name: text.decode("latin-1") for name, text in held.items()}


def check(content: bytes, wanted: str, what: str) -> None:
    """Raises DataError when `content` is not what the build was written for: other input, other words."""
    if (found := sha256(content).hexdigest()) != wanted:
        raise DataError(f"{what} has the checksum {found}, the build wants {wanted}. Bring the version that the card names.")


def _folder(place: Path) -> dict[str, bytes]:
    inner = place / "usr" / "share" / "wordnet"
    folder = inner if inner.is_dir() else place
    return {name: (folder / name).read_bytes() for name in (*DICTIONARY, *EXCEPTIONS) if (folder / name).is_file()}


def _deb(file: Path) -> dict[str, bytes]:
    """A Debian package is an `ar` archive: a mark, then members of a 60-byte head and their bytes, each at an even place."""
    if not file.is_file():
        raise DataError(f"There is no {file}. Give the .deb of wordnet-base (apt-get download wordnet-base) or a folder.")
    content = file.read_bytes()
    at = 8
    while content[:8] == b"!<arch>\n" and at + 60 <= len(content):
        name, size = content[at : at + 16].strip().rstrip(b"/"), content[at + 48 : at + 58].strip()
        if not size.isdigit():
            break
        body = content[at + 60 : at + 60 + int(size)]
        if name == b"data.tar.xz":
            return _members(body, file)
        at += 60 + int(size) + int(size) % 2
    raise DataError(f"{file} is no Debian package with a data.tar.xz. Give the .deb of wordnet-base.")


def _members(packed: bytes, file: Path) -> dict[str, bytes]:
    try:
        with tarfile.open(fileobj=io.BytesIO(lzma.decompress(packed))) as archive:
            wanted = {f"./usr/share/wordnet/{name}": name for name in (*DICTIONARY, *EXCEPTIONS)}
            found = ((wanted[member.name], archive.extractfile(member)) for member in archive if member.name in wanted)
            return {name: content.read() for name, content in found if content is not None}
    except (lzma.LZMAError, tarfile.TarError) as wrong:
        raise DataError(f"{file} cannot be unpacked: {wrong}. Download it again.") from wrong
