"""The layout of a file too large to hold, from its head, its tail and a few pieces between."""

import random
from dataclasses import replace
from pathlib import Path

from mllab.data.csv.encoding import Text, decode
from mllab.data.csv.layout import DECIDE, CsvOptions, Layout, Parsed
from mllab.data.csv.parsing import Reading
from mllab.data.csv.prepared import Dialect
from mllab.data.csv.records import physical, read
from mllab.data.table import Decision

WHOLE = 4_000_000  # bytes: a file up to this size is read whole
HEAD, TAIL, PIECE, PIECES = 250_000, 100_000, 100_000, 4
LONGER = (1_000_000, 4_000_000)  # heads to try where a preamble may be longer than the first
SYNC = 100  # rows at the start of a piece that may be the rest of a quoted cell
SEED = 20230801


def sniff(path: Path, options: CsvOptions = DECIDE) -> tuple[Layout, list[Decision]]:
    """How a file is to be read, and why. Reads at most 6 MB, whatever its size, but for lines that it is told to skip.

    Of a larger file the head decides, a longer one where it does not go with the rest; pieces from the middle and the tail are looked at for characters of another
    encoding, rows of another width (`plain` is then False) and footnotes. Of UTF-16 only the head is looked at.
    Raises DataError when the bytes are no text.
    """
    if path.stat().st_size <= WHOLE:
        parsed = Reading(decode(path.read_bytes(), options.encoding), options).parsed()
        return parsed.layout, parsed.decisions
    chunks = _chunks(path)
    if decode(chunks[0], options.encoding, cut=True).encoding.startswith(("utf-16", "utf-32")):
        chunks = chunks[:1]
    decoded = decode(b"".join(chunks), options.encoding, cut=True)
    texts = [_text(chunk, decoded.encoding) for chunk in chunks]
    parsed = Reading(Text(texts[0], decoded.encoding, decoded.why, {}), options).parsed()
    if not _all_agree(texts, parsed.layout):
        parsed = _behind_a_long_preamble(path, texts, decoded, options) or parsed
    layout, decisions = _with_footnotes(parsed, texts[-1] if len(texts) > 1 else "")
    strange = decoded.repaired or not _all_agree(texts, layout)
    seen = f"{sum(map(len, chunks)):,} of {path.stat().st_size:,} bytes"
    said = Decision("looked at", seen, "the file is large: its head, its tail and pieces between")
    return replace(layout, plain=layout.plain and not strange), [*decisions, said]


def _behind_a_long_preamble(path: Path, texts: list[str], decoded: Text, options: CsvOptions) -> Parsed | None:
    """What a longer head says, where the pieces agree with that: the first one may hold nothing but lines before the table."""
    told = [_end_of_lines(path, options.skip_rows) + HEAD] if options.skip_rows else []
    for size in (*LONGER, *told):
        with path.open("rb") as file:
            head = file.read(size)
        text = _text(head[: _last_end(head) or len(head)], decoded.encoding)
        parsed = Reading(Text(text, decoded.encoding, decoded.why, {}), options).parsed()
        if _all_agree(texts, parsed.layout):
            return parsed
    return None


def _end_of_lines(path: Path, lines: int) -> int:
    """Where so many lines end, in bytes."""
    with path.open("rb") as file:
        for _ in range(lines):
            file.readline()
        return file.tell()


def _chunks(path: Path) -> list[bytes]:
    """The head, pieces at seeded places and the tail, each of whole lines where there are line ends."""
    size, chance = path.stat().st_size, random.Random(SEED)
    with path.open("rb") as file:
        head = file.read(HEAD)
        chunks = [head[: _last_end(head) or len(head)]]
        for place in sorted(chance.randrange(HEAD, size - TAIL - PIECE) for _ in range(PIECES)):
            file.seek(place)
            chunks.append(_whole_lines(file.read(PIECE)))
        file.seek(size - TAIL)
        tail = file.read(TAIL)
    return [*chunks, tail[_first_end(tail) :]]


def _last_end(data: bytes) -> int:
    return max(data.rfind(b"\n"), data.rfind(b"\r") if b"\n" not in data else -1) + 1


def _first_end(data: bytes) -> int:
    return (data.find(b"\n") if b"\n" in data else data.find(b"\r")) + 1


def _whole_lines(data: bytes) -> bytes:
    return data[_first_end(data) : _last_end(data)]


def _text(chunk: bytes, encoding: str) -> str:
    return chunk.decode(encoding, "replace").lstrip("\ufeff")


def _all_agree(texts: list[str], layout: Layout) -> bool:
    """Whether the pieces between head and tail have the rows of the layout."""
    return all(_agrees(text, layout) for text in texts[1:-1])


def _agrees(text: str, layout: Layout) -> bool:
    """Whether a piece has only rows of the layout's width, but for what may be the rest of a quoted cell at its start."""
    prepared = Dialect(layout.delimiter, layout.quote, layout.escape).prepare(text)
    rows = read(prepared, physical(prepared.text))[SYNC:]
    return all(not row.fault and len(row.fields) == layout.width for row in rows[:-1])


def _with_footnotes(head: Parsed, tail: str) -> tuple[Layout, list[Decision]]:
    """The head's layout with the footnotes of the tail instead of its own."""
    layout, decisions = head.layout, [d for d in head.decisions if d.about != "footnotes"]
    if not tail:
        return layout, decisions
    d = Dialect(layout.delimiter, layout.quote, layout.escape)
    options = CsvOptions(delimiter=d.delimiter, quote=d.quote, escape=d.escape, header_rows=0, skip_rows=0, table=0)
    end = Reading(Text(tail, layout.encoding, "", {}), options).parsed()
    decisions += [decision for decision in end.decisions if decision.about == "footnotes"]
    return replace(layout, footer_rows=end.layout.footer_rows, plain=layout.plain and end.layout.footer_rows == 0), decisions
