"""Excel and OpenDocument sheets: xlsx, xls, xlsb, ods."""

import zipfile
from pathlib import Path
from typing import Any

from mllab.data.read import archives, names
from mllab.data.read.convert import Content, typed
from mllab.data.read.formats import OLE
from mllab.data.read.options import ReadOptions
from mllab.data.read.told import told
from mllab.data.read.values import to_arrow
from mllab.data.table import Decision
from mllab.errors import DataError


def read(path: Path, name: str, options: ReadOptions) -> Content:
    """The sheet with the most cells, or the one asked for. Rows above the header are listed as rejects; rows without a cell are counted."""
    rows, (first, left), chosen = _rows(path, name, options)
    if not any(_filled(row) for row in rows):
        raise DataError(f"{name} has no cells in sheet {chosen[0].value!r}. Choose another sheet or fill it.")
    top = _header(rows, options)
    width = max(len(row) for row in rows)
    header_rows = 1 if options.header_rows is None else options.header_rows
    heads = [_join([row[i] if i < len(row) else "" for row in rows[top : top + header_rows]]) for i in range(width)]
    used = [i for i in range(width) if heads[i] or any(i < len(row) and row[i] != "" for row in rows[top:])]
    made, renamed = names.clean([heads[i] for i in used])
    body = [(first + at, row) for at, row in enumerate(rows) if at >= top + header_rows and _filled(row)]
    blank = max(0, len(rows) - top - header_rows - len(body))
    columns = {key: [row[i] if i < len(row) else "" for _, row in body] for key, i in zip(made, used, strict=True)}
    content = typed(to_arrow(columns), [line for line, _ in body], options)
    content.how = told(columns, content, bool(renamed), blanks=False) | {
        "sheet": chosen[0].value,
        "skip": first - 1 + top + header_rows,
        "columns": [left + i for i in used],
        "blank": blank > 0,
    }
    content.rejects = [_above(first + at, row) for at, row in enumerate(rows[:top]) if _filled(row)] + content.rejects
    content.decisions = [*chosen, *_said(top, header_rows, blank, options), *renamed, *content.decisions]
    return content


def _rows(path: Path, name: str, options: ReadOptions) -> tuple[list[list[Any]], tuple[int, int], list[Decision]]:
    """The cells of the chosen sheet, the line (from 1) and column (from 0) of its first cell, and the decision on the sheet."""
    import python_calamine as calamine

    if zipfile.is_zipfile(path):
        archives.check_document(path, name)
    try:
        with calamine.load_workbook(str(path)) as book:
            sheets = {sheet: book.get_sheet_by_name(sheet) for sheet in book.sheet_names} if options.sheet is None else None
            chosen = max(sheets, key=lambda one: _size(sheets[one])) if sheets else _asked(book.sheet_names, options.sheet, name)
            sheet = sheets[chosen] if sheets else book.get_sheet_by_name(chosen)
            rows = [list(row) for row in sheet.to_python(skip_empty_area=True)]
            top, left = sheet.start or (0, 0)
            listed = tuple(book.sheet_names)
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise _unreadable(path, name, error) from error
    why = (
        "asked for"
        if options.sheet is not None
        else "the only sheet"
        if len(listed) == 1
        else f"the sheet with the most cells of {len(listed)}"
    )
    return rows, (top + 1, left), [Decision("sheet", chosen, why, "sheet", listed)]


def _size(sheet: Any) -> int:
    return int(sheet.height) * int(sheet.width)


def _asked(sheets: list[str], asked: str | None, name: str) -> str:
    if asked not in sheets:
        raise DataError(f"{name} has no sheet {asked!r}. It has: {', '.join(map(repr, sheets[:20]))}.")
    return str(asked)


def _unreadable(path: Path, name: str, error: Exception) -> DataError:
    with path.open("rb") as file:
        content = file.read(4 << 20)
    if content.startswith(OLE) and ("EncryptedPackage".encode("utf-16-le") in content or "password" in str(error).lower()):
        return DataError(
            f"{name} is protected by a password. Open it in Excel, remove the password (File, Info, Protect Workbook) and save it again."
        )
    if "password" in str(error).lower():
        return DataError(f"{name} is protected by a password. Remove it in Excel and save it again.")
    return DataError(f"{name} cannot be read as an Excel or OpenDocument file ({error}). Open and save it again, or export it as CSV.")


def _filled(row: list[Any]) -> int:
    return sum(cell != "" and cell is not None for cell in row)


def _header(rows: list[list[Any]], options: ReadOptions) -> int:
    """The index of the header row: the first one about as full as the table is wide, below titles and notes."""
    if options.skip_rows is not None:
        return options.skip_rows
    widths = sorted(filled for row in rows if (filled := _filled(row)))
    usual = widths[len(widths) // 2] if len(widths) > 2 else widths[-1]
    for at, row in enumerate(rows):
        if _filled(row) >= max(1, 0.6 * usual) and (usual == 1 or _filled(row) > 1):
            return at
    return 0


def _join(cells: list[Any]) -> str:
    return " ".join(str(cell) for cell in cells if cell not in ("", None))


def _above(line: int, row: list[Any]) -> dict[str, Any]:
    return {"line": line, "column": "", "raw": "\t".join("" if cell is None else str(cell) for cell in row), "reason": "above the header"}


def _said(top: int, header_rows: int, blank: int, options: ReadOptions) -> list[Decision]:
    why = "asked for" if options.skip_rows is not None else "the first row about as full as the table is wide holds the names"
    said = [
        Decision("lines above the header", str(top), why, "skip_rows"),
        Decision("header rows", str(header_rows), "a sheet has one unless told otherwise", "header_rows"),
    ]
    return [*said, Decision("blank rows", str(blank), "a row without any cell is not a row of the table")] if blank else said
