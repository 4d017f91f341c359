"""Bytes to text: byte order marks, UTF-16 without one, UTF-8 with a few bad bytes, cp1252, Latin-1; what is no text at all."""

import codecs
import re
from dataclasses import dataclass

from mllab.errors import DataError

MARKS = (  # the longer ones first: the UTF-32 mark begins with the UTF-16 one
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
MAGIC = (
    (b"PK\x03\x04", "a ZIP archive or an Excel workbook"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook or Word document"),
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3", "an SQLite database"),
    (b"ARROW1", "an Arrow file"),
    (b"\x7fELF", "a program"),
)
CONTROLS = bytes(set(range(32)) - {9, 10, 11, 12, 13, 26, 27, 28, 29, 30, 31, 1, 2, 3})  # 1-3 and 28-31 serve as delimiters
MOST_BAD_SHARE = 0.01  # bytes that are not UTF-8, against those that are more than ASCII and are: above it, it is not UTF-8
UNDEFINED_IN_CP1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")


@dataclass(frozen=True)
class Text:
    """The characters of a file, how they were told from its bytes, and the lines (from 1) where bytes were repaired."""

    text: str
    encoding: str
    why: str
    repaired: dict[int, str]


def decode(data: bytes, encoding: str | None = None, cut: bool = False) -> Text:
    """The text of `data`; O(n). `cut`: the data may end within a character. Raises DataError for what is not text."""
    if encoding is not None:
        return _as_told(data, encoding)
    for mark, name in MARKS:
        if data.startswith(mark):
            return _marked(data, name, cut)
    if (wide := _utf16_without_mark(data)) is not None:
        return Text(data[: len(data) // 2 * 2].decode(wide, "replace"), wide, "every other byte is zero", {})
    _refuse_binary(data)
    nulls: dict[int, str] = {}
    if b"\0" in data:
        nulls = dict.fromkeys(_lines_with(data, re.compile(rb"\0")), "zero bytes taken out")
        data = data.replace(b"\0", b"")
    text = _eight_bit(data, cut)
    return Text(text.text, text.encoding, text.why, {**nulls, **text.repaired})


def _as_told(data: bytes, encoding: str) -> Text:
    try:
        codec = codecs.lookup(encoding)
    except LookupError:
        raise DataError(f"No encoding is called {encoding!r}. Try utf-8, utf-16, cp1252 or latin-1.") from None
    if codec.name == "utf-8" and data.startswith(codecs.BOM_UTF8):
        data = data[3:]
    try:
        return Text(data.decode(encoding), encoding, "as told", {})
    except UnicodeDecodeError as problem:
        line = data[: problem.start].count(b"\n") + 1
        byte = f"{data[problem.start]:#04x}"
        raise DataError(f"The file is not {encoding}: byte {byte} in line {line} means nothing in it. Leave it to be decided.") from None


def _marked(data: bytes, name: str, cut: bool) -> Text:
    why = "the file begins with its byte order mark"
    if name == "utf-8-sig":
        found = _eight_bit(data[3:], cut)
        return Text(found.text, "utf-8-sig" if found.encoding in {"utf-8", "ascii"} else found.encoding, why, found.repaired)
    return Text(data.decode(name, "replace").rstrip("\ufffd" if cut else ""), name, why, {})


def _utf16_without_mark(data: bytes) -> str | None:
    """utf-16-le or -be when nearly all zero bytes stand on one side: Latin letters, digits and line ends do that."""
    head = data[:20_000]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if even + odd < 0.2 * len(head) or len(head) < 4:
        return None
    if odd > 20 * even:
        return "utf-16-le"
    return "utf-16-be" if even > 20 * odd else None


def _refuse_binary(data: bytes) -> None:
    for magic, kind in MAGIC:
        if data.startswith(magic):
            raise DataError(f"This is {kind}, not a text table (it begins with {data[:4]!r}). Give the table as CSV text.")
    head = data[:1_000_000]
    strange = len(head) - len(head.translate(None, CONTROLS))
    if strange > max(0.005 * len(head), 3):
        place = next(i for i, byte in enumerate(head) if byte in CONTROLS)
        raise DataError(
            f"This looks binary, not text: {strange} of the first {len(head)} bytes are control characters, "
            f"the first at byte {place} ({head[place]:#04x}). Give the table as CSV text."
        )


def _eight_bit(data: bytes, cut: bool) -> Text:
    if data.isascii():
        return Text(data.decode("ascii"), "utf-8", "only ASCII characters", {})
    try:
        return Text(data.decode("utf-8"), "utf-8", "every byte fits UTF-8", {})
    except UnicodeDecodeError as problem:
        if cut and problem.start > len(data) - 4:
            return _eight_bit(data[: problem.start], False)
    return _patched(data) or _western(data)


def _patched(data: bytes) -> Text | None:
    """UTF-8 with a few bytes of another origin, read as cp1252 and told line by line; None when they are not few."""
    text = data.decode("utf-8", "surrogateescape")
    bad = re.findall("[\udc80-\udcff]", text)
    good = sum(1 for _ in re.finditer("[^\x00-\x7f\udc80-\udcff]", text))
    if len(bad) > MOST_BAD_SHARE * len(data) or len(bad) > good:
        return None
    lines = {i: "a byte is not UTF-8; read as cp1252" for i, line in enumerate(_physical(text), 1) if re.search("[\udc80-\udcff]", line)}
    text = re.sub("[\udc80-\udcff]", lambda m: bytes([ord(m[0]) - 0xDC00]).decode("cp1252", "replace"), text)
    return Text(text, "utf-8", f"all but {len(bad)} bytes fit UTF-8", lines)


def _western(data: bytes) -> Text:
    if UNDEFINED_IN_CP1252.search(data):
        return Text(data.decode("latin-1"), "latin-1", "not UTF-8, and bytes that cp1252 does not define", {})
    return Text(data.decode("cp1252"), "cp1252", "not UTF-8; the usual encoding of Western European Windows", {})


def _physical(text: str) -> list[str]:
    return re.split("\r\n|\n|\r", text)


def _lines_with(data: bytes, pattern: re.Pattern[bytes]) -> list[int]:
    return [i for i, line in enumerate(re.split(rb"\r\n|\n|\r", data), 1) if pattern.search(line)]
