"""The file as it came: its first and last lines, each coloured by what the reader made of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from pathlib import Path

from mllab.data.table import Table

HEAD, TAIL, WIDE = 16, 3, 160
SMALL = 4 * 1024 * 1024  # bytes up to which the last lines are shown too
OUTSIDE = ("preamble", "footnote", "table ")  # reasons of lines around the table
TEXTS = {".csv", ".tsv", ".txt", ".tab", ".psv", ".dat", ".json", ".jsonl", ".ndjson"}
MEANING = {"skipped": "not part of the table", "header": "names of the columns", "odd": "did not fit", "row": "", "blank": ""}


@dataclass(frozen=True)
class Line:
    """A line of the source; `number` counts from 1."""

    number: int
    text: str
    kind: str


def lines(table: Table) -> list[Line]:
    """The first and last lines of the source of `table`; none when the source is not text (Excel, Parquet, gzip)."""
    if table.source is None or table.source.suffix.lower() not in TEXTS:
        return []
    said = {decision.option: decision.value for decision in table.decisions if decision.option}
    texts, total = _ends(table.source, said.get("encoding", "utf-8"))
    rejects = table.rejects if total else table.rejects[table.rejects["line"] <= HEAD]
    odd = {int(line): str(reason) for line, reason in zip(rejects["line"], rejects["reason"], strict=True)}
    names = _number(said.get("header_rows"))
    found = []
    for number, text in enumerate(texts, 1):
        kind = _kind(text, odd.get(number, ""))
        if kind == "row" and names:
            kind, names = "header", names - 1
        found.append(Line(number, text, kind))
    return [line for line in found if line.number <= HEAD or total - TAIL < line.number]


def _kind(text: str, reason: str) -> str:
    if reason.startswith(OUTSIDE):
        return "skipped"
    return "odd" if reason else "row" if text.strip() else "blank"


def _ends(path: Path, encoding: str) -> tuple[list[str], int]:
    """The lines of a small file and how many there are; of a big one the first lines, and 0."""
    size = path.stat().st_size
    with path.open("rb") as file:
        part = file.read(SMALL if size <= SMALL else HEAD * 4 * WIDE)
    text = part.decode(_codec(encoding), errors="replace").lstrip("\ufeff")
    found = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n")
    return (found, len(found)) if size <= SMALL else (found[:HEAD], 0)


def _codec(encoding: str) -> str:
    import codecs

    try:
        return codecs.lookup(encoding.split(" ")[0]).name
    except LookupError:
        return "utf-8"


def _number(text: str | None) -> int:
    return int(text) if text and text.isdigit() else 0


def html(shown: Iterable[Line]) -> str:
    """The lines as a picture in HTML; every character of the file is escaped."""
    rows, before = [], 0
    for line in shown:
        if line.number > before + 1:
            rows.append('<div class="raw-gap">⋮</div>')
        before = line.number
        text = escape(line.text[:WIDE] + ("…" if len(line.text) > WIDE else "")) or "&nbsp;"
        meaning = MEANING[line.kind]
        tag = f'<span class="raw-tag">{meaning}</span>' if meaning else ""
        shown_line = f'<span class="raw-number">{line.number}</span><span class="raw-text">{text}</span>{tag}'
        rows.append(f'<div class="raw-line raw-{line.kind}">{shown_line}</div>')
    return f'{STYLE}<div class="raw" role="group" aria-label="The first and last lines of the file">{"".join(rows)}</div>'


STYLE = """<style>
.raw {
  font: 0.75rem/1.6 ui-monospace, "Source Code Pro", Menlo, monospace; overflow-x: auto;
  border: 1px solid rgba(128,128,128,.3); border-radius: .5rem; padding: .5rem 0;
}
.raw-line { display: flex; gap: .75rem; white-space: pre; padding: 0 .75rem; min-width: max-content; border-left: 3px solid transparent; }
.raw-number { opacity: .5; min-width: 2.2rem; text-align: right; user-select: none; }
.raw-tag { opacity: .75; font-style: italic; padding-left: 1rem; }
.raw-gap { padding: 0 .75rem 0 2.6rem; opacity: .5; }
.raw-skipped { border-color: #9AA0A6; background: rgba(154,160,166,.15); }
.raw-skipped .raw-text { opacity: .65; text-decoration: line-through; }
.raw-header { border-color: #0072B2; background: rgba(0,114,178,.16); font-weight: 600; }
.raw-odd { border-color: #D55E00; background: rgba(213,94,0,.16); }
</style>"""
