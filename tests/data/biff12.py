"""A workbook in Excel's binary form (.xlsb), written record by record as Microsoft's [MS-XLSB] tells: one sheet of texts and numbers."""

import io
import struct
import zipfile
from collections.abc import Sequence

ROW, REAL, TEXT = 0, 5, 6  # BrtRowHdr, BrtCellReal, BrtCellSt
SHEET, EXTENT, DATA, DATA_END, SHEET_END = 129, 148, 145, 146, 130
BOOK, SHEETS, BUNDLE, SHEETS_END, BOOK_END = 131, 143, 156, 144, 132

RELATED = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def workbook(rows: Sequence[Sequence[str | float | None]]) -> bytes:
    """The zip of a workbook with one sheet of these cells; None is an empty cell."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("[Content_Types].xml", _types())
        archive.writestr("_rels/.rels", _relations(f"{OFFICE}/officeDocument", "xl/workbook.bin"))
        archive.writestr("xl/_rels/workbook.bin.rels", _relations(f"{OFFICE}/worksheet", "worksheets/sheet1.bin"))
        archive.writestr("xl/workbook.bin", _book())
        archive.writestr("xl/worksheets/sheet1.bin", _sheet(rows))
    return buffer.getvalue()


def _record(kind: int, content: bytes = b"") -> bytes:
    number = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, length = len(content), b""
    while size >= 128:
        size, length = size >> 7, length + bytes([size & 0x7F | 0x80])
    return number + length + bytes([size]) + content


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text.encode("utf-16-le")) // 2) + text.encode("utf-16-le")


def _book() -> bytes:
    sheet = struct.pack("<II", 0, 1) + _wide("rId1") + _wide("Sheet1")
    return b"".join(_record(*one) for one in ((BOOK,), (SHEETS,), (BUNDLE, sheet), (SHEETS_END,), (BOOK_END,)))


def _sheet(rows: Sequence[Sequence[str | float | None]]) -> bytes:
    cells = b"".join(_record(ROW, struct.pack("<IIHHBI", number, 0, 300, 0, 0, 0)) + _cells(row) for number, row in enumerate(rows))
    extent = struct.pack("<IIII", 0, len(rows) - 1, 0, max(map(len, rows)) - 1)
    return _record(SHEET) + _record(EXTENT, extent) + _record(DATA) + cells + _record(DATA_END) + _record(SHEET_END)


def _cells(row: Sequence[str | float | None]) -> bytes:
    found = b""
    for column, cell in enumerate(row):
        place = struct.pack("<II", column, 0)
        if isinstance(cell, str):
            found += _record(TEXT, place + _wide(cell))
        elif cell is not None:
            found += _record(REAL, place + struct.pack("<d", cell))
    return found


def _types() -> str:
    bins = "".join(
        f'<Override PartName="/xl/{part}" ContentType="application/vnd.ms-excel.{kind}"/>'
        for part, kind in (("workbook.bin", "sheet.binary.macroEnabled.main"), ("worksheets/sheet1.bin", "worksheet"))
    )
    rels = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    return f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{rels}{bins}</Types>'


def _relations(kind: str, target: str) -> str:
    return f'<Relationships xmlns="{RELATED}"><Relationship Id="rId1" Type="{kind}" Target="{target}"/></Relationships>'
