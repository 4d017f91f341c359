"""Which format a file has, decided by its content; its name only settles what content leaves open."""

from pathlib import Path

from mllab.errors import DataError

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
KNOWN_BINARY = {
    b"%PDF": "a PDF document",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"7z\xbc\xaf": "a 7-Zip archive",
    b"Rar!": "a RAR archive",
    b"BZh": "a bzip2 archive",
    b"\xfd7zXZ": "an xz archive",
    b"\x28\xb5\x2f\xfd": "a Zstandard archive",
    b"SQLite format 3": "an SQLite database",
    b"\x7fELF": "a program",
    b"MZ": "a program",
    b"\x89HDF": "an HDF5 file",
    b"\x80\x04": "a Python pickle, which mllab never opens because it can run code",
}
HEAD = 65_536


def detect(path: Path, name: str) -> str:
    """One of csv, excel, parquet, arrow, json, jsonl, gzip, zip; DataError for what is none of them."""
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not size or not head.strip():
        raise DataError(f"{name} is empty: it has {size} bytes and no text. Check that the export or download finished.")
    for start, kind in {b"PAR1": "parquet", b"ARROW1": "arrow", b"FEA1": "arrow", b"\x1f\x8b": "gzip"}.items():
        if head.startswith(start):
            return kind
    if head.startswith(OLE):
        return "excel"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip(path, name)
    if head.startswith(b"\xff\xff\xff\xff") and size > 8:
        return "arrow"  # an IPC stream
    _refuse_binary(head, name)
    return _text(path, head, name)


def _zip(path: Path, name: str) -> str:
    """Excel and OpenDocument files are zips with a table of contents of their own."""
    import zipfile

    try:
        with zipfile.ZipFile(path) as archive:
            members = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise DataError(f"{name} is a damaged zip file ({error}). Download or zip it again.") from error
    if any(one.startswith("xl/workbook") for one in members):
        return "excel"
    return "excel" if "content.xml" in members and "mimetype" in members else "zip"


def _refuse_binary(head: bytes, name: str) -> None:
    for start, kind in KNOWN_BINARY.items():
        if head.startswith(start) and (len(start) > 2 or b"\0" in head):
            raise DataError(f"{name} is {kind}, not a table. Give CSV, Excel, Parquet, Arrow, JSON or JSON Lines.")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or _looks_utf16(head):
        return
    control = sum(head.count(bytes([one])) for one in (*range(1, 9), *range(14, 27), 28, 29, 30, 31))
    if head.count(0) > 0.01 * len(head) or control > 0.05 * len(head):
        raise DataError(f"{name} is a binary file of no format that mllab knows. Give CSV, Excel, Parquet, Arrow, JSON or JSON Lines.")


def _looks_utf16(head: bytes) -> bool:
    """Every other byte zero, as in UTF-16 of Western text without a byte order mark."""
    even, odd = head[::2].count(0), head[1::2].count(0)
    return max(even, odd) > 0.35 * len(head) and min(even, odd) < 0.02 * len(head)


def _text(path: Path, head: bytes, name: str) -> str:
    start = head.decode("utf-8-sig", errors="ignore").lstrip()
    if not start.startswith(("{", "[")):
        return "csv"
    if name.lower().endswith((".jsonl", ".ndjson")):
        return "jsonl"
    return _json(path, start, name)


def _json(path: Path, start: str, name: str) -> str:
    """JSON, JSON Lines, or a CSV whose first cell happens to begin with a bracket."""
    import json

    first, _, rest = start.partition("\n")
    try:
        parsed = json.loads(first)
    except ValueError:
        return "json" if name.lower().endswith(".json") or _opens_json(start) else "csv"
    if isinstance(parsed, dict | list) and rest.lstrip().startswith(("{", "[")):
        return "jsonl"
    return "json"


def _opens_json(start: str) -> bool:
    rest = start[1:].lstrip()
    return rest[:1] in '"{[]}' if start.startswith("{") else rest[:1] in '{["-0123456789tfn]'
