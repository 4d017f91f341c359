"""Which rows are the table: several tables, lines before the header, header rows, footnotes. O(rows)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from mllab.data.csv.columns import TYPED, ColumnModel, kind, learn
from mllab.data.csv.records import Row

STEADY = 3  # rows of one width in a row that make a table
MOST_HEADERS = 5
TINY = 0.2  # a first table with a smaller share of the cells of the largest one is not the one that is wanted
ENOUGH = 2_000  # rows from which the columns are learnt
COMMENT = "#"
REPEATED = 3  # a header that stands this often is a page header: the pages are one table


@dataclass(frozen=True)
class Block:
    """Rows `start`..`stop` (exclusive) of one table, `width` columns; `pages` are repeated header rows within."""

    start: int
    stop: int
    width: int
    pages: tuple[int, ...] = ()


@dataclass(frozen=True)
class Parts:
    """Where the parts of one table lie, as row indices: preamble before `header`, `body`, footnotes from `footer` on."""

    header: int
    body: int
    footer: int
    why: str


def filled(fields: Sequence[str]) -> int:
    """How many cells are not empty."""
    return sum(1 for cell in fields if cell and not cell.isspace())


def blocks(rows: list[Row]) -> list[Block]:
    """The tables of a file, in order; every row belongs to one (stray lines to the table after them, or the last)."""
    runs = _steady_runs(rows)
    if not runs:
        return [Block(0, len(rows), _common_width(rows))]
    starts = [0]
    for before, run in pairwise(runs):
        if run[2] != before[2] and _begins_table(rows, run):
            starts.append(_with_title(rows, run[0]))
    found = [_block(rows, a, b) for a, b in zip(starts, [*starts[1:], len(rows)], strict=True)]
    return [piece for block in found for piece in _split_at_repeats(rows, block)]


def _common_width(rows: list[Row]) -> int:
    widths = Counter(len(row.fields) for row in rows if not row.fault) or Counter(len(row.fields) for row in rows)
    wide = {w: n * (1 - 1 / w) for w, n in widths.items() if w > 1}
    if wide and sum(widths[w] for w in wide) >= 0.3 * len(rows):
        return max(wide, key=lambda w: (wide[w], w))
    return 1


def _block(rows: list[Row], start: int, stop: int) -> Block:
    return Block(start, stop, _common_width(rows[start:stop]))


def _steady_runs(rows: list[Row]) -> list[tuple[int, int, int]]:
    """(start, stop, width) of stretches with at least STEADY rows of one width above one; what lies between is ignored."""
    runs: list[tuple[int, int, int]] = []
    start = 0
    for i in range(1, len(rows) + 1):
        if i == len(rows) or len(rows[i].fields) != len(rows[start].fields):
            width = len(rows[start].fields)
            if i - start >= STEADY and width > 1:
                if runs and runs[-1][2] == width:
                    runs[-1] = (runs[-1][0], i, width)
                else:
                    runs.append((start, i, width))
            start = i
    return runs


def _begins_table(rows: list[Row], run: tuple[int, int, int]) -> bool:
    """Whether a change of width begins a table: names over typed columns, or a blank or one-cell line before."""
    start, stop, width = run
    models = learn([row.fields for row in rows[start + 1 : min(stop, start + 200)]], width)
    if names_like(rows[start].fields, models):
        return True
    apart = start > 0 and rows[start].line > rows[start - 1].end + 1
    return apart and not any(kind(cell) in TYPED for cell in rows[start].fields)


def _with_title(rows: list[Row], start: int) -> int:
    """A one-cell line right before a table is its title."""
    while start > 0 and filled(rows[start - 1].fields) <= 1 and len(rows[start].fields) > 2:
        start -= 1
    return start


def _split_at_repeats(rows: list[Row], block: Block) -> list[Block]:
    """Cut where the first full row stands again: a second table, or (REPEATED times or more) page headers of one table."""
    first = next((i for i in range(block.start, block.stop) if len(rows[i].fields) == block.width), None)
    if first is None or block.width < 2 or any(kind(cell) in TYPED for cell in rows[first].fields):
        return [block]
    head = rows[first].fields
    again = [i for i in range(first + 1, block.stop) if rows[i].fields == head]
    again = [i for k, i in enumerate(again) if i != first + k + 1]  # rows of a doubled header are not a second table
    if not again or filled(head) < 2:
        return [block]
    if len(again) + 1 >= REPEATED:
        return [Block(block.start, block.stop, block.width, tuple(again))]
    bounds = [block.start, *again, block.stop]
    return [Block(a, b, block.width) for a, b in pairwise(bounds)]


def choose(tables: list[Block]) -> int:
    """The table wanted when none is asked for: the first that is not tiny beside the largest."""
    cells = [(b.stop - b.start) * b.width for b in tables]
    return next(i for i, n in enumerate(cells) if n >= TINY * max(cells))


def names_like(fields: Sequence[str], models: Sequence[ColumnModel]) -> bool:
    """Whether a row names typed columns rather than belonging to them: no strong column's cell fits, and one contradicts it."""
    misfits = fits = 0
    for cell, model in zip(fields, models, strict=False):
        if model.strong and kind(cell) not in {"empty", "missing"}:
            if model.fits(cell) and not (model.typed and kind(cell) not in TYPED):
                fits += 1
            else:
                misfits += 1
    if len(fields) != len(models):
        return misfits > 0 and not any(kind(cell) in TYPED for cell in fields)
    return misfits > 0 and misfits > 4 * fits


def years(fields: Sequence[str]) -> bool:
    """Whether the numbers of a row are years in order, as in a header `country,2019,2020,2021`."""
    numbers = [cell.strip() for cell in fields if kind(cell) == "number"]
    if len(numbers) < 2 or not all(n.isdecimal() and len(n) == 4 and "1700" <= n <= "2199" for n in numbers):
        return False
    steps = {int(b) - int(a) for a, b in pairwise(numbers)}
    return len(steps) == 1 and steps != {0}


def parts(rows: list[Row], block: Block, others: dict[int, bool], header_rows: int | None, skipped: bool, footed: bool) -> Parts:
    """Preamble, header, body and footnotes of one table. `others`: rows that another delimiter cuts into `width` names."""
    width, stop = block.width, block.stop
    start = block.start if skipped else _after_preamble(rows, block, others)
    pages = set(block.pages)
    chosen = [*range(start, min(stop, start + ENOUGH)), *range(start + ENOUGH, stop, max(1, (stop - start) // ENOUGH))]
    body = [rows[i].fields for i in chosen if not rows[i].fault and len(rows[i].fields) == width and i not in pages]
    models = learn(body[max(1, min(MOST_HEADERS + 1, len(body) // 2)) :], width) if len(body) > 1 else []
    footer = stop if footed else _footnotes(rows, start, stop, width, models)
    if header_rows is not None:
        return Parts(start, min(footer, start + header_rows), footer, "as told")
    if start < footer and others.get(start):
        return Parts(start, start + 1, footer, "the line before the data, cut by another delimiter, has a name for each column")
    count, why = _headers(rows[start:footer], models, width)
    return Parts(start, start + count, footer, why)


def _after_preamble(rows: list[Row], block: Block, others: dict[int, bool]) -> int:
    width = block.width
    if width < 2:
        return block.start
    if _nameless(rows, block):
        return block.start
    for i in range(block.start, block.stop):
        row = rows[i]
        if others.get(i):
            return i
        if row.fields[0].startswith(COMMENT) and _later_names(rows, i, block):
            continue
        full = filled(row.fields)
        enough = full >= 2 and (full > 0.3 * width or len(row.fields) == width)
        fits = row.fault or enough or (width == 2 and len(row.fields) == 2 and full)
        if fits and (len(row.fields) == width or row.fault or not _later_names(rows, i, block)):
            return i
    return block.start


def _nameless(rows: list[Row], block: Block) -> bool:
    """Whether the first row is a header with all its names left empty: values, and no names, stand right below it."""
    first = rows[block.start].fields
    if not _blank(rows[block.start], block.width) or block.start + 1 >= block.stop:
        return False
    below = rows[block.start + 1]
    return len(below.fields) == len(first) and any(kind(cell) in TYPED for cell in below.fields)


def _blank(row: Row, width: int) -> bool:
    """A row of delimiters alone: all of its cells are there, and empty."""
    return len(row.fields) == width > 1 and not row.fault and filled(row.fields) == 0


def _later_names(rows: list[Row], i: int, block: Block) -> bool:
    """Whether a full-width row of names follows within a few rows, so that this narrower row is metadata before it."""
    for row in rows[i + 1 : min(block.stop, i + 30)]:
        if len(row.fields) == block.width:
            return not any(kind(cell) in TYPED for cell in row.fields) and filled(row.fields) >= 0.5 * block.width
    return False


def _footnotes(rows: list[Row], start: int, stop: int, width: int, models: list[ColumnModel]) -> int:
    """Where the footnotes begin. Rows of delimiters alone belong to the footnotes below them; with none below, they are records."""
    if width < 2:
        return stop
    at = end = stop
    while at - 1 > start + 1:
        if not _blank(rows[at - 1], width):
            if not _is_footnote(rows[at - 1], rows[at - 2], width, models):
                break
            end = at - 1
        at -= 1
    return at if end < stop else stop


def _is_footnote(row: Row, before: Row, width: int, models: list[ColumnModel]) -> bool:
    full = filled(row.fields)
    if full == 0:
        return len(row.fields) <= width
    if full > 1 or row.fault:
        return len(row.fields) != width and row.line > before.end + 1 and kind(row.fields[0]) == "text"
    if width == 2:
        return len(row.fields) == 1 and (row.line > before.end + 1 or kind(row.fields[0]) == "text")
    first = row.fields[0]
    return bool(first.strip()) and (len(row.fields) == 1 or not models or not models[0].fits(first)) and kind(first) not in TYPED


def _headers(rows: list[Row], models: list[ColumnModel], width: int) -> tuple[int, str]:
    """How many header rows, and why."""
    if not rows:
        return 0, "there are no rows"
    first = rows[0].fields
    if not filled(first):
        below = any(filled(row.fields) for row in rows[1:])
        return (1, "the first row has a place for each name, and all are empty") if below else (0, "no cell of the file has a value")
    if not models:
        if any(kind(cell) in TYPED for cell in first) and not years(first):
            return 0, "the only row holds numbers or dates"
        return 1, "the only row holds names"
    if years(first) and not any(names_like(row.fields, models) for row in rows[1:2]):
        return 1, "the first row holds years in order"
    if any(model.strong for model in models):
        count = 0
        while count < min(MOST_HEADERS, len(rows) - 1) and (names_like(rows[count].fields, models) or (count == 0 and years(first))):
            count += 1
        count = _group_rows(rows, count, width)
        if count:
            return count, "cells are names where the rows below hold numbers, dates or codes"
        return 0, "the first row holds the same kinds of values as the rows below"
    return _all_text(rows, models, first, width)


def _group_rows(rows: list[Row], count: int, width: int) -> int:
    """Of several name rows only those count that fill most columns, or stand over one that does."""
    return count if count <= 1 or filled(rows[count - 1].fields) >= 0.5 * width else 1


def _all_text(rows: list[Row], models: list[ColumnModel], first: list[str], width: int) -> tuple[int, str]:
    """Nothing but text: names are assumed (as files mostly have them), unless the first row is like its followers."""
    if width > 1 and len(rows) > 1 and rows[1].fields == first:
        return 2, "the first two rows are the same"
    again = sum(model.values[cell] > 0 for cell, model in zip(first, models, strict=False) if cell)
    if again:
        return 0, f"{again} cells of the first row stand again below it"
    if width == 1 and (len(first[0]) > 60 or first[0].rstrip().endswith((".", "!", "?"))):
        return 0, "the first line is prose, not a name"
    if filled(first) < len(first) and len(first) == width and filled(first) < 0.5 * width:
        return 0, "most cells of the first row are empty"
    return 1, "all cells are text; the first row is taken for names, as most files have them"
